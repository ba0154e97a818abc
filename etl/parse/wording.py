"""Patterns made of the phrases in data/vocabulary: what a non-programmer can edit, a program can match.

In a phrase, a space matches any white space, `*` the rest of a word, and `...` up to 120 characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from etl.vocabulary import load


def phrases_of(name: str, *keys: str) -> list[str]:
    """The phrases under `keys` of data/vocabulary/<name>.yml, of all languages, longest first."""
    content = load(name)
    found = {phrase for key in keys for phrase in _flat(content[key])}
    return sorted(found, key=lambda phrase: (-len(phrase), phrase))


@cache
def pattern_of(name: str, *keys: str) -> str:
    """A pattern that matches any of those phrases, longest first, without regard to what is around them."""
    return f"(?:{'|'.join(map(_pattern, phrases_of(name, *keys)))})"


@cache
def finder(name: str, *keys: str) -> re.Pattern[str]:
    """Any of those phrases as whole words, in any case."""
    return re.compile(rf"(?<![\w])(?:{pattern_of(name, *keys)})(?![\w])", re.IGNORECASE)


def _flat(entry: Any) -> Iterable[str]:
    if isinstance(entry, dict):
        return [phrase for values in entry.values() for phrase in _flat(values)]
    return [str(value) for value in entry or ()]


def _pattern(phrase: str) -> str:
    gap = re.escape("...")
    text = re.escape(phrase).replace(rf"\ {gap}\ ", r"\b.{0,120}?\b").replace(r"\ ", r"\s").replace(r"\*", r"\w*")
    return text.replace("'", "['’]")
