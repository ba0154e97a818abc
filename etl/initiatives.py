"""National, regional and youth IGFs: "Haiti IGF", "the Kenyan IGF", "IGF Colombia" are not the global one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from babel import Locale

from etl.parse.names import LANGUAGES
from etl.parse.ordinals import is_roman
from etl.parse.phrases import Word
from etl.parse.wording import phrases_of
from etl.places import country_named
from etl.vocabulary import fold

IN_WORDS = {"in", "en", "au", "aux", "no", "na", "em", "des", "der"}
SMALL_WORDS = {"of", "de", "del", "do", "da", "du", "des"}
FEWEST_SHOUTED = 16
PARTS = {"south", "central", "southern", "northern", "western", "eastern"}


def is_initiative(text: str, words: Sequence[Word], index: int, last: int) -> bool:
    """Whether the name stands for a national, regional or youth IGF."""
    return _names_initiative_before(text, words, index) or _names_initiative_after(text, words, last)


def is_elsewhere(text: str, words: Sequence[Word], last: int, countries: frozenset[str]) -> bool:
    """Whether a country follows ("the tenth IGF in Kenya") that is none of `countries`, where it can have been."""
    after = last + 1
    if not countries or after + 1 >= len(words) or words[after].folded not in IN_WORDS:
        return False
    if text[words[last].end : words[after].start].strip():
        return False
    named = (country_at(text, words, at) for at in range(after + 1, min(after + 3, len(words))))
    found = next(filter(None, named), None)
    return found is not None and found not in countries


def country_at(text: str, words: Sequence[Word], index: int) -> str | None:
    """The country whose name of one, two or three words begins at `words[index]`."""
    if not text[words[index].start].isupper():
        return None
    spans = (text[words[index].start : words[upto].end] for upto in range(index, min(index + 3, len(words))))
    return next(filter(None, map(country_named, spans)), None)


def _names_initiative_before(text: str, words: Sequence[Word], index: int) -> bool:
    if index == 0:
        return False
    before = words[index - 1]
    gap, printed = text[before.end : words[index].start], text[before.start : before.end]
    if gap not in (" ", "-", "‑"):
        return False
    if before.folded in _words("initiatives"):
        return True
    if not printed[0].isupper() or before.folded in _words("not_initiatives"):
        return False
    two = f"{text[words[index - 2].start : words[index - 2].end]} {printed}" if index > 1 else ""
    around = text[max(0, before.start - 40) : words[index].end + 40]
    is_shouted = around.isupper() and sum(map(str.isalpha, around)) >= FEWEST_SHOUTED
    is_acronym = printed.isupper() and 2 <= len(printed) <= 5 and not is_shouted and not is_roman(printed)
    return is_acronym or _is_of_a_country(printed) or bool(two and _is_region(two))


def _names_initiative_after(text: str, words: Sequence[Word], last: int) -> bool:
    after = last + 1
    if after >= len(words):
        return False
    gap = text[words[last].end : words[after].start]
    if gap == "-" and text[words[after].start].isupper():
        return True
    if gap != " ":
        return False
    if words[after].folded in SMALL_WORDS:
        after += 1
    return any(
        text[words[after].start].isupper() and _is_region(text[words[after].start : words[upto].end])
        for upto in range(after, min(after + 2, len(words)))
    )


@cache
def _regions() -> frozenset[str]:
    names = (
        name
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if code.isdigit() and code != "001"
    )
    return frozenset(map(fold, (*names, "Latin America", "LAC", "MENA")))


@lru_cache(4096)
def _is_region(name: str) -> bool:
    return country_named(name) is not None or fold(name) in _regions()


@cache
def _demonyms() -> frozenset[str]:
    """The first letters of what is said of a country: "Kenya" and "Kenyan", "Brazil" and "Brazilian"."""
    stems = {fold(name)[:5] for code, name in Locale("en").territories.items() if len(code) == 2 and len(name) > 4}
    languages = {fold(name) for code, name in Locale("en").languages.items() if len(code) == 2}
    return frozenset(stems | languages)


@lru_cache(4096)
def _is_of_a_country(word: str) -> bool:
    folded = fold(word)
    return (
        _is_region(word)
        or folded in _demonyms()
        or (len(folded) > 5 and folded[:5] in _demonyms() and folded[-1] in "nhe")
    )


def is_part_of_a_region(words: Sequence[Word], index: int) -> bool:
    """Whether the name goes on to the left: the South African IGF is not the African one."""
    return index > 0 and words[index - 1].folded in PARTS


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(map(fold, phrases_of("meeting_words", key)))
