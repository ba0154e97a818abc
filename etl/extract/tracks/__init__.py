"""Tracks: the themes under which a meeting arranges its programme.

They stand in a list after a line that announces them ("under four thematic tracks:", "Main themes:"),
in the same sentence ("built around three sub-themes: A; B; and C"), alone ("an informal fifth track is
“X”"), or in a column of a table ("Theme | Sessions"). An explanation in brackets is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from etl.document import Line
from etl.extract.tracks.announcements import MOST_TRACKS, WORDS, Announcement, announcements, is_announcement
from etl.extract.tracks.named import named_tracks
from etl.parse.lists import parse_list
from etl.parse.quotes import quotation_at
from etl.parse.wording import finder, phrases_of
from etl.reading import Reading
from etl.vocabulary import fold

EXTRACTOR = "tracks"
LONGEST_NAME = 150
MOST_WORDS = 20
FARTHEST_ITEM = 3

# "an informal fifth track is “…”"
UP_TO_QUOTE = re.compile(r"[^“”\"«»„‘’'.;!?]{0,40}?(?=[“\"«„»]\s?\w|(?<!\w)[‘’']{1,2}\w)")
BULLET = re.compile(
    r"\s*(?:[•·▪◦‣●○■□➢✓*–—-]\s*)?(?:\(?(?:\d{1,2}|[a-z])[.)]\s+)?(?:(?:track|theme|sub-?theme|eje|tema|axe|thème|eixo|trilha|thema)\s?\d{1,2}\s?[:.–-]\s?)?",
    re.IGNORECASE,
)
LEADING_AND = re.compile(r"(?:and|y|e|et|und)\s", re.IGNORECASE)
TRAILING_AND = re.compile(r"[;,]\s+(?:and|y|e|et|und)\s*$", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
COUNT_COLUMN = re.compile(r"\W*\d[\d.,’' ]*%?\W*(?:\(.*\))?\W*$")


def extract(reading: Reading) -> None:
    """Add a row for each track of the document's meeting."""
    if reading.meeting_id is None:
        return
    lines = [line for line in reading.document.lines if line.text]
    for place, line in enumerate(lines):
        for announcement in announcements(line, reading.language):
            _read_list(reading, announcement, lines[place + 1 : place + 1 + MOST_TRACKS * 2])
        _read_informal(reading, line)
    _read_tables(reading, lines)
    if not any(row["role"] == "main" for row in reading.table("tracks")):
        for line, start, end in named_tracks(lines, reading.language):
            _add(reading, line, start, end, "main")


def _read_list(reading: Reading, announcement: Announcement, after: Sequence[Line]) -> None:
    text = announcement.line.text
    if text[announcement.begin :].strip(" *_"):
        _read_inline(reading, announcement, announcement.line, announcement.begin)
        return
    items = _items(announcement, after)
    if items:
        for line in items:
            _add(reading, line, _start_of(line, line is items[-1]), len(line.text), announcement.role)
    elif (
        after
        and after[0].kind == "text"
        and not is_announcement(after[0].text)
        and after[0].index - announcement.line.index < FARTHEST_ITEM
    ):
        _read_inline(reading, announcement, after[0], 0)


def _start_of(line: Line, is_last: bool) -> int:
    """Where the name begins in an item: after its bullet, and after the "and" before the last one."""
    bullet = BULLET.match(line.text)
    start = bullet.end() if bullet else 0
    leading = LEADING_AND.match(line.text, start) if is_last else None
    return leading.end() if leading else start


def _items(announcement: Announcement, after: Sequence[Line]) -> list[Line]:
    """The lines of the list that follows: items, else short lines without a break, as many as announced."""
    for kind, lines in groupby(after, key=lambda line: line.kind):
        found = list(lines)
        near = found[0].index - announcement.line.index <= FARTHEST_ITEM
        if kind == "item" and near:
            level = min(line.level for line in found)
            found = [line for line in found if line.level == level][:MOST_TRACKS]
            return found if len(found) >= 2 and all(_is_name(line.text) for line in found) else []
        break
    block = _block(after, announcement.line.index)
    return (
        block
        if len(block) >= 2 and len(block) == announcement.count and all(_is_name(line.text) for line in block)
        else []
    )


def _block(after: Sequence[Line], before: int) -> list[Line]:
    """The lines that follow each other without a blank line, from just after the announcement."""
    block: list[Line] = []
    for line in after:
        expected = block[-1].index + 1 if block else before + 1
        if line.index > expected + (not block) or line.kind == "row":
            break
        block.append(line)
    return block


def _is_name(text: str) -> bool:
    name = IN_BRACKETS.sub("", text)
    return len(name) <= LONGEST_NAME and len(name.split()) <= MOST_WORDS


def _read_inline(reading: Reading, announcement: Announcement, line: Line, begin: int) -> None:
    spans = parse_list(line.text, begin, announcement.count)
    if not spans and announcement.count:
        spans = parse_list(line.text, begin)
        spans = spans if len(spans) == announcement.count else []
    if len(spans) > MOST_TRACKS or not all(_is_name(line.text[start:end]) for start, end in spans):
        spans = []
    if not spans and announcement.count:
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


def _read_tables(reading: Reading, lines: Sequence[Line]) -> None:
    columns = set(map(fold, phrases_of(WORDS, "columns")))
    for line in lines:
        if line.kind != "row" or len(line.header) < 2:
            continue
        column = next((i for i, name in enumerate(line.header) if fold(name) in columns), None)
        if column is None or column >= len(line.cells) or not _counts(line, column):
            continue
        name = line.cells[column]
        start = line.text.find(name)
        if name and start >= 0 and fold(name) not in ("total", "totals", "totales", "gesamt", "all"):
            _add(reading, line, start, start + len(name), "main")


def _counts(line: Line, column: int) -> bool:
    """Whether the other cells are figures: a table of sessions names tracks too, one row per session."""
    others = [cell for i, cell in enumerate(line.cells) if i != column and cell]
    return bool(others) and all(COUNT_COLUMN.match(cell) for cell in others)


def _add(reading: Reading, line: Line, start: int, end: int, role: str) -> None:
    printed = line.text[start:end].strip("*_ ")
    bold = re.match(r"\*\*([^*]{3,120}?):?\*\*", line.text[start:end])
    name = TRAILING_AND.sub("", IN_BRACKETS.sub("", bold[1] if bold else printed)).strip(' .,;:*_“”"«»„')
    known = {(row["meeting_id"], fold(row["track"])) for row in reading.table("tracks")}
    if name and any(map(str.isalpha, name)) and (reading.meeting_id, fold(name)) not in known:
        of_meeting = {"meeting_id": reading.meeting_id, "year": reading.year}
        values = {"track": name, "role": role, "source_url": None, "_source_url": None}
        reading.add("tracks", line, EXTRACTOR, span=(start, end), **of_meeting, **values)
