"""Where a document states the days, the place, the mode, the theme and the name of a meeting.

Each function gives the statements it finds, the best first: labelled lines and lines that hold nothing
else, then sentences that name the meeting, then what the head of the document says of a known meeting.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from etl.document import Line
from etl.extract.meetings import opening, statements, themes
from etl.extract.meetings.block import name_of
from etl.extract.meetings.candidates import TOLERANCE, Candidate
from etl.extract.meetings.named import HEAD_LINES, Named
from etl.mentions import find_series
from etl.parse.dates import DateMention
from etl.places import PlaceMention, find_places, is_located
from etl.series import known_city, known_days, needs_city

NEAR = 45
LONGEST_MEETING = timedelta(days=31)
MOST_SENTENCES = 60
LONGEST_SEARCHED = 5_000
MOST_THEMES = 1
Statements = Iterator[tuple[Line, int, int, dict[str, Any]]]
"""Values that a line states, with their span; the best first."""


def own_lines(lines: list[Line], kind: str, language: str) -> Iterator[tuple[Line, int]]:
    """Lines that state a place or a date of what the document is about, and where the statement begins."""
    for line in lines:
        label = statements.label_of(line)
        if label and label[0] == kind:
            yield line, label[1]
    for line in [line for line in lines if line.text][:HEAD_LINES]:
        if not statements.label_of(line) and statements.is_bare(line.text, language):
            yield line, 0


def sentences_of(candidate: Candidate) -> list[Named]:
    """The first sentences that name the meeting; those that contradict themselves last."""
    named = [*candidate.named, *candidate.described]
    return sorted(named, key=lambda one: (one.mention.is_contradictory, one.rank))[:MOST_SENTENCES]


def about(candidate: Candidate) -> list[Named]:
    """The sentences about the meeting itself, not about its preparation."""
    return [named for named in sentences_of(candidate) if not statements.has_another_subject(named.sentence)]


def days(candidate: Candidate, lines: list[Line], language: str) -> Statements:
    """First and last day."""
    for line, start in own_lines(lines, "date", language):
        for day in statements.dates_in(line.text, start, len(line.text), language):
            if values := _as_days(day, candidate, is_sure=day.is_range):
                yield line, day.start, day.end, values
    for line, day in _days_in_sentences(candidate, language):
        if values := _as_days(day, candidate, is_sure=True):
            yield line, day.start, day.end, values
    yield from _known_days(candidate, lines, language)
    yield from _opening_and_closing(candidate, lines, language)


def _opening_and_closing(candidate: Candidate, lines: list[Line], language: str) -> Statements:
    """First and last day as two sentences state them, together where both do."""
    found = list(opening.first_and_last(candidate, lines, language))
    opened = next((one for one in found if "start_date" in one[3]), None)
    closed = next((one for one in found if "end_date" in one[3]), None)
    if best := opened or closed:
        values = {**(opened[3] if opened else {}), **(closed[3] if closed else {})}
        yield best[0], best[1], best[2], values


def implausible_days(candidate: Candidate, language: str) -> Iterator[tuple[Line, DateMention]]:
    """Days of the meeting's year that a sentence states of it, far from those on which it is known to have been."""
    for line, day in _days_in_sentences(candidate, language):
        start = day.start_date(candidate.year)
        if start and start.year == candidate.year and not _is_plausible(candidate, start):
            yield line, day


def _days_in_sentences(candidate: Candidate, language: str) -> Iterator[tuple[Line, DateMention]]:
    """Ranges, and single days on which something "was held", in the sentences about the meeting."""
    for named in about(candidate):
        for day in statements.dates_in(named.line.text, named.start, named.end, language):
            words = _words_between(named, day.start, day.end)
            is_sure = day.is_range or (statements.is_held(words) and not statements.is_bound(words))
            if is_sure and not statements.is_about_another_event(words):
                yield named.line, day


def _known_days(candidate: Candidate, lines: list[Line], language: str) -> Statements:
    """A range in the head of the document that is of the days on which the meeting is known to have been."""
    known = known_days(candidate.series, candidate.year)
    for line in [line for line in lines if line.text][:HEAD_LINES] if known else ():
        for day in statements.dates_in(line.text, 0, min(len(line.text), LONGEST_SEARCHED), language):
            values = _as_days(day, candidate, is_sure=day.is_range)
            if values and known and known[0] <= values["start_date"] and values["end_date"] <= known[1]:
                yield line, day.start, day.end, values


