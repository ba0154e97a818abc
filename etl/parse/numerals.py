"""Numbers in words: "Forty-nine", "treinta y dos", "two thirds", "une centaine de"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from num2words import num2words

from etl.parse.figure import Qualifier
from etl.parse.phrases import Phrases
from etl.vocabulary import load

Numeral = tuple[Fraction, Qualifier]
"""A value, below 1 for a part of a whole, and how exact its words are."""

VARIANTS = {"fr": ("fr", "fr_BE", "fr_CH"), "pt": ("pt", "pt_BR")}
HUNDREDS = range(1100, 20_001, 100)


@cache
def numerals(language: str) -> Phrases[Numeral]:
    """The numbers up to 1,000 and the round ones above, parts of a whole, and what is round by nature.

    "One" is a number in English alone; elsewhere it is an article.
    """
    return Phrases([*_fractions(), *_round(), *_cardinals(language)])


def _fractions() -> Iterator[tuple[str, Numeral]]:
    for part, phrases in load("quantities")["fractions"].items():
        yield from ((phrase, (Fraction(part), "exact")) for phrase in phrases)


def _round() -> Iterator[tuple[str, Numeral]]:
    for value, phrases in load("quantities")["round"].items():
        yield from ((phrase, (Fraction(value), "about")) for phrase in phrases)


def _cardinals(language: str) -> Iterator[tuple[str, Numeral]]:
    first = 1 if language == "en" else 2
    for variant in VARIANTS.get(language, (language,)):
        for value in (*range(first, 1001), *HUNDREDS):
            for phrase in _spellings(num2words(value, lang=variant), language):
                yield phrase, (Fraction(value), "exact")


def _spellings(phrase: str, language: str) -> Iterator[str]:
    """A number and its other forms: feminine, without "and", "a hundred and two"."""
    yield phrase
    if language == "en":
        yield phrase.replace(" and ", " ")
        yield re.sub(r"^one hundred and", "a hundred and", phrase)
    if language == "es":
        yield re.sub(r"uno$", "ún" if phrase.endswith("veintiuno") else "un", phrase)
        feminine = re.sub(r"cientos\b", "cientas", re.sub(r"uno$", "una", phrase))
        yield feminine.replace("quinientos", "quinientas")
    if language == "fr":
        yield re.sub(r"\bun$", "une", phrase)
    if language == "pt":
        feminine = re.sub(r"\bdois$", "duas", re.sub(r"\bum$", "uma", phrase))
        yield re.sub(r"entos\b", "entas", feminine)
    if language == "de" and ("hundert" in phrase or "tausend" in phrase):
        yield phrase.removeprefix("ein")
