"""Words of a text with their places, and the phrases of a vocabulary among them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence, Set
from functools import cache, lru_cache
from itertools import accumulate, repeat
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

WORD = re.compile(r"\d+|[^\W\d_]+")
WORDS = re.compile(rf"({WORD.pattern})")
WITHIN_A_PHRASE = re.compile(r"[\s\-‐‑–'’ʼ`´/&.\"“”«»„*_]*")


class Word(NamedTuple):
    """A run of letters or of digits: where it is, and how it compares (see `etl.vocabulary.fold`)."""

    start: int
    end: int
    folded: str


def fold_word(word: str) -> str:
    """One word for comparison: lower case, without accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def has_at_most(text: str, count: int) -> bool:
    """Whether `text` has no more words than that."""
    return _more_than(count).match(text) is None


@cache
def _more_than(count: int) -> re.Pattern[str]:
    return re.compile(rf"(?:[\W_]*+(?:\d++|[^\W\d_]++)){{{count + 1}}}")


def words_within(text: str, start: int, end: int) -> Sequence[Word]:
    """The words of [start, end) of `text`, with their places in `text`."""
    words = words_of(text)
    first = bisect_left(words, start, key=lambda word: word.start)
    last = bisect_right(words, end, lo=first, key=lambda word: word.end)
    is_cut = (first and words[first - 1].end > start) or (last < len(words) and words[last].start < end)
    if not is_cut:
        return words[first:last]
    return [Word(start + word.start, start + word.end, word.folded) for word in words_of(text[start:end])]


@lru_cache(256)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; digits and letters are apart ("17th" is two words)."""
    parts = WORDS.split(text)
    places = list(accumulate(map(len, parts)))
    folded = map(str.lower if text.isascii() else fold_word, parts[1::2])
    # As Word(…) does, in half the time: they are made by the million.
    return tuple(map(tuple.__new__, repeat(Word), zip(places[::2], places[1::2], folded, strict=False)))


def beginnings(words: Sequence[Word], firsts: Set[str]) -> list[int]:
    """Which of `words` (by index) a phrase can begin with that begins with one of `firsts`."""
    return [index for index, word in enumerate(words) if word.folded in firsts]


def key_of(phrase: str) -> tuple[str, ...]:
    """The words of `phrase`, folded."""
    return tuple(word.folded for word in words_of(phrase))


class Phrases(Generic[Value]):
    """Phrases and what they mean; the longest that begins, or ends, at a word is found.

    The first meaning given for a phrase stands.
    """

    def __init__(self, meanings: Iterable[tuple[str, Value]]) -> None:
        self._meaning: dict[tuple[str, ...], Value] = {}
        for phrase, value in meanings:
            self._meaning.setdefault(key_of(phrase), value)
        self._meaning.pop((), None)
        self._forward: _Tree[Value] = _Tree()
        self._backward: _Tree[Value] = _Tree()
        for key, value in self._meaning.items():
            self._forward.add(key, value)
            self._backward.add(key[::-1], value)

    @property
    def phrases(self) -> list[str]:
        """All of them, folded."""
        return [" ".join(key) for key in self._meaning]

    @property
    def firsts(self) -> Set[str]:
        """The words that phrases begin with, folded: at any other word none begins."""
        return self._forward.after.keys()

    def at(self, text: str, words: Sequence[Word], index: int) -> tuple[int, Value] | None:
        """The number of words of the longest phrase that begins at `words[index]`, and its meaning."""
        found, length, tree = None, 0, self._forward
        while 0 <= index + length < len(words) and (after := tree.after.get(words[index + length].folded)):
            if length and not _are_beside(text, words[index + length - 1], words[index + length]):
                break
            tree, length = after, length + 1
            found = (length, *tree.meaning) if tree.meaning else found
        return found

    def before(self, text: str, words: Sequence[Word], index: int) -> tuple[int, Value] | None:
        """The number of words of the longest phrase that ends just before `words[index]`, and its meaning."""
        found, length, tree, last = None, 0, self._backward, index - 1
        while 0 <= last - length < len(words) and (after := tree.after.get(words[last - length].folded)):
            if length and not _are_beside(text, words[last - length], words[last - length + 1]):
                break
            tree, length = after, length + 1
            found = (length, *tree.meaning) if tree.meaning else found
        return found

    def match(self, text: str) -> Value | None:
        """What `text` as a whole means."""
        return self._meaning.get(key_of(text))


class _Tree(Generic[Value]):
    """Phrases word by word: what may come after a word, and what those mean that end here."""

    __slots__ = ("after", "meaning")

    def __init__(self) -> None:
        self.after: dict[str, _Tree[Value]] = {}
        self.meaning: tuple[Value] | tuple[()] = ()

    def add(self, words: Iterable[str], value: Value) -> None:
        tree = self
        for word in words:
            tree = tree.after.setdefault(word, _Tree())
        tree.meaning = (value,)


def _are_beside(text: str, left: Word, right: Word) -> bool:
    """Whether nothing stands between two words that parts a phrase."""
    gap = text[left.end : right.start]
    return gap == " " or WITHIN_A_PHRASE.fullmatch(gap) is not None