def _as_days(day: DateMention, candidate: Candidate, is_sure: bool) -> dict[str, Any] | None:
    """First and last day, where they can be those of the meeting."""
    start, end = day.start_date(candidate.year), day.end_date(candidate.year)
    if (
        not is_sure
        or not start
        or not end
        or candidate.year not in (start.year, end.year)
        or end - start > LONGEST_MEETING
    ):
        return None
    if day.first.weekday is not None and day.first.weekday != start.weekday():
        return None
    return {"start_date": start, "end_date": end} if _is_plausible(candidate, start) else None


def _is_plausible(candidate: Candidate, start: date) -> bool:
    """Whether the meeting can have begun then: preparations of a meeting have days too."""
    days = known_days(candidate.series, candidate.year)
    return days is None or abs(days[0] - start) <= TOLERANCE


def _words_between(named: Named, start: int, end: int) -> str:
    low, high = (named.mention.end, start) if start >= named.mention.end else (end, named.mention.start)
    return named.line.text[low : max(low, high)]


def places(candidate: Candidate, lines: list[Line], language: str) -> Statements:
    """City and country."""
    for line, start in own_lines(lines, "place", language):
        for place in find_places(line.text[start:], language):
            if place.city and _can_be_its_city(candidate, place, is_near=start > 0):
                yield (
                    line,
                    start + place.start,
                    start + place.end,
                    {"city": place.city, "country": place.country},
                )
    for named in about(candidate):
        mention = named.mention
        found = statements.place_in(named.line.text, named.start, named.end, language, (mention.start, mention.end))
        words = _words_between(named, found.start, found.end) if found else ""
        if not found or statements.is_about_another_event(words):
            continue
        if _can_be_its_city(candidate, found, is_near=len(words) <= NEAR):
            yield named.line, found.start, found.end, {"city": found.city, "country": found.country}
    yield from _known_place(candidate, lines, language)


def _known_place(candidate: Candidate, lines: list[Line], language: str) -> Statements:
    """In the head of the document, the city in which the meeting is known to have been."""
    known = known_city(candidate.series, candidate.year)
    for line in [line for line in lines if line.text][:HEAD_LINES] if known else ():
        for place in find_places(line.text[:LONGEST_SEARCHED], language):
            if place.city == known and is_located(line.text, place):
                yield line, place.start, place.end, {"city": place.city, "country": place.country}


def _can_be_its_city(candidate: Candidate, place: PlaceMention, is_near: bool) -> bool:
    known = known_city(candidate.series, candidate.year)
    return is_near or known is None or known == place.city


def modes(candidate: Candidate, lines: list[Line], language: str) -> Statements:
    """How people took part."""
    for named in sentences_of(candidate):
        if found := statements.mode_in(named.sentence):
            mode, start, end = found
            yield named.line, named.start + start, named.start + end, {"mode": mode}
    for line in [line for line in lines if line.text][:HEAD_LINES]:
        is_said = line.kind != "row" and len(line.text) < LONGEST_SEARCHED
        if is_said and (found := statements.mode_in(line.text)):
            mode, start, end = found
            # A line that begins so goes on with a sentence: "followed the sessions / online."
            if start or not line.text[0].islower():
                yield line, start, end, {"mode": mode}


def overarching_themes(candidate: Candidate, lines: list[Line], language: str, is_of_sessions: bool) -> Statements:
    """The theme of the meeting. In a document about sessions (`is_of_sessions`) "Theme: …" is the track of one."""
    for named in sentences_of(candidate):
        if found := themes.theme_in(named.sentence):
            theme, start, end = found
            yield named.line, named.start + start, named.start + end, {"theme": theme}
    stated = [line for line in lines if line.text and len(line.text) < LONGEST_SEARCHED]
    labelled = {found[0] for line in stated if (found := themes.theme_in(line.text))}
    is_track = is_of_sessions or len(labelled) > MOST_THEMES
    for rank, line in enumerate(stated):
        found = themes.theme_in(line.text)
        if not found or _is_of_another(candidate, line, found[1], language):
            continue
        theme, start, end = found
        if themes.is_overarching(line.text, start) or (rank < HEAD_LINES and not is_track):
            yield line, start, end, {"theme": theme}


def _is_of_another(candidate: Candidate, line: Line, position: int, language: str) -> bool:
    """Whether the last meeting that is named before `position` is of another series."""
    before = find_series(line.text[:position], language, with_initiatives=True)
    return bool(before) and before[-1].series != candidate.series


def names(candidate: Candidate, lines: list[Line], language: str) -> Statements:
    """The name that a call gives its meeting."""
    found = name_of(lines) if needs_city(candidate.series) else None
    if found:
        line, start, end = found
        yield line, start, end, {"name": line.text[start:end].strip()}
