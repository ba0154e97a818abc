"""What came out of sessions: the paragraphs and items that a report gives as their takeaways.

They stand under a heading that says so ("Key takeaways", "Conclusiones"), above the sessions or within
one, or are items after a sentence about points or messages that ends in a colon. What introduces them
is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.document import Line, quote_of
from etl.extract.record import year_of
from etl.extract.sessions.groups import NONE_THERE, is_generic
from etl.extract.sessions.heads import clean, split_number
from etl.reading import Reading, Row
from etl.words import words

EXTRACTOR = "takeaways"
LONGEST_HEADING = 120
MOST_WORDS = 10
FEWEST_WORDS = 3
FEWEST_CUT = 6
SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_]")
ENDS = re.compile(r"[.!?:;…”\"»)\]]$")
PAGED = ("pdf",)
WITHOUT_LEVELS = ("txt", "text", "pdf")


@dataclass
class State:
    """Where the walk through the lines is."""

    first: int
    """The position of the line of the first session."""
    session: Row | None = None
    level: int | None = None
    """Level of the heading that announces takeaways of all sessions beneath it."""
    is_within: bool = False
    """Whether a heading within the session announces its takeaways."""
    is_listing: bool = False
    """Whether a sentence that ends in a colon has just introduced them."""

    @property
    def takes(self) -> bool:
        return self.session is not None and (self.level is not None or self.is_within)


@dataclass
class Paragraph:
    """Lines that belong together, though the layout may have broken them."""

    lines: list[Line]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def kind(self) -> str:
        return self.lines[0].kind


def extract(reading: Reading) -> None:
    """Add the takeaways of the document's sessions."""
    sessions = {row["place"]: row for row in reading.table("sessions")}
    if not sessions:
        return
    first = next((line.index for line in reading.document.lines if line.place in sessions), 0)
    paragraphs = list(paragraphs_of(reading.document.lines, reading.document.format))
    only = next(iter(sessions.values())) if len(sessions) == 1 else None
    state = State(first, session=only)
    for paragraph, after in zip(paragraphs, [*paragraphs[1:], None], strict=False):
        _step(reading, state, sessions, paragraph, after)


def paragraphs_of(lines: Sequence[Line], format: str) -> Iterator[Paragraph]:
    """The paragraphs, items and headings of a document; a sentence that a page break has cut is one."""
    current: Paragraph | None = None
    gap = True
    for line in lines:
        if line.is_blank or line.kind == "row":
            gap = True
            continue
        if current and _goes_on(current.lines[-1], line, gap, format):
            current.lines.append(line)
        else:
            if current:
                yield current
            current = Paragraph([line])
        gap = False
    if current:
        yield current


def _goes_on(before: Line, line: Line, gap: bool, format: str) -> bool:
    # In plain text a line that stands alone looks like a heading, and may be half a sentence.
    is_heading = before.kind == "heading" and (format not in WITHOUT_LEVELS or len(before.text.split()) < FEWEST_CUT)
    if line.kind == "item" or is_heading:
        return False
    begins_small = line.text[:1].islower()
    if begins_small and not ENDS.search(before.text):
        return True
    return format in PAGED and not gap and line.kind == "text" and before.kind in ("text", "item")


def _step(
    reading: Reading, state: State, sessions: dict[str, Row], paragraph: Paragraph, after: Paragraph | None
) -> None:
    line, text = paragraph.lines[0], clean(paragraph.text)
    if row := sessions.get(line.place):
        state.session, state.is_within, state.is_listing = row, False, False
    elif _announces(state, line, text):
        _enter(reading, state, line)
    elif _ends_section(reading, state, line, text):
        state.is_within = state.is_listing = False
        state.level = None if state.level is not None and _is_as_high(reading, state, line, text) else state.level
    elif reading.is_claimed(line, 0, len(line.text)):
        state.is_listing = False
    else:
        _take(reading, state, paragraph, text, after)


def _announces(state: State, line: Line, text: str) -> bool:
    if len(text) > LONGEST_HEADING or len(text.split()) > MOST_WORDS or line.kind == "item":
        return False
    if words("takeaways").search(text):
        return (
            line.kind == "heading"
            or text.endswith(":")
            or bool(words("takeaways").match(text) and not ENDS.search(text))
        )
    return state.session is not None and bool(
        words("parts_with_takeaways").fullmatch(split_number(text)[1].rstrip(" :"))
    )


def _enter(reading: Reading, state: State, line: Line) -> None:
    is_above = line.index < state.first
    is_whole = is_above or len({row["session_id"] for row in reading.table("sessions")}) > 1 and state.session is None
    if is_whole and line.kind == "heading":
        state.level = line.level
    state.is_within = not is_whole
    reading.claim(line, 0, len(line.text))


def _ends_section(reading: Reading, state: State, line: Line, text: str) -> bool:
    if line.kind != "heading" or reading.is_claimed(line, 0, len(line.text)):
        return False
    if reading.document.format not in WITHOUT_LEVELS:
        return True
    return bool(SECTION.match(text)) or is_generic(text) or state.is_within


def _is_as_high(reading: Reading, state: State, line: Line, text: str) -> bool:
    if reading.document.format in WITHOUT_LEVELS:
        return bool(SECTION.match(text)) or is_generic(text)
    return state.level is not None and line.level <= state.level


def _take(reading: Reading, state: State, paragraph: Paragraph, text: str, after: Paragraph | None) -> None:
    is_item = paragraph.kind == "item"
    introduces = text.endswith(":") and after is not None and after.kind == "item"
    if introduces:
        state.is_listing = (
            state.session is not None
            and bool(words("introduce_takeaways").search(text))
            and not words("not_yet").search(text)
        )
        return
    if state.is_listing and not is_item:
        state.is_listing = False
    if (state.takes or state.is_listing) and len(text.split()) >= FEWEST_WORDS and not NONE_THERE.fullmatch(text):
        _add(reading, state.session or {}, paragraph, text)


def _add(reading: Reading, session: Row, paragraph: Paragraph, text: str) -> None:
    session_id, line = session["session_id"], paragraph.lines[0]
    position = 1 + sum(row["session_id"] == session_id for row in reading.table("takeaways"))
    reading.add(
        "takeaways", line, EXTRACTOR,
        takeaway_id=f"{session_id}-{reading.document.document_id}-{position}",
        meeting_id=session["meeting_id"], year=year_of(session["meeting_id"]) or reading.year, session_id=session_id,
        track=session["track"], position=position, text=split_number(text)[1],
        quote=quote_of(replace(line, text=paragraph.text)),
    )  # fmt: skip
    for part in paragraph.lines:
        reading.claim(part, 0, len(part.text))
