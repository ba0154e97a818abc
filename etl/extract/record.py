"""Records: Markdown written for this project, read strictly from its tables.

A record has front matter and the sections below, each with one pipe table. Every column and every
cell is accounted for: a section, column or value that is not known here is a finding. The last column
is the source of the row: an address, the name of a link defined at the end of the record
(`[un-1]: https://…`), or `original`, the document whose SHA-256 the front matter names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from etl.document import Line
from etl.extract import record_rows as rows
from etl.extract.record_rows import series_of, year_of
from etl.findings import SEVERITY
from etl.parse.numbers import Count, Share, parse_count, parse_share
from etl.reading import Reading
from etl.schema import (
    COUNT_DIMENSIONS,
    DIMENSIONS,
    MEASURES,
    MEETING_STATUSES,
    MODES,
    ROLES,
    SCHEMES,
    SESSION_STATUSES,
    STATUSES,
    TRACK_ROLES,
)
from etl.vocabulary import allowed, fold

__all__ = ["SECTIONS", "Section", "extract", "series_of", "year_of"]

LINK = re.compile(r"\[(?P<name>[^\]]+)\]:\s*<?(?P<url>https?://\S+?)>?\s*$")
REFERENCE = re.compile(r"\[(?P<name>[^\]]+)\]$")
ADDRESS = re.compile(r"<?(?P<url>https?://[^\s>]+)>?$")
ORIGINAL = "original"
SOURCE = "source"
SEVERAL = "several"

Parser = Callable[[str], Any]


@dataclass(frozen=True)
class Section:
    """A section of a record: its columns by folded header, those that a row needs, and what becomes of it."""

    columns: Mapping[str, Parser]
    required: tuple[str, ...]
    emit: Callable[[Reading, Line, rows.Values], None]
    is_of_meeting: bool = False
    """Whether its rows are nothing without a meeting."""


def extract(reading: Reading) -> None:
    """Read every table of the record."""
    links = dict(_links(reading))
    section: Section | None = None
    for line in reading.document.lines:
        if line.kind == "heading" and line.level <= 2:
            section = SECTIONS.get(fold(line.text))
        if line.kind != "row":
            continue
        if section is None:
            message = f"a table outside of the sections {', '.join(SECTIONS)}; move it"
            reading.note("column-unknown", line, line.text, message)
        elif line.header:
            _read_row(reading, line, section, links)
        else:
            _check_header(reading, line, section)
    rows.settle_sessions(reading)
    rows.add_session_list(reading)


def _links(reading: Reading) -> Iterator[tuple[str, str]]:
    defined: dict[str, str] = {}
    for line in reading.document.lines:
        if found := LINK.match(line.text):
            if defined.setdefault(found["name"], found["url"]) != found["url"]:
                message = "this link is defined twice, with two addresses; give one of them another name"
                reading.note("value-invalid", line, found["name"], message)
            yield found["name"], defined[found["name"]]


def _check_header(reading: Reading, line: Line, section: Section) -> None:
    headers = [fold(cell) for cell in line.cells]
    for header in headers:
        if header not in section.columns and header != SOURCE:
            message = f"unknown column; known are {', '.join(section.columns)}, {SOURCE}"
            reading.note("column-unknown", line, header, message)
    for name in (*section.required, SOURCE):
        if name not in headers:
            reading.note("column-unknown", line, name, "this column is missing; add it")


def _read_row(reading: Reading, line: Line, section: Section, links: Mapping[str, str]) -> None:
    cells = dict(zip(map(fold, line.header), line.cells, strict=False))
    if len(line.cells) != len(line.header):
        message = f"{len(line.cells)} cells under {len(line.header)} columns; write a bar in a cell as \\|"
        reading.note("value-invalid", line, line.text, message)
        return
    values: rows.Values = {SOURCE: _source(reading, line, cells.pop(SOURCE, ""), links)}
    for header, cell in cells.items():
        parse = section.columns.get(header)
        if parse is None or not cell:
            continue
        try:
            values[header] = parse(cell)
        except ValueError as error:
            reading.note("value-invalid", line, cell, f"column {header}: {error}; correct the record")
    missing = [name for name in section.required if name not in values]
    if missing:
        message = f"no usable {' and '.join(missing)}; the row is left out, complete it"
        reading.note("value-invalid", line, line.text, message)
        return
    if section.is_of_meeting and values.get("meeting", reading.meeting_id) is None:
        message = "the front matter names no `meeting`, nor does a column; the row is left out, add one"
        reading.note("meeting-unknown", line, line.text, message)
        return
    section.emit(reading, line, values)


def _source(reading: Reading, line: Line, cell: str, links: Mapping[str, str]) -> str | None:
    """The address of a row's source; None for `original`, and, with a finding, for what is none."""
    if cell == ORIGINAL and reading.document.front.get("original"):
        url = reading.document.front.get("url")
        return str(url) if url else None
    if (reference := REFERENCE.match(cell)) and reference["name"] in links:
        return links[reference["name"]]
    if found := ADDRESS.match(cell):
        return found["url"]
    message = "column source: neither an address, nor a link of the record, nor an original that it names; add one"
    reading.note("value-invalid", line, cell, message)
    return None


