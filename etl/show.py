"""What a build did, and what is read from one document, for a terminal or for programs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table as Grid
from rich.text import Text

from etl.build import Built
from etl.findings import Finding
from etl.reading import Reading, Row
from etl.schema import PROVENANCE, SEVERITIES, TABLES
from etl.tables import Told

PROVENANCE_NAMES = tuple(column.name for column in PROVENANCE)
COLOURS = {"error": "bold red", "warning": "yellow", "info": "dim"}
HIDDEN = {*PROVENANCE_NAMES, "year", "is_preferred", "session_id", "takeaway_id", "organisation_id", "start_local",
          "end_local", "source_url"}  # fmt: skip


BAR_AFTER = 1.0
"""Seconds after which a build shows how far it is."""


@contextmanager
def progress() -> Iterator[Told]:
    """A function to tell at which step a build is; it draws a bar once that takes time."""
    began, bar = time.monotonic(), Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task("")

    def told(step: str, part: int, of: int) -> None:
        if not bar.live.is_started and time.monotonic() - began > BAR_AFTER:
            bar.start()
        bar.update(task, description=step, completed=part, total=of or None)

    try:
        yield told
    finally:
        bar.stop()


def print_built(built: Built) -> None:
    """One line on the documents, one on the tables, one per kind of finding, and every error."""
    console = Console(highlight=False)
    rows = sum(count for name, count in built.row_counts.items() if name != "findings")
    console.print(
        f"{built.found_count} documents: {built.read_count} read, {built.warned_count} of them with warnings, "
        f"{built.set_aside_count} set aside ({built.parsed_count} parsed anew)"
    )
    console.print(f"{rows:,} rows, version {built.version}")
    counts = Counter((finding.severity, finding.code) for finding in built.findings)
    for (severity, code), count in sorted(counts.items()):
        console.print(Text(f"  {severity:<8} {count:>5}  {code}", style=COLOURS[severity]))
    for finding in built.findings:
        if finding.severity == "error":
            console.print(Text(line_of(finding), style=COLOURS["error"]))


def line_of(finding: Finding) -> str:
    """`file, place: value: message`, as far as they are known."""
    where = ", ".join(part for part in (finding.document_id, finding.place) if part)
    value = "" if finding.value == finding.document_id else finding.value
    return ": ".join(part for part in (where, value, finding.message) if part)


def as_json(reading: Reading) -> dict[str, Any]:
    """The rows by table, and the findings."""
    return {
        "document_id": reading.document.document_id,
        "meeting_id": reading.meeting_id,
        "language": reading.language,
        "tables": {name: [_public(row) for row in rows] for name, rows in reading.rows.items() if name != "lines"},
        "findings": [
            {"code": f.code, "severity": f.severity, "place": f.place, "value": f.value, "message": f.message}
            for f in reading.findings
        ],
    }


def _public(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None and not name.startswith("_")}


def print_reading(reading: Reading) -> None:
    """Every table's rows with their places, then the findings."""
    console, document = Console(highlight=False, soft_wrap=False), reading.document
    console.print(Text(document.path, style="bold"))
    console.print(
        f"{document.form}, {document.format}, {reading.language}, {document.word_count:,} words, "
        f"about {reading.meeting_id or 'no meeting that it names'}"
    )
    extracted = [table for table in TABLES if table.has_provenance and reading.rows.get(table.name)]
    for table in extracted:
        rows = reading.rows[table.name]
        console.print()
        console.print(Text(f"{table.name} ({len(rows)})", style="bold"))
        console.print(_grid((row["place"], "", _words(row)) for row in rows))
    if not extracted:
        console.print("\nNothing that the tables hold was read from it.")
    if reading.findings:
        console.print()
        console.print(Text(f"not understood, or does not add up ({len(reading.findings)})", style="bold"))
        console.print(_grid((f.place, COLOURS[f.severity], _said(f)) for f in sorted(reading.findings, key=_gravity)))


def _gravity(finding: Finding) -> tuple[int, str]:
    return SEVERITIES.index(finding.severity), finding.code


def _grid(lines: Iterable[tuple[str, str, str]]) -> Grid:
    grid = Grid(box=None, show_header=False, pad_edge=True)
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    for place, style, words in lines:
        grid.add_row(place, Text(words, style=style))
    return grid


def _words(row: Row) -> str:
    """The values of a row in the order of its columns, those that say nothing left out."""
    shown = ((name, value) for name, value in row.items() if name not in HIDDEN and not name.startswith("_"))
    return " · ".join(_cell(name, value) for name, value in shown if value not in (None, False))


def _cell(name: str, value: Any) -> str:
    if name == "share":
        return f"{value * 100:.4g} %"
    if name == "count":
        return f"{value:,}"
    if isinstance(value, datetime):
        return f"{value:%H:%M} UTC"
    return name.removeprefix("is_") if value is True else str(value)


def _said(finding: Finding) -> str:
    return (
        f"{finding.code}: {finding.value}: {finding.message}" if finding.value else f"{finding.code}: {finding.message}"
    )
