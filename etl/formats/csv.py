"""Tables as text: comma, semicolon, tab or bar between the cells, found by trying.

Places: "line 43" of the file, where the row begins. A first row of words names the columns; what
stands alone in its row above that is text. A blank line ends a table.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from etl.document import Content, Unreadable, Warnings
from etl.formats.encoding import decode
from etl.formats.lines import Builder, names_columns

SUFFIXES = (".csv", ".tsv", ".tab")
IS_PLAIN = True

DELIMITERS = ",;\t|"
SAMPLE_ROWS = 200
LONGEST_CELL = 1 << 20
STATED = re.compile(r"sep=([,;\t|])\n", re.IGNORECASE)
"""The first line of files from Excel may say what stands between the cells."""

Numbered = tuple[int, list[str]]


def read(data: bytes) -> Content:
    """The rows of the file. Raises Unreadable."""
    text, warnings = decode(data)
    stated = STATED.match(text)
    delimiter = stated[1] if stated else _delimiter(text)
    text = "\n" + text[stated.end() :] if stated else text
    try:
        rows, more = _rows(text, delimiter)
    except csv.Error as error:
        raise Unreadable(
            "csv-invalid", f"its rows cannot be told apart ({error}); export it anew as CSV in UTF-8"
        ) from error
    builder = Builder()
    for table, group in enumerate(_groups(rows)):
        _write(builder, group, table)
    return Content(builder.lines, warnings=[*warnings, *more])


def _delimiter(text: str) -> str:
    """What splits most rows into the same number of cells, and into most of them."""
    sample = text[:LONGEST_CELL]

    def fit(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for _, row in _some(_parsed(sample, delimiter, csv.QUOTE_MINIMAL)) if len(row) > 1)
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        return count * (width > 1), width

    return max(DELIMITERS, key=fit)


def _some(rows: Iterator[Numbered]) -> Iterator[Numbered]:
    try:
        for _, row in zip(range(SAMPLE_ROWS), rows, strict=False):
            yield row
    except csv.Error:
        return


def _parsed(text: str, delimiter: str, quoting: int) -> Iterator[Numbered]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    before = 0
    for row in reader:
        yield before + 1, row
        before = reader.line_num


def _rows(text: str, delimiter: str) -> tuple[list[Numbered], Warnings]:
    """All rows with the lines where they begin; where a quote is never closed, quotes are plain."""
    try:
        rows = list(_parsed(text, delimiter, csv.QUOTE_MINIMAL))
        open_at = next((number for number, row in rows if any(cell.count("\n") > 30 for cell in row)), None)
    except csv.Error:
        open_at = 1
    if open_at is None:
        return rows, []
    message = "a quotation mark is never closed, so all were read as plain characters; correct the file"
    return list(_parsed(text, delimiter, csv.QUOTE_NONE)), [("csv-quote-open", f"line {open_at}", message)]


def _groups(rows: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    group: list[Numbered] = []
    for number, row in rows:
        if any(cell.strip() for cell in row):
            group.append((number, row))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _write(builder: Builder, group: Sequence[Numbered], table: int) -> None:
    rows = list(group)
    builder.blank(f"line {rows[0][0]}")
    while (
        rows
        and sum(bool(cell.strip()) for cell in rows[0][1]) == 1
        and (len(rows) == 1 or len(rows[0][1]) > 1 or _is_wider(rows))
    ):
        number, row = rows.pop(0)
        builder.add(f"line {number}", next(filter(str.strip, row)))
    header: tuple[str, ...] = ()
    if names_columns([row for _, row in rows], figures_below=False):
        header = tuple(" ".join(cell.split()) for cell in rows[0][1])
    for index, (number, row) in enumerate(rows):
        builder.row(f"line {number}", row, table, header if index else ())


def _is_wider(rows: Sequence[Numbered]) -> bool:
    return len(rows[1][1]) > len(rows[0][1])
