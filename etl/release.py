"""Releases of the data: data/changes.csv lists, for each, what changed since the one before, table by meeting.

    version,date,table,meeting,what
    1f3a…,2026-11-22,,,first release
    9b07…,2027-01-10,participation,igf-2012,"1 row changed; onsite, total, badges: count 514 -> 541"

Where a row was read and in which words is no change: the figure is the same.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

from etl import history, tables
from etl.parquet import files_of_table
from etl.reading import Row
from etl.schema import TABLES, Table

FILE = Path(__file__).resolve().parent.parent / "data" / "changes.csv"
COLUMNS = ("version", "date", "table", "meeting", "what")
NOT_THE_FIGURE = {"document_id", "place", "quote", "extractor", "position", "finding_id", "takeaway_id", "sha256",
                  "byte_count", "path"}  # fmt: skip
NOT_FIGURES = {"lines"}
RECOGNISED_BY: Mapping[str, tuple[str, ...]] = {
    **history.RECOGNISED_BY, "documents": ("document_id",), "findings": ("finding_id",), "takeaways": ("session_id",),
}  # fmt: skip
"""The columns by which a row is recognised in another release, where its table's key would not do."""
EXAMPLES = 3
"""So many changed figures are named in a line."""


def release(out: Path, made: date, file: Path = FILE) -> Sequence[Mapping[str, str]]:
    """Add the current build in `out` to `file`; returns the lines added.

    Raises NoSuchBuild where there is no build, or not that of the release before; ValueError where the
    current build is that of the last release.
    """
    current = history.build_named(out, "current")
    known = list(read(file))
    if known and known[-1]["version"] == current.name:
        raise ValueError(f"version {current.name} is released already; {file.name} stays as it is")
    changed = _since(out, known[-1]["version"], current) if known else [("", "", "first release")]
    added = [
        dict(zip(COLUMNS, (current.name, made.isoformat(), *line), strict=True))
        for line in list(changed) or [("", "", "no figure changed")]
    ]
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows([*known, *added])
    return added


def read(file: Path = FILE) -> Iterator[dict[str, str]]:
    """The lines of `file`; none where there is no such file."""
    if file.is_file():
        with file.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def _since(out: Path, version: str, current: Path) -> list[tuple[str, str, str]]:
    try:
        before = history.build_named(out, version)
    except history.NoSuchBuild as error:
        raise history.NoSuchBuild(
            f"{error}; build the documents of version {version}, the release before, into the same folder"
            " once more, then build those of today"
        ) from error
    return list(changes(before, current))


def changes(before: Path, after: Path) -> Iterator[tuple[str, str, str]]:
    """Table, meeting and what changed in its figures, from one build to another."""
    for table in TABLES:
        if table.name in NOT_FIGURES:
            continue
        old, new = (_by_meeting(table, build) for build in (before, after))
        for meeting in sorted(old.keys() | new.keys()):
            if what := _what(table, old.get(meeting, []), new.get(meeting, [])):
                yield table.name, meeting, what


def _by_meeting(table: Table, build: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    if files_of_table(build, table.name):
        for row in tables.load_table(build, table.name).to_pylist():
            own = {*NOT_THE_FIGURE}.difference(RECOGNISED_BY.get(table.name, ()) if table.key else ())
            shown = {name: row.get(name) for name in table.names if name not in own}
            found[row.get("meeting_id") or ""].append(shown)
    return found


def _what(table: Table, before: Iterable[Row], after: Iterable[Row]) -> str:
    old, new = (Counter(tuple(row.items()) for row in rows) for rows in (before, after))
    pairs: dict[tuple[Any, ...], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((old - new, new - old)):
        for items in rows.elements():
            pairs[_identity(table, dict(items))][side].append(dict(items))
    kinds: Counter[str] = Counter()
    examples: list[str] = []
    for identity, (went, came) in sorted(pairs.items(), key=str):
        for was, now in zip_longest(went, came):
            kinds["changed" if was and now else "came" if now else "went"] += 1
            if was and now and len(examples) < EXAMPLES:
                examples.append(_example(identity, was, now))
    counted = [f"{count:,} {'row' if count == 1 else 'rows'} {kind}" for kind, count in sorted(kinds.items())]
    return "; ".join(filter(None, (", ".join(counted), *examples)))


def _identity(table: Table, row: Row) -> tuple[Any, ...]:
    names = RECOGNISED_BY.get(table.name, table.key)
    return tuple(row[name] for name in names if name in row and name != "meeting_id")


def _example(identity: tuple[Any, ...], was: Row, now: Row) -> str:
    values = ", ".join(f"{name} {was[name]} -> {now[name]}" for name in was if was[name] != now[name])
    return ": ".join(filter(None, (", ".join(str(part) for part in identity if part is not None), values)))
