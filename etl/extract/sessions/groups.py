"""Headings above sessions: days, types, statuses, tracks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from etl.extract.sessions.heads import is_break, split_number
from etl.extract.sessions.kinds import Kind, kinds_within, leading_kind
from etl.extract.sessions.rooms import is_room
from etl.parse.dates import DateMention, find_dates
from etl.parse.names import weekday_number
from etl.parse.times import find_times
from etl.vocabulary import fold
from etl.words import alternatives, word_set, words

LONGEST = 160
LONGEST_TRACK = 100
MOST_WORDS = 10
LATEST_DATE = 12
TRACK = re.compile(
    r"""(?:(?:thematic|main|programme|program|issue)\s)?
    (?:track|theme|sub-?theme|thematic\sarea|eje(?:\stemático)?|tema|línea\stemática|axe(?:\sthématique)?|thème|
    volet\sthématique|eixo(?:\stemático)?|trilha(?:\stemática)?|thema|themenstrang|themenbereich|themenfeld|schwerpunkt)
    \s?(?:\d{1,2}|[IVX]{1,4})?\s*(?::|\s[–—-]\s)\s*(?P<name>.+)$""",
    re.IGNORECASE | re.VERBOSE,
)
ENDS_IN_TRACK = re.compile(r"(?P<name>.+?)\s(?:thematic\s)?track$", re.IGNORECASE)
IN_BRACKETS_OR_COLON = re.compile(r"\s*\([^()]*\)\s*$|\s*:$")
OF_WHICH = re.compile(r"^(?:(?:the|our|all|list\sof|IGF|FGI|\d{4})\s)+", re.IGNORECASE)
OF_MEETING = re.compile(
    r"(?:of|at|in|for|during|on|proposals?|received|submitted|du|del?|des|au|en|pour|da|do|das|dos|na|no|para|der|beim?|"
    r"im|auf|für)\b|20\d\d|IGF|FGI",
    re.IGNORECASE,
)
OF_MEETING_YEAR = r"(?:IGF|FGI)?\s?(?:20\d\d)?"
NUMBERED_DAY = re.compile(
    r"\b(?:day|dia|jour|tag|journee)\s(?:\d|zero|one|two|three|four|five|un|uno|dos|tres|deux|trois|eins|zwei)\b"
)
NONE_THERE = re.compile(
    r"(?:(?:none|nothing|no\s(?:sessions?|reports?|takeaways|workshops?|events?|submissions?))\b.{0,60}|"
    r"(?:ningun[oa]|no\shay|sin\ssesiones|aucune?|nenhuma?|não\shá|keine?)\b.{0,60}|n/a|tbc|tbd)[.\s]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DayHeading:
    """A heading that names a day."""

    mention: DateMention
    is_marked: bool
    """Whether it says that it is one: "DAY 1 - Monday, 18 December"."""


@lru_cache(1024)
def read_day(text: str, language: str) -> DayHeading | None:
    """ "DAY 1 - Monday, 18 December", "Tuesday 29 November": a single day and little else, no time."""
    if len(text) > LONGEST or text.endswith((".", ";", ",")) or find_times(text):
        return None
    days = find_dates(text, language)
    if len(days) != 1 or days[0].is_range:
        return None
    rest = fold(text[: days[0].start] + " " + text[days[0].end :])
    is_marked = bool(NUMBERED_DAY.search(rest)) or rest.split()[:1] == ["phase"]
    extra = [word for word in rest.split() if not _is_of_day(word) and word not in word_set("after_generic")]
    if len(extra) > (6 if is_marked else 2) or (extra and not is_marked and days[0].start > LATEST_DATE):
        return None
    return DayHeading(days[0], is_marked)


def _is_of_day(word: str) -> bool:
    return word in word_set("in_days") or word.isdigit() or weekday_number(word) is not None


@lru_cache(1024)
def read_kind(text: str) -> Kind | None:
    """The session type that a heading is about: "Workshops", "List of open forums at IGF 2022"."""
    text = OF_WHICH.sub("", IN_BRACKETS_OR_COLON.sub("", split_number(text)[1]))
    if len(text) > LONGEST or words("instructs").search(text):
        return None
    kind = leading_kind(text)
    if kind and kind.name not in (None, "Other") and _is_only_kind(kind, text):
        return kind
    kinds = [found for found in kinds_within(text) if found.name != "Other"]
    is_one = len({found.name for found in kinds}) == 1 and len(text.split()) <= MOST_WORDS
    return kinds[0] if is_one and announces_sessions(text) else None


def _is_only_kind(kind: Kind, text: str) -> bool:
    rest = text[kind.end :].strip()
    if not rest:
        return True
    follows = OF_MEETING.match(rest.lstrip(" :–-")) or words("approved").match(rest)
    return bool(follows) and (kind.is_plural or bool(words("proposed").match(rest)))


def read_status(text: str) -> str | None:
    """What a heading says of the sessions beneath: that they were approved, proposed or cancelled."""
    if not (words("sessions").search(text) or words("proposed").match(text) or kinds_within(text)):
        return None
    if words("approved").search(text):
        return "scheduled"
    if words("cancelled").search(text):
        return "cancelled"
    return "proposal" if words("proposed").search(text) else None


def status_of(value: str) -> str | None:
    """The status that a field or cell states."""
    if words("cancelled").search(value):
        return "cancelled"
    if words("not_on_programme").search(value):
        return "proposal"
    if words("approved").search(value) or words("on_programme").search(value):
        return "scheduled"
    return "proposal" if words("proposed").search(value) else None


def is_generic(text: str) -> bool:
    """Whether `text` is a word like "Programme" or "Session report" and no title."""
    if announces_sessions(text):
        return True
    found = words("generic").match(text)
    rest = fold(text[found.end() :]).split() if found else None
    return rest is not None and all(word in word_set("after_generic") or word.isdigit() for word in rest)


def announces_sessions(text: str) -> bool:
    """Whether `text`, a heading or title, says that a list of sessions follows."""
    if len(text) > LONGEST or not words("sessions").search(text) or words("instructs").search(text):
        return False
    return any(words(name).search(text) for name in ("approved", "proposed", "lists"))


def lists_sessions(text: str) -> bool:
    """Whether `text` is the heading of a list of approved or proposed sessions, and nothing more."""
    text = OF_WHICH.sub("", IN_BRACKETS_OR_COLON.sub("", text))
    found = _list_of_sessions().match(text)
    return bool(found) and announces_sessions(text)


@cache
def _list_of_sessions() -> re.Pattern[str]:
    participle = rf"(?:{alternatives('approved', 'proposed')}|received|recibid\w*|reçu\w*|recebid\w*|erhalten\w*)"
    return re.compile(
        rf"(?:{OF_MEETING_YEAR}\s?[:–—-]?\s)?(?:{participle}\s)*(?:\w+\s)?(?:{alternatives('sessions')})\s?(?:{participle}\s?)*"
        rf"(?:$|[:–—(-]|(?:{OF_MEETING.pattern}))",
        re.IGNORECASE,
    )


def announces_takeaways(text: str) -> bool:
    """Whether `text` is a heading over takeaways and nothing else: "Key messages:"."""
    found = words("takeaways").match(text)
    return bool(found and not text[found.end() :].strip(" :"))


def read_track(text: str) -> tuple[str, bool] | None:
    """The track that a heading may name, without its explanation in brackets; whether it says so itself."""
    text = split_number(text)[1]
    if len(text) > LONGEST or NONE_THERE.fullmatch(text):
        return None
    if explicit := TRACK.match(text):
        return without_brackets(explicit["name"]), True
    if not _could_be_track(text):
        return None
    named = ENDS_IN_TRACK.match(text)
    return without_brackets(named["name"] if named else text.rstrip(" :")), bool(named)


def _could_be_track(text: str) -> bool:
    is_name = len(text) <= LONGEST_TRACK and text[:1].isalpha() and not text.endswith((".", ";", ",", "?", "!"))
    if not is_name or text[:1].islower() or "://" in text or text.count("(") != text.count(")"):
        return False
    is_other = words("generic").match(text) or is_break(text) or is_room(text) or read_status(text) or read_kind(text)
    return not is_other


def without_brackets(text: str) -> str:
    """ "Data (governance of …)" without what stands in brackets."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", text.strip(" *_:")).strip() or text
