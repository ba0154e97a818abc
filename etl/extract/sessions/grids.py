"""Timetables as tables: times down the side; beside them one session, or one per room or day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from etl.document import Line
from etl.extract.sessions import groups
from etl.extract.sessions.draft import Above, Draft
from etl.extract.sessions.fields import field_of
from etl.extract.sessions.heads import Head, clean, is_break, parse_head
from etl.extract.sessions.rooms import is_room, without_rooms
from etl.extract.sessions.rows import settled
from etl.extract.sessions.slots import head_of_slot
from etl.extract.sessions.when import When, read_when
from etl.reading import Reading

FEWEST_TIMES = 2
IN_ONE_CELL = "; "


def read_grid(above: Above, header: Sequence[str], body: Sequence[Line]) -> list[Draft]:
    """The sessions of a timetable; none where the first column holds no times."""
    times = {line.index: when for line in body if (when := _time_of(line, above.reading.language))}
    if len(times) < FEWEST_TIMES or len(times) * 2 < len(body):
        return []
    across = _across(header, above.reading.language)
    drafts: list[Draft] = []
    for line in body:
        if line.index in times:
            drafts += _read_row(above, line, times[line.index], across)
        elif day := groups.read_day(line.text.strip(" |"), above.reading.language):
            above.day = settled(above.reading, day.mention, line)
    return drafts


def _time_of(line: Line, language: str) -> When | None:
    when = read_when(clean(line.cells[0]), language) if line.cells else None
    return when if when and when.time and when.is_pure else None


def _across(header: Sequence[str], language: str) -> Mapping[int, str]:
    """The columns of rooms or days."""
    return {
        at: clean(cell)
        for at, cell in enumerate(header)
        if at and (is_room(cell) or groups.read_day(cell, language) or field_of(cell)[0] == "room")
    }


def _read_row(above: Above, line: Line, when: When, across: Mapping[int, str]) -> Iterator[Draft]:
    reading = above.reading
    for at, head in _heads(line, across, reading.language):
        day = _day_of_column(reading, line, across.get(at, "")) or above.day
        if day or when.day:
            yield Draft(
                line,
                head,
                "slot",
                head.kind or above.kind,
                None,
                above.status,
                when=when,
                day=day,
                claims=[line],
            )


def _day_of_column(reading: Reading, line: Line, name: str) -> date | None:
    found = groups.read_day(name, reading.language)
    return settled(reading, found.mention, line) if found else None


def _heads(line: Line, across: Mapping[int, str], language: str) -> Iterator[tuple[int, Head]]:
    """The sessions of a row with the position of their cell; a cell that spans several counts once."""
    if not across:
        parts = without_rooms([clean(cell) for cell in line.cells[1:]])
        head = head_of_slot(parts, language) if parts and not is_break(parts[0]) else None
        yield from [(1, head)] if head else []
        return
    seen: set[str] = set()
    for at in across:
        cell = clean(line.cells[at]) if at < len(line.cells) else ""
        if not cell or cell in seen or is_break(cell):
            continue
        seen.add(cell)
        parts = cell.split(IN_ONE_CELL)
        for part in parts if parse_head(parts[0], language) else [cell]:
            if head := head_of_slot([part], language):
                yield at, head