def _text(cell: str) -> str:
    return cell


def _one_of(*names: str) -> Parser:
    def parse(cell: str) -> str:
        if cell not in names:
            raise ValueError(f"not one of {', '.join(names)}")
        return cell

    return parse


def _group_of(vocabulary: str) -> Parser:
    """A name of the vocabulary, or `several` for a label that spans several."""
    return lambda cell: _one_of(SEVERAL, *sorted(allowed(vocabulary)))(cell)


def _count(cell: str) -> Count:
    found = parse_count(cell, "en")
    if found is None:
        raise ValueError('not a count such as "1,630" or "over 1,630"')
    return found


def _share(cell: str) -> Share:
    found = parse_share(cell, "en")
    if found is None:
        raise ValueError('not a share such as "35 %" or "under 1 %"')
    return found


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError("not a day such as 2020-11-02") from None


def _clock(cell: str) -> str:
    try:
        time.fromisoformat(cell)
    except ValueError:
        raise ValueError("not a time such as 09:30") from None
    return cell


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]


_SHARED: Mapping[str, Parser] = {"meeting": _text, "note": _text}
_FIGURE: Mapping[str, Parser] = {
    **_SHARED,
    "phase": _text,
    "label": _text,
    "count": _count,
    "status": _one_of(*STATUSES),
}
_OF_MEETINGS: Mapping[str, Parser] = {
    **_SHARED,
    "edition": int,
    "name": _text,
    "city": _text,
    "country": _text,
    "mode": _one_of(*MODES),
    "status": _one_of(*MEETING_STATUSES),
    "start date": _day,
    "end date": _day,
    "theme": _text,
}

SECTIONS: Mapping[str, Section] = {
    "key facts": Section(_OF_MEETINGS, (), rows.emit_meeting, is_of_meeting=True),
    "meetings": Section(_OF_MEETINGS, ("meeting",), rows.emit_meeting),
    "participation": Section(
        {
            **_FIGURE,
            "measure": _one_of(*MEASURES),
            "dimension": _one_of(*DIMENSIONS),
            "scheme": _one_of(*SCHEMES),
            "group": _group_of("groups"),
            "share": _share,
        },
        ("measure", "dimension", "label"),
        rows.emit_participation,
        is_of_meeting=True,
    ),
    "programme in numbers": Section(
        {**_FIGURE, "dimension": _one_of(*COUNT_DIMENSIONS), "group": _group_of("session_types")},
        ("dimension", "label", "count"),
        rows.emit_session_count,
        is_of_meeting=True,
    ),
    "tracks": Section(
        {**_SHARED, "track": _text, "role": _one_of(*TRACK_ROLES)}, ("track",), rows.emit_track, is_of_meeting=True
    ),
    "programme": Section(
        {
            **_SHARED,
            "code": _text,
            "title": _text,
            "type": _text,
            "group": _group_of("session_types"),
            "status": _one_of(*SESSION_STATUSES),
            "track": _text,
            "date": _day,
            "start": _clock,
            "end": _clock,
            "zone": _text,
            "organisers": _names,
            "participants": _names,
        },
        ("title",),
        rows.emit_session,
        is_of_meeting=True,
    ),
    "takeaways": Section(
        {**_SHARED, "session": _text, "track": _text, "takeaway": _text}, ("takeaway",), rows.emit_takeaway
    ),
    "organisations": Section(
        {**_SHARED, "organisation": _text, "role": _one_of(*ROLES), "session": _text},
        ("organisation", "role"),
        rows.emit_organisation,
    ),
    "findings": Section(
        {"code": _one_of(*SEVERITY), "value": _text, "message": _text}, ("code", "message"), rows.emit_finding
    ),
}
