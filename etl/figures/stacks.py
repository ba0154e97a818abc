"""A label and its figure on lines of their own, which take turns: "Civil Society", "1,455 (25.0%)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.document import Line
from etl.figures.amounts import masked
from etl.figures.blocks import ENDS, Block, Piece, block_of, marker_of
from etl.figures.lexicon import senses_of, things_in
from etl.parse.numbers import find
from etl.parse.phrases import words_of

LONGEST_LABEL = 12
LONGEST_STACK = 400
LONGEST_LIST_LINE = 200


class Stacks:
    """Finds labels and figures that take turns, line by line. What a line is, is found out once."""

    def __init__(self, lines: Sequence[Line], language: str) -> None:
        self._lines = lines
        self._language = language
        self._roles: dict[int, str | None] = {}
        self._after_figures = 0
        """Where the run of lines that are nothing but figures ends that was looked at last."""

    def at(self, index: int) -> tuple[int, list[Block]] | None:
        """The labels and figures that take turns from `index` on: the number of lines, and their pairs."""
        if not self._has_label(index):
            return None
        language = self._language
        roles: list[str] = []
        stack: list[Line] = []
        for at in range(index, min(index + LONGEST_STACK, len(self._lines))):
            line, role = self._lines[at], self._role(at)
            is_last = role is None and roles[-3:] == ["label", "figure", "label"]
            if is_last and (end := _end_before_unit(line, language)):
                role, line = "figure", replace(line, text=line.text[:end])
            stack.append(line)
            if role is None or roles[-2:] == [role, role] == ["label", "label"]:
                break
            roles.append(role)
        while roles[-2:] == ["label", "label"]:
            roles.pop()
        if "figure" not in roles or "label" not in roles or roles[:2] == ["label", "label"]:
            return None
        stack = stack[: len(roles)]
        return len(roles), _pairs(stack, roles, language, is_before=_is_before(stack, roles, language))

    def _has_label(self, index: int) -> bool:
        """Whether a label can be in a stack from `index` on: where figures lead, one must end their run."""
        if self._role(index) != "figure":
            return self._role(index) == "label"
        end = max(self._after_figures, index)
        while end < len(self._lines) and self._role(end) == "figure":
            end += 1
        self._after_figures = end
        return end < min(index + LONGEST_STACK, len(self._lines)) and self._role(end) == "label"

    def _role(self, index: int) -> str | None:
        if index not in self._roles:
            self._roles[index] = _role(self._lines[index], self._language)
        return self._roles[index]


def _role(line: Line, language: str) -> str | None:
    """Whether a short line is nothing but a label or nothing but figures."""
    if line.kind == "row" or len(line.text) > LONGEST_LIST_LINE:
        return None
    text = masked(line.text[marker_of(line) :])
    figures = [figure for figure in find(text, language) if figure.is_figure]
    rest = _without(text, [(figure.start, figure.end) for figure in figures])
    if figures and not any(char.isalpha() for char in rest):
        return "figure" if any(figure.role == "level" for figure in figures) else None
    if figures or ENDS.search(text.rstrip(":")) or len(words_of(text)) > LONGEST_LABEL or not words_of(text):
        return None
    return "label"


def _end_before_unit(line: Line, language: str) -> int:
    """Where the figure of a line ends that is one with what it counts, which no label says: "14 sessions"; else 0."""
    text = masked(line.text)
    figures = find(text, language)
    if line.kind == "row" or len(figures) != 1 or words_of(text[: figures[0].start]):
        return 0
    rest = text[figures[0].end :].strip(" .")
    senses = senses_of(rest, language) if figures[0].role == "level" else ()
    return figures[0].end if any(s.kind == "sessions" or s.name == "participants" for s in senses) else 0


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, last = [], 0
    for start, end in spans:
        kept.append(text[last:start])
        last = end
    return "".join([*kept, text[last:]])


def _pairs(lines: Sequence[Line], roles: Sequence[str], language: str, *, is_before: bool) -> list[Block]:
    """Each figure with its label, which stands before or after it; a label without one is a heading."""
    blocks: dict[int, Block] = {}
    used: set[int] = set()
    for figures, label in _beside(roles, is_before=is_before):
        order = sorted([*figures, *([] if label in used or label is None else [label])])
        used.update(order)
        blocks[order[0]] = _joined([lines[at] for at in order], is_before)
    for at, line in enumerate(lines):
        if at not in used:
            block = block_of([line], language)
            blocks[at] = Block(block.text, "heading", block.pieces, is_title=True)
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


def _joined(lines: Sequence[Line], is_before: bool) -> Block:
    text = ""
    pieces: list[Piece] = []
    for line in lines:
        offset = marker_of(line)
        words = line.text[offset:]
        joint = ": " if is_before and len(pieces) == 1 and not text.endswith(":") else " "
        start = len(text) + len(joint) if text else 0
        text = f"{text}{joint}{words}" if text else words
        pieces.append(Piece(start, len(text), line, offset))
    return Block(text, "item", tuple(pieces))
