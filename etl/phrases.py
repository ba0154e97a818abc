"""Finding phrases in text: exact, at word boundaries of any script, leftmost and longest.

Text and phrases are compared folded: case, diacritics, the kind of apostrophe and hyphen, and white
space do not count, so a phrase is found across a line break; it does not run across a blank line.
A word that a phrase writes with two or more capitals (AI, IoT, NRIs) must be written just so.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

APOSTROPHES = "\u2018\u2019\u02bc\uff07"
HYPHENS = "\u2010\u2011\ufe63\uff0d"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
DIACRITICS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+")
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Scripts written without spaces, whose letters do not join with their neighbours (Thai, kana, Han …)."""
WORD = re.compile(r"[^\W_]+")

Codes = np.ndarray[tuple[int], np.dtype[np.uint16]]
TABLE_SIZE = 0x2200
IRREGULAR = 0
STAR = "*"
NOTHING = "\1"
"""Stands for what is no word: no phrase runs across it."""
END = "\0"
"""Ends a folded text, so that neither text[-1] nor what is behind its last word joins with a letter."""


Found = tuple[tuple[int, ...], int, int]
"""Phrases that occur at a place, by their numbers, and where it begins and ends."""


def kept(text: str) -> str:
    """`text` without diacritics and invisible characters, its case kept."""
    return "".join(map(_kept, text))


def folded(text: str) -> str:
    """`text` as phrases are compared, white space as single spaces."""
    return " ".join(text.translate(_FOLDED).split())


def without_addresses(text: str) -> str:
    """`text`, position by position, with nothing in place of the addresses of pages and of mail.

    They are words with :// or @ in them, or www. before them.
    """
    pieces, done = [], 0
    for at in sorted(_places_of("://", text) + _places_of("@", text) + _places_of("www.", text)):
        if at < done:
            continue
        start = max(text.rfind(" ", done, at), text.rfind("\n", done, at), done - 1) + 1
        start = max(text.rfind(NOTHING, start, at) + 1, start)
        end = min((place for place in (text.find(" ", at), text.find("\n", at)) if place >= 0), default=len(text))
        end = nothing if (nothing := text.find(NOTHING, at, end)) >= 0 else end
        pieces += [text[done:start], NOTHING * (end - start)]
        done = end
    return "".join([*pieces, text[done:]]) if pieces else text


def _places_of(mark: str, text: str) -> list[int]:
    found, at = [], text.find(mark)
    while at >= 0:
        found.append(at)
        at = text.find(mark, at + 1)
    return found


class _Joins(dict[str, bool]):
    """Whether a folded character is part of a word together with such a character beside it."""

    def __missing__(self, char: str) -> bool:
        is_word = char.isalpha() or char.isdecimal() or char == "_" or unicodedata.category(char)[0] == "M"
        self[char] = is_word and not UNSPACED.match(char)
        return self[char]


JOINS = _Joins()


@cache
def _kept(char: str) -> str:
    if char in APOSTROPHES:
        return "'"
    if char in HYPHENS:
        return "-"
    if char in INVISIBLE or DIACRITICS.match(char):
        return ""
    if char.isspace():
        return "\n" if char == "\n" else " "
    plain = DIACRITICS.sub("", unicodedata.normalize("NFKD", char))
    # A footnote's ² is no part of the word before it, and ½ is no letter.
    is_letter = unicodedata.category(char)[0] in "LM" or char.isdecimal()
    is_whole = plain.isalnum() and plain[0] not in APOSTROPHES
    return plain if is_letter and is_whole else char.encode("utf-8", "replace").decode()


@cache
def _folded(char: str) -> str:
    return "".join(map(_kept, _kept(char).casefold()))


class _Folding(dict[int, str]):
    """Code points to what is compared in their place, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


_FOLDED = _Folding()


@cache
def _table() -> Codes:
    """The folded character of each code point that has exactly one; IRREGULAR for all others."""
    ones = (_folded(chr(code)) for code in range(TABLE_SIZE))
    return np.array([*(ord(one) if len(one) == 1 else IRREGULAR for one in ones), IRREGULAR], dtype=np.uint16)


class Folded:
    """A text as phrases are compared, and where its characters were."""

    def __init__(self, text: str) -> None:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        plain = np.take(_table(), codes, mode="clip")
        self._starts: list[int] = []
        self._shifts = [0]
        one_to_one = plain.tobytes().decode("utf-16-le") + END
        self.text = self._spliced(text, one_to_one, _irregular(plain)).replace("\n", " ")
        self._starts.append(len(self.text))

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of what is at [start, end) in the folded text."""
        first = bisect_right(self._starts, start)
        last = bisect_right(self._starts, end, first) if self._starts[first] <= end else first
        return start + self._shifts[first], end + self._shifts[last]

    def _spliced(self, text: str, one_to_one: str, irregular: list[int]) -> str:
        pieces: list[str] = []
        done = length = 0
        for at in irregular:
            if at < done:
                continue
            start, end, piece = _replacement(text, one_to_one, at)
            pieces.append(one_to_one[done:start])
            pieces.append(piece)
            length += start - done + len(piece)
            done = end
            self._starts.append(length)
            self._shifts.append(end - length)
        pieces.append(one_to_one[done:])
        return "".join(pieces)


