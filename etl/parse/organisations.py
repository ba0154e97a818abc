"""A list of organisations in one line -> the single names, each with its span.

`find_organisations` splits "A/B & C", "A, B and C", "A; B" where what stands between are several
organisations, and not inside a name ("Rights and Principles Coalition", "Ministry of Trade, Industry
and Energy"). Well-known names come from data/vocabulary/organisations.yml and are never split.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale

from etl.organisations import COUNTRY_CODES, LEGAL_ENDINGS, is_known, known_names, split_abbreviation
from etl.parse.names import month_number, weekday_number
from etl.parse.persons import affiliation
from etl.vocabulary import fold, load
from etl.words import alternatives, word_set, words

LONGEST = 2_000
LANGUAGES = ("en", "es", "fr", "pt", "de")
WITH = (
    r"(?:in|en|em)\s(?:partnership|collaboration|cooperation|co-operation|alianza|colaboración|conjunto|parceria|colaboração|"
    r"partenariat|coopération)\s(?:with|con|com|avec)|(?:jointly|together)\swith|as\swell\sas|así\scomo|assim\scomo|ainsi\sque|"
    r"junto\scon|conjuntamente\scon|sowie|gemeinsam\smit"
)
SEPARATOR = re.compile(
    rf"(?P<strong>\s?;\s?|\s\|\s|\s?[\n\t•·]\s?|,?\s(?:{WITH})\s)|(?P<slash>\s?/\s?)|(?P<comma>,\s?(?:(?:and|&|y|e|et|und)\s)?)"
    r"|(?P<and>\s(?:and|&|\+|y|e|et|und)\s)"
)
OPENS_A_LIST = re.compile(
    r"\b(?:ministr\w+|minist[eéè]r\w+|department|departamento|office|directorate|commission|comisión|comissão|centre|center|"
    r"centro|institut\w*|school|faculty|facultad|federal|state|secretar\w+|bundesministerium|dynamic coalition|coalition|"  # noqa: E501
    r"association|society|council|agency|forum|programme|policy network|best practice forum|special rapporteur|un )\b.*"
    r"\b(?:of|for|on|de|del|da|do|des|du|para|pour|für|and|&)\b",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"^(?:(?:and|&|y|et|und|by|par|von|the|la|el|los|las|le|les|die|der|das|den|dem|pelo|pela|pelos|pelas|do|da|o|a|os|as)\s|l['’]"
    rf"|(?:{WITH})\s)+"
)
TRAILING = re.compile(
    r"[\s.,;:]*(?:\((?:tbc|tbd|co-?organi[sz]ers?|lead|host|co-?hosts?|organi[sz]ers?)\)|\b(?:and|&)\s(?:other\s\w+|others|partners)|"
    r"\bet\sal\b|\bamong\sothers|\bentre\sotr[oa]s|\by\sotr[oa]s|\be\soutr[oa]s|\bet\sautres|\bu\.\s?a)?[\s.,;:]*$",
    re.IGNORECASE,
)
ABBREVIATED_ENDING = re.compile(r"(?:\b(?:inc|ltd|corp|co|univ|int|s\.a|e\.v|a\.c|b\.v)|\.[A-Za-z])$", re.IGNORECASE)
WITH_ARTICLE = re.compile(r"(?:the|la|el|le|les|los|las|die|der|das|den|dem|o|a|os|as|l['’])\s?(?-i:[A-ZÀ-Þ])")
WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an organisation at [start, end) of a text, as printed, without an article."""

    start: int
    end: int
    text: str


def find_organisations(text: str) -> list[Name]:
    """The organisations that `text`, a list of nothing else, names, in order."""
    if len(text) > LONGEST:
        return []
    names = (_trimmed(text, start, end) for start, end in _pieces(text))
    return [name for name in names if name]


def has_keyword(name: str) -> bool:
    """Whether a word of `name` says that it is an organisation: Foundation, Ministerio, Verband."""
    return bool(words("organisations").search(name))


