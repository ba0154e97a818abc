"""A document as received: its words in order, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

LineKind = Literal["text", "heading", "item", "row"]

Warnings = list[tuple[str, str, str]]
"""What was noticed while reading, as (finding code, place, message)."""

QUOTE_LENGTH = 240


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document.

    `text` holds the words as found (white space at the ends and invisible characters removed, every
    kind of space a plain one), and every quote is a slice of it. The text of a row is its cells that
    are not empty, joined by " | " (in Markdown the line as it is written). Where a format knows the
    structure of its documents, it says so in `kind`; elsewhere the look of the text suggests it.
    """

    index: int
    """Its position in `Document.lines`."""
    place: str
    """Where a reader finds it. Each format says how it counts: "line 43" (txt, md, csv, and html:
    of the text as `show` prints it), "page 3, line 12" (pdf), "paragraph 12" (docx), "table 2, row 4"
    (html, docx), "sheet Sessions, row 4" (xlsx)."""
    text: str
    kind: LineKind = "text"
    level: int = 0
    """Depth of a heading (1 is the title) or of a list item (0 is the outermost)."""
    cells: tuple[str, ...] = ()
    """The cells of a table's row, as printed; a cell that spans several is followed by empty ones."""
    header: tuple[str, ...] = ()
    """The names of the table's columns; empty for the header itself and where a table has none."""
    table: int = -1
    """Which table of the document the row belongs to, counted from 0."""

    @property
    def is_blank(self) -> bool:
        return not self.text


class Unreadable(Exception):
    """A file that cannot be read as what it claims to be: the code of its finding, and what to do."""

    def __init__(self, code: str, message: str, place: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.place = place

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str, str]]:
        return type(self), (self.code, self.message, self.place)


def reason_of(error: BaseException, longest: int = 120) -> str:
    """What a library said when it gave up, in one line, without what differs from run to run."""
    said = re.sub(r"<[^<>]* at 0x[0-9a-f]+>|0x[0-9a-f]{6,}", "…", str(error), flags=re.IGNORECASE)
    return " ".join(said.split())[:longest] or type(error).__name__


@dataclass(frozen=True)
class Content:
    """What a format finds in a file: see the fields of `Document`."""

    lines: Sequence[Line]
    front: Mapping[str, Any] = field(default_factory=dict)
    warnings: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True)
class Document:
    """A file that was read. `lines` hold all of its content, `front` the metadata it states itself."""

    document_id: str
    path: str
    """Relative to the folder given, with forward slashes."""
    format: str
    data: bytes = field(repr=False)
    sha256: str
    lines: Sequence[Line] = field(repr=False)
    front: Mapping[str, Any] = field(default_factory=dict)
    """The front matter of a record, or what a page says of itself: title, url, published, language."""
    warnings: Sequence[tuple[str, str, str]] = ()
    """What the format noticed, as (finding code, place, message)."""

    @property
    def form(self) -> str:
        """`record` where front matter names the kind of document, as every record's does, else `original`."""
        return "record" if self.front.get("kind") else "original"

    @cached_property
    def text(self) -> str:
        """All lines, joined by newlines."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def word_count(self) -> int:
        return sum(len(line.text.split()) for line in self.lines)


def quote_of(line: Line, start: int = 0, end: int | None = None) -> str:
    """The words of `line` around [start, end), cut at word boundaries to at most 240 characters."""
    text = line.text
    if len(text) <= QUOTE_LENGTH:
        return text
    end = len(text) if end is None else end
    middle = (start + min(end, start + QUOTE_LENGTH)) // 2
    low = max(0, min(middle - QUOTE_LENGTH // 2, len(text) - QUOTE_LENGTH))
    high = low + QUOTE_LENGTH
    if low > 0:
        low = min((text.find(" ", low, high) + 1) or low, max(start, low))
    if high < len(text):
        cut = text.rfind(" ", low, high)
        high = cut if cut > max(low, min(end, high) - 1) else high
    return text[low:high].strip()
