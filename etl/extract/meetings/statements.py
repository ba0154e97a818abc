"""What a sentence, a heading or a labelled line states of a meeting: days, place, mode, status."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from etl.document import Line
from etl.parse.dates import DateMention, find_dates
from etl.parse.wording import finder, pattern_of, phrases_of
from etl.places import PlaceMention, find_places, is_located
from etl.schema import MODES
from etl.screen import Need, holds

WORDS = "meeting_words"
YEAR = re.compile(r"(?<![\d.,#/-])(?:19|20)\d\d(?![\d%]|[.,]\d|-\d)")
RESIDUE = re.compile(r"\W+|\b(?:in|at|en|à|a|em|from|the|on|del?|du|vom|held|and|–)\b", re.IGNORECASE)
MODE = Need(lambda: phrases_of(WORDS, *MODES, "both_ways"))
LABEL = Need(lambda: phrases_of(WORDS, "place_labels", "date_labels"))
LONGEST_BARE = 160
LONGEST_BOUND = 12
BESIDE = re.compile(r"\s?[,(|–-]?\s?(?:(?:de|of|da|do|von)\s)?", re.IGNORECASE)


def label_of(line: Line) -> tuple[str, int] | None:
    """Whether `line` is labelled as a place or a date, and where what it states begins."""
    found = _label().match(line.text) if holds(line.text, LABEL) else None
    return (("place" if found["place"] else "date"), found.end()) if found else None


@cache
def _label() -> re.Pattern[str]:
    """ "Place: Ciespal, Quito", "Date & time: 28-30 de junio 2017", "**Wann** | 8.–12. Oktober 2023"."""
    place, day = pattern_of(WORDS, "place_labels"), pattern_of(WORDS, "date_labels")
    and_more = r"(?:\s(?:and|y|et|e|und|&)\s[\w ]{2,12})?"
    return re.compile(
        rf"\W{{0,4}}(?:(?P<place>{place})|(?P<date>{day})){and_more}\W{{0,3}}\s?[:|]\W{{0,3}}\s?",
        re.IGNORECASE,
    )


def dates_in(text: str, start: int, end: int, language: str) -> list[DateMention]:
    """The usable dates within [start, end) of `text`."""
    found = find_dates(text[start:end], language)
    return [replace(date, start=date.start + start, end=date.end + start) for date in found if date.is_usable]


def place_in(
    text: str, start: int, end: int, language: str, near: tuple[int, int] | None = None
) -> PlaceMention | None:
    """The place that [start, end) of `text` says something is at: the closest to `near`, else the first."""
    named = find_places(text[start:end], language)
    moved = [(p, replace(p, start=p.start + start, end=p.end + start)) for p in named]
    found = [at for p, at in moved if is_located(text[start:end], p) or (near and _adjoins(text, at, near))]
    with_city = [place for place in found if place.city] or found
    if near and with_city:
        return min(with_city, key=lambda place: max(place.start - near[1], near[0] - place.end, 0))
    return with_city[0] if with_city else None


def _adjoins(text: str, place: PlaceMention, mention: tuple[int, int]) -> bool:
    """Whether a city stands directly beside the name of a meeting: "IGF 2018 Paris", "el IGF 2018 de París"."""
    if place.city is None or re.match(r"[\s-][A-ZÀ-Þ][a-zß-ÿ]", text[place.end : place.end + 3]):
        return False
    return bool(BESIDE.fullmatch(text[mention[1] : place.start])) or text[place.end : mention[0]] == " "


def years_in(text: str, start: int, end: int) -> list[int]:
    """The years that [start, end) of `text` names, in order."""
    return [
        int(found.group()) for found in re.finditer(r"(?<![\d.,#/-])(?:19|20)\d\d(?![\d%]|[.,]\d|-\d)", text[start:end])
    ]


@lru_cache(64)  # asked once about days and once about places
def is_bare(text: str, language: str) -> bool:
    """Whether a line says nothing but where or when: "Kyoto, Japan, 8–12 October 2023"."""
    if not text or len(text) > LONGEST_BARE:
        return False
    spans = [(date.start, date.end) for date in find_dates(text, language)]
    spans += [(place.start, place.end) for place in find_places(text, language)]
    rest = "".join(" " if any(low <= i < high for low, high in spans) else char for i, char in enumerate(text))
    return bool(spans) and len(RESIDUE.sub("", rest)) <= 12


def mode_in(text: str) -> tuple[str, int, int] | None:
    """How people take part, where the words are about a meeting: "the first entirely online IGF"."""
    if not holds(text, MODE):
        return None
    found = [(hit.start(), mode, hit) for mode in MODES for hit in _mode(mode).finditer(text)]
    if both := finder(WORDS, "both_ways").search(text) or _in_city_and_online().search(text):
        return "hybrid", both.start(), both.end()
    if not found:
        return None
    start, mode, hit = min(found, key=lambda item: item[0])
    return mode, start, hit.end()


@cache
def _in_city_and_online() -> re.Pattern[str]:
    """ "took place in Katowice and online"."""
    city = r"[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+){0,2}(?:,\s[A-ZÀ-Þ]\w+(?:\s[A-ZÀ-Þ]\w+)?,?)?"
    online = pattern_of(WORDS, "online")
    joint = r"(?:and|y|et|e|und)\s(?:(?:also|también|auch|também)\s)?"
    return re.compile(rf"\b(?i:in|en|em|à|au)\s{city}\s{joint}(?i:{online})\b")


@cache
def _mode(mode: str) -> re.Pattern[str]:
    words, held, meeting, form = (pattern_of(WORDS, key) for key in (mode, "held", "meeting", "format"))
    small = (
        r"(?:(?:an?|the|un|una|um|uma|une|in|im|en|em|au|à|al|ao|fully|entirely|completely|totalmente|de|manera|forma)"
        r"\s){0,4}"
    )
    is_ = r"(?:is|was|will\sbe|es|fue|será|est|était|sera|a\sété|é|foi|ist|war|wird)"
    return re.compile(
        rf"\b{held}\s{small}(?:{form}\s)?{words}\b(?!\s(?:sessions?|participa\w+))"
        rf"|(?:^|[,;|·]\s|\s[–—-]\s)\W{{0,2}}{words}\W{{0,2}}(?=$|\s?[,;|·.]|\s[–—-]\s)"
        rf"|\b{meeting}\b[^.;:!?]{{0,40}}?\s{is_}\s{small}{words}\b(?!\s(?:sessions?|participa\w+))"
        rf"|\b{words}\s{meeting}\b|\b{form}\s{words}\b|\b{words}[-\s]?format\b",
        re.IGNORECASE,
    )


def status_in(sentence: str) -> str | None:
    """`planned` or `cancelled`, where the sentence says so."""
    if finder(WORDS, "cancelled").search(sentence):
        return "cancelled"
    return "planned" if finder(WORDS, "planned").search(sentence) else None


def has_another_subject(words: str) -> bool:
    """Whether a sentence that names a meeting is about its preparation: a MAG meeting, a consultation."""
    return bool(finder(WORDS, "preparation").search(words))


def is_about_another_event(words: str) -> bool:
    """Whether `words` between a meeting and a date or place speak of something else: a deadline."""
    return bool(finder(WORDS, "other_event").search(words))


def is_bound(words: str) -> bool:
    """Whether `words` before a single day make it the first or the last of several: "held since 15 December"."""
    return bool(finder(WORDS, "bounds").search(words[-LONGEST_BOUND:]))


def is_held(words: str) -> bool:
    """Whether `words` between a meeting and a single day say that it was held then."""
    return bool(finder(WORDS, "held").search(words))
