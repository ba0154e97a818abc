"""Counts and shares as people write them, in figures and in words.

`find` reads them in running text; `parse_count` and `parse_share` read a text that is nothing else.
Languages are those of `LANGUAGES`; where none is given all are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from etl.parse.changes import with_changes
from etl.parse.digits import figure_at, names_number, scaled
from etl.parse.figure import Figure, Qualifier, Role, first_from, is_adjacent
from etl.parse.numerals import Numeral, numerals
from etl.parse.phrases import Word, fold_word, words_of
from etl.parse.quantities import phrases_in, qualifiers, qualifiers_after
from etl.screen import Need, holds

__all__ = [
    "LANGUAGES",
    "Count",
    "Figure",
    "Qualifier",
    "Role",
    "Share",
    "find",
    "parse_count",
    "parse_share",
    "qualifier_at",
]

LANGUAGES = ("en", "es", "fr", "pt", "de")


def _a_number(language: str) -> Need:
    return Need(lambda: numerals(language).phrases, or_figure=True)


A_NUMBER: Mapping[str, Need] = {language: _a_number(language) for language in LANGUAGES}
"""What a text must hold that has a number in it."""

SYMBOLS: Mapping[str, Qualifier] = {
    "~": "about", "≈": "about", "≃": "about", "∼": "about", "±": "about",
    "<": "under", "≤": "under", "＜": "under", ">": "over", "≥": "over", "＞": "over",
}  # fmt: skip
SYMBOL = re.compile(rf"(?<![<>=-])([{re.escape(''.join(SYMBOLS))}])\s*$")
OPEN_END = re.compile(r"\+(?![\d+])")
BETWEEN = re.compile(r"[\s(\[\"“«'‘*_.]*")
DASH = re.compile(r"\s*[-‐‑–—]\s*|\s*\.\.\.?\s*")
OPENS_A_RANGE = re.compile(r"\b(?:between|entre|zwischen)\s+$", re.I)
CLOSES_A_RANGE = ("and", "y", "et", "e", "und")
ASIDE = re.compile(r"\s*,\s*\*,|\s*\(\*\.?\)")
"""What is said aside: "2,400, approximately, followed"; the words are a star."""
LONGEST_SILENCE = 2
"""Words such as "a total of" between a qualifier and its number."""
LONGEST_JOINT = 15
COMPARING = frozenset(("than", "de", "del", "que", "d", "do", "als"))
"""After one of these "more" belongs to the next number: "2,000 on site and more than 3,000 online"."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many: "over 1,630" is 1630 with `over`."""

    value: int
    qualifier: Qualifier = "exact"


@dataclass(frozen=True, slots=True)
class Share:
    """Which part of a whole, 0 to 1: "< 1 %" is 0.01 with `under`."""

    value: float
    qualifier: Qualifier = "exact"


def parse_count(text: str, language: str | None = None) -> Count | None:
    """The count that `text` is, with its qualifier: "2'000", "over 1,630", "Forty-nine", "1,3 million"."""
    figure = _only(text, language, "count")
    if figure is None or figure.value != int(figure.value):
        return None
    return Count(int(figure.value), figure.qualifier)


def parse_share(text: str, language: str | None = None) -> Share | None:
    """The share that `text` is, 0 to 1, with its qualifier: "17,3 %", "about 35 per cent", "half"."""
    figure = _only(text, language, "share")
    return Share(figure.value, figure.qualifier) if figure else None


def find(text: str, language: str | None = None) -> list[Figure]:
    """The numbers of `text` in order, none within another."""
    return list(_found(text, language))


def may_count(text: str, language: str) -> bool:
    """Whether there can be a number in `text`, in figures or in words."""
    return any(holds(text, A_NUMBER[name]) for name in _languages(language))


def qualifier_at(text: str, position: int) -> Qualifier | None:
    """What is said after a number or what it counts: "or more", "environ"."""
    words = words_of(text)
    after = first_from(words, position)
    if after < len(words) and "." in text[position : words[after].start]:
        return None
    qualifier, _, following = _qualifier_after(text, words, after, position)
    if following < len(words) and words[following].folded in COMPARING:
        return None
    return None if qualifier == "exact" else qualifier


@lru_cache(256)
def _found(text: str, language: str | None) -> tuple[Figure, ...]:
    words = words_of(text)
    found = [_qualified(figure, text, words) for figure in _unqualified(text, words, language)]
    return tuple(with_changes(list(_ranges_marked(_shares_completed(found, text), text)), text))


def _only(text: str, language: str | None, kind: str) -> Figure | None:
    for name in _languages(language):
        figures = find(text, name)
        if len(figures) == 1 and figures[0].kind == kind and figures[0].is_figure:
            figure = figures[0]
            if not words_of(text[: figure.start]) and not words_of(text[figure.end :]):
                return figure
    return None


def _languages(language: str | None) -> tuple[str, ...]:
    return (language,) if language in LANGUAGES else LANGUAGES


# --- the number itself


def _unqualified(text: str, words: Sequence[Word], language: str | None) -> Iterator[Figure]:
    known = [numerals(name) for name in _languages(language)]
    firsts = _firsts(language)
    following = 0
    for index, word in enumerate(words):
        is_digit = word.folded[0].isdigit()
        if index < following or not (is_digit or word.folded in firsts):
            continue
        figure = figure_at(text, words, index) if is_digit else None
        if not figure:
            matches = filter(None, (phrases.at(text, words, index) for phrases in known))
            longest = max(matches, key=lambda match: match[0], default=None)
            figure = _in_words(text, words, index, *longest) if longest else None
        if figure:
            yield figure
            following = first_from(words, figure.end)


