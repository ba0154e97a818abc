"""Tables that plain text sets with spaces: lines whose cells stand beneath each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from etl.document import Line
from etl.extract.sessions.columns import columns_of, inferred

GAP = re.compile(r"\s{2,}")
FEWEST_CELLS = 3
FEWEST_ROWS = 3
SET_IN_SPACES = ("txt", "text", "pdf")
FIRST_TABLE = 10_000
"""Tables of this kind are numbered from here, apart from those that the format knows."""


def with_tables(lines: Sequence[Line], form: str, language: str) -> list[Line]:
    """`lines` with those that are rows of such a table of sessions as rows; all others as they are."""
    if form not in SET_IN_SPACES:
        return list(lines)
    found = list(lines)
    for number, run in enumerate(_runs(lines)):
        for row in _rows(run, FIRST_TABLE + number, language):
            found[row.index] = row
    return found


def _rows(run: Sequence[Line], table: int, language: str) -> list[Line]:
    """The lines of `run` as rows of a table of sessions; none where they are not."""
    header = tuple(GAP.split(run[0].text))
    if columns_of(header):
        named = ((line, () if line is run[0] else header, cells) for line, cells in _beneath(run, header))
        return [replace(line, kind="row", cells=cells, header=names, table=table) for line, names, cells in named]
    rows = [replace(line, kind="row", cells=tuple(GAP.split(line.text)), table=table) for line in run]
    is_even = len({len(row.cells) for row in rows}) == 1
    return rows if is_even and inferred(rows, language) else []


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of three cells or more that follow each other."""
    for is_wide, group in groupby(lines, key=_is_wide):
        run = list(group)
        if is_wide and len(run) >= FEWEST_ROWS and all(line.kind != "row" for line in run):
            yield run


def _is_wide(line: Line) -> bool:
    return ("  " in line.text or "\t" in line.text) and len(GAP.split(line.text)) >= FEWEST_CELLS


def _beneath(run: Sequence[Line], header: Sequence[str]) -> Iterator[tuple[Line, tuple[str, ...]]]:
    """The rows beneath names of columns: a cell for each name, by its place in the line where one is empty."""
    starts = [0, *(gap.end() for gap in GAP.finditer(run[0].text))]
    for line in run:
        yield line, tuple(_cells_of(line.text, header, starts))


def _cells_of(text: str, header: Sequence[str], starts: Sequence[int]) -> list[str]:
    cells = GAP.split(text)
    if len(cells) == len(header):
        return cells
    placed = [""] * len(header)
    for found in re.finditer(r"\S+(?:\s\S+)*", text):
        nearest = min(range(len(starts)), key=lambda at: abs(starts[at] - found.start()))
        placed[nearest] = f"{placed[nearest]} {found.group()}".strip()
    return placed