def looks_complete(name: str) -> bool:
    """Whether `name` can stand for an organisation by itself."""
    name = LEADING.sub("", name.strip(), count=1)
    words = name.split()
    if not words or fold(words[0]) in word_set("prepositions"):
        return False
    if is_known(name) or split_abbreviation(name)[1] or any(_is_short_name(word) for word in words):
        return True
    return len(words) > 1 and has_keyword(name)


def is_place(name: str) -> bool:
    """Whether `name` is a country, in one of the languages, or a city of data/vocabulary/places.yml."""
    return fold(name) in _countries() or fold(name) in _cities()


def names_in_sentence(text: str) -> list[Name]:
    """The organisations that a sentence names from its beginning on, up to its next words.

    "Rhizomatica and Access Now, was well attended." is two.
    """
    end = 0
    for word in WORD.finditer(text[:LONGEST]):
        bare = word.group().strip(",;/&()“”\"'.’")
        if fold(bare) in word_set("before_places") and _is_place_or_day(text[word.end() :]):
            break
        if bare and bare[:1].islower() and not _joins(bare) and not bare.startswith(("l'", "l’", "d'", "d’")):
            break
        end = word.end()
        if word.group().endswith((".", ";", ":", "”")) and not ABBREVIATED_ENDING.search(word.group().rstrip(".")):
            break
    while trimmed := _dangling().search(text[:end]):
        end = trimmed.start()
    return find_organisations(text[:end])


def _joins(word: str) -> bool:
    return fold(word) in word_set("prepositions") | word_set("conjunctions")


@cache
def _dangling() -> re.Pattern[str]:
    """What is left of a sentence behind its last name."""
    return re.compile(rf"[\s,;]+(?:{alternatives('prepositions', 'conjunctions')}|&)?[\s,;.:]*$", re.IGNORECASE)


def _is_place_or_day(text: str) -> bool:
    """Whether a city, a country, a weekday, a month or a figure follows: "in Geneva", "on Tuesday"."""
    words = [word.strip(",;.") for word in text.split()[:2]]
    if not words:
        return False
    first = words[0]
    is_time = first[:1].isdigit() or weekday_number(first) is not None or month_number(first) is not None
    return is_time or any(map(is_place, (first, " ".join(words))))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    cuts = [found for found in SEPARATOR.finditer(text) if not _is_inside(found, _whole(text))]
    strong = [found for found in cuts if found["strong"]]
    start, pending = 0, strong if any(";" in found.group() for found in strong) else cuts
    for number, found in enumerate(pending):
        following = pending[number + 1].start() if number + 1 < len(pending) else len(text)
        left, right = text[start : found.start()], text[found.end() : following]
        if _separates(found, left, right, text[found.end() :]):
            yield start, found.start()
            start = found.end()
    yield start, len(text)


def _separates(found: re.Match[str], left: str, right: str, rest: str) -> bool:
    left, right = left.strip(), right.strip()
    if not left or not right:
        return bool(found["strong"])
    if found["strong"]:
        return True
    if found["slash"]:
        return len(found.group()) == 3 or right[0].isupper()
    if found["comma"]:
        return _comma_separates(left, right, rest)
    return _and_separates(left, right)


def _comma_separates(left: str, right: str, rest: str) -> bool:
    if fold(right) in LEGAL_ENDINGS or fold(right).replace(" ", "") in LEGAL_ENDINGS:
        return False
    if is_place(right) and not is_place(left):
        return False
    goes_on = OPENS_A_LIST.search(left) and not is_known(left) and not looks_complete(right)
    return not goes_on and (right[0].isupper() or looks_complete(right) or right[0].isdigit())


