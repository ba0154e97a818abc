"""Day and time of a session, as a line prints them, and what they are in UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from etl.extract.sessions.rooms import is_room
from etl.mentions import find_series
from etl.parse.dates import DateMention, find_dates
from etl.parse.names import weekday_number
from etl.parse.organisations import is_place
from etl.parse.time_patterns import OFFSET
from etl.parse.times import TimeMention, find_times
from etl.parse.zones import abbreviations, home_zone, zone_of
from etl.reading import Reading
from etl.series import GLOBAL
from etl.vocabulary import fold, load
from etl.words import word_set

LONGEST = 1_000
FURTHER_ON = 40
LONGEST_ZONE = 12
LONGEST_NOTE = 80
WORDS_AFTER_ROOM = 3
MEETINGS = ("IGF", "FGI")
ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th|º|ª|o|a|e|er|ème)?")
YEAR = re.compile(r"(?:19|20)\d\d")
BEFORE, AFTER = timedelta(days=5), timedelta(days=3)
SEGMENT = re.compile(r"\s*(?:[|•·;,()\[\]]|\s[-–—/]\s|\s{2,})\s*")
NUMBERED_DAY = re.compile(r"\b(?:day|día|dia|jour|tag)\s\d{1,2}\b", re.IGNORECASE)
ENDS_A_SENTENCE = re.compile(r"(?<![ap]\.m)(?<!hrs)(?<!uhr)(?<!\bh)\.$", re.IGNORECASE)
TIME_OF = re.compile(
    r"(?:(?-i:[A-ZÀ-Þ])[\w.’'-]*\s){1,3}(?:time|zeit)|(?:hora|heure|horário)\s(?:de|del|da|do|d['’])\s?(?-i:[A-ZÀ-Þ])\S*(?:\s\S+)?",
    re.IGNORECASE,
)
"""Whose time it is: "Kyoto time", "hora de Noruega"."""
SAYS_TIMES = re.compile(
    r"\b(?:times?|timezone|hours|horas|horarios?|horários?|heures|horaires?|zeiten|uhrzeit\w*|zeitzone)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """Date and time at [start, end) of a line; `is_pure` where the line says nothing else but a room."""

    day: DateMention | None
    time: TimeMention | None
    start: int
    end: int
    is_pure: bool


@lru_cache(1024)
def read_when(text: str, language: str) -> When | None:
    """The date and time that `text` states, if it states one of each at most."""
    if len(text) > LONGEST or not re.search(r"\d", text):
        return None
    dates, times = find_dates(text, language), find_times(text)
    dates = [found for found in dates if not any(time.start <= found.start < time.end for time in times)]
    if not dates and not times:
        return None
    spans = [(day.start, day.end) for day in dates] + [(time.start, time.end) for time in times]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    time = _with_zone(_one_time(times), text)
    is_pure = len(dates) <= 2 and len(times) <= 2 and _is_pure(text, spans)
    return When(dates[0] if dates else None, time, start, end, is_pure)


def moments(
    when: When, day: date | None, home: str | None, zone: str | None
) -> tuple[datetime | None, datetime | None]:
    """Beginning and end in UTC. `zone` is what the document says of all its times, `home` the city's."""
    if day is None or when.time is None:
        return None, None
    time = when.time if when.time.zone or when.time.is_local or not zone else replace(when.time, zone=zone)
    return time.to_utc(day, home)


def zone_name(when: When, home: str | None, zone: str | None) -> str | None:
    """The zone of the printed times: as printed, else as the document says, else of the meeting's city."""
    if when.time is None:
        return None
    return when.time.zone or (None if when.time.is_local else zone) or home


def stated_zone(reading: Reading) -> str | None:
    """The zone that the document gives for all of its times: "All times are in UTC", "Time (CET)"."""
    for line in reading.document.lines:
        if len(line.text) <= 200 and SAYS_TIMES.search(line.text) and not find_times(line.text):
            found = _zone_pattern().search(line.text)
            if found and zone_of(found.group(), datetime(2020, 6, 1), home_of(reading)):
                return " ".join(found.group().split())
    return None


def says_zone(text: str) -> bool:
    """Whether a line does nothing but say which zone times are in: "All times in AST (UTC+3)"."""
    is_short = len(text) <= LONGEST_NOTE and not find_times(text)
    return is_short and SAYS_TIMES.search(text) is not None and zone_in(text) is not None


def zone_in(text: str) -> str | None:
    """A zone that `text`, the name of a column or a value, states."""
    found = _zone_pattern().search(text)
    return " ".join(found.group().split()) if found else None


