"""Which texts can hold what a rule looks for: found for all rules together, in one pass over the text.

A rule that reads prose finds something in few lines of many. It declares as a `Need` what a text must hold
before the rule can say anything of it, a figure or one of some words, and looks only at the texts that hold it:

    THEME = Need(lambda: phrases_of("meeting_words", "theme"))
    found = [theme_in(line.text) for line in lines if holds(line.text, THEME)]

A need is a necessary condition: texts without it are passed over, so that the rows are the same without any
screen (`tests/etl/test_screen.py` compares). Texts and words are compared by their letters alone, without case
and accents, which is looser than any rule. Characters that this makes several letters of (ß, ﬁ) are not compared:
a text with one of them holds everything.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from threading import Lock

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

Codes = np.ndarray[tuple[int], np.dtype[np.uint8]]
Places = np.ndarray[tuple[int], np.dtype[np.intp]]
TABLE_SIZE = 0x2200
LETTER, DIGIT, OTHER, UNCLEAR = ord("~"), ord("0"), ord(" "), 0
"""What stands for a letter that is none of the alphabet, a digit, what is neither, what is not compared."""
ANYTHING = re.compile(r"\*|\.\.\.")
"""What a phrase leaves open."""
FIGURE = 1
"""The bit of a figure; those of the needs are above it."""
EVERYTHING = -1


class Need:
    """What a text must hold before a rule can say anything of it: one of some words, or a figure.

    `words` gives the words, or phrases. A star in them stands for the rest of a word, three dots for any words.
    """

    def __init__(self, words: Callable[[], Iterable[str]] = tuple, *, or_figure: bool = False) -> None:
        self.words = words
        self.or_figure = or_figure
        self.bits = 0
        """What says that a text holds one of the words, or a figure; 0 until a rule asks for it."""

    def join(self) -> None:
        """Be sought with the others from now on. Raises ValueError where there is nothing to seek in a phrase."""
        with _joining:
            if not self.bits:
                sought, bit = [_sought(phrase) for phrase in self.words()], FIGURE << len(_joined) + 1
                _joined.append((bit, sought))
                self.bits = bit | (FIGURE if self.or_figure else 0)


A_FIGURE = Need(or_figure=True)
"""A figure in digits."""
_joining = Lock()
_joined: list[tuple[int, list[str]]] = []
"""The needs that have been asked for: the bit of each, and its words. What is known of texts holds for so many."""
_looked_over: tuple[int, dict[str, int]] = (0, {})
"""What the texts hold that were looked over last, for the first so many needs."""


def look_over(texts: Sequence[str]) -> None:
    """Find out at once what `texts` hold, for those who will ask."""
    global _looked_over
    count = len(_joined)
    _looked_over = count, dict(zip(texts, held(texts, count), strict=True))


def holds(text: str, *needs: Need) -> bool:
    """Whether `text` holds what is needed, all of `needs`."""
    count, (known_count, known) = len(_joined), _looked_over
    found = known.get(text) if known_count == count else None
    if found is None:
        found = _held_by(text, count)
    for need in needs:
        if not found & need.bits:
            if need.bits and count == len(_joined):
                return False
            need.join()
            return holds(text, *needs)
    return True


@lru_cache(1_024)
def _held_by(text: str, count: int) -> int:
    return held([text], count)[0]


def held(texts: Sequence[str], count: int) -> list[int]:
    """For each of `texts` the bits of the first `count` needs that it meets."""
    letters = _letters("\n".join(("", *texts, "")))
    begins = list(accumulate((len(text) + 1 for text in texts), initial=1))
    found = [0] * len(texts)
    for code, bits in ((DIGIT, FIGURE), (UNCLEAR, EVERYTHING)):
        for index in np.unique(np.searchsorted(begins, np.flatnonzero(letters == code), "right") - 1).tolist():
            found[index] |= bits
    words, places = _words(letters)
    begins = np.searchsorted(places, begins).tolist()
    automaton, bits_of = _automaton(count)
    for number, _, end in automaton.find_matches_as_indexes(words, overlapping=True):
        found[bisect_right(begins, end - 1) - 1] |= bits_of[number]
    return found


@lru_cache(1)
def _automaton(count: int) -> tuple[AhoCorasick, list[int]]:
    """What finds the words of the first `count` needs, and the bits of the needs that each of them meets."""
    bits: dict[str, int] = {}
    for bit, words in _joined[:count]:
        for sought in words:
            bits[sought] = bits.get(sought, 0) | bit
    automaton = AhoCorasick(list(bits), MatchKind.Standard, store_patterns=False, implementation=Implementation.DFA)
    return automaton, list(bits.values())


def _sought(phrase: str) -> str:
    """The longest part of a phrase of the vocabulary that it prints, with a space where it begins or ends a word."""
    plain = unicodedata.normalize("NFKD", f" {phrase} ".casefold())
    folded = "".join(c for c in plain if not unicodedata.combining(c))
    parts = (_words(_letters(part))[0] for part in ANYTHING.split(folded))
    longest = max(parts, key=len)
    if not longest.strip():
        raise ValueError(f"{phrase!r} has no word of plain letters in it")
    return longest


def _words(letters: Codes) -> tuple[str, Places]:
    """Runs of `letters` with a single space between them, and where each character was."""
    spaced = np.where((letters == DIGIT) | (letters == UNCLEAR), OTHER, letters)
    is_kept = spaced != OTHER
    is_kept[1:] |= spaced[:-1] != OTHER
    is_kept[:1] = True
    return spaced[is_kept].tobytes().decode("ascii"), np.flatnonzero(is_kept)


def _letters(text: str) -> Codes:
    """What is compared in place of each character of `text`, as codes of ASCII."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    letters = np.take(_table(), codes, mode="clip")
    rare = np.flatnonzero(codes >= TABLE_SIZE)
    letters[rare] = [_letter(code) for code in codes[rare].tolist()]
    return letters


@cache
def _table() -> Codes:
    return np.array([_letter(code) for code in range(TABLE_SIZE)], dtype=np.uint8)


@lru_cache(4_096)
def _letter(code: int) -> int:
    char = chr(code)
    if char.isdecimal():
        return DIGIT
    if not char.isalnum():
        return OTHER
    plain = unicodedata.normalize("NFKD", "i" if char == "ı" else char.casefold())
    folded = "".join(c for c in plain if not unicodedata.combining(c))
    if not any(c.isascii() and c.isalpha() for c in folded):
        return LETTER if any(map(str.isalpha, folded)) else OTHER
    return ord(folded) if len(folded) == 1 else UNCLEAR
