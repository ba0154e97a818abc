"""Sessions in tables: one per row under named columns; `grids` reads those in timetables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from etl.document import Line
from etl.extract.sessions import grids, groups
from etl.extract.sessions.columns import Columns, cell_of, clock_of, columns_of, header_in, inferred
from etl.extract.sessions.details import take_organisers
from etl.extract.sessions.draft import Above, Draft
from etl.extract.sessions.fields import field_of
from etl.extract.sessions.fixed import with_tables
from etl.extract.sessions.heads import (
    OF_MEETING,
    Head,
    clean,
    is_break,
    is_title,
    parse_head,
    split_number,
    unquoted,
    without_room,
)
from etl.extract.sessions.kinds import kind_of_title, leading_kind
from etl.extract.sessions.labelled import add_when, kind_of_value
from etl.extract.sessions.rows import settled
from etl.extract.sessions.when import read_when
from etl.reading import Reading
from etl.words import words

SURE = frozenset(("time", "start"))
LIKELY = frozenset(("code", "track", "organisers"))
LONGEST_TITLE = 300
FEWEST_FIELDS = 3
"""So many columns are named after fields that the table is none of rooms and hours."""
CODE_WITH_LETTERS = re.compile(r"[^\W\d_].*\d|#\s?\d")


def read_tables(reading: Reading) -> list[Draft]:
    """The sessions in the document's tables, in order."""
    above, drafts = Above(reading), []
    document = reading.document
    for table, lines in groupby(
        with_tables(document.lines, document.format, reading.language),
        key=lambda line: line.table if line.kind == "row" else -1,
    ):
        if table < 0:
            _read_headings(above, list(lines))
        else:
            drafts += _read_table(above, list(lines))
    return drafts


def _read_headings(above: Above, lines: Sequence[Line]) -> None:
    for line in lines:
        text = clean(line.text)
        if not text or len(text) > groups.LONGEST:
            continue
        if day := groups.read_day(text, above.reading.language):
            above.day = settled(above.reading, day.mention, line)
        elif line.kind == "heading" or groups.announces_sessions(text):
            above.kind, above.status = groups.read_kind(text), groups.read_status(text)
            above.announces = groups.announces_sessions(text) or above.kind is not None
            track = groups.read_track(text)
            above.track = track[0] if track and track[1] else None


def _read_table(above: Above, lines: Sequence[Line]) -> list[Draft]:
    header = next((line.header for line in lines if line.header), ()) or header_in(lines)
    columns = columns_of(header)
    body = [line for line in lines if line.cells != header]
    if columns and _is_of_sessions(above, columns, header, body):
        return _read_rows(above, columns, body)
    if columns is not None:
        return []
    fields = {name for cell in header if (name := field_of(clean(cell))[0])}
    if len(fields) < FEWEST_FIELDS and (drafts := grids.read_grid(above, header, body)):
        return drafts
    columns = columns_of(inferred(lines, above.reading.language)) if not header else None
    return _read_rows(above, columns, lines) if columns else []


def _is_of_sessions(above: Above, columns: Columns, header: Sequence[str], body: Sequence[Line]) -> bool:
    """Whether the rows are sessions: they have times, or known types, or are said to be sessions."""
    named = set(columns.positions)
    dates = [cell for line in body if (cell := cell_of(line, columns, "date"))]
    timed = sum(1 for cell in dates if (when := read_when(cell, above.reading.language)) and when.time)
    if named & SURE or 2 * timed > len(dates):
        return True
    if "type" in named:
        types = [cell for line in body if (cell := cell_of(line, columns, "type"))]
        return bool(types) and 2 * sum(leading_kind(cell) is not None for cell in types) >= len(types)
    says_so = above.announces or bool(words("sessions").search(header[columns.positions["title"]]))
    codes = [cell for line in body if (cell := cell_of(line, columns, "code"))]
    return bool(named & LIKELY) and (says_so or bool(codes) and all(map(CODE_WITH_LETTERS.search, codes)))


