"""Tables of pages and of word processors: which hold figures, their rows on a grid, their header.

A table that only arranges a page (cells with headings, tables or long text in them) is no table here:
its cells are read as blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from etl.formats.lines import Builder, names_columns

LONGEST_CELL = 1_000
MOST_COLUMNS = 200


@dataclass(frozen=True)
class Row:
    """A row: its cells on the grid, with empty ones where a cell spans several columns or rows."""

    cells: tuple[str, ...]
    is_header: bool
    spans: tuple[int, ...] = ()
    """How many columns each cell spans, at its first column; 0 at the others."""


def is_data(table: LexborNode) -> bool:
    """Whether `table` holds rows of values, not the layout of a page."""
    if table.attributes.get("role") in ("presentation", "none") or table.css_first("table table, h1, h2, iframe"):
        return False
    rows = _rows(table)
    if not any(len(row) > 1 for row in rows):
        return False
    if table.css_first("th, thead, caption"):
        return True
    return not table.css_first("h3, h4") and all(len(cell.text()) <= LONGEST_CELL for row in rows for cell in row)


def rows_of(table: LexborNode, text_of: Callable[[LexborNode], str]) -> list[Row]:
    """The rows of `table` on its grid."""
    below: dict[int, int] = {}
    return [_on_grid(cells, text_of, below) for cells in _rows(table) if cells]


def write_table(builder: Builder, rows: Sequence[Row], table: int, place: str) -> None:
    """Add `rows` as the table number `table`; `place` names `{table}` and `{row}`, both from 1."""
    heads = _header_rows(rows)
    header = _names(rows[:heads])
    for number, row in enumerate(rows, 1):
        where = place.format(table=table + 1, row=number)
        builder.row(where, row.cells, table, header if number > heads else ())


def _rows(table: LexborNode) -> list[list[LexborNode]]:
    return [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in table.css("tr")]


def _on_grid(cells: Sequence[LexborNode], text_of: Callable[[LexborNode], str], below: dict[int, int]) -> Row:
    texts: list[str] = []
    spans: list[int] = []

    def pass_over() -> None:
        while below.get(len(texts), 0) > 0 and len(texts) < MOST_COLUMNS:
            below[len(texts)] -= 1
            texts.append("")
            spans.append(0)

    for cell in cells:
        pass_over()
        width, height = _span(cell, "colspan"), _span(cell, "rowspan")
        for offset in range(width):
            below[len(texts)] = height - 1
            texts.append("" if offset else text_of(cell))
            spans.append(0 if offset else width)
    pass_over()
    return Row(tuple(texts), all(cell.tag == "th" for cell in cells) or _is_head(cells[0]), tuple(spans))


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(int(value), MOST_COLUMNS) or 1 if value.isascii() and value.isdigit() else 1


def _is_head(cell: LexborNode) -> bool:
    row = cell.parent
    return row is not None and row.parent is not None and row.parent.tag == "thead"


def _header_rows(rows: Sequence[Row]) -> int:
    """How many rows at the top name the columns."""
    marked = 0
    while marked < len(rows) and rows[marked].is_header:
        marked += 1
    if marked:
        return marked if marked < len(rows) else 0
    return int(names_columns([row.cells for row in rows], figures_below=True))


def _names(heads: Sequence[Row]) -> tuple[str, ...]:
    """The name of each column: what stands above it, from top to bottom."""
    if not heads:
        return ()
    width = max(len(row.cells) for row in heads)
    columns: list[list[str]] = [[] for _ in range(width)]
    for row in heads:
        for column, name in enumerate(_spread(row)):
            if name and name not in columns[column]:
                columns[column].append(name)
    return tuple(" ".join(names) for names in columns)


def _spread(row: Row) -> Iterator[str]:
    left, name = 0, ""
    for cell, span in zip(row.cells, row.spans or (1,) * len(row.cells), strict=True):
        if span:
            left, name = span, cell
        yield name if left > 0 else cell
        left -= 1
