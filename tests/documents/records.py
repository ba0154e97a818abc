"""The records that ship, as they are read."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from etl.document import Document
from etl.extract import read_facts
from etl.formats import document_of
from etl.reading import Reading
from etl.vocabulary import fold

FOLDER = Path(__file__).resolve().parents[2] / "data" / "documents"
YEARS = range(2006, 2026)
ALL = sorted(path.stem for path in FOLDER.glob("*.md"))


@cache
def document(name: str) -> Document:
    """The record `name`, not yet read for facts."""
    path = FOLDER / f"{name}.md"
    return document_of(path.read_bytes(), path.name)


@cache
def read(name: str) -> Reading:
    """The reading of the record `name`. Other tests see the same one, so leave it as it is."""
    return read_facts(document(name))


def cells(reading: Reading, place: str) -> dict[str, str]:
    """The cells of the record's table at `place`, by folded header."""
    line = next(line for line in reading.document.lines if line.place == place)
    return dict(zip(map(fold, line.header), line.cells, strict=True))


def sums(name: str, table: str, column: str, **where: object) -> dict[str, float]:
    """The sum of `column` over the rows of `table` that fit `where`, by source."""
    found: Counter[str] = Counter()
    for row in read(name).table(table):
        if row[column] is not None and all(row[key] == value for key, value in where.items()):
            found[row["source_url"]] += row[column]
    return dict(found)
