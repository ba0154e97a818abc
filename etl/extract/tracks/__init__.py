"""Tracks: the themes under which a meeting arranges its programme.

They stand in a list after a line that announces them ("under four thematic tracks:", "Themes", "Sessions by
theme"), in the same sentence ("built around three sub-themes: A; B; and C"), alone ("an informal fifth track
is “X”"), in lines that call themselves tracks ("Theme 2: X"), in a column of a table ("Theme | Sessions"), or
beside the sessions that belong to them. An explanation in brackets is dropped.
"""

from __future__ import annotations

import re

from etl.document import Line
from etl.extract.tracks.announcements import MOST_TRACKS, Announcement, announcements
from etl.extract.tracks.listed import inline, listed, of_number
from etl.extract.tracks.named import named_tracks, numbered_tracks
from etl.extract.tracks.names import WORDS, is_total, name_in
from etl.extract.tracks.tables import table_tracks
from etl.kinds import kind_of
from etl.parse.quotes import quotation_at
from etl.parse.wording import finder
from etl.reading import Reading
from etl.vocabulary import fold

EXTRACTOR = "tracks"
LONGEST_FROM_SESSION = 120

# "an informal fifth track is “…”"
UP_TO_QUOTE = re.compile(r"[^“”\"«»„‘’'.;!?]{0,40}?(?=[“\"«„»]\s?\w|(?<!\w)[‘’']{1,2}\w)")
OF_ONE_SESSION = ("session report", "transcript")


def extract(reading: Reading) -> None:
    """Add a row for each track of the document's meeting, and of the sessions read from it."""
    if reading.meeting_id is None:
        return
    lines = [line for line in reading.document.lines if line.text]
    is_of_one_session = kind_of(reading.document) in OF_ONE_SESSION
    for place, line in enumerate(lines):
        for announcement in announcements(line, reading.language):
            # What a session was about is not how a programme is arranged.
            if not (is_of_one_session and announcement.is_title):
                _read_list(reading, announcement, lines[place + 1 : place + 1 + MOST_TRACKS * 2])
        _read_informal(reading, line)
    for line, start, end in table_tracks(lines):
        _add(reading, line, start, end, "main")
    for line, start, end in numbered_tracks(lines):
        _add(reading, line, start, end, "main")
    if not any(row["role"] == "main" for row in reading.table("tracks")):
        for line, start, end in named_tracks(lines, reading.language):
            _add(reading, line, start, end, "main")
    _read_sessions(reading, lines)


def _read_list(reading: Reading, announcement: Announcement, after: list[Line]) -> None:
    text = announcement.line.text
    if text[announcement.begin :].strip(" *_"):
        _read_inline(reading, announcement, announcement.line, announcement.begin)
        return
    items = listed(announcement, after)
    for line, start, end in items:
        _add(reading, line, start, end, announcement.role)
    alone = None if items else of_number(announcement, after)
    if alone:
        _read_inline(reading, announcement, alone, 0)


def _read_inline(reading: Reading, announcement: Announcement, line: Line, begin: int) -> None:
    spans = inline(announcement, line, begin)
    if not spans and announcement.count and not announcement.is_sentence:
        reading.note("track-not-understood", line, line.text[begin : begin + 200],
                     f"{announcement.count} tracks are announced, but their list is not understood; "
                     "write one per line")  # fmt: skip
    for start, end in spans:
        _add(reading, line, start, end, announcement.role)


def _read_informal(reading: Reading, line: Line) -> None:
    for found in finder(WORDS, "informal").finditer(line.text):
        gap = UP_TO_QUOTE.match(line.text, found.end())
        span = quotation_at(line.text, gap.end()) if gap else None
        if span:
            _add(reading, line, *span, "informal")


def _read_sessions(reading: Reading, lines: list[Line]) -> None:
    """The tracks that stand beside sessions or over them, each quoted where it is first printed."""
    for row in reading.table("sessions"):
        track = row["track"]
        if not track or len(track) > LONGEST_FROM_SESSION or _is_known(reading, row["meeting_id"], track):
            continue
        line = next((line for line in lines if track in line.text), None)
        if line:
            start = line.text.find(track)
            _add(reading, line, start, start + len(track), "main", row["meeting_id"], row["year"])


def _is_known(reading: Reading, meeting_id: str | None, name: str) -> bool:
    return (meeting_id, fold(name)) in {(row["meeting_id"], fold(row["track"])) for row in reading.table("tracks")}


def _add(
    reading: Reading,
    line: Line,
    start: int,
    end: int,
    role: str,
    meeting_id: str | None = None,
    year: int | None = None,
) -> None:
    name, meeting_id = name_in(line.text[start:end]), meeting_id or reading.meeting_id
    if name and any(map(str.isalpha, name)) and not is_total(name) and not _is_known(reading, meeting_id, name):
        of_meeting = {"meeting_id": meeting_id, "year": year or reading.year}
        values = {"track": name, "role": role, "source_url": None, "_source_url": None}
        at = line.text.find(name, start, end)
        span = (at, at + len(name)) if at >= 0 else (start, end)
        reading.add("tracks", line, EXTRACTOR, span=span, **of_meeting, **values)
