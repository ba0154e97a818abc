"""Meetings named in a text: "IGF 2020", "the 14th Internet Governance Forum", "NETmundial+10".

A national or regional initiative is not the global IGF: "Haiti IGF 2019" names a meeting that no
series of data/vocabulary/series.yml has; it is found as one of the series "" on request.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from etl.initiatives import IN_WORDS, SMALL_WORDS, country_at, is_elsewhere, is_initiative, is_part_of_a_region
from etl.parse.ordinals import ordinal_before
from etl.parse.phrases import Phrases, Word, beginnings, words_of
from etl.parse.wording import phrases_of
from etl.places import country_of, find_places
from etl.screen import Need
from etl.series import GLOBAL, known_city, known_meetings
from etl.vocabulary import fold, load

INITIATIVE = ""
YEARS = range(1995, 2046)
FARTHEST_LEFT = 8
FARTHEST_RIGHT = 6
FARTHEST_CITY = 400
MOST = 200
AFTER_NAME = re.compile(r"[\s\-–'’(,:/]{0,3}$")
PLUS = re.compile(r"\s?\+\s?(\d\d)\b")
ABBREVIATION = re.compile(r"\s?\(([A-Z][A-Za-z]{1,7})\)")
ARTICLES = {"the", "le", "la", "les", "l", "el", "los", "o", "a", "der", "die", "das", "des", "un"}


@dataclass(frozen=True, slots=True)
class SeriesMention:
    """A meeting, or a series of meetings, named at [start, end) of a text."""

    start: int
    end: int
    series: str
    edition: int | None = None
    """As printed, in words or figures."""
    year: int | None = None
    """As printed, or told by "+10" or the vocabulary; None where an edition or the series alone is named."""
    is_short: bool = False
    """Named by an abbreviation that counts only beside the full name."""

    @property
    def year_of_edition(self) -> int | None:
        """The year of the printed edition, where the series has one meeting a year."""
        first = load("series").get(self.series, {}).get("first_year")
        return first + self.edition - 1 if first and self.edition else None

    @property
    def meeting_year(self) -> int | None:
        return self.year or self.year_of_edition

    @property
    def is_contradictory(self) -> bool:
        """Whether printed edition and printed year are of different meetings."""
        return bool(self.year and self.year_of_edition and self.year != self.year_of_edition)


def find_series(text: str, language: str = "en", with_initiatives: bool = False) -> list[SeriesMention]:
    """The meetings and series that `text` names, in order and without overlaps.

    National and regional initiatives without a series are found `with_initiatives` only. In German,
    "17." at the beginning of a line is an edition; elsewhere it counts the lines of a list. At most
    the first 200 are found: no sentence names as many.
    """
    words = words_of(text)
    spaced = text.replace("+", " ")
    found: list[SeriesMention] = []
    end = 0
    for index in beginnings(words, _firsts()):
        if words[index].start < end or len(found) == MOST:
            continue
        hit = _names().at(spaced, words, index)
        if hit is None and (last := _end_of_national(text, words, index)):
            mention = SeriesMention(words[index].start, words[last].end, INITIATIVE)
        elif hit and _is_spelt(text, words, index, *hit):
            length, (series, is_short, _) = hit
            mention = _mention(text, words, index, length, series, is_short, language)
            end = words[index + length - 1].end
        else:
            continue
        found += [mention] if with_initiatives or mention.series != INITIATIVE else []
        end = max(end, mention.end)
    return found


@cache
def _firsts() -> frozenset[str]:
    """The words that begin all that `find_series` finds."""
    return frozenset(_names().firsts | _national().firsts)


def _all_names() -> list[str]:
    return [*_names().phrases, *_national().phrases]


SERIES = Need(_all_names)
"""What a text must hold that names a meeting, a series or an initiative."""


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(map(fold, phrases_of("meeting_words", key)))


@cache
def _names() -> Phrases[tuple[str, bool, str]]:
    return Phrases(
        (name, (series, kind == "short", name))
        for series, entry in load("series").items()
        for kind in ("names", "short")
        for name in entry.get(kind, ())
    )


@cache
def _national() -> Phrases[bool]:
    return Phrases((name, True) for name in phrases_of("meeting_words", "national_forums"))


def _end_of_national(text: str, words: Sequence[Word], index: int) -> int | None:
    """The last word of "Internet Forum in Kenya", "Foro de Internet de Chile": a forum of one country."""
    hit = _national().at(text, words, index)
    after = index + hit[0] if hit else len(words)
    if after + 1 >= len(words) or words[after].folded not in IN_WORDS | SMALL_WORDS:
        return None
    return next((at for at in (after + 1, after + 2) if at < len(words) and country_at(text, words, at)), None)


def _is_spelt(text: str, words: Sequence[Word], index: int, length: int, meaning: tuple[str, bool, str]) -> bool:
    """Whether an abbreviation stands in capitals, and a "+" where the name has one."""
    printed = text[words[index].start : words[index + length - 1].end]
    name = meaning[2]
    if "+" in name and "+" not in printed:
        return False
    return not (name.isupper() and len(name) <= 5 and not printed.isupper())


def _mention(
    text: str, words: Sequence[Word], index: int, length: int, series: str, is_short: bool, language: str
) -> SeriesMention:
    last = index + length - 1
    if is_part_of_a_region(words, index) or (series == GLOBAL and is_initiative(text, words, index, last)):
        return SeriesMention(words[index].start, words[last].end, INITIATIVE)
    edition, left_year, first = _left(text, words, index, language)
    right_year, end = _right(text, words, last, series)
    is_about_a_body = last + 1 < len(words) and words[last + 1].folded in _words("bodies")
    if edition and (is_about_a_body or (edition < 3 and _is_loose(text, words, first, series, edition))):
        edition, first = None, index
    year = right_year or left_year or _only_year(series)
    if is_elsewhere(text, words, last, _countries_of(series, edition, year)):
        return SeriesMention(words[index].start, words[last].end, INITIATIVE)
    start = words[first if edition or left_year else index].start
    return SeriesMention(start, end, series, edition, year, is_short)


def _countries_of(series: str, edition: int | None, year: int | None) -> frozenset[str]:
    """Where the meeting of a printed edition or year, else any of the series, was held as the vocabulary knows."""
    first = load("series")[series].get("first_year")
    held = year or (first + edition - 1 if first and edition else None)
    cities = [known_city(series, one) for one in ([held] if held else known_meetings(series))]
    return frozenset(filter(None, (country_of(city) for city in cities if city)))


def _is_loose(text: str, words: Sequence[Word], first: int, series: str, edition: int) -> bool:
    """Whether "first" or "second" is none of a meeting: "the first IGF I attended" says nothing of 2006.

    It is one where a year or the city of that meeting follows.
    """
    start = words[first].start
    after = text[start : start + FARTHEST_CITY]
    if not text[start].isalpha() or re.search(r"\d{4}", after[: FARTHEST_CITY // 2]):
        return False
    first_year = load("series")[series].get("first_year")
    city = known_city(series, first_year + edition - 1) if first_year else None
    return city is None or all(place.city != city for place in find_places(after))


def _only_year(series: str) -> int | None:
    entry = load("series")[series]
    if (years := entry.get("years")) and len(years) == 1:
        return int(years[0])
    named = re.search(r"\+(\d\d)$", series)
    return int(entry["plus"]) + int(named[1]) if named and "plus" in entry else None


def _left(text: str, words: Sequence[Word], index: int, language: str) -> tuple[int | None, int | None, int]:
    """Edition and year printed before the name, and the index of the first word of what was read."""
    place, steps = index, 0
    while place > 0 and steps < FARTHEST_LEFT:
        gap = text[words[place - 1].end : words[place].start]
        if hit := ordinal_before(text, words, place):
            value, first = hit
            # "14. Internet Governance Forum" is German; else a number and a full stop count list items.
            is_item = first == 0 and words[first].folded.isdigit() and "." in gap and language != "de"
            return (None, None, index) if is_item else (value, None, first)
        if re.search(r"[.!?;:)\]|]", gap):
            break
        word = words[place - 1].folded
        if word.isdigit():
            # "in 2015 the IGF was given a new mandate" names no meeting.
            is_apart = "," in gap or words[place].folded in ARTICLES
            is_year = len(word) == 4 and int(word) in YEARS and not is_apart
            return (None, int(word), place - 1) if is_year else (None, None, index)
        if word not in _words("connectors"):
            break
        place, steps = place - 1, steps + 1
    return None, None, index


def _right(text: str, words: Sequence[Word], last: int, series: str) -> tuple[int | None, int]:
    """The year printed after the name, and where what was read ends."""
    end = words[last].end
    if "plus" in (entry := load("series")[series]) and (plus := PLUS.match(text, end)):
        return int(entry["plus"]) + int(plus[1]), plus.end()
    place = last + 1
    if abbreviation := ABBREVIATION.match(text[end : end + 12]):
        end += abbreviation.end()
        place += 1
    while place < len(words) and place - last < FARTHEST_RIGHT:
        gap, word = text[max(end, words[place - 1].end) : words[place].start], words[place].folded
        if not AFTER_NAME.match(gap):
            break
        if word.isdigit():
            if len(word) == 4 and int(word) in YEARS:
                return int(word), words[place].end
            if len(word) == 2 and gap in ("'", "’", " '", " ’"):
                return 2000 + int(word), words[place].end
            break
        if word not in _words("before_year"):
            break
        place += 1
    return None, end
