"""Lines that belong together: a broken paragraph, an item that goes on in the next line, a label and its figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from etl.document import Line
from etl.figures.amounts import masked
from etl.figures.lexicon import GROUPS, SESSIONS, senses_of, things_of, words_in
from etl.figures.lists import trimmed
from etl.parse.numbers import find
from etl.parse.phrases import words_of
from etl.screen import A_FIGURE, holds

Kind = Literal["text", "item", "heading", "row"]

BULLET = r"(?:[•·▪◦‣●○■□➢✓*–—-]\s+)"
LETTER = r"(?:\([a-z]{1,2}\)|[a-z]\)|\([ivx]{1,4}\)|[ivx]{1,4}\)|[a-z]\.(?=\s+\S))"
MARKER = re.compile(rf"\s*(?:[#>]+\s+)?{BULLET}?(?:\(?\d{{1,2}}[.)]\s+|{LETTER}\s+)?")
LETTERED = re.compile(rf"\s*(?:{LETTER}|\(?\d{{1,2}}\)|\d{{1,2}}\.(?=\s+\d)|[A-Z]\.(?=\s+\d))\s+")
NUMBERING = re.compile(r"\s*(?:#+\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+)?(?=\D)")
NUMBERED = re.compile(r"\s*\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4})[.)]\s")
LONGEST_HEADING = 100
ENDS = re.compile(r"[.!?:;…]['\"”’»)\]]*$")
DIGITS = re.compile(r"\d+")
CLOSING = ".,;:)"
LONGEST = 20_000
MOST = 300
BROKEN_LINE = 45
NARROW_LINE = 30
FEWEST_IN_NARROW = 5
WRAPPED_LINE = 70
FEWEST_IN_WRAPPED = 9
LONGEST_BROKEN_LABEL = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line within a passage: from `start` of its text on, `offset` characters into the line."""

    start: int
    end: int
    line: Line
    offset: int


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are one passage; `is_title` if they are nothing but a heading."""

    text: str
    kind: Kind
    pieces: tuple[Piece, ...]
    is_title: bool = False


def block_of(lines: Sequence[Line], language: str) -> Block:
    """`lines` as one block, without what marks them as items of a list."""
    first, kind = lines[0], kind_of(lines[0])
    pieces, parts, end = [], [], 0
    for line in lines:
        offset = marker_of(line) if line is first else 0
        words = line.text[offset:]
        joint = " " if end and words[0] not in CLOSING else ""
        start, end = end + len(joint), end + len(joint) + len(words)
        parts += [joint, words]
        pieces.append(Piece(start, end, line, offset))
    text = "".join(parts)
    return Block(text, kind, tuple(pieces), kind == "heading" and not has_figures(text, language))


def is_numbered_heading(block: Block, language: str) -> bool:
    """Whether an item that stands alone can be a heading: "2. On-site participants, by gender"."""
    line = block.pieces[0].line
    is_short = len(block.text) <= LONGEST_HEADING and not re.search(r"[.;,!?]$", block.text)
    is_numbered = block.kind == "item" and NUMBERED.match(line.text) is not None
    return is_numbered and is_short and not has_figures(block.text, language)


def kind_of(line: Line) -> Kind:
    """What a line is; text that begins with a letter or a number in brackets is an item."""
    return "item" if line.kind == "text" and LETTERED.match(line.text) else line.kind


def marker_of(line: Line) -> int:
    """Where the words of a line begin: after a bullet, a number of its own, a heading's hashes."""
    if line.kind == "row":
        return 0
    found = NUMBERING.match(line.text) if line.kind == "heading" else None
    if found is None:
        found = (LETTERED if line.kind == "text" else MARKER).match(line.text)
    return found.end() if found and line.text[found.end() :] else 0


@lru_cache(4_096)  # a line is looked at from each of its neighbours
def has_figures(text: str, language: str) -> bool:
    """Whether there is a number in figures in `text` that may count something."""
    found = find(masked(text), language) if holds(text, A_FIGURE) and not is_data(text) else []
    return any(figure.role == "level" and text[figure.number_start].isdigit() for figure in found)


def is_data(text: str) -> bool:
    """Whether a line is too long, or holds too many numbers, to be words about a meeting."""
    return len(text) > LONGEST or sum(1 for _ in DIGITS.finditer(text)) > MOST