def home_of(reading: Reading) -> str | None:
    """The IANA zone of the city of the document's meeting, where known."""
    stated = (
        row["city"] for row in reading.table("meetings") if row["meeting_id"] == reading.meeting_id and row["city"]
    )
    city = next(stated, None) or _known_meeting(reading)[0]
    zone = (load("places").get(city) or {}).get("zone") if city else None
    return zone if zone and home_zone(zone) else None


def is_at_meeting(reading: Reading, day: date) -> bool:
    """Whether a session on `day` can be one of the meeting: true where its days are not known."""
    days = _days_of(reading)
    return days is None or days[0] - BEFORE <= day <= days[1] + AFTER


def has_days(reading: Reading) -> bool:
    """Whether the days of the document's meeting are known."""
    return _days_of(reading) is not None


def _days_of(reading: Reading) -> tuple[date, date] | None:
    for row in reading.table("meetings"):
        if row["meeting_id"] == reading.meeting_id and row["start_date"]:
            return row["start_date"], row["end_date"] or row["start_date"]
    _, first, last = _known_meeting(reading)
    return (first, last) if first and last else None


def _known_meeting(reading: Reading) -> tuple[str | None, date | None, date | None]:
    for name, values in load("series").items():
        if reading.meeting_id == f"{fold(name).replace(' ', '-')}-{reading.year}":
            city, first, last = ((values or {}).get("meetings") or {}).get(reading.year) or (None, None, None)
            return city, first, last
    return None, None, None


def spanning(first: TimeMention, last: TimeMention) -> TimeMention:
    """The time from the beginning of `first` to the beginning of `last`."""
    zone = first.zone or last.zone
    return replace(first, end=last.end, end_local=last.start_local, end_clock=last.start_clock, zone=zone)


def _one_time(times: list[TimeMention]) -> TimeMention | None:
    """One span of time: "10:15 UTC" of one date and "11:45 UTC" of another are its beginning and end."""
    if len(times) == 2 and not times[0].end_clock and not times[1].end_clock:
        return spanning(*times)
    return next((time for time in times if time.end_clock), times[0] if times else None)


def _with_zone(time: TimeMention | None, text: str) -> TimeMention | None:
    """`time` with the zone that stands further on in its line: "11:00 to 12:30 (local time, UTC+3)"."""
    if time is None or time.zone or time.utc_clock:
        return time
    found = _zone_pattern().search(text, time.end, time.end + FURTHER_ON + LONGEST_ZONE)
    if found is None or found.start() > time.end + FURTHER_ON:
        return time
    return replace(time, zone=" ".join(found.group().split()), is_local=False)


def _is_pure(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether nothing but rooms, zones and filling words stands beside the date and time."""
    if ENDS_A_SENTENCE.search(text):
        return False
    before_is_room = False
    for segment in SEGMENT.split(_outside(text, spans)):
        rest = _without_fillers(segment)
        is_of_room = before_is_room and len(rest) <= WORDS_AFTER_ROOM
        is_known = is_of_room or is_room(" ".join(rest)) or is_place(segment) or TIME_OF.fullmatch(segment)
        if rest and not (is_known or _is_meeting(segment)):
            return False
        before_is_room = bool(rest) or before_is_room
    return True


@lru_cache(512)
def says_only_when(text: str) -> bool:
    """Whether `text` is made of the meeting's name and city, days, times and filling words: no title."""
    if len(text) <= LONGEST:
        text = _outside(text, [(time.start, time.end) for time in find_times(text)])
    return all(
        not _without_fillers(segment) or is_place(segment) or _is_meeting(segment) for segment in SEGMENT.split(text)
    )


def _is_meeting(segment: str) -> bool:
    """Whether `segment` is the name of the IGF, with its edition or year: "9th Internet Governance Forum"."""
    found = [mention for mention in find_series(segment) if mention.series == GLOBAL]
    if len(found) != 1:
        return False
    rest = f"{segment[: found[0].start]} {segment[found[0].end :]}"
    return all(ORDINAL.fullmatch(word) for word in _without_fillers(rest))


def _outside(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with blanks in place of `spans` and of zones."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return _zone_pattern().sub(" ", text)


def _without_fillers(segment: str) -> list[str]:
    found = re.findall(r"[^\W_]+", NUMBERED_DAY.sub(" ", segment))
    return [word for word in found if not _is_filler(word)]


def _is_filler(word: str) -> bool:
    return (
        fold(word) in word_set("beside_times")
        or weekday_number(word) is not None
        or word in MEETINGS
        or bool(YEAR.fullmatch(word))
    )


@cache
def _zone_pattern() -> re.Pattern[str]:
    names = "|".join(map(re.escape, abbreviations()))
    return re.compile(rf"(?<![\w])(?:{OFFSET}|(?:{names})\b)")
