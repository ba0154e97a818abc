"""Where a document names meetings, and in which sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.document import Document, Line
from etl.mentions import SERIES, SeriesMention, find_series
from etl.parse.sentences import sentences
from etl.screen import holds

HEAD_LINES = 12
REACH = 500
TITLE = -1
"""The index of the line that stands for the title which a page or front matter states."""
LONGEST_LINE = 200_000
BROKEN = ("txt", "text", "pdf", "md")
"""Formats whose paragraphs may be broken into lines."""
PAGED = ("pdf",)
"""Formats whose headings may be, too."""
MOST_LINES = 5
SHORTEST_BROKEN = 45
UNFINISHED = re.compile(
    r"(?:[-–—,(]|\b(?:to|and|from|the|of|in|on|bis|und|vom|im|al|y|de|del|el|au|et|du|le|à|a|e|até|ao|em))$",
    re.IGNORECASE,
)
LONGEST_UNFINISHED = 4
"""Characters of what UNFINISHED finds."""
ADDRESS = re.compile(r"https?://\S+|www\.\S+")


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a meeting or of a series, and the words about it: [start, end) of `line`.

    That is its sentence; where this names several meetings, what follows one is about it.
    """

    line: Line
    """The line that names the meeting; where plain text is broken into lines, with the rest of its sentence."""
    mention: SeriesMention
    start: int
    end: int
    rank: int
    """The number of the line among those that hold words, from 0."""

    origin: Line
    """The line as it stands in the document."""

    @property
    def sentence(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def is_in_head(self) -> bool:
        return self.rank < HEAD_LINES

    @property
    def is_title(self) -> bool:
        return self.rank == 0 or (self.line.kind == "heading" and self.line.level == 1 and self.is_in_head)


def names_in(document: Document, language: str) -> list[Named]:
    """Every mention in the document and in the title that it states, in order.

    Abbreviations that stand for other things too count where the document also has the full name.
    National and regional initiatives are among them, as of the series `INITIATIVE`.
    """
    found = list(_all(document, language))
    full = {named.mention.series for named in found if not named.mention.is_short}
    return [named for named in found if not named.mention.is_short or named.mention.series in full]


def _all(document: Document, language: str) -> Iterator[Named]:
    rank = -1
    title = " ".join(str(document.front.get("title") or "").split())
    stated = [Line(TITLE, "title", title, "heading", 1)] if title else []
    lines = [*stated, *document.lines]
    for index, line in enumerate(lines):
        rank += bool(line.text)
        printed = with_rest(lines[index : index + 2], document.format).text if line.kind == "heading" else line.text
        if not holds(printed, SERIES) or len(line.text) > LONGEST_LINE or not any(map(str.isupper, line.text)):
            continue
        text = ADDRESS.sub(lambda found: " " * len(found.group()), printed)
        mentions = find_series(text, language, with_initiatives=True)
        whole = with_rest(lines[index : index + MOST_LINES], document.format) if mentions else line
        breaks = [start for start, _ in sentences(whole.text)] if mentions else []
        for before, mention, after in zip([None, *mentions], mentions, [*mentions[1:], None], strict=False):
            place = bisect_right(breaks, mention.start)
            start, end = breaks[place - 1], breaks[place] if place < len(breaks) else len(whole.text)
            if before and before.end > start and _is_other(before, mention):
                start = mention.start
            if after and after.start < end and _is_other(after, mention):
                end = after.start
            # A line of 100 kB without a full stop is no sentence.
            yield Named(whole, mention, max(start, mention.start - REACH), min(end, mention.end + REACH), rank, line)


def with_rest(lines: Sequence[Line], form: str) -> Line:
    """The first of `lines` with those that go on with its paragraph, where the format breaks paragraphs into lines."""
    text = lines[0].text
    before = lines[0]
    for line in lines[1:] if form in BROKEN else ():
        is_of_heading = form in PAGED and line.kind == before.kind == "heading" and line.level == before.level
        is_part = line.text and ((line.kind == "text" and before.kind in ("text", "item")) or is_of_heading)
        is_broken = len(before.text) >= SHORTEST_BROKEN or _is_unfinished(before.text)
        if not is_part or not (is_of_heading or is_broken) or before.text.endswith(":"):
            break
        text, before = f"{text} {line.text}", line
    return replace(lines[0], text=text) if before is not lines[0] else before


def lines_of(document: Document) -> list[Line]:
    """The lines of the document, each that ends in the middle of something with what it goes on with."""
    lines = list(document.lines)
    unfinished = (_is_unfinished(line.text) for line in lines)
    return [
        with_rest(lines[index : index + 2], document.format) if is_unfinished else line
        for index, (line, is_unfinished) in enumerate(zip(lines, unfinished, strict=True))
    ]


def _is_unfinished(text: str) -> bool:
    """Whether a line ends in the middle of something."""
    return UNFINISHED.search(text, max(0, len(text) - LONGEST_UNFINISHED)) is not None


def _is_other(one: SeriesMention, other: SeriesMention) -> bool:
    years = {one.meeting_year, other.meeting_year} - {None}
    return one.series != other.series or len(years) > 1
