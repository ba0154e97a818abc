"""Building the lines of a document: text tidied, positions counted, rows joined, very long lines cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from etl.document import Line, LineKind, Warnings
from etl.formats.encoding import tidy

LONGEST_LINE = 10_000
JOINT = " | "
LONGEST_NAME = 60
SIGNS = ("%", "#", "№")
YEAR = re.compile(r"(?:19|20)\d\d")


class Builder:
    """The lines of a document in the making."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def add(self, place: str, text: str, kind: LineKind = "text", level: int = 0) -> None:
        """Add a line, unless there is nothing in it."""
        if text := tidy(text):
            self.lines.append(Line(len(self.lines), place, text, kind, level))

    def blank(self, place: str) -> None:
        """Add a blank line, unless it would be the first or the second in a row."""
        if self.lines and self.lines[-1].text:
            self.lines.append(Line(len(self.lines), place, ""))

    def row(self, place: str, cells: Iterable[str], table: int, header: Sequence[str] = ()) -> None:
        """Add a row of a table, unless all of its cells are empty."""
        tidied = tuple(" ".join(tidy(cell).split()) for cell in cells)
        if text := JOINT.join(filter(None, tidied)):
            line = Line(len(self.lines), place, text, "row", 0, tidied, tuple(header), table)
            self.lines.append(line)


def cut(lines: Sequence[Line]) -> tuple[Sequence[Line], Warnings]:
    """`lines` with those of more than 10,000 characters in pieces, all at the place of the whole.

    Extraction looks at one line at a time; a whole book in one line would take it hours.
    """
    long = [line for line in lines if len(line.text) > LONGEST_LINE]
    if not long:
        return lines, []
    pieces = [piece for line in lines for piece in _pieces(line)]
    message = f"a line of {len(long[0].text):,} characters, read in pieces; a fact across two of them is lost, break it"
    return [replace(line, index=i) for i, line in enumerate(pieces)], [("line-too-long", long[0].place, message)]


def _pieces(line: Line) -> Iterator[Line]:
    text = line.text
    if len(text) <= LONGEST_LINE:
        yield line
        return
    start = 0
    while start < len(text):
        end = start + LONGEST_LINE
        if end < len(text):
            end = (text.rfind(" ", start, end) + 1) or end
        if piece := text[start:end].strip():
            yield replace(line, text=piece, kind="text", cells=(), header=(), table=-1)
        start = end


def names_columns(rows: Sequence[Sequence[str]], *, figures_below: bool) -> bool:
    """Whether the first of `rows` names the columns: different words in each cell, or years.

    For tables that do not say so themselves. With `figures_below`, some cell below must hold a digit,
    so that two columns of words are no heading and its values.
    """
    if len(rows) < 2:
        return False
    first = [cell.strip() for cell in rows[0]]
    filled = [cell for cell in first if cell]
    years = [cell for cell in filled if YEAR.fullmatch(cell)]
    words = [cell for cell in filled if cell not in years]
    if len(filled) < max(2, len(first) - 1) or _are_repeated(filled) or len(years) == 1:
        return False
    if any(len(cell) > LONGEST_NAME or not (any(map(str.isalpha, cell)) or cell in SIGNS) for cell in words):
        return False
    return not figures_below or any(map(str.isdigit, "".join(cell for row in rows[1:] for cell in row)))


def _are_repeated(names: Sequence[str]) -> bool:
    """Whether two columns have one name; "%" can follow more than one of them."""
    own = [name for name in names if name not in SIGNS]
    return len(set(own)) < len(own) or not own
