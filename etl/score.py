"""How much is read right: samples with expected rows, scored per table and per kind of document.

A folder holds samples (`etl.samples`). Of their rows only the columns are compared that the expected row gives.
Precision is the part of the rows read that is expected, recall the part of the expected rows that is read;
attributes are the other columns of the rows that match.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table as Grid

from etl import vocabulary
from etl.reading import Row
from etl.samples import SUFFIX, read_tables, samples_in
from etl.vocabulary import fold

RATES = "error_rates.yml"
RATES_HEAD = """# How much is read right, written by `python -m etl score EXPECTED_DIR --basis …`, never by hand.
# known: samples that the rules were written with (tests/samples); unseen: documents by others, used for nothing else.
"""
KEYS: Mapping[str, tuple[str, ...]] = {
    "meetings": ("meeting_id",),
    "participation": ("meeting_id", "measure", "dimension", "group_name", "count", "share"),
    "session_counts": ("meeting_id", "dimension", "group_name", "count"),
    "tracks": ("meeting_id", "track"),
    "sessions": ("meeting_id", "title"),
    "organisation_roles": ("meeting_id", "session_id", "organisation_id", "name_as_printed", "role"),
    "takeaways": ("session_id", "text"),
}
STRICT: Mapping[str, tuple[str, ...]] = {
    "participation": ("group_name", "count", "share"),
    "session_counts": ("group_name",),
}
"""Columns that are null in a row which matches an expected row without them."""
WORDS = ("title", "text", "track", "name_as_printed")
"""Columns of a key that are compared folded."""


@dataclass
class Tally:
    """Counts of rows and of attributes, over any number of samples."""

    sample_count: int = 0
    expected_count: int = 0
    found_count: int = 0
    matched_count: int = 0
    attribute_count: int = 0
    right_attribute_count: int = 0

    @property
    def precision(self) -> float | None:
        return self.matched_count / self.found_count if self.found_count else None

    @property
    def recall(self) -> float | None:
        return self.matched_count / self.expected_count if self.expected_count else None

    @property
    def attributes(self) -> float | None:
        return self.right_attribute_count / self.attribute_count if self.attribute_count else None

    def add(self, other: Tally) -> None:
        for name in vars(other):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass
class Score:
    """What came of all samples: a tally per table and kind of document, and every difference in words."""

    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)
    sample_count: int = 0

    def of_table(self, table: str) -> Tally:
        """The tally of one table over all kinds of document."""
        whole = Tally()
        for (name, _), tally in sorted(self.tallies.items()):
            if name == table:
                whole.add(tally)
        return whole

    @property
    def tables(self) -> list[str]:
        return [name for name in KEYS if any(table == name for table, _ in self.tallies)]


def score(directory: Path) -> Score:
    """Read every sample in `directory` and compare."""
    result = Score()
    for sample in samples_in(directory):
        tables = read_tables(sample.path)
        result.sample_count += 1
        for name, expected in sample.expected.items():
            tally, differences = compare(name, expected, tables[name])
            result.tallies.setdefault((name, sample.kind), Tally()).add(tally)
            result.differences += [f"{sample.name}: {difference}" for difference in differences]
    return result


def compare(table: str, expected: Sequence[Row], found: Sequence[Row]) -> tuple[Tally, list[str]]:
    """The tally of one table of one sample, and its differences in words."""
    left = list(found)
    tally = Tally(1, len(expected), len(found))
    differences = []
    for row in sorted(expected, key=lambda row: -len(row)):
        match = max((f for f in left if _matches(table, row, f)), key=lambda f: _agreement(row, f), default=None)
        if match is None:
            differences.append(f"{table}: missing {_short(row)}")
            continue
        left = [other for other in left if other is not match]
        tally.matched_count += 1
        wrong = [name for name in _attributes(table, row) if _plain(row[name]) != _plain(match.get(name))]
        tally.attribute_count += len(list(_attributes(table, row)))
        tally.right_attribute_count += len(list(_attributes(table, row))) - len(wrong)
        differences += [
            f"{table}: {name} is {match.get(name)!r}, not {row[name]!r}, in {_short(row)}" for name in wrong
        ]
    return tally, differences + [f"{table}: not expected {_short(row)} ({row.get('place')})" for row in left]


def _matches(table: str, expected: Row, found: Row) -> bool:
    strict = STRICT.get(table, ())
    names = [name for name in KEYS.get(table, ()) if name in expected or name in strict]
    return all(_key(name, expected.get(name)) == _key(name, found.get(name)) for name in names)


def _agreement(expected: Row, found: Row) -> int:
    return sum(_plain(value) == _plain(found.get(name)) for name, value in expected.items())


def _attributes(table: str, row: Row) -> Iterator[str]:
    return (name for name in row if name not in KEYS.get(table, ()))


def _key(name: str, value: Any) -> Any:
    return fold(value) if name in WORDS and isinstance(value, str) else _plain(value)


def _plain(value: Any) -> Any:
    """A value for comparison, whether it comes from YAML or from a table."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return round(value, 6) if isinstance(value, float) else value