@cache
def _firsts(language: str | None) -> frozenset[str]:
    """The words that begin numbers in words."""
    return frozenset().union(*(numerals(name).firsts for name in _languages(language)))


def _in_words(text: str, words: Sequence[Word], index: int, length: int, numeral: Numeral) -> Figure | None:
    value, qualifier = numeral
    start, end = words[index].start, words[index + length - 1].end
    if value < 1:
        return Figure(start, end, start, "share", round(float(value), 6), qualifier)
    role: Role = "name" if names_number(text, words, index) else "level"
    return scaled(Figure(start, end, start, "count", float(value), qualifier, role), text, words)


# --- the words around it


def _qualified(figure: Figure, text: str, words: Sequence[Word]) -> Figure:
    index = first_from(words, figure.number_start)
    start, first, qualifier = _qualifier_before(text, words, index, figure.number_start)
    qualifier = figure.qualifier if qualifier == "exact" else qualifier
    after, end = first_from(words, figure.end), figure.end
    if qualifier == "exact":
        qualifier, end, after = _qualifier_after(text, words, after, end)
    role = figure.role
    if figure.is_figure:
        role = _compared(figure, text, words, first, after, end) or role
    if role == "year" and qualifier != "exact":
        role = "level"
    return replace(figure, start=start, end=end, qualifier=qualifier, role=role)


def _qualifier_before(text: str, words: Sequence[Word], index: int, position: int) -> tuple[int, int, Qualifier]:
    """Where a figure's qualifier begins (place and word), and what it says."""
    near = max(0, position - 4)
    if symbol := SYMBOL.search(text[near:position]):
        return near + symbol.start(), index, SYMBOLS[symbol[1]]
    first, end = index, position
    for _ in range(LONGEST_SILENCE + 1):
        if first == 0 or not BETWEEN.fullmatch(text[words[first - 1].end : end]):
            break
        if found := qualifiers().before(text, words, first):
            first -= found[0]
            return words[first].start, first, found[1]
        silent = phrases_in("silent").before(text, words, first)
        if not silent:
            break
        first -= silent[0]
        end = words[first].start
    return position, index, "exact"


def _qualifier_after(text: str, words: Sequence[Word], after: int, end: int) -> tuple[Qualifier, int, int]:
    """What is said after a number, where that ends, and the word that follows."""
    if OPEN_END.match(text, end):
        return "over", end + 1, after
    found = qualifiers_after().at(text, words, after)
    if found and ASIDE.match(text[end : words[after].start] + "*" + text[words[after + found[0] - 1].end :][:2]):
        return found[1], words[after + found[0] - 1].end, after + found[0]
    if found and is_adjacent(text, end, words[after].start):
        return found[1], words[after + found[0] - 1].end, after + found[0]
    return "exact", end, after


def _compared(figure: Figure, text: str, words: Sequence[Word], first: int, after: int, end: int) -> Role | None:
    """Whether the words beside a figure make it a change, or the level of another time."""
    if first > 0 and BETWEEN.fullmatch(text[words[first - 1].end : words[first].start]):
        if phrases_in("level_before").before(text, words, first):
            return None
        if phrases_in("compared_before").before(text, words, first):
            return "comparison"
        change = phrases_in("change_before").before(text, words, first)
        if change and (figure.kind == "share" or change[0] > 1):
            return "change"
    is_near = after < len(words) and not text[end : words[after].start].strip()
    return "change" if is_near and phrases_in("change_after").at(text, words, after) else None


def _shares_completed(figures: Sequence[Figure], text: str) -> list[Figure]:
    """The figures, with "11" a share in "11 and 10 per cent"."""
    completed = list(figures)
    for index in range(len(figures) - 2, -1, -1):
        one, following = completed[index], completed[index + 1]
        between = text[one.end : following.start]
        is_whole = one.kind == "count" and one.role == "level" and 0 < one.value <= 100
        is_joined = len(between) <= LONGEST_JOINT and phrases_in("also").match(between)
        if is_whole and following.kind == "share" and is_joined:
            completed[index] = replace(one, kind="share", value=round(one.value / 100, 6))
    return completed


def _ranges_marked(figures: Sequence[Figure], text: str) -> Iterator[Figure]:
    """Both ends of a range get that role: "10 to 100 percent", "220-240", "between 1,500 and 2,000"."""
    ends: set[int] = set()
    for index, (left, right) in enumerate(pairwise(figures)):
        if "name" not in (left.role, right.role) and _are_a_range(text, left, right):
            ends |= {index, index + 1}
    for index, figure in enumerate(figures):
        yield replace(figure, role="range") if index in ends and figure.role != "other" else figure


def _are_a_range(text: str, left: Figure, right: Figure) -> bool:
    between = text[left.end : right.start]
    if len(between) > LONGEST_JOINT or (left.kind != right.kind and left.value > 100):
        return False
    if DASH.fullmatch(between):
        return True
    if not re.search(r"[^\w\s'’]", between) and phrases_in("range").match(between):
        return True
    opens = OPENS_A_RANGE.search(text[max(0, left.start - LONGEST_JOINT) : left.start])
    return bool(opens) and fold_word(between.strip()) in CLOSES_A_RANGE
