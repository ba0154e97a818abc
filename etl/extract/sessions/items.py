"""The lines of a document as sessions are sought in them: titles in one piece, tables of fields as their fields.

A title that the layout of plain text or of a page has broken is joined again. A table of two columns that names
what it states ("Date | 9 October", "Theme | Trust") is read as lines "Date: 9 October" are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from etl.document import Line
from etl.extract.sessions.draft import Item
from etl.extract.sessions.fields import field_of, read_field
from etl.extract.sessions.fixed import with_tables
from etl.extract.sessions.heads import NUMBERED, clean, is_break, parse_head
from etl.extract.sessions.when import read_when
from etl.words import alternatives, words

WITHOUT_LEVELS = ("txt", "text", "pdf")
PAGED = ("pdf",)
LONGEST = 300
MOST_LINES = 4
FEWEST_FIELDS = 2
PAIR = 2


def items_of(lines: Sequence[Line], form: str, language: str) -> list[Item]:
    """The lines that are not blank and no rows of tables, and the rows of tables of fields."""
    fields = _tables_of_fields(lines)
    items: list[Item] = []
    gap = True
    for line, parts in _unwrapped(with_tables(lines, form, language), form, language):
        for text in _fields_of(line) if line.table in fields else [clean(line.text) if line.kind != "row" else ""]:
            if text:
                items.append(Item(line, text, gap, len(items), tuple(parts)))
            gap = not text
    return items


def is_table_of_fields(rows: Sequence[Line]) -> bool:
    """Whether the first cell of each row names what the second one states."""
    pairs = [pair for line in rows for pair in _pairs(line)]
    named = [label for label, _ in pairs if field_of(label.rstrip(" :"))[0]]
    is_narrow = all(len([cell for cell in line.cells if cell]) in (0, 1, PAIR, 2 * PAIR) for line in rows)
    return is_narrow and len(named) >= FEWEST_FIELDS and 2 * len(named) >= len(pairs)


def _tables_of_fields(lines: Sequence[Line]) -> set[int]:
    tables = groupby((line for line in lines if line.kind == "row"), key=lambda line: line.table)
    return {table for table, rows in tables if is_table_of_fields(list(rows))}


def _pairs(line: Line) -> Iterator[tuple[str, str]]:
    filled = [clean(cell) for cell in line.cells if cell]
    for at in range(0, len(filled) - 1, PAIR):
        yield filled[at], filled[at + 1]


def _fields_of(line: Line) -> list[str]:
    return [f"{label.rstrip(' :')}: {value}" for label, value in _pairs(line)]


def _unwrapped(lines: Sequence[Line], form: str, language: str) -> Iterator[tuple[Line, list[Line]]]:
    """Every line with those that follow it as parts of one title; its text is then theirs, too."""
    current: Line | None = None
    parts: list[Line] = []
    for line in lines:
        if current and len(parts) < MOST_LINES and form in WITHOUT_LEVELS and _goes_on(current, line, form, language):
            current = replace(current, text=f"{current.text} {line.text}")
            parts.append(line)
            continue
        if current:
            yield current, parts
        current, parts = line, [line]
    if current:
        yield current, parts


def _goes_on(before: Line, line: Line, form: str, language: str) -> bool:
    """Whether `line` is the rest of the title that `before` begins."""
    if before.is_blank or line.is_blank or line.kind in ("item", "row") or len(before.text) + len(line.text) > LONGEST:
        return False
    if form in PAGED and before.kind == line.kind == "heading":
        return before.level == line.level and not parse_head(clean(line.text), language)
    if _is_open(before.text) and line.text.find(")") > line.text.find("("):
        return True
    begins_small = line.text[:1].islower() and not words("organised_by").match(line.text)
    if not (begins_small or _dangling().search(before.text)) or _says_something_else(line, language):
        return False
    return _begins_a_title(before, language)


def _is_open(text: str) -> bool:
    """Whether a bracket is opened in `text` and not closed: "Title (WS #3, 9 October, 10:00–"."""
    return text.count("(") > text.count(")")


def _begins_a_title(line: Line, language: str) -> bool:
    text = clean(line.text)
    head = parse_head(text, language)
    if head is not None:
        return head.when is None or head.when.start == 0
    when = read_when(text[:60], language)
    is_slot = when is not None and when.time is not None and when.start == 0 and not when.is_pure
    return (is_slot or bool(NUMBERED.match(text))) and not is_break(text)


def _says_something_else(line: Line, language: str) -> bool:
    return read_when(line.text, language) is not None or read_field(line.text) is not None


@cache
def _dangling() -> re.Pattern[str]:
    return re.compile(rf"(?:\s(?:{alternatives('prepositions', 'conjunctions')})|[,&–-])$", re.IGNORECASE)
