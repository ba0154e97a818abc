"""Tables that are printed as lines of text, as rows: with dotted leaders, tabs, wide gaps, figures at their ends,

    Civil society ........ 36.1 %            Group           On site    Online        Type  Sessions  Minutes
    Government ........... 19.4 %            Civil society     1,040     2,210        Workshops 92 6,900

or cell by cell, each on a line of its own, as in the text of a page that draws a table without being one.

A page of contents has leaders too; its numbers only grow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from etl.document import Line
from etl.figures.blocks import ENDS, has_figures, is_one_label, marker_of
from etl.figures.columns import columns_of
from etl.figures.lexicon import says
from etl.parse.numbers import parse_count, parse_share

LEADERS = re.compile(r"(?<!\s)\s*(?:\.{3,}|(?:\s\.){3,}\s?|…+[….]*|_{3,}|-{4,}|·{3,}|(?:·\s){3,})\s*")
MARKS = ("...", "…", "___", "----", "···")
MARKS_APART = re.compile(r"\s\.\s\.\s\.|·\s·\s·\s")
"""One of these begins what LEADERS finds."""
WIDE = re.compile(r"\t+\s*|\s{2,}|\s\|\s")
FIGURE = r"[~<>≈≤≥]?\d[\d.,'’]*\+?(?:\s?%)?|[–—-]|n/?a"
NO_FIGURES = ("-", "–", "—", "%", "na", "n/a")
"""What else can end a row of figures."""
VALUES = re.compile(rf"(?:{FIGURE})(?:\s*[(/|]?\s*(?:{FIGURE})\)?)*\*?")
TAIL = re.compile(rf"(?P<label>.*?[^\W\d_][^\d]*?)\s+(?P<figures>(?:(?:{FIGURE})\s+)+(?:{FIGURE}))\*?$")
BETWEEN_CELLS = re.compile(r" +(?!%)")
YEAR = re.compile(r"(?:19|20)\d\d")
DIGIT = re.compile(r"\d")
GROUPED = re.compile(r"(?<!\S)\d{1,3}(?: \d{3})+(?!\S)")
FEWEST_ROWS = 2
FEWEST_COLUMNS, MOST_COLUMNS = 3, 6
FEWEST_OF_CONTENTS = 2
LONGEST_BEGUN = 60
LONGEST_HEADER = 160
LONGEST_ROW = 400
LONGEST_VALUE = 30
FIRST_TABLE = 1_000_000
"""Tables of text are numbered from here on, those of the format from 0."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Lines [start, end) that are a table, as rows."""

    end: int
    rows: list[Line]


def with_rows(lines: Sequence[Line], language: str) -> list[Line]:
    """`lines` (none blank) with those that are a table of text as rows."""
    found: list[Line] = []
    index = table = 0
    while index < len(lines):
        grid = (
            _leaders(lines, index, language) or _grid(lines, index, language) or _cell_by_cell(lines, index, language)
        )
        if grid:
            found += [replace(row, table=FIRST_TABLE + table) if row.kind == "row" else row for row in grid.rows]
            index, table = grid.end, table + 1
        else:
            found.append(lines[index])
            index += 1
    return found


def _row(line: Line, cells: Sequence[str], header: Sequence[str] = ()) -> Line:
    return replace(line, kind="row", level=0, cells=tuple(cells), header=tuple(header))


# --- dotted leaders


def _leaders(lines: Sequence[Line], index: int, language: str) -> _Found | None:
    """The lines with leaders from `index` on; a label may begin on the line before its figure."""
    rows: list[Line] = []
    start = index
    while index < len(lines):
        begun = ""
        cells = _split(lines[index])
        if cells is None and index + 1 < len(lines) and _begins(lines[index], lines[index + 1], language):
            begun, cells = lines[index].text, _split(lines[index + 1])
        if cells is None:
            break
        index += 2 if begun else 1
        rows.append(_row(lines[index - 1], (f"{begun} {cells[0]}".strip(), *cells[1:])))
    if rows and _are_contents(rows):
        return _Found(index, list(lines[start:index]))
    return _Found(index, rows) if rows else None


def _split(line: Line) -> tuple[str, ...] | None:
    """The label and the figures of a line with leaders between the two."""
    leaders = LEADERS.search(line.text) if line.kind != "row" and _may_lead(line.text) else None
    if leaders is None:
        return None
    label, value = line.text[marker_of(line) : leaders.start()].strip(" *†‡"), line.text[leaders.end() :].strip()
    is_pair = any(map(str.isalpha, label)) and _is_value(value)
    return (label, *re.split(r"\s{2,}|\t", value)) if is_pair else None


def _may_lead(text: str) -> bool:
    return any(mark in text for mark in MARKS) or MARKS_APART.search(text) is not None


def _is_value(text: str) -> bool:
    """Whether a cell is nothing but figures: "684 (19,0 %)", "over 1,200"."""
    if VALUES.fullmatch(text):
        return True
    return len(text) <= LONGEST_VALUE and bool(DIGIT.search(text)) and bool(parse_count(text) or parse_share(text))


def _begins(line: Line, following: Line, language: str) -> bool:
    """Whether a line is the first half of the label that the next one ends."""
    if line.kind == "row" or following.index != line.index + 1 or _split(following) is None:
        return False
    if len(line.text) > LONGEST_BEGUN or ENDS.search(line.text) or has_figures(line.text, language):
        return False
    return following.text[0].islower() or is_one_label(line, following, language)


def _are_contents(rows: Sequence[Line]) -> bool:
    """Whether the figures are those of pages: whole, small, and never smaller than the one before."""
    values = [row.cells[1] for row in rows]
    if len(rows) < FEWEST_OF_CONTENTS or not all(value.isdecimal() and len(value) <= 3 for value in values):
        return False
    return all(int(one) <= int(other) for one, other in pairwise(values))


