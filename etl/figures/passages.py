"""The lines of a document as passages: stretches of text to be read at once, each with what it stands under.

A passage is a paragraph (whose lines may have been broken), a line of a list, a label and the figure
that a page prints below or above it, or a row of a table. It stands under headings, and under the line
that introduces it ("Participants by region:").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from etl.document import Line
from etl.figures.amounts import masked
from etl.figures.lexicon import things_in
from etl.parse.numbers import find
from etl.parse.phrases import words_of

MARKER = re.compile(r"\s*(?:[#>]+\s+)?(?:[•·▪◦‣●○■□➢✓*–—-]\s+)?(?:\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)?")
NUMBERING = re.compile(r"\s*(?:#+\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+)?(?=\D)")
ENDS = re.compile(r"[.!?:;…]['\"”’»)\]]*$")
LONGEST = 20_000
MOST = 300
DIGITS = re.compile(r"\d+")
LONGEST_INTRODUCTION = 40
LONGEST_LABEL = 12
LONGEST_STACK = 400
LONGEST_LIST_LINE = 200
BROKEN_LINE = 45
Kind = Literal["text", "item", "heading", "row"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line within a passage: from `start` of its text on, `offset` characters into the line."""

    start: int
    end: int
    line: Line
    offset: int


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
    for block in _blocks([line for line in lines if line.text], language):
        yield from state.read(block)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that are one passage; `title` if they are nothing but a heading."""

    text: str
    kind: Kind
    pieces: tuple[Piece, ...]
    is_title: bool = False


class _State:
    """What the next passage stands under."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.headings: list[tuple[int, Line, str]] = []
        self.introduction: tuple[Line, str] | None = None
        self.run = 0
        self.last: Kind = "text"

    def read(self, block: _Block) -> Iterator[Passage]:
        line = block.pieces[0].line
        if block.is_title:
            self._enter(line, block.text)
        if block.is_title or (block.kind != self.last and "row" in (block.kind, self.last)):
            self.run += 1
        self.last = block.kind
        yield Passage(block.text, block.kind, block.pieces, self._under(), self.run)
        if not block.is_title and block.kind != "row":
            self._introduce(block, line)

    def _enter(self, line: Line, text: str) -> None:
        level = line.level or 7
        self.headings = [heading for heading in self.headings if heading[0] < level]
        self.headings.append((level, line, text))
        self.introduction = None

    def _introduce(self, block: _Block, line: Line) -> None:
        """A line without figures, or one that ends in a colon, introduces what follows."""
        is_short = len(words_of(block.text)) <= LONGEST_INTRODUCTION
        if block.text.rstrip().endswith(":") and is_short:
            self.introduction = (line, block.text)
            self.run += 1
        elif block.kind == "text" and not has_figures(block.text, self.language):
            self.introduction = (line, block.text) if is_short else None
            self.run += 1

    def _under(self) -> Under:
        titles = [(line, text) for _, line, text in reversed(self.headings)]
        return Under(((self.introduction,) if self.introduction else ()) + tuple(titles))


def has_figures(text: str, language: str) -> bool:
    """Whether there is a number in figures in `text` that may count something."""
    found = find(masked(text), language) if not is_data(text) else []
    return any(figure.role == "level" and text[figure.number_start].isdigit() for figure in found)


def is_data(text: str) -> bool:
    """Whether a line is too long, or holds too many numbers, to be words about a meeting."""
    return len(text) > LONGEST or sum(1 for _ in DIGITS.finditer(text)) > MOST


def _blocks(lines: Sequence[Line], language: str) -> Iterator[_Block]:
    index = 0
    while index < len(lines):
        stacked = _stack(lines, index, language)
        if stacked:
            yield from stacked[1]
            index += stacked[0]
            continue
        taken = _paragraph(lines, index)
        yield _block(lines[index : index + taken], language)
        index += taken


def _paragraph(lines: Sequence[Line], index: int) -> int:
    """How many lines from `index` on are one paragraph that was broken to fit a page."""
    last = index
    while (
        last + 1 < len(lines)
        and lines[last].kind in ("text", "item")
        and lines[last + 1].kind == "text"
        and lines[last + 1].index == lines[last].index + 1
        and len(lines[last].text) >= BROKEN_LINE
        and "\t" not in lines[last].text
        and not ENDS.search(lines[last].text)
        and _goes_on(lines[last].text, lines[last + 1].text)
    ):
        last += 1
    return last - index + 1


def _goes_on(text: str, following: str) -> bool:
    """Whether `following` is in the middle of a sentence that `text` began."""
    return following[0].islower() or following[0] in "(,;%" or (
        following[0].isdigit() and re.search(r"[\w,(]$", text) is not None and len(text.split()) > 6
    )  # fmt: skip


