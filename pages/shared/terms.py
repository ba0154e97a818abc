"""Words and phrases that a reader looks for, found in texts as the phrases of themes are.

A term is a word or a phrase; one that ends in * is the beginning of a word. The names of
data/vocabulary/prefixes.yml stand for all their words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from etl import vocabulary
from etl.phrases import STAR, WORD, Phrases, folded, without_addresses

LONGEST = 80
"""Characters of a term."""
MOST = 8
"""Terms at once."""


@cache
def prefixes() -> tuple[str, ...]:
    """The names of the prefixes."""
    return tuple(vocabulary.load("prefixes"))


def terms_of(text: str) -> tuple[str, ...]:
    """The terms in what a reader wrote, with commas between; the prefixes where nothing was written."""
    written = (" ".join(part.split()) for part in text.split(","))
    return tuple(dict.fromkeys(part for part in written if is_term(part)))[:MOST] if text.strip() else prefixes()


def is_term(text: str) -> bool:
    """Whether `text` can be looked for: it has a word, and is no essay."""
    return 0 < len(text) <= LONGEST and WORD.search(text) is not None


def patterns_of(terms: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The patterns of `terms`, and for each the term that it belongs to."""
    pairs = [(pattern, term) for term in terms for pattern in _patterns(term)]
    return tuple(pattern for pattern, _ in pairs), tuple(term for _, term in pairs)


def _patterns(term: str) -> Sequence[str]:
    return vocabulary.load("prefixes").get(term, (term,))  # type: ignore[no-any-return]


def fragment_of(pattern: str) -> str:
    """What every line has, folded, in which the longest word of `pattern` stands."""
    return max(folded(pattern.rstrip(STAR)).split(), key=len)


def matches(text: str, patterns: list[str]) -> list[dict[str, int]]:
    """Where any of `patterns` occurs in `text`: pattern (its number, from 1) at [start, end), counted from 0.

    The words of an address are none of the text's.
    """
    return [
        {"pattern": number + 1, "start": start, "end": end}
        for numbers, start, end in _phrases(tuple(patterns)).find(without_addresses(text))
        for number in numbers
    ]


@lru_cache(maxsize=4096)
def _phrases(patterns: tuple[str, ...]) -> Phrases:
    return Phrases(patterns, beginnings=True)


PARAMETERS, RESULT = ("VARCHAR", "VARCHAR[]"), 'STRUCT("pattern" INTEGER, "start" BIGINT, "end" BIGINT)[]'
"""The types of `matches` as a function of SQL."""
