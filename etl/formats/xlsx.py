"""Excel workbooks: the rows of each sheet that is not hidden, values as they are shown.

Places: "sheet Sessions, row 4", as Excel numbers it. Formulas count with the value they had when the
workbook was saved.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from etl.document import Content, Warnings
from etl.formats.encoding import tidy
from etl.formats.lines import Builder, names_columns
from etl.formats.package import checked, damaged
from etl.formats.sniff import BROKEN_ZIP, office_kind

SUFFIXES = (".xlsx", ".xlsm")

MOST_ROWS, MOST_COLUMNS = 50_000, 200
DECIMALS = re.compile(r"0(?:\.(0+))?\s*%")
ERRORS = (*BROKEN_ZIP, InvalidFileException, AttributeError, TypeError, IndexError, SyntaxError)

Numbered = tuple[int, list[str]]


def recognises(data: bytes) -> bool:
    """Whether it is an Excel workbook beyond doubt."""
    return office_kind(data) == "xlsx"


def read(data: bytes) -> Content:
    """The rows of all sheets. Raises Unreadable."""
    checked(data, "xlsx").close()
    builder = Builder()
    warnings: Warnings = []
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for table, sheet in enumerate(sheet for sheet in book.worksheets if sheet.sheet_state == "visible"):
            rows = _narrowed(list(_rows(sheet, warnings)))
            _write(builder, sheet.title, rows, table)
        title = tidy(book.properties.title or "")
    except ERRORS as error:
        raise damaged("xlsx", error) from error
    return Content(builder.lines, {"title": title} if title else {}, warnings)


def _rows(sheet: Any, warnings: Warnings) -> Iterator[Numbered]:
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            place = f"sheet {sheet.title}, row {number}"
            message = f"more than {MOST_ROWS:,} rows; the rest was not read, cut the sheet into parts"
            warnings.append(("table-too-long", place, message))
            return
        cells = [_shown(cell) for cell in row]
        if any(cells):
            yield number, cells


def _write(builder: Builder, sheet: str, rows: Sequence[Numbered], table: int) -> None:
    if not rows:
        return
    builder.blank(f"sheet {sheet}, row 1")
    rest = list(rows)
    while rest and sum(map(bool, rest[0][1])) == 1:
        number, cells = rest.pop(0)
        builder.add(f"sheet {sheet}, row {number}", next(filter(None, cells)))
    header = tuple(rest[0][1]) if names_columns([cells for _, cells in rest], figures_below=False) else ()
    for index, (number, cells) in enumerate(rest):
        builder.row(f"sheet {sheet}, row {number}", cells, table, header if index else ())


def _narrowed(rows: Sequence[Numbered]) -> list[Numbered]:
    """The rows without the columns on the right that are empty in all of them."""
    width = max((index + 1 for _, cells in rows for index, cell in enumerate(cells) if cell), default=0)
    return [(number, cells[:width]) for number, cells in rows]


def _shown(cell: Any) -> str:
    """The value as Excel shows it: 0.173 in a cell for percentages is "17.3%", a date its ISO form."""
    value = cell.value
    if value is None or isinstance(value, str):
        return " ".join(tidy(value or "").split())
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat() if isinstance(value, date) else value.isoformat("minutes")
    if isinstance(value, (int, float)):
        return _number(value, str(cell.number_format or ""))
    return str(value) if isinstance(value, timedelta) else ""


def _number(value: float, shape: str) -> str:
    if percent := DECIMALS.search(shape):
        return f"{value * 100:.{len(percent[1] or '')}f}%"
    return str(int(value)) if value == int(value) else f"{value:.10g}"
