"""Match the pinned versions against advisories: python deploy/audit.py DIR

DIR is a checkout of github.com/pypa/advisory-database. Says how old it is. Exit status: 0 nothing found, 1 an advisory
applies, 2 the check itself cannot be trusted: no advisories there, or a version that is known to be unsafe not found.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parents[1]
PINNED = ("requirements.txt", "requirements-test.txt")
PLANTED = ("jinja2", "2.10")
"""An old version with advisories since 2019: a check that does not flag it flags nothing."""
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


class Unusable(Exception):
    """The check cannot be trusted."""


def pinned(root: Path = ROOT) -> dict[str, str]:
    """Package -> version, of all that is installed for the site and its tests."""
    return {
        canonicalize_name(name): version
        for file in PINNED
        for name, version in _PIN.findall((root / file).read_text("utf-8"))
    }


def advisories(folder: Path, package: str) -> Iterator[Mapping[str, Any]]:
    """The advisories about `package` that were not withdrawn."""
    for path in sorted((folder / "vulns" / package).glob("*.yaml")):
        advisory = yaml.safe_load(path.read_text("utf-8"))
        if not advisory.get("withdrawn"):
            yield advisory


def applies(advisory: Mapping[str, Any], package: str, version: str) -> bool:
    """Whether an advisory says that this version of the package is unsafe."""
    return any(
        version in affected.get("versions", ()) or any(_is_within(r, version) for r in affected.get("ranges", ()))
        for affected in advisory.get("affected", ())
        if canonicalize_name(affected["package"]["name"]) == package
    )


def _is_within(affected: Mapping[str, Any], version: str) -> bool:
    """Whether a version is in a range: from `introduced` on, before `fixed` or up to `last_affected`."""
    if affected.get("type") != "ECOSYSTEM":
        return False
    own, is_inside = Version(version), False
    for event in affected["events"]:
        [(kind, at)] = event.items()
        try:
            bound = Version(str(at))
        except InvalidVersion:
            continue
        if kind == "introduced" and own >= bound:
            is_inside = True
        elif (kind == "fixed" and own >= bound) or (kind == "last_affected" and own > bound):
            is_inside = False
    return is_inside


def found(folder: Path, versions: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Package, version and id of every advisory that applies."""
    return [
        (package, version, str(advisory["id"]))
        for package, version in versions.items()
        for advisory in advisories(folder, package)
        if applies(advisory, package, version)
    ]


def newest(folder: Path) -> datetime:
    """When the newest advisory was published or changed. Raises Unusable where there is none."""
    texts = [path.read_text("utf-8") for path in (folder / "vulns").glob("*/*.yaml")]
    days = [
        day for text in texts for day in re.findall(r"^(?:published|modified): ['\"]?(\d{4}-\d\d-\d\d)", text, re.M)
    ]
    if not days:
        raise Unusable(f"no advisories in {folder}: give a checkout of github.com/pypa/advisory-database")
    return datetime.fromisoformat(max(days)).replace(tzinfo=UTC)


def audit(folder: Path, versions: Mapping[str, str], now: datetime) -> int:
    """Print what was found; returns the exit status. Raises Unusable."""
    last = newest(folder)
    if not found(folder, dict([PLANTED])):
        raise Unusable(
            f"{PLANTED[0]} {PLANTED[1]} is known to be unsafe and was not flagged; the advisories are not whole"
        )
    print(f"The newest advisory is of {last:%Y-%m-%d}, {(now - last).days} days ago.")
    matched = found(folder, versions)
    for package, version, identity in matched:
        print(f"{package} {version}: {identity}, https://osv.dev/vulnerability/{identity}")
    print(f"{len(versions)} pinned versions, {len(matched)} advisories apply.")
    return 1 if matched else 0


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not arguments[0]:
        print("make audit ADVISORIES=DIR: DIR is a checkout of github.com/pypa/advisory-database", file=sys.stderr)
        return 2
    try:
        return audit(Path(arguments[0]), pinned(), datetime.now(UTC))
    except Unusable as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
