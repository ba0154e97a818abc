"""The builds that are kept: are they whole, how do two differ, go back to an earlier one."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from etl import disk, tables
from etl.parquet import files_of_table
from etl.reading import Row
from etl.schema import TABLES, Table

RECOGNISED_BY: Mapping[str, tuple[str, ...]] = {
    "participation": ("document_id", "meeting_id", "phase", "measure", "dimension", "scheme", "label", "source_url"),
    "session_counts": ("document_id", "meeting_id", "phase", "dimension", "label", "source_url"),
    "tracks": ("document_id", "meeting_id", "track"),
    "organisation_roles": ("document_id", "meeting_id", "session_id", "name_as_printed"),
    "theme_mentions": ("document_id", "theme_id", "phrase", "quote"),
}
"""For tables without a key: the columns by which a row is recognised in another build."""


class NoSuchBuild(Exception):
    """There is no build of that name."""


class Damaged(Exception):
    """A build that does not hold the bytes that were written."""


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
    """Make an earlier build the current one; returns its version.

    Raises NoSuchBuild, Damaged, AnotherBuild or NotWritable; the current build then stays.
    """
    with tables.only_one(out):
        build = build_named(out, name)
        if found := problems(build):
            raise Damaged(f"the build {build.name} is damaged ({'; '.join(found)}); choose another")
        tables.point_to(out, build.name)
    return build.name


def problems(build: Path) -> list[str]:
    """Files of a build that are missing, were added, or do not hold the bytes that were written."""
    try:
        written = (build / tables.MANIFEST).read_bytes()
        manifest: dict[str, str] = json.loads(written)
        is_its_own = written == tables.manifest_bytes(manifest) and tables.version_of_hashes(manifest) == build.name
    except (OSError, ValueError, TypeError, AttributeError) as error:
        return [f"{tables.MANIFEST}: cannot be read ({error})"]
    present = {path.relative_to(build).as_posix() for path in tables.files_of(build)} - {tables.MANIFEST}
    found = [f"{name}: is not part of the build" for name in sorted(present - manifest.keys())]
    for name, expected in sorted(manifest.items()):
        if name not in present:
            found.append(f"{name}: is missing")
        elif disk.sha256(build / name) != expected:
            found.append(f"{name}: has other bytes than were written")
    if not is_its_own:
        found.append(f"{tables.MANIFEST}: does not belong to the build {build.name}")
    return found


def verify(out: Path) -> dict[str, list[str]]:
    """What is wrong with each build in `out`, by version, and with the file that names the current one."""
    found = {build.name: problems(build) for build in tables.builds(out)}
    current = tables.current(out)
    if current is None:
        found[tables.POINTER] = ["names no build that is there; roll back to one by its name, or build anew"]
    elif (out / tables.POINTER).read_bytes() != tables.pointer_bytes(current[0].name):
        found[tables.POINTER] = ["has other bytes than were written; roll back to a build by its name, or build anew"]
    return found


def differences(old: Path, new: Path) -> Iterator[Change]:
    """Every row that came, went or changed from `old` to `new`, table by table."""
    for table in TABLES:
        before, after = _rows(old, table), _rows(new, table)
        unchanged = _counted(before) & _counted(after)
        yield from _changes(table, _without(before, unchanged), _without(after, unchanged))


def _rows(build: Path, table: Table) -> list[Row]:
    """The rows of a table; a build of an earlier program may lack the table, or some columns of it."""
    if not files_of_table(build, table.name):
        return []
    return [{name: row.get(name) for name in table.names} for row in tables.load_table(build, table.name).to_pylist()]


def _counted(rows: Iterable[Row]) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(row.values()) for row in rows)


def _without(rows: Iterable[Row], others: Counter[tuple[Any, ...]]) -> list[Row]:
    left, others = [], others.copy()
    for row in rows:
        values = tuple(row.values())
        if others[values]:
            others[values] -= 1
        else:
            left.append(row)
    return left


def _changes(table: Table, before: Iterable[Row], after: Iterable[Row]) -> Iterator[Change]:
    """Rows that differ: those with the same name are one row that changed, paired in their order."""
    pairs: dict[tuple[str, ...], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((before, after)):
        for row in rows:
            pairs[tuple(str(row[name]) for name in table.key or RECOGNISED_BY[table.name])][side].append(row)
    for _, (old, new) in sorted(pairs.items()):
        for was, now in zip_longest(old, new):
            kind = "came" if was is None else "went" if now is None else "changed"
            values = [f"{c}: {was[c]} -> {now[c]}" for c in table.names if was[c] != now[c]] if was and now else []
            row = now or was
            said = _name(table, row) + (f" ({'; '.join(values)})" if values else "")
            yield Change(table.name, kind, row.get("document_id"), said)


def _name(table: Table, row: Row) -> str:
    """What tells a row from others, in words: its key, or all that it states."""
    if table.key:
        return " ".join(str(row[name]) for name in table.key)
    return ", ".join(f"{name}={value}" for name, value in row.items() if value is not None and name not in HIDDEN)


HIDDEN = {"document_id", "quote", "extractor"}
