"""Cities and countries named in a text, in English, with their time zones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from etl.parse.names import LANGUAGES
from etl.parse.phrases import Phrases, Word, beginnings, words_of
from etl.vocabulary import fold, load

BETWEEN = re.compile(r"\s?[,(/|–-]?\s{0,2}")
SMALL_WORDS = {"in", "en", "au", "aux", "na", "no", "em", "the", "la", "el", "le", "den", "der"}
PREPOSITIONS = {
    "in",
    "at",
    "en",
    "em",
    "a",
    "au",
    "aux",
    "na",
    "no",
    "nach",
    "to",
    "from",
    "host",
    "city",
    "pres",
}
UNKNOWN_CITY = re.compile(
    r"\b(?:in|at|en|em|à)\s((?:[A-ZÀ-Þ][\w'’-]+)(?:\s(?:de|do|da|del|el|la|[A-ZÀ-Þ][\w'’-]+)){0,3}),\s$"
)


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A city, a country or both at [start, end) of a text, by their English names."""

    start: int
    end: int
    city: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class _City:
    name: str
    needs_country: bool


def find_places(text: str, language: str = "en") -> list[PlaceMention]:
    """The places in `text`, in order; a country beside its city belongs to it.

    Names of countries are sought in English and in `language`.
    """
    words = words_of(text)
    found: list[PlaceMention] = []
    following = 0
    for index in beginnings(words, _firsts(language)):
        if index < following:
            continue
        length, place = _at(text, words, index, language)
        if place:
            found.append(place)
        following = index + length
    return found


@cache
def _firsts(language: str) -> frozenset[str]:
    """The words that begin the names of places."""
    return frozenset().union(_cities().firsts, *(_countries(known).firsts for known in _languages(language)))


def _languages(language: str) -> Iterable[str]:
    """Those in which the names of countries are sought."""
    return dict.fromkeys(("en", language if language in LANGUAGES else "en"))


def country_named(name: str) -> str | None:
    """The English name of the country that `name` means in any of the languages."""
    return next((country for language in LANGUAGES if (country := _countries(language).match(name))), None)


def country_of(city: str) -> str | None:
    """The country of a city of data/vocabulary/places.yml."""
    entry = load("places").get(city)
    return str(entry["country"]) if entry else None


def zone_of_city(city: str | None) -> str | None:
    """The IANA zone of a city of data/vocabulary/places.yml."""
    entry = load("places").get(city) if city else None
    return str(entry["zone"]) if entry else None


def is_located(text: str, place: PlaceMention) -> bool:
    """Whether `place` stands where a text says where something is: after "in", a comma or a bracket.

    "University of Geneva" and "Paris Agreement" say something else.
    """
    before = text[: place.start].rstrip(' «“"')
    last_word = re.search(r"(\w+)$", before[-20:])
    is_named = last_word is None or fold(last_word[1]) in PREPOSITIONS
    return is_named and not re.match(r"[\s-][A-Z][a-z]", text[place.end : place.end + 3])


def _at(text: str, words: Sequence[Word], index: int, language: str) -> tuple[int, PlaceMention | None]:
    start = words[index].start
    if not text[start].isupper():
        return 1, None
    if hit := _cities().at(text, words, index):
        length, city = hit
        after = _country_after(text, words, index + length, language)
        if after is None and city.needs_country:
            return length, None
        reach = length + (after[0] if after else 0)
        return reach, PlaceMention(start, words[index + reach - 1].end, city.name, country_of(city.name))
    if hit_country := _country_at(text, words, index, language):
        length, country = hit_country
        end = words[index + length - 1].end
        unknown = UNKNOWN_CITY.search(text[max(0, start - 80) : start])
        if unknown:
            begin = max(0, start - 80) + unknown.start(1)
            return length, PlaceMention(begin, end, unknown[1], country)
        return length, PlaceMention(start, end, None, country)
    return 1, None


def _country_after(text: str, words: Sequence[Word], index: int, language: str) -> tuple[int, str] | None:
    """The country just after a city, or after a city's region ("Guadalajara, Jalisco, Mexico")."""
    skipped, regions = 0, 0
    while index + skipped < len(words) and skipped < 4:
        place = index + skipped
        if not BETWEEN.fullmatch(text[words[place - 1].end : words[place].start]):
            return None
        if hit := _country_at(text, words, place, language):
            return hit[0] + skipped, hit[1]
        is_region = words[place].folded not in SMALL_WORDS
        regions += is_region
        if regions > 1 or (is_region and "," not in text[words[place - 1].end : words[place].start]):
            return None
        skipped += 1
    return None


def _country_at(text: str, words: Sequence[Word], index: int, language: str) -> tuple[int, str] | None:
    for known in _languages(language):
        hit = _countries(known).at(text, words, index)
        if hit and text[words[index].start].isupper():
            return hit
    return None


@cache
def _cities() -> Phrases[_City]:
    return Phrases(
        (spelling, _City(name, bool(entry.get("with_country"))))
        for name, entry in load("places").items()
        for spelling in (name, *entry.get("also", ()))
    )


@cache
def _countries(language: str) -> Phrases[str]:
    own = [(other, name) for name, others in load("countries").items() for other in (name, *others)]
    usual = {fold(other): name for other, name in own}
    english: dict[str, str] = dict(Locale("en").territories)
    codes = [code for code in english if len(code) == 2 and code not in ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB")]
    names = [(Locale(language).territories.get(code, english[code]), english[code]) for code in codes]
    return Phrases([*own, *((name, usual.get(fold(english_name), english_name)) for name, english_name in names)])
