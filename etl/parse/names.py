"""Names of months and weekdays in the languages of the documents, from CLDR."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale

from etl.vocabulary import fold

LANGUAGES = ("en", "es", "fr", "pt", "de")
# What CLDR does not list and documents print.
MORE_MONTHS = {"setiembre": 9, "sept": 9, "febr": 2, "juill": 7}
MORE_WEEKDAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3, "sonnabend": 5,
                 "segunda": 0, "terça": 1, "quarta": 2, "quinta": 3, "sexta": 4}  # fmt: skip


@cache
def _months() -> Mapping[str, int]:
    names = dict(MORE_MONTHS)
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names |= {name.rstrip("."): n for n, name in Locale(language).months[context][width].items()}
    return names


@cache
def _weekdays() -> Mapping[str, int]:
    names = dict(MORE_WEEKDAYS)
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            names |= {name.rstrip("."): n for n, name in Locale(language).days["format"][width].items()}
    return names


@cache
def months() -> Mapping[str, int]:
    """The number of a month (1 to 12) by its folded name or abbreviation."""
    return {fold(name): number for name, number in _months().items()}


@lru_cache(512)
def month_number(name: str) -> int | None:
    """The number of the month (1 to 12) that `name` is, in any of the languages."""
    return months().get(fold(name))


@cache
def weekdays() -> Mapping[str, int]:
    """The number of a weekday (Monday is 0) by its folded name or abbreviation."""
    return {fold(name): number for name, number in _weekdays().items()}


@lru_cache(512)
def weekday_number(name: str) -> int | None:
    """The number of the weekday (Monday is 0) that `name` is, in any of the languages."""
    return weekdays().get(fold(name))


def _alternatives(names: Mapping[str, int]) -> str:
    """A pattern of all names, with and without accents, grouped by first letter so that it fails fast."""
    spellings = {name.lower() for name in names} | {fold(name) for name in names if "-" not in name}
    by_letter: dict[str, list[str]] = {}
    for name in sorted(spellings, key=len, reverse=True):
        by_letter.setdefault(name[0], []).append(re.escape(name[1:]))
    groups = (f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items()))
    return f"(?:{'|'.join(groups)})"


@cache
def month_pattern() -> str:
    """A pattern that matches the name of a month, without a full stop after it."""
    return _alternatives(_months())


@cache
def weekday_pattern() -> str:
    """A pattern that matches the name of a weekday, without a full stop after it."""
    return _alternatives(_weekdays())
