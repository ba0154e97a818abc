"""Mentions of themes: every place where a document uses a phrase of the vocabulary.

In an original all words count, except those in addresses of pages and mail. In a record only the
values that it states count (overarching themes, tracks, titles, takeaways), not the prose around them.

A mention in an original belongs to the session within whose lines it stands: they begin with the line
that the session was read from and end before the next session, before a line that is nothing but the
name of a track, and before a heading of the same or a higher rank, where the document's headings have
ranks. A session that was read from a row of a table ends with the row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from etl.document import QUOTE_LENGTH, Document, Line
from etl.phrases import NOTHING, without_addresses
from etl.reading import Reading, Row
from etl.themes import Entry, find
from etl.vocabulary import fold

EXTRACTOR = "theme_mentions"
COUNTED = {
    "meetings": ("theme",),
    "tracks": ("track",),
    "sessions": ("title", "track"),
    "takeaways": ("takeaway",),
}
"""The columns of a record whose words count, by the table that their rows went to."""
LONGEST_TRACK = 200


@dataclass(frozen=True)
class Value:
    """A value that a record states: where its words are in the document's text, and the row it went to."""

    start: int
    end: int
    line: Line
    row: Row


def extract(reading: Reading) -> None:
    """Add a row for every mention of a theme."""
    rows = _in_record(reading) if reading.document.form == "record" else _in_original(reading)
    reading.rows.setdefault("theme_mentions", []).extend(rows)


def _in_original(reading: Reading) -> Iterator[Row]:
    text, lines = reading.document.text, reading.document.lines
    starts = _starts(reading.document)
    sessions = sessions_by_line(reading)
    for entries, start, end in _found(reading.document, reading.language):
        index = bisect_right(starts, start) - 1
        line = lines[index]
        quote = quote_within(text, starts[index], starts[index] + len(line.text), start, end)
        for entry in entries:
            yield _row(reading, entry, start, line.place, quote, reading.meeting_id, reading.year, sessions.get(index))


def quote_within(text: str, low: int, high: int, start: int, end: int) -> str:
    """The words of `text` around [start, end), from the line [low, high) where it begins up to that where it ends.

    What `quote_of` does, in fewer steps, as a document has thousands of mentions.
    """
    if end > high:
        high = text.find("\n", end)
        high = high if high >= 0 else len(text)
    if high - low > QUOTE_LENGTH:
        before = max(low, start - (QUOTE_LENGTH - end + start) // 2)
        low = low if before == low else text.find(" ", before - 1, start) + 1 or start
        high = high if high - low <= QUOTE_LENGTH else max(end, text.rfind(" ", end, low + QUOTE_LENGTH + 1))
    quote = text[low:high].strip()
    return quote.replace("\n", " ") if "\n" in quote else quote


def _found(document: Document, language: str) -> list[tuple[tuple[Entry, ...], int, int]]:
    """The places where themes are mentioned; one that crosses a line feed only where a sentence may."""
    text = without_addresses(document.text)
    places = find(text, language)
    across = any(text.find("\n", start, end) >= 0 for _, start, end in places)
    if across and not all(line.kind == "text" for line in document.lines):
        return find(_without_beginnings(text, document.lines), language)
    return places


def _without_beginnings(text: str, lines: Sequence[Line]) -> str:
    """`text`, position by position, in which no phrase runs on into a line that begins anew.

    Headings, list items and rows of tables begin anew, and so does what follows a heading or a row.
    """
    ends = ("\n" if runs_on(line, after) else NOTHING for line, after in zip(lines, lines[1:], strict=False))
    return "".join(words + end for words, end in zip(text.split("\n"), (*ends, ""), strict=True))


def runs_on(line: Line, after: Line | None) -> bool:
    """Whether what `line` says may go on in the line after it."""
    is_text = after is not None and after.kind == "text" and not after.is_blank
    return is_text and line.kind in ("text", "item")


def _in_record(reading: Reading) -> Iterator[Row]:
    text = reading.document.text
    values = sorted(_values(reading), key=lambda value: value.start)
    starts = [value.start for value in values]
    for entries, start, end in find(text, reading.language):
        index = bisect_right(starts, start) - 1
        if index < 0 or end > values[index].end:
            continue
        value, row = values[index], values[index].row
        quote = quote_within(text, value.start, value.end, start, end)
        about = row["meeting_id"], row["year"], row.get("session_id")
        for entry in entries:
            yield _row(reading, entry, start, value.line.place, quote, *about)


def _row(
    reading: Reading,
    entry: Entry,
    position: int,
    place: str,
    quote: str,
    meeting_id: str | None,
    year: int | None,
    session_id: str | None,
) -> Row:
    return {
        "theme_id": entry.theme_id,
        "meeting_id": meeting_id,
        "year": year,
        "session_id": session_id,
        "phrase": entry.phrase,
        "language": entry.language,
        "position": position,
        "document_id": reading.document.document_id,
        "place": place,
        "quote": quote,
        "extractor": EXTRACTOR,
    }


def _starts(document: Document) -> list[int]:
    """Where each line begins in the document's text."""
    return list(accumulate((len(line.text) + 1 for line in document.lines[:-1]), initial=0))


def sessions_by_line(reading: Reading) -> Mapping[int, str]:
    """The session that each line belongs to, by the line's index."""
    sessions, takeaways = _by_place(reading, "sessions"), _by_place(reading, "takeaways")
    if not sessions and not takeaways:
        return {}
    ranks = {line.level for line in reading.document.lines if line.kind == "heading"}
    names = _track_names(reading)
    found: dict[int, str] = {}
    current: str | None = None
    for line in reading.document.lines:
        if line.place in sessions:
            current, first = sessions[line.place], line
        elif current and (_ends(first, line, has_ranks=len(ranks) > 1) or _is_one_of(names, line)):
            current = None
        if session_id := takeaways.get(line.place) or current:
            found[line.index] = session_id
    return found


def _by_place(reading: Reading, table: str) -> dict[str, str]:
    return {row["place"]: row["session_id"] for row in reading.table(table) if row["session_id"]}


def _track_names(reading: Reading) -> set[str]:
    rows = [*reading.table("tracks"), *reading.table("sessions")]
    return {fold(row["track"]) for row in rows if row["track"]}


def _is_one_of(names: set[str], line: Line) -> bool:
    return len(line.text) <= LONGEST_TRACK and fold(line.text) in names


def _ends(first: Line, line: Line, has_ranks: bool) -> bool:
    """Whether `line` ends the session that began with `first`."""
    if first.kind == "row":
        return True
    return has_ranks and line.kind == "heading" and (first.kind != "heading" or line.level <= first.level)


def _values(reading: Reading) -> Iterator[Value]:
    """The values of a record whose words count."""
    starts = _starts(reading.document)
    lines = {line.place: line for line in reading.document.lines if line.kind == "row"}
    for table, headers in COUNTED.items():
        for place, row in {row["place"]: row for row in reading.table(table)}.items():
            for start, end in _cells(lines[place], headers) if place in lines else ():
                offset = starts[lines[place].index]
                yield Value(offset + start, offset + end, lines[place], row)


def _cells(line: Line, headers: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the cells of `line` under these headers are, as they are written in it."""
    at = 0
    for header, cell in zip(line.header, line.cells, strict=False):
        written = cell.replace("|", r"\|")
        start = line.text.find(written, at)
        if not cell or start < 0:
            continue
        at = start + len(written)
        if fold(header) in headers:
            yield start, at
