"""Words that data/vocabulary/programme_words.yml lists, as patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from etl.vocabulary import fold, load

VOCABULARY = "programme_words"
# How a letter may be printed: with or without its accent, composed.
ACCENTED = {"a": "aàáâãä", "c": "cç", "e": "eèéêë", "i": "iìíîï", "n": "nñ", "o": "oòóôõö", "u": "uùúûü"}


@cache
def words(name: str) -> re.Pattern[str]:
    """A pattern that finds any of the words of list `name` as whole words, the longest first."""
    return re.compile(rf"(?<!\w)(?:{alternatives(name)})(?!\w)", re.IGNORECASE)


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of list `name`, folded."""
    return frozenset(map(fold, _flat(load(VOCABULARY)[name])))


@cache
def alternatives(*names: str) -> str:
    """The words of the lists `names` as the alternatives of a pattern, the longest first."""
    listed = {word for name in names for word in _flat(load(VOCABULARY)[name])}
    return "|".join(_pattern(word) for word in sorted(listed, key=lambda word: (-len(word), word)))


def _flat(values: Any) -> Iterator[str]:
    for value in values:
        if isinstance(value, list):
            yield from _flat(value)
        else:
            yield str(value)


def _pattern(word: str) -> str:
    letters = (ACCENTED.get(_bare(c)) for c in word)
    return "".join(f"[{found}]" if found else _other(c) for c, found in zip(word, letters, strict=True))


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.casefold())[:1]


def _other(letter: str) -> str:
    if letter == "*":
        return r"[^\W\d_]*"
    return r"\s" if letter == " " else re.escape(letter)