def _short(row: Row) -> str:
    hidden = ("document_id", "place", "quote", "extractor", "is_preferred", "is_derived", "year")
    shown = {name: value for name, value in row.items() if value is not None and name not in hidden}
    return ", ".join(f"{name} {value}" for name, value in shown.items())[:240]


# --- for people


def main(directory: Path, basis: str | None = None) -> int:
    """Print the score of the samples in `directory`; 1 where there are none. With a `basis`, publish it."""
    result = score(directory)
    console = Console(highlight=False)
    if not result.sample_count:
        console.print(f"{directory}: no {SUFFIX} files; name a folder of samples")
        return 1
    console.print(grid_of(result))
    for difference in result.differences:
        console.print(difference, style="dim", markup=False, soft_wrap=True)
    if basis:
        publish(result, basis)
    return 0


def publish(result: Score, basis: str, path: Path = vocabulary.FOLDER / RATES) -> None:
    """Put the rates of each table into `path`, in place of those of the same basis (`known`, `unseen`)."""
    kept = yaml.safe_load(path.read_text("utf-8")) if path.exists() else []
    rates = [rate for rate in kept or [] if rate["basis"] != basis] + rates_of(result, basis)
    lines = (
        yaml.safe_dump(rate, default_flow_style=True, sort_keys=False, width=10**6).strip()
        for rate in sorted(rates, key=lambda rate: (rate["basis"], list(KEYS).index(rate["table"])))
    )
    path.write_text(RATES_HEAD + "".join(f"- {line}\n" for line in lines), "utf-8")


def rates_of(result: Score, basis: str) -> list[Row]:
    """The published rates: a row per table, all kinds of document together."""
    names = {"sample_count": "documents", "expected_count": "rows"}
    return [
        {"basis": basis, "table": table}
        | {names.get(name, name): round(value, 3) if isinstance(value, float) else value
           for name, value in _row(table, "all", result.of_table(table)).items()
           if name not in ("table", "kind", "found_count") and value is not None}
        for table in result.tables
    ]  # fmt: skip


def grid_of(result: Score) -> Grid:
    """The score as a table for a terminal."""
    grid = Grid(
        title=f"{result.sample_count} samples", title_justify="left", title_style="bold", box=None, pad_edge=False
    )
    for name in ("table", "kind of document"):
        grid.add_column(name)
    for name in ("samples", "expected", "read", "precision", "recall", "attributes"):
        grid.add_column(name, justify="right")
    for row in rows_of(result):
        style = "bold" if row["kind"] == "all" else None
        grid.add_row(*(_cell(value) for value in row.values()), style=style)
    return grid


def rows_of(result: Score) -> list[Row]:
    """The score as rows: one per table and kind of document, and one per table for all kinds."""
    rows = []
    for table in result.tables:
        rows.append(_row(table, "all", result.of_table(table)))
        kinds = sorted(kind for name, kind in result.tallies if name == table)
        rows += [_row(table, kind, result.tallies[table, kind]) for kind in kinds]
    return rows


def _row(table: str, kind: str, tally: Tally) -> Row:
    return {
        "table": table,
        "kind": kind,
        "sample_count": tally.sample_count,
        "expected_count": tally.expected_count,
        "found_count": tally.found_count,
        "precision": tally.precision,
        "recall": tally.recall,
        "attributes": tally.attributes,
    }


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "–" if value is None else str(value)
