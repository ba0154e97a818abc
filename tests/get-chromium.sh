#!/bin/sh
# A Chromium for the browser tests: the one on the path, else Debian's package when root, else Playwright's own.
# Usage: get-chromium.sh FOLDER_OF_PYTHON_PROGRAMS
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the browser tests."
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null && exit 0
fi
echo "Downloading Playwright's Chromium for the browser tests."
"$1/playwright" install chromium && exit 0
echo "No Chromium: install the package chromium, or run \`$1/playwright install chromium\` with a network, and try again." >&2
exit 1
