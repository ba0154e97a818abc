"""The first and the last day of a meeting in prose: "It had opened on 23 June", "closed today" under a dateline.

Such sentences often do not name the meeting. They count where the day is the first, or the last, on which the
meeting is known to have been: workshops and exhibitions open and close, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from etl.document import Line
from etl.extract.meetings.candidates import Candidate
from etl.extract.meetings.statements import is_bound
from etl.parse.dates import DateMention, find_dates
from etl.parse.names import weekday_number, weekdays
from etl.parse.sentences import sentences
from etl.parse.wording import finder, phrases_of
from etl.screen import Need, holds
from etl.series import known_days

WORDS = "meeting_words"
FIRST_LINES = 40
LONGEST = 5_000
DATELINES = 5
FARTHEST = 60
LATEST_DATELINE = 60
VERBS = Need(lambda: phrases_of(WORDS, "opens", "closes"))
A_DAY = Need(lambda: [*phrases_of(WORDS, "today"), *weekdays()], or_figure=True)


def first_and_last(
    candidate: Candidate, lines: list[Line], language: str
) -> Iterator[tuple[Line, int, int, dict[str, Any]]]:
    """What sentences say of the meeting's first and last day, each with the words that say it."""
    known = known_days(candidate.series, candidate.year)
    filled = [line for line in lines if line.text and line.kind != "row" and len(line.text) < LONGEST][:FIRST_LINES]
    if known is None:
        return
    told = _dateline(filled, language)
    for line in filled:
        if not holds(line.text, VERBS, A_DAY):
            continue
        for start, end in sentences(line.text):
            sentence = line.text[start:end]
            opened = _day_after("opens", sentence, candidate.year, language, None)
            closed = _day_after("closes", sentence, candidate.year, language, told)
            if opened and opened[0] == known[0]:
                yield line, start + opened[1], start + opened[2], {"start_date": opened[0]}
            if closed and closed[0] == known[1]:
                yield line, start + closed[1], start + closed[2], {"end_date": closed[0]}


def _day_after(verbs: str, sentence: str, year: int, language: str, told: date | None) -> tuple[date, int, int] | None:
    """The single day close behind such a verb, or the day of the report where it says "today" or its weekday."""
    said = list(finder(WORDS, verbs).finditer(sentence))
    days = [day for day in find_dates(sentence, language) if day.is_usable and not day.is_range] if said else []
    for verb in said:
        behind = [day for day in days if 0 <= day.start - verb.end() <= FARTHEST]
        near = [day for day in behind if not is_bound(sentence[verb.end() : day.start])]
        if near and (on := near[0].start_date(year)):
            return on, near[0].start, near[0].end
        if told and not near and _says_that_day(sentence[verb.start() : verb.end() + FARTHEST], told):
            return told, verb.start(), verb.end()
    return None


def _says_that_day(text: str, told: date) -> bool:
    weekdays = {weekday_number(word.strip(",.;")) for word in text.split()} - {None}
    return weekdays == {told.weekday()} or (not weekdays and bool(finder(WORDS, "today").search(text)))


def _dateline(lines: list[Line], language: str) -> date | None:
    """The day on which the document was written, where its first lines give one."""
    days: list[DateMention] = [day for line in lines[:DATELINES] for day in find_dates(line.text, language)]
    told = (day for day in days if day.is_usable and not day.is_range and day.year and day.start <= LATEST_DATELINE)
    return next((day.start_date() for day in told), None)