def paragraph_at(lines: Sequence[Line], index: int, language: str) -> list[Line]:
    """The lines from `index` on that are one paragraph."""
    taken = [lines[index]]
    if _is_label_of_two_lines(lines[index : index + 3], language):
        return list(lines[index : index + 3])
    for following in range(index + 1, len(lines)):
        if not _continues(taken, lines[following], language):
            break
        taken.append(lines[following])
    return taken


def _continues(taken: Sequence[Line], line: Line, language: str) -> bool:
    """Whether `line` goes on with what the lines before it began."""
    first, last = taken[0], taken[-1]
    if kind_of(first) not in ("text", "item") or kind_of(line) != "text" or line.index > last.index + 2:
        return False
    is_broken = len(last.text) >= BROKEN_LINE or _is_narrow(taken, line)
    if "\t" in last.text or ENDS.search(last.text) or (line.index > last.index + 1 and not is_broken):
        return False
    if is_broken and (_goes_on(last.text, line.text) or _is_wrapped(last, line, language)):
        return True
    if kind_of(first) == "item" and (line.text[0].islower() or line.text[0] in "(,;%"):
        return True
    return is_one_label(last, line, language)


def _is_narrow(taken: Sequence[Line], line: Line) -> bool:
    """Whether lines are those of a narrow column: a sentence in the middle goes on in small letters."""
    last = taken[-1].text
    is_said = len(last) >= NARROW_LINE and len(words_of(last)) >= FEWEST_IN_NARROW and ":" not in last
    return is_said and len(words_of(line.text)) > 1 and ":" not in line.text


def _is_wrapped(last: Line, line: Line, language: str) -> bool:
    """Whether a long line of prose ends in a small letter before a name, or in a number before what it counts:
    "the intergovernmental / Organisations", "there were 2,700 / Participants on site"."""
    is_long = len(last.text) >= WRAPPED_LINE and len(words_of(last.text)) >= FEWEST_IN_WRAPPED
    if not is_long or line.index != last.index + 1 or not line.text[0].isalpha():
        return False
    counted = things_of(line.text[:LONGEST_BROKEN_LABEL], language)[:1] if last.text[-1].isdigit() else ()
    return last.text[-1].islower() or any(t.start == 0 and t.has("population", *SESSIONS) for t in counted)


def _goes_on(text: str, following: str) -> bool:
    """Whether `following` is in the middle of a sentence that `text` began."""
    last = words_of(text)[-1:]
    ends_open = bool(last) and last[0].end == len(text) and last[0].folded in words_in("small")
    return following[0].islower() or following[0] in "(,;%." or ends_open or (
        following[0].isdigit() and re.search(r"[\w,(]$", text) is not None and len(text.split()) > 6
    )  # fmt: skip


def is_one_label(last: Line, line: Line, language: str) -> bool:
    """Whether a label was broken before its figure: "Eastern" and "Europe (4%)"."""
    begun = last.text[marker_of(last) :]
    if len(begun) > LONGEST_BROKEN_LABEL or has_figures(begun, language) or not has_figures(line.text, language):
        return False
    figures = find(masked(line.text), language)
    place = len(begun) + 1 + figures[0].start
    whole = f"{begun} {line.text}"
    low, high = trimmed(whole, 0, place)
    own = line.text[slice(*trimmed(line.text, 0, figures[0].start))]
    return _is_known(whole[low:high], language) and bool(own) and low < len(begun)


def _is_label_of_two_lines(lines: Sequence[Line], language: str) -> bool:
    """Whether a label takes two lines and its figure a third: "Intergovernmental", "organizations", "224 (7 %)"."""
    if len(lines) < 3 or any(line.kind == "row" or len(line.text) > LONGEST_BROKEN_LABEL for line in lines):
        return False
    first, second, figures = (line.text for line in lines)
    if not figures[0].isdigit() or lines[2].index > lines[0].index + 3:
        return False
    begun = first[marker_of(lines[0]) :]
    is_figure = not words_of(re.sub(r"[\d\W_]+", " ", figures))
    return is_figure and _is_known(f"{begun} {second}", language) and not _is_known(begun, language)


def _is_known(label: str, language: str) -> bool:
    return any(sense.kind in (*GROUPS, *SESSIONS) for sense in senses_of(label, language))
