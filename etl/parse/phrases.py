"""Words of a text with their places, and the phrases of a vocabulary among them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

Value = TypeVar("Value")

WORD = re.compile(r"\d+|[^\W\d_]+")
WITHIN_A_PHRASE = re.compile(r"[\s\-‐‑–'’ʼ`´/&.\"“”«»„*_]*")


@dataclass(frozen=True, slots=True)
class Word:
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


def words_of(text: str) -> list[Word]:
    """The words of `text` in order; digits and letters are apart ("17th" is two words)."""
    return list(_words(text))


@lru_cache(256)
def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(found.start(), found.end(), fold_word(found.group())) for found in WORD.finditer(text))


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
        self._lengths_by_first = _lengths(self._meaning, 0)
        self._lengths_by_last = _lengths(self._meaning, -1)

    def at(self, text: str, words: Sequence[Word], index: int) -> tuple[int, Value] | None:
        """The number of words of the longest phrase that begins at `words[index]`, and its meaning."""
        if 0 <= index < len(words):
            for length in self._lengths_by_first.get(words[index].folded, ()):
                if self._is_phrase(text, words[index : index + length], length):
                    return length, self._meaning[_key(words[index : index + length])]
        return None

    def before(self, text: str, words: Sequence[Word], index: int) -> tuple[int, Value] | None:
        """The number of words of the longest phrase that ends just before `words[index]`, and its meaning."""
        if 0 < index <= len(words):
            for length in self._lengths_by_last.get(words[index - 1].folded, ()):
                if length <= index and self._is_phrase(text, words[index - length : index], length):
                    return length, self._meaning[_key(words[index - length : index])]
        return None

    def match(self, text: str) -> Value | None:
        """What `text` as a whole means."""
        return self._meaning.get(key_of(text))

    def _is_phrase(self, text: str, words: Sequence[Word], length: int) -> bool:
        if len(words) < length or _key(words) not in self._meaning:
            return False
        gaps = (text[left.end : right.start] for left, right in zip(words, words[1:], strict=False))
        return all(WITHIN_A_PHRASE.fullmatch(gap) for gap in gaps)


def _key(words: Iterable[Word]) -> tuple[str, ...]:
    return tuple(word.folded for word in words)


def _lengths(keys: Iterable[tuple[str, ...]], end: int) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for key in keys:
        found.setdefault(key[end], set()).add(len(key))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}
