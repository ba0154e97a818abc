#!/bin/sh
# The programs that tests drive. A Chromium: the one on the path, else Debian's package when root, else Playwright's own.
# A Caddy: the one on the path, else Debian's, put beside Python: as an installed package it would serve on port 80.
# Usage: get-programs.sh FOLDER_OF_PYTHON_PROGRAMS
set -eu
has() { command -v "$1" >/dev/null 2>&1; }
is_root_of_debian() { [ "$(id -u)" = 0 ] && has apt-get; }

get_chromium() {
  for name in chromium chromium-browser google-chrome; do
    if has "$name"; then return 0; fi
  done
  if is_root_of_debian; then
    echo "Installing Chromium for the browser tests."
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null && return 0
  fi
  echo "Downloading Playwright's Chromium for the browser tests."
  "$1/playwright" install chromium && return 0
  echo "No Chromium: install the package chromium, or run \`$1/playwright install chromium\` with a network, and try again." >&2
  return 1
}

get_caddy() {
  if has caddy || [ -x "$1/caddy" ]; then return 0; fi
  if is_root_of_debian; then
    echo "Getting Caddy for the tests of hosting."
    beside=$(cd "$1" && pwd)
    folder=$(mktemp -d)
    if apt-get update -qq && (cd "$folder" && apt-get download -qq caddy && dpkg-deb -x caddy_*.deb .); then
      mv "$folder/usr/bin/caddy" "$beside/caddy"
    fi
    rm -rf "$folder"
    if [ -x "$beside/caddy" ]; then return 0; fi
  fi
  echo "No Caddy: the long tests of hosting will fail until it is there (\`apt-get install caddy\`)." >&2
}

get_chromium "$1"
get_caddy "$1"
