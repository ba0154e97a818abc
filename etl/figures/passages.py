"""The lines of a document as passages: stretches of text to be read at once, each with what it stands under.

A passage is a paragraph (whose lines may have been broken), a line of a list, a label and the figure
that a page prints below or above it, or a row of a table. It stands under headings, and under the line
that introduces it ("Participants by region:").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from etl.document import Line
from etl.figures.blocks import Block, Kind, Piece, block_of, has_figures, is_numbered_heading, paragraph_at
from etl.figures.columns import names_column
from etl.figures.grids import with_rows
from etl.figures.lexicon import things_of
from etl.figures.notes import without_marks
from etl.figures.stacks import Stacks
from etl.parse.phrases import has_at_most

LONGEST_INTRODUCTION = 40
LONGEST_HEAD = 14
"""Words of a heading that counts a population whose groups follow: "Registrations (8,833)"."""


@dataclass(frozen=True, slots=True)
class Under:
    """What a passage stands under, nearest first: the introducing line, then headings from the lowest up."""

    titles: tuple[tuple[Line, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text, the lines it is made of, and what it stands under."""

    text: str
    kind: Kind
    pieces: tuple[Piece, ...]
    under: Under = field(default_factory=Under)
    run: int = 0
    """Passages of one list have the same number."""

    @property
    def line(self) -> Line:
        return self.pieces[0].line

    def piece_at(self, position: int) -> Piece:
        """The piece that holds the character at `position`, or the last one before it."""
        return next((piece for piece in reversed(self.pieces) if piece.start <= position), self.pieces[0])


def passages_of(lines: Sequence[Line], language: str) -> Iterator[Passage]:
    """The passages of a document, in order. Rows of tables come one by one, with their lines' cells."""
    state = _State(language)
    printed = {line.index: line for line in lines}
    plain = without_marks([line for line in lines if line.text])
    for block in _blocks(with_rows(plain, language), language):
        if all(piece.line is printed[piece.line.index] for piece in block.pieces):
            yield from state.read(block)
            continue
        pieces = tuple(_as_printed(piece, printed[piece.line.index]) for piece in block.pieces)
        yield from state.read(replace(block, pieces=pieces))


def _as_printed(piece: Piece, line: Line) -> Piece:
    if piece.line.kind != "row":
        return replace(piece, line=line)
    is_of_several = len(piece.line.text) > len(line.text)
    return piece if is_of_several else replace(piece, line=replace(piece.line, text=line.text))


def _blocks(lines: Sequence[Line], language: str) -> Iterator[Block]:
    index, stacks = 0, Stacks(lines, language)
    while index < len(lines):
        if stacked := stacks.at(index):
            yield from stacked[1]
            index += stacked[0]
            continue
        taken = paragraph_at(lines, index, language)
        block = block_of(taken, language)
        following = lines[index + len(taken)].index if index + len(taken) < len(lines) else None
        is_alone = following != taken[-1].index + 1 and (index == 0 or lines[index - 1].index != taken[0].index - 1)
        is_title = not block.is_title and is_alone and is_numbered_heading(block, language)
        yield replace(block, is_title=True) if is_title else block
        index += len(taken)


class _State:
    """What the next passage stands under."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.headings: list[tuple[int, Line, str]] = []
        self.introduction: tuple[Line, str] | None = None
        self.is_at_head = True
        """Whether nothing but titles has been read: a date below the title of a page does not take its place."""
        self.run = 0
        self.last: Kind = "text"

    def read(self, block: Block) -> Iterator[Passage]:
        line = block.pieces[0].line
        if block.is_title:
            self._enter(line, block.text)
        self.is_at_head = self.is_at_head and block.is_title
        if block.is_title or (block.kind != self.last and "row" in (block.kind, self.last)):
            self.run += 1
        self.last = block.kind
        yield Passage(block.text, block.kind, block.pieces, self._under(), self.run)
        if block.kind == "heading" and not block.is_title and _heads(block.text, self.language):
            self._enter(line, block.text)
        elif not block.is_title and block.kind != "row":
            self._introduce(block, line)

    def _enter(self, line: Line, text: str) -> None:
        level = line.level or 7
        is_subtitle = self.is_at_head and len(self.headings) == 1
        self.headings = [heading for heading in self.headings if heading[0] < level or is_subtitle]
        self.headings.append((level, line, text))
        self.introduction = None

    def _introduce(self, block: Block, line: Line) -> None:
        """A line without figures, or one that ends in a colon, introduces what follows."""
        if self.introduction and names_column(block.text, self.language):
            return
        is_short = has_at_most(block.text, LONGEST_INTRODUCTION)
        if block.text.rstrip().endswith(":") and is_short:
            self.introduction = (line, block.text)
            self.run += 1
        elif block.kind == "text" and not has_figures(block.text, self.language):
            self.introduction = (line, block.text) if is_short else None
            self.run += 1

    def _under(self) -> Under:
        titles = [(line, text) for _, line, text in reversed(self.headings)]
        return Under(((self.introduction,) if self.introduction else ()) + tuple(titles))


def _heads(text: str, language: str) -> bool:
    """Whether a heading with a figure counts a population, and none of its groups."""
    things = things_of(text, language)
    is_short = has_at_most(text, LONGEST_HEAD)
    return is_short and any(thing.has("population") for thing in things) and not any(t.is_group for t in things)