def _irregular(plain: Codes) -> list[int]:
    """Where characters become none or several, and where white space follows white space.

    Of two line feeds in a row neither is listed: they stay two, so that no phrase runs across them.
    """
    is_feed = plain == ord("\n")
    is_space = (plain == ord(" ")) | is_feed
    marks = plain == IRREGULAR
    marks[1:] |= is_space[1:] & is_space[:-1] & ~(is_feed[1:] & is_feed[:-1])
    found: list[int] = np.flatnonzero(marks).tolist()
    return found


def _replacement(text: str, one_to_one: str, at: int) -> tuple[int, int, str]:
    """What stands for the irregular character at `at`, or for the white space that is not over there."""
    if one_to_one[at] == "\0":
        return at, at + 1, _folded(text[at])
    start = end = at - 1
    while one_to_one[end] in " \n":
        end += 1
    return start, end, "\n\n" if one_to_one.count("\n", start, end) > 1 else " "


class Phrases:
    """Phrases to be found, numbered in the order given.

    With `beginnings`, a phrase that ends in * is the beginning of a word, and is found with all of the word.
    """

    def __init__(self, phrases: Sequence[str], *, beginnings: bool = False) -> None:
        numbers: dict[tuple[str, bool], list[int]] = {}
        for number, phrase in enumerate(phrases):
            if not WORD.search(phrase):
                raise ValueError(f"{phrase!r} has no word in it")
            is_open = beginnings and phrase.endswith(STAR)
            numbers.setdefault((folded(phrase.rstrip(STAR) if is_open else phrase), is_open), []).append(number)
        self._capitals = [_capitals(phrase) for phrase in phrases]
        self._of_pattern = [tuple(found) for found in numbers.values()]
        self._is_open = [is_open for _, is_open in numbers]
        self._as_written = [any(self._capitals[n] for n in found) for found in self._of_pattern]
        self._automaton = AhoCorasick(
            [text for text, _ in numbers], MatchKind.Standard, store_patterns=False, implementation=Implementation.DFA
        )

    def find(self, text: str) -> list[Found]:
        """Where phrases occur in `text`, in order; positions are those of `text`.

        At each place the longest phrase counts, and the search goes on behind it.
        """
        within = Folded(text)
        origin, of_pattern, as_written = within.origin, self._of_pattern, self._as_written
        found: list[Found] = []
        behind = 0
        for start, minus_end, pattern in sorted(self._candidates(within.text)):
            if start < behind:
                continue
            first, last = origin(start, -minus_end)
            numbers = of_pattern[pattern]
            if as_written[pattern]:
                numbers = self._written(numbers, text[first:last], self._is_open[pattern])
            if numbers:
                behind = -minus_end
                found.append((numbers, first, last))
        return found

    def _candidates(self, text: str) -> list[tuple[int, int, int]]:
        """Every occurrence at word boundaries of the folded `text`, as (start, minus end, pattern)."""
        return [
            (start, -last, pattern)
            for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if not (JOINS[text[start - 1]] and JOINS[text[start]])
            and (last := _end_of_words(text, end, self._is_open[pattern]))
        ]

    def _written(self, numbers: tuple[int, ...], text: str, is_open: bool) -> tuple[int, ...]:
        """Those of the phrases whose capitals `text` has."""
        words = _words(text)
        has = str.startswith if is_open else str.__eq__
        return tuple(n for n in numbers if all(has(words[index], word) for index, word in self._capitals[n]))


def _end_of_words(text: str, end: int, is_open: bool) -> int:
    """`end` where a word ends there; with `is_open` the end of the word that begins or goes on; else 0."""
    while is_open and JOINS[text[end]]:
        end += 1
    is_end = JOINS[text[end - 1]] if is_open else not (JOINS[text[end]] and JOINS[text[end - 1]])
    return end if is_end else 0


@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(kept(text)))


def _capitals(phrase: str) -> tuple[tuple[int, str], ...]:
    """The words of `phrase` with two or more capitals, with their places among its words."""
    words = enumerate(_words(phrase))
    return tuple((index, word) for index, word in words if sum(map(str.isupper, word)) > 1)