def _block(lines: Sequence[Line], language: str) -> _Block:
    first = lines[0]
    pieces, text = [], ""
    for line in lines:
        offset = _marker(line) if line is first else 0
        words = line.text[offset:]
        start = len(text) + bool(text)
        text = f"{text} {words}" if text else words
        pieces.append(Piece(start, len(text), line, offset))
    is_title = first.kind == "heading" and not has_figures(text, language)
    return _Block(text, first.kind, tuple(pieces), is_title)


def _marker(line: Line) -> int:
    """Where the words of a line begin: after a bullet, a number of its own, a heading's hashes."""
    if line.kind == "row":
        return 0
    found = NUMBERING.match(line.text) if line.kind == "heading" else None
    if found is None and line.kind in ("item", "heading"):
        found = MARKER.match(line.text)
    return found.end() if found and line.text[found.end() :] else 0


# --- a label and its figure on lines of their own


def _stack(lines: Sequence[Line], index: int, language: str) -> tuple[int, list[_Block]] | None:
    """Labels and figures that take turns, line by line, from `index` on: the number of lines, and their pairs."""
    roles: list[str] = []
    for line in lines[index : index + LONGEST_STACK]:
        role = _role(line, language)
        if role is None or roles[-2:] == [role, role] == ["label", "label"]:
            break
        roles.append(role)
    while roles[-2:] == ["label", "label"]:
        roles.pop()
    if "figure" not in roles or "label" not in roles or roles[:2] == ["label", "label"]:
        return None
    stack = lines[index : index + len(roles)]
    return len(roles), _pairs(stack, roles, language, is_before=_is_before(stack, roles, language))


def _role(line: Line, language: str) -> str | None:
    """Whether a short line is nothing but a label or nothing but figures."""
    if line.kind == "row" or len(line.text) > LONGEST_LIST_LINE:
        return None
    text = masked(line.text[_marker(line) :])
    figures = [figure for figure in find(text, language) if figure.is_figure]
    rest = _without(text, [(figure.start, figure.end) for figure in figures])
    if figures and not any(char.isalpha() for char in rest):
        return "figure" if any(figure.role == "level" for figure in figures) else None
    if figures or ENDS.search(text.rstrip(":")) or len(words_of(text)) > LONGEST_LABEL or not words_of(text):
        return None
    return "label"


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, last = [], 0
    for start, end in spans:
        kept.append(text[last:start])
        last = end
    return "".join([*kept, text[last:]])


def _pairs(lines: Sequence[Line], roles: Sequence[str], language: str, *, is_before: bool) -> list[_Block]:
    """Each figure with its label, which stands before or after it; a label without one is a heading."""
    blocks: dict[int, _Block] = {}
    used: set[int] = set()
    for figures, label in _beside(roles, is_before=is_before):
        order = sorted([*figures, *([] if label in used or label is None else [label])])
        used.update(order)
        blocks[order[0]] = _joined([lines[at] for at in order], is_before)
    for at, line in enumerate(lines):
        if at not in used:
            block = _block([line], language)
            blocks[at] = _Block(block.text, "heading", block.pieces, is_title=True)
    return [blocks[at] for at in sorted(blocks)]


def _beside(roles: Sequence[str], *, is_before: bool) -> Iterator[tuple[list[int], int | None]]:
    """Every run of figures, and the label before or after it."""
    figures: list[int] = []
    for at, role in enumerate([*roles, "end"]):
        if role == "figure":
            figures.append(at)
        elif figures:
            label = figures[0] - 1 if is_before else at
            yield figures, label if 0 <= label < len(roles) else None
            figures = []


def _is_before(lines: Sequence[Line], roles: Sequence[str], language: str) -> bool:
    """Whether the labels stand before their figures: by what runs begin and end with, by which labels are
    known, by which lie closer."""
    if roles[0] != roles[-1]:
        return roles[0] == "label"
    scores = {
        True: _score(lines, roles, language, is_before=True),
        False: _score(lines, roles, language, is_before=False),
    }
    return scores[True] > scores[False]


def _score(lines: Sequence[Line], roles: Sequence[str], language: str, *, is_before: bool) -> tuple[int, int]:
    known = distance = 0
    for figures, label in _beside(roles, is_before=is_before):
        if label is not None:
            known += bool(things_in(lines[label].text, words_of(lines[label].text), language))
            distance += min(abs(lines[label].index - lines[at].index) for at in figures)
    return known, -distance


def _joined(lines: Sequence[Line], is_before: bool) -> _Block:
    text = ""
    pieces: list[Piece] = []
    for line in lines:
        offset = _marker(line)
        words = line.text[offset:]
        joint = ": " if is_before and len(pieces) == 1 and not text.endswith(":") else " "
        start = len(text) + len(joint) if text else 0
        text = f"{text}{joint}{words}" if text else words
        pieces.append(Piece(start, len(text), line, offset))
    return _Block(text, "item", tuple(pieces))
