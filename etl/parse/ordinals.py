"""Ordinal numbers as documents print them: "17th", "Seventeenth", "douzième", "undécimo", "14.", "XIV"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from num2words import num2words

from etl.parse.phrases import Phrases, Word

HIGHEST = 40
SUFFIXES = {
    "th",
    "st",
    "nd",
    "rd",
    "e",
    "er",
    "eme",
    "ieme",
    "re",
    "o",
    "a",
    "to",
    "ta",
    "mo",
    "ma",
    "vo",
    "va",
    "no",
    "na",
}
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
ROMAN_NUMERAL = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
# Spanish and Portuguese have forms of their own beside the regular ones.
MORE = {
    1: ("primer", "première"),
    2: ("second", "seconde", "segunda"),
    3: ("tercer",),
    7: ("sétimo", "septimo"),
    11: ("undécimo", "onceavo", "undecima"),
    12: ("duodécimo", "duodecima"),
    13: ("decimotercer", "décimo tercer"),
    21: ("vigésimo primer", "vingt-et-unième"),
    23: ("vigésimo tercer",),
}


def ordinal_before(text: str, words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """The ordinal that ends just before `words[index]`: its value and the index of its first word."""
    if index < 1:
        return None
    if named := _named().before(text, words, index):
        length, value = named
        return value, index - length
    last = words[index - 1]
    if last.folded in SUFFIXES and index > 1 and words[index - 2].folded.isdigit():
        gap = text[words[index - 2].end : last.start]
        return _counted(words[index - 2], index - 2) if re.fullmatch(r"[.º°]?\s?", gap) and len(gap) < 2 else None
    if last.folded.isdigit():
        return _counted(last, index - 1) if re.match(r"\s?[.ºª°](?!\d)", text[last.end : last.end + 3]) else None
    printed = text[last.start : last.end]
    if is_roman(printed) or (printed in ("V", "X") and text[last.end : last.end + 1] == " "):
        return _roman(printed), index - 1
    return None


def is_roman(printed: str) -> bool:
    """Whether `printed` is a Roman numeral of two letters or more."""
    return len(printed) > 1 and bool(ROMAN_NUMERAL.fullmatch(printed))


def _counted(word: Word, index: int) -> tuple[int, int] | None:
    value = int(word.folded) if len(word.folded) < 3 else 0
    return (value, index) if 0 < value <= HIGHEST else None


def _roman(printed: str) -> int:
    values = [ROMAN[letter] for letter in printed]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


@cache
def _named() -> Phrases[int]:
    return Phrases((form, value) for value in range(1, HIGHEST + 1) for form in _forms(value))


def _forms(value: int) -> Iterator[str]:
    yield from (num2words(value, lang=language, to="ordinal") for language in ("en", "fr"))
    german = num2words(value, lang="de", to="ordinal")
    yield from (german + ending for ending in ("", "r", "s", "n", "m"))
    for language in ("es", "pt"):
        for form in (num2words(value, lang=language, to="ordinal"), *MORE.get(value, ())):
            feminine = re.sub(r"o\b", "a", form)
            yield from (form, feminine)
            if " " in form:
                yield from (form.replace(" ", ""), re.sub(r"o$", "a", form.replace(" ", "")))
