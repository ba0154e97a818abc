"""The columns of a table of sessions, by their names, and what stands in its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from etl.document import Line
from etl.extract.sessions.fields import field_of
from etl.extract.sessions.heads import clean
from etl.extract.sessions.when import When, zone_in
from etl.parse.times import TimeMention

CLOCK = re.compile(r"(\d{1,2})(?:[.:hH]\s?(\d{2}))?(?::\d{2})?\s?(?:h|Uhr)?$")
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
        if name is None:
            continue
        named.setdefault(name, []).append(position)
        if name in ("time", "start", "end"):
            zone = zone or zone_in(note or cell)
    positions = {name: found[0] for name, found in named.items()}
    _settle_title(positions, named.get("title", []), header)
    return Columns(positions, zone) if "title" in positions else None


def _settle_title(positions: dict[str, int], titles: list[int], header: Sequence[str]) -> None:
    """Of "Session" and "Title" the second holds the title; "Thema" beside times is one, too."""
    if len(titles) > 1:
        positions["title"] = next((at for at in titles if SURE_TITLE.search(header[at])), titles[-1])
        positions.setdefault("code", next(at for at in titles if at != positions["title"]))
    if not titles and "track" in positions and {"code", "time", "start"} & set(positions):
        positions["title"] = positions.pop("track")


def header_in(lines: Sequence[Line]) -> tuple[str, ...]:
    """The first row, where it names columns though the format does not say so."""
    first = lines[0].cells if lines else ()
    names = {name for cell in first if (name := field_of(clean(cell))[0])}
    return first if len(names) > 1 else ()


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
