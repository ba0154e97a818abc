"""The columns of a table of sessions, by their names, and what stands in its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time

from etl.document import Line
from etl.extract.sessions.fields import field_of
from etl.extract.sessions.heads import clean
from etl.extract.sessions.kinds import code_alone, leading_kind, type_of
from etl.extract.sessions.rooms import is_room
from etl.extract.sessions.when import When, read_when, zone_in
from etl.parse.times import TimeMention
from etl.vocabulary import fold
from etl.words import word_set

CLOCK = re.compile(r"(\d{1,2})(?:[.:hH]\s?(\d{2}))?(?::\d{2})?\s?(?:h|Uhr)?$")
SAYS_TITLE = re.compile(r"^(?:\w+\s){0,2}(?:title|título|titre|intitulé|titel)\b", re.IGNORECASE)
SAYS_DAY = re.compile(r"\b(?:date|day|fecha|día|jour|data|dia)\b|datum|\btag\b", re.IGNORECASE)
SURE_TITLE = re.compile(r"tit|name|nom", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field of a session stands in a row, and the zone that the names of columns state."""

    positions: dict[str, int]
    zone: str | None = None


def columns_of(header: Sequence[str]) -> Columns | None:
    """The columns of a table of sessions, from the names of its columns; None without one of titles."""
    named: dict[str, list[int]] = {}
    zone = None
    for position, cell in enumerate(header):
        name, _, note = field_of(clean(cell))
        name = name or ("title" if SAYS_TITLE.search(cell) else None)
        if name is None:
            continue
        named.setdefault(name, []).append(position)
        if name in ("time", "start", "end"):
            zone = zone or zone_in(note or cell)
    _settle_days(named, header)
    if not {"time", "start", "type"} & set(named):
        # A list of persons has a column of names, too.
        named["title"] = [at for at in named.get("title", []) if fold(header[at]) not in word_set("any_name")]
    positions = {name: found[0] for name, found in named.items() if found}
    _settle_title(positions, named.get("title", []), header)
    return Columns(positions, zone) if "title" in positions else None


def _settle_days(named: dict[str, list[int]], header: Sequence[str]) -> None:
    """Of "Start date" and "Start time" the first holds the day."""
    for name in ("start", "end"):
        days = [at for at in named.get(name, []) if SAYS_DAY.search(header[at])]
        if days and len(named[name]) > len(days):
            named[name] = [at for at in named[name] if at not in days]
            if name == "start":
                named.setdefault("date", days)


def _settle_title(positions: dict[str, int], titles: list[int], header: Sequence[str]) -> None:
    """Of "Session" and "Title" the second holds the title; "Thema" beside times is one, too."""
    if len(titles) > 1:
        positions["title"] = next((at for at in titles if SURE_TITLE.search(header[at])), titles[-1])
        positions.setdefault("code", next(at for at in titles if at != positions["title"]))
    if not titles and (of_type := [at for at, cell in enumerate(header) if _is_one_session(cell)]):
        positions["title"] = of_type[0]
    elif not titles and "track" in positions and {"code", "time", "start"} & set(positions):
        positions["title"] = positions.pop("track")


def _is_one_session(cell: str) -> bool:
    """Whether the name of a column is that of one session: "Workshop", "Séance"."""
    kind = leading_kind(clean(cell))
    return kind is not None and kind.end == len(clean(cell)) and not kind.is_plural and field_of(clean(cell))[0] is None


def header_in(lines: Sequence[Line]) -> tuple[str, ...]:
    """The first row, where it names columns though the format does not say so."""
    first = lines[0].cells if lines else ()
    names = {name for cell in first if (name := field_of(clean(cell))[0])}
    return first if len(names) > 1 else ()


def inferred(rows: Sequence[Line], language: str) -> tuple[str, ...]:
    """Names for the columns of a table without any, by what stands in most of their cells; () without a title
    or without a code or time."""
    width = max((len(line.cells) for line in rows), default=0)
    columns = [[clean(line.cells[at]) for line in rows if at < len(line.cells)] for at in range(width)]
    names = [_name_of([cell for cell in cells if cell], language) for cells in columns]
    free = [at for at, name in enumerate(names) if not name and any(columns[at])]
    if not free or not {"code", "time"} & set(names):
        return ()
    title = max(free, key=lambda at: sum(map(len, columns[at])))
    return tuple("title" if at == title else name for at, name in enumerate(names))


def _name_of(cells: Sequence[str], language: str) -> str:
    """What most of `cells` are: codes, session types, days, times or rooms; "" for anything else."""
    return next((name for name, is_one in _tests(language) if 2 * sum(map(is_one, cells)) > len(cells)), "")


def _tests(language: str) -> Sequence[tuple[str, Callable[[str], bool]]]:
    def is_when(cell: str, part: str) -> bool:
        when = read_when(cell, language)
        return bool(when and when.is_pure and getattr(when, part))

    return (
        ("code", lambda cell: code_alone(cell) is not None),
        ("type", lambda cell: type_of(cell) is not None),
        ("time", lambda cell: is_when(cell, "time") or clock_of(cell) is not None),
        ("date", lambda cell: is_when(cell, "day")),
        ("room", is_room),
    )


def cell_of(line: Line, columns: Columns, name: str) -> str:
    """The words in the column of field `name`; "" where there is none."""
    position = columns.positions.get(name)
    return clean(line.cells[position]) if position is not None and position < len(line.cells) else ""


def clock_of(cell: str) -> When | None:
    """A cell that is nothing but a time of day: "13.50", "9h", "14:00:00"."""
    found = CLOCK.match(cell)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59 or cell.isdigit():
        return None
    clock = time(int(found[1]), int(found[2] or 0))
    return When(None, TimeMention(0, len(cell), cell, cell, None, clock, None), 0, len(cell), is_pure=True)