def _read_rows(above: Above, columns: Columns, body: Sequence[Line]) -> list[Draft]:
    drafts: list[Draft] = []
    day: date | None = above.day
    repeats = _name_meeting([cell_of(line, columns, "title") for line in body])
    for line in body:
        filled = {cell for cell in line.cells if cell}
        if len(filled) == 1 and len(line.cells) > 1:
            _read_spanning_row(above, line, clean(next(iter(filled))))
            day = above.day or day
        elif draft := _draft_of_row(above, columns, line, repeats):
            if draft.when and draft.when.day:
                day = settled(above.reading, draft.when.day, line) or day
            draft.day = day
            drafts.append(draft)
    return drafts


def _read_spanning_row(above: Above, line: Line, text: str) -> None:
    """A row of one cell: the day, type or track of the rows beneath."""
    if day := groups.read_day(text, above.reading.language):
        above.day = settled(above.reading, day.mention, line)
    elif kind := groups.read_kind(text):
        above.kind = kind
    elif (track := groups.read_track(text)) and not is_break(text):
        above.track = track[0]


def _name_meeting(titles: Sequence[str]) -> bool:
    """Whether titles are printed with the meeting before them: "IGF 2022 Closing Ceremony"."""
    filled = [title for title in titles if title]
    return len(filled) > 1 and 2 * sum(map(bool, map(OF_MEETING.match, filled))) > len(filled)


def _draft_of_row(above: Above, columns: Columns, line: Line, names_meeting: bool) -> Draft | None:
    language = above.reading.language
    title = cell_of(line, columns, "title")
    stated, code = cell_of(line, columns, "type"), cell_of(line, columns, "code")
    code = code if any(map(str.isalnum, code)) else ""
    is_named = bool(code) or bool(stated and kind_of_value(stated).name)
    head = _head_of_cell(OF_MEETING.sub("", title, count=1) if names_meeting else title, language, is_named)
    if head is None or is_break(stated):
        return None
    draft = Draft(line, head, "row", status=above.status, track=above.track, claims=[line])
    draft.code = head.code if head.code and code.isdigit() else code or head.code
    draft.kind = (kind_of_value(stated) if stated else None) or head.kind or above.kind or kind_of_title(head.title)
    draft.track = groups.without_brackets(cell_of(line, columns, "track")) or draft.track
    draft.zone = cell_of(line, columns, "zone") or columns.zone
    draft.meeting_id = _meeting_of_row(above.reading, columns, line)
    for name in ("date", "time", "start", "end"):
        cell = cell_of(line, columns, name)
        add_when(draft, name, read_when(cell, language) or (clock_of(cell) if name != "date" else None))
    _add_status(draft, [cell_of(line, columns, name) for name in ("status", "time", "date")])
    take_organisers(draft, line, cell_of(line, columns, "organisers"))
    return draft


def _head_of_cell(cell: str, language: str, is_named: bool) -> Head | None:
    if head := parse_head(cell, language):
        return head
    title = without_room(split_number(cell)[1].rstrip("."))
    could_be = is_title(title) or (title[:1].isalnum() and any(map(str.isalpha, title)))
    is_one = 1 < len(title) <= LONGEST_TITLE and (is_named or not is_break(title)) and could_be
    return Head(unquoted(title)) if is_one else None


def _meeting_of_row(reading: Reading, columns: Columns, line: Line) -> str | None:
    """The meeting that a cell beside the title names."""
    title = cell_of(line, columns, "title")
    named = {
        mention.meeting_id
        for mention in reading.mentions
        if mention.line is line and line.text[mention.start : mention.end] not in title
    }
    return next(iter(named)) if len(named) == 1 else None


def _add_status(draft: Draft, cells: Sequence[str]) -> None:
    stated = [status for cell in cells if cell and (status := groups.status_of(cell))]
    draft.status = stated[0] if stated else draft.status