def _and_separates(left: str, right: str) -> bool:
    if WITH_ARTICLE.match(right) and len(left.split()) > 1 and not OPENS_A_LIST.search(left):
        return True
    if not looks_complete(right):
        return _are_alike(left, right)
    if re.match(r"(?:the|la|el|le|l['’]|die|der|das|den|dem)\s?\b", right) or is_known(right) or is_known(left):
        return True
    if has_keyword(left) or looks_complete(left):
        return not (OPENS_A_LIST.search(left) and len(right.split()) < 2 and not _is_short_name(right))
    # "Rights and Principles Coalition": one word before the keyword belongs to what stands left.
    return len(right.split()) != 2 or not words("organisations").fullmatch(right.split()[-1])


def _are_alike(left: str, right: str) -> bool:
    """Two bare proper names ("Egypt and Japan", "Diplo and Kaspersky"), or a bare one beside a known one."""
    if is_place(right):
        return is_place(left) or not OPENS_A_LIST.search(left)
    if OPENS_A_LIST.search(left) or not right[0].isupper():
        return False
    sizes = len(left.split()), len(right.split())
    return is_known(left) or sizes == (1, 1) or sizes[1] > 2 or (min(sizes) > 1 and left[0].isupper())


def _is_short_name(word: str) -> bool:
    """UNESCO, InternetLab, CGI.br: capitals that an ordinary word does not have."""
    word = word.strip("().,;:’'")
    inner = sum(c.isupper() for c in word[1:])
    return inner >= 1 and word not in COUNTRY_CODES and any(c.isalpha() for c in word[:1]) and "-" not in word[1:2]


def _trimmed(text: str, start: int, end: int) -> Name | None:
    while start < end and text[start] in " \t\n,;:.–—-•·/&|":
        start += 1
    end = _trimmed_end(text, start, end)
    if lead := LEADING.match(text[start:end]):
        start += lead.end() if text[start + lead.end() : end].strip() else 0
    start, end = _without_place(text, start, end)
    inside = affiliation(text[start:end], lambda name: is_known(name) or has_keyword(name), looks_complete)
    if inside != (0, end - start) and is_place(text[start + inside[0] : start + inside[1]]):
        return None
    start, end = start + inside[0], start + inside[1]
    name = text[start:end]
    if not any(c.isalpha() for c in name) or fold(name) in word_set("no_names") or len(name) < 2 or len(name) > 200:
        return None
    return Name(start, end, name)


def _trimmed_end(text: str, start: int, end: int) -> int:
    kept = len(TRAILING.sub("", text[start:end], count=1))
    ends_in_abbreviation = text[start + kept : start + kept + 1] == "." and ABBREVIATED_ENDING.search(
        text[start : start + kept]
    )
    return start + kept + (1 if ends_in_abbreviation else 0)


def _without_place(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a country behind a comma: "Ministry of Foreign Affairs, Poland" keeps the ministry alone."""
    head, comma, tail = text[start:end].rpartition(",")
    if comma and is_place(tail) and head.strip():
        return start, start + len(head.rstrip())
    return start, end


def _whole(text: str) -> list[tuple[int, int]]:
    """The spans that are not split: known names with a separator inside, and brackets."""
    spans = [found.span() for found in _known_pattern().finditer(text)]
    return spans + [
        found.span() for found in re.finditer(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|[“\"][^“”\"]{0,200}[”\"]", text)
    ]


def _is_inside(found: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(low < found.end() and found.start() < high for low, high in spans)


@cache
def _known_pattern() -> re.Pattern[str]:
    names = sorted((name for name in known_names() if SEPARATOR.search(name)), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)", re.IGNORECASE)


@cache
def _cities() -> frozenset[str]:
    return frozenset(map(fold, load("places")))


@cache
def _countries() -> frozenset[str]:
    names = (name for language in LANGUAGES for code, name in Locale(language).territories.items() if len(code) == 2)
    in_places = (entry["country"] for entry in load("places").values() if (entry or {}).get("country"))
    return frozenset(map(fold, (*names, *COUNTRY_CODES, *in_places)))
