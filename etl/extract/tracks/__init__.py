"""Tracks: the themes under which a meeting arranges its programme.

They stand in a list after a line that announces them ("under four thematic tracks:", "Themes", "Sessions by
theme"), in the same sentence ("built around three sub-themes: A; B; and C"), alone ("an informal fifth track
is “X”"), in lines that call themselves tracks ("Theme 2: X"), in a column of a table ("Theme | Sessions"), or
beside the sessions that belong to them. An explanation in brackets is dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

from etl.document import Line
from etl.extract.meetings.named import MOST_LINES, with_rest
from etl.extract.tracks.announcements import MOST_TRACKS, Announcement, announcements
from etl.extract.tracks.listed import inline, listed, of_number
from etl.extract.tracks.named import named_tracks, numbered_tracks
from etl.extract.tracks.names import WORDS, is_total, name_in
from etl.extract.tracks.tables import table_tracks
from etl.kinds import kind_of
from etl.parse.quotes import quotation_at
from etl.parse.wording import finder, phrases_of
from etl.reading import Reading
from etl.screen import Need, holds
from etl.vocabulary import fold

EXTRACTOR = "tracks"
LONGEST_FROM_SESSION = 120

# "an informal fifth track is “…”"
UP_TO_QUOTE = re.compile(r"[^“”\"«»„‘’'.;!?]{0,40}?(?=[“\"«„»]\s?\w|(?<!\w)[‘’']{1,2}\w)")
INFORMAL = Need(lambda: phrases_of(WORDS, "informal"))
OF_ONE_SESSION = ("session report", "transcript")
Known = set[tuple[str | None, str]]
"""The tracks that were read: meeting and folded name."""


def extract(reading: Reading) -> None:
    """Add a row for each track of the document's meeting, and of the sessions read from it."""
    if reading.meeting_id is None:
        return
    lines = [line for line in reading.document.lines if line.text]
    known: Known = set()
    is_of_one_session = kind_of(reading.document) in OF_ONE_SESSION
    for place, line in enumerate(lines):
        whole = with_rest(reading.document.lines[line.index : line.index + MOST_LINES], reading.document.format)
        for announcement in announcements(whole, reading.language):
            # What a session was about is not how a programme is arranged.
            if not (is_of_one_session and announcement.is_title):
                _read_list(reading, known, announcement, line, lines[place + 1 : place + 1 + MOST_TRACKS * 2])
        _read_informal(reading, known, line)
    for line, start, end in table_tracks(lines):
        _add(reading, known, line, start, end, "main")
    for line, start, end in numbered_tracks(lines):
        _add(reading, known, line, start, end, "main")
    if not any(row["role"] == "main" for row in reading.table("tracks")):
        for line, start, end in named_tracks(lines, reading.language):
            _add(reading, known, line, start, end, "main")
    _read_sessions(reading, known, lines)


def _read_list(reading: Reading, known: Known, announcement: Announcement, line: Line, after: list[Line]) -> None:
    """The tracks that `announcement` announces in `line` and the lines that go on with it, or in those `after`."""
    text = announcement.line.text
    if text[announcement.begin :].strip(" *_"):
        _read_inline(reading, known, announcement, announcement.line, announcement.begin)
        return
    length = len(line.text)
    while length < len(text):
        line, after = after[0], after[1:]
        length += 1 + len(line.text)
    announcement = replace(announcement, line=line)
    items = listed(announcement, after)
    for line, start, end in items:
        _add(reading, known, line, start, end, announcement.role)
    alone = None if items else of_number(announcement, after)
    if alone:
        _read_inline(reading, known, announcement, alone, 0)


def _read_inline(reading: Reading, known: Known, announcement: Announcement, line: Line, begin: int) -> None:
    spans = inline(announcement, line, begin)
    if not spans and announcement.count and not announcement.is_sentence:
        reading.note("track-not-understood", line, line.text[begin : begin + 200],
                     f"{announcement.count} tracks are announced, but their list is not understood; "
                     "write one per line")  # fmt: skip
    for start, end in spans:
        _add(reading, known, line, start, end, announcement.role)


def _read_informal(reading: Reading, known: Known, line: Line) -> None:
    for found in finder(WORDS, "informal").finditer(line.text) if holds(line.text, INFORMAL) else ():
        gap = UP_TO_QUOTE.match(line.text, found.end())
        span = quotation_at(line.text, gap.end()) if gap else None
        if span:
            _add(reading, known, line, *span, "informal")


def _read_sessions(reading: Reading, known: Known, lines: list[Line]) -> None:
    """The tracks that stand beside sessions or over them, each quoted where it is first printed."""
    text = "\n".join(line.text for line in lines)
    begins = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
    for row in reading.table("sessions"):
        track = row["track"]
        if not track or len(track) > LONGEST_FROM_SESSION or (row["meeting_id"], fold(track)) in known:
            continue
        at = text.find(track)
        if at >= 0 and "\n" not in track:
            place = bisect_right(begins, at) - 1
            start = at - begins[place]
            _add(reading, known, lines[place], start, start + len(track), "main", row["meeting_id"], row["year"])


def _add(
    reading: Reading,
    known: Known,
    line: Line,
    start: int,
    end: int,
    role: str,
    meeting_id: str | None = None,
    year: int | None = None,
) -> None:
    name, meeting_id = name_in(line.text[start:end]), meeting_id or reading.meeting_id
    if not name or not any(map(str.isalpha, name)) or is_total(name) or (meeting_id, fold(name)) in known:
        return
    known.add((meeting_id, fold(name)))
    of_meeting = {"meeting_id": meeting_id, "year": year or reading.year}
    values = {"track": name, "role": role, "source_url": None, "_source_url": None}
    at = line.text.find(name, start, end)
    span = (at, at + len(name)) if at >= 0 else (start, end)
    reading.add("tracks", line, EXTRACTOR, span=span, **of_meeting, **values)
