"""The builds that are kept: are they whole, how do two differ, go back to an earlier one."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl import tables
from etl.schema import TABLES, Table


class NoSuchBuild(Exception):
    """There is no build of that name."""


@dataclass(frozen=True)
class Change:
    """A row that came, went or changed between two builds."""

    table: str
    kind: str
    """`came`, `went` or `changed`."""
    document_id: str | None
    row: str
    """The row's key and, where it changed, each column's value before and after."""


def build_named(out: Path, name: str) -> Path:
    """The build `name` in `out`: a version or its beginning, `current`, or `previous` (the newest but the current)."""
    current = tables.current(out)
    builds = tables.builds(out)
    if name == "current" and current:
        return current[0]
    if name == "previous" and current:
        others = [path for path in builds if path.name != current[1]]
        if others:
            return others[0]
    fitting = [path for path in builds if path.name.startswith(name)]
    if len(fitting) != 1:
        raise NoSuchBuild(f"no build {name} in {out}; there are {', '.join(path.name for path in builds) or 'none'}")
    return fitting[0]


def rollback(out: Path, name: str = "previous") -> str:
    """Make an earlier build the current one; returns its version. Raises NoSuchBuild, AnotherBuild."""
    with tables.only_one(out):
        version = build_named(out, name).name
        tables.point_to(out, version)
    return version


def problems(build: Path) -> list[str]:
    """Files of a build that are missing, were added, or do not hold the bytes that were written."""
    try:
        manifest: dict[str, str] = json.loads((build / tables.MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        return [f"{tables.MANIFEST}: cannot be read ({error})"]
    present = {path.relative_to(build).as_posix() for path in build.rglob("*") if path.is_file()} - {tables.MANIFEST}
    found = [f"{name}: is not part of the build" for name in sorted(present - manifest.keys())]
    for name, expected in sorted(manifest.items()):
        if name not in present:
            found.append(f"{name}: is missing")
        elif hashlib.sha256((build / name).read_bytes()).hexdigest() != expected:
            found.append(f"{name}: has other bytes than were written")
    if tables.version_of_hashes(manifest) != build.name:
        found.append(f"{tables.MANIFEST}: does not belong to the build {build.name}")
    return found


def differences(old: Path, new: Path) -> Iterator[Change]:
    """Every row that came, went or changed from `old` to `new`, table by table."""
    for table in TABLES:
        before, after = (tables.load_table(build, table.name).to_pylist() for build in (old, new))
        yield from _keyed(table, before, after) if table.key else _unkeyed(table, before, after)


def _keyed(table: Table, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Change]:
    old, new = ({tuple(row[name] for name in table.key): row for row in rows} for rows in (before, after))
    for key in sorted(old.keys() | new.keys()):
        row = new.get(key) or old[key]
        name, document_id = " ".join(map(str, key)), row.get("document_id")
        if key not in old:
            yield Change(table.name, "came", document_id, name)
        elif key not in new:
            yield Change(table.name, "went", document_id, name)
        elif old[key] != new[key]:
            values = (f"{c}: {old[key][c]} -> {new[key][c]}" for c in table.names if old[key][c] != new[key][c])
            yield Change(table.name, "changed", document_id, f"{name} ({'; '.join(values)})")


def _unkeyed(table: Table, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Change]:
    old, new = (Counter(json.dumps(row, default=str, ensure_ascii=False) for row in rows) for rows in (before, after))
    for kind, rows in (("went", old - new), ("came", new - old)):
        for text in sorted(rows.elements()):
            row = json.loads(text)
            shown = ", ".join(
                f"{name}={value}" for name, value in row.items() if value is not None and name not in HIDDEN
            )
            yield Change(table.name, kind, row["document_id"], shown)


HIDDEN = {"document_id", "quote", "extractor"}