# --- columns


def _grid(lines: Sequence[Line], index: int, language: str) -> _Found | None:
    """The table whose columns the line `index` names, if the lines below hold a figure for each of them."""
    head = lines[index]
    if head.kind == "row" or len(head.text) > LONGEST_HEADER or has_figures(head.text, language):
        return None
    for rows in (
        _apart(_below(lines, index + 1)),
        _at_ends(_below(lines, index + 1), is_grouped=False),
        _at_ends(_below(lines, index + 1), is_grouped=True),
    ):
        header = _header(head, len(rows[0][1]), language) if rows else None
        if header and len(rows) < FEWEST_ROWS and not WIDE.search(head.text):
            header = None
        if header:
            named = _row(head, header)
            return _Found(index + 1 + len(rows), [named, *(_row(line, cells, header) for line, cells in rows)])
    return None


def _below(lines: Sequence[Line], start: int) -> Iterator[Line]:
    last = lines[start - 1].index
    for line in (lines[index] for index in range(start, len(lines))):
        if line.kind == "row" or line.index > last + 2 or len(line.text) > LONGEST_ROW:
            return
        yield line
        last = line.index


def _apart(lines: Iterable[Line]) -> list[tuple[Line, list[str]]]:
    """The lines that tabs, bars or wide gaps divide into as many cells as the first of them, figures in all but one."""
    rows: list[tuple[Line, list[str]]] = []
    for line in lines:
        cells = [cell.strip() for cell in WIDE.split(line.text[marker_of(line) :].strip("| "))]
        is_named = YEAR.fullmatch(cells[0]) is not None or not VALUES.fullmatch(cells[0])
        is_row = len(cells) > 2 and is_named and all(map(_is_value, cells[1:]))
        if not is_row or (rows and len(cells) != len(rows[0][1])):
            break
        rows.append((line, cells))
    return rows


def _at_ends(lines: Iterable[Line], *, is_grouped: bool) -> list[tuple[Line, list[str]]]:
    """The lines that end in as many figures as the first of them, at least two; thousands may be apart ("1 890")."""
    rows: list[tuple[Line, list[str]]] = []
    for line in lines:
        text = GROUPED.sub(lambda found: found.group().replace(" ", "\u202f"), line.text) if is_grouped else line.text
        found = TAIL.match(text) if _may_end(text) else None
        cells = [found["label"], *BETWEEN_CELLS.split(found["figures"])] if found else []
        cells = [cell.replace("\u202f", " ") for cell in cells if cell]
        if not found or (rows and len(cells) != len(rows[0][1])):
            break
        rows.append((line, cells))
    is_doubtful = not is_grouped and all(GROUPED.search(line.text) for line, _ in rows)
    # "Africa – 12 %" has a dash behind the label, and no column of dashes.
    is_dashed = all(not any(map(str.isdigit, cells[1])) for _, cells in rows)
    return [] if is_doubtful or is_dashed else rows


def _may_end(text: str) -> bool:
    """Whether the last word can be a figure."""
    last = text.rsplit(None, 1)[-1]
    return DIGIT.search(last) is not None or last.rstrip("*") in NO_FIGURES


# --- one cell per line


def _cell_by_cell(lines: Sequence[Line], index: int, language: str) -> _Found | None:
    """The table whose cells stand one below the other from `index` on: three names of columns or more, then for
    each row its label and as many figures as there are other columns."""
    head = _names_of_columns(lines, index, language)
    width = len(head)
    rows: list[Line] = []
    at = index + width
    while width >= FEWEST_COLUMNS and (cells := _upright(lines, at, width)):
        whole = replace(cells[0], text=" ".join(line.text for line in cells))
        rows.append(_row(whole, [line.text for line in cells], [line.text for line in head]))
        at += width
    if len(rows) < FEWEST_ROWS:
        return None
    return _Found(at, [_row(head[0], [line.text for line in head]), *rows])


def _names_of_columns(lines: Sequence[Line], index: int, language: str) -> Sequence[Line]:
    """The lines from `index` on without a figure, but for the one right above the first figure: a row's label."""
    head: list[Line] = []
    for line in lines[index : index + MOST_COLUMNS + 1]:
        if line.kind == "row" or len(line.text) > LONGEST_BEGUN or (head and line.index > head[-1].index + 2):
            return []
        if not head and has_figures(line.text, language):
            return []
        if _is_value(line.text):
            return head[:-1]
        if has_figures(line.text, language):
            return []
        head.append(line)
    return []


def _upright(lines: Sequence[Line], at: int, width: int) -> Sequence[Line]:
    """The `width` lines from `at` on, if they are a label and its figures."""
    cells = lines[at : at + width]
    if len(cells) < width or any(line.kind == "row" or len(line.text) > LONGEST_BEGUN for line in cells):
        return []
    is_label = any(map(str.isalpha, cells[0].text)) and not _is_value(cells[0].text)
    return cells if is_label and all(_is_value(line.text) for line in cells[1:]) else []


def _header(line: Line, width: int, language: str) -> tuple[str, ...] | None:
    """The names of `width` columns in the words of `line`; the first may have none."""
    cells = [cell.strip() for cell in WIDE.split(line.text[marker_of(line) :].strip("| "))]
    if len(cells) > 1 and len(cells) in (width - 1, width):
        return ("",) * (width - len(cells)) + tuple(cells)
    is_share = bool(says("share_heading", line.text, language)) or "%" in line.text
    return columns_of(line.text, width, language) if width > 2 or is_share else None
