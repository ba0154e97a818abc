"""Rows of `meetings`: one for each statement about a meeting, each with the words it was read from."""

from __future__ import annotations

from functools import partial
from typing import Any

from etl.document import Line
from etl.extract.meetings import facts
from etl.extract.meetings.block import OF_SESSIONS
from etl.extract.meetings.candidates import Candidate
from etl.kinds import kind_of
from etl.parse.dates import find_dates, finding_of
from etl.reading import Reading
from etl.series import edition_of

EXTRACTOR = "meetings"


def add_statement(reading: Reading, candidate: Candidate, line: Line, span: tuple[int, int], **values: Any) -> None:
    """Add what [span) of `line` states of the meeting, with what identifies it."""
    meeting = {"meeting_id": candidate.meeting_id, "series": candidate.series, "year": candidate.year}
    reading.add("meetings", line, EXTRACTOR, span=span, _source_url=None, **meeting, **values)


def add_identity(reading: Reading, candidate: Candidate, status: str | None) -> None:
    """The row that says how the meeting is called, and which of its series it is."""
    named = candidate.first
    mention = named.mention
    edition = edition_of(candidate.series, candidate.year) or mention.edition
    name = (
        named.line.text[mention.start : mention.end] if mention.meeting_year and not mention.is_contradictory else None
    )
    add_statement(
        reading,
        candidate,
        named.line,
        (mention.start, mention.end),
        edition=edition,
        name=name,
        status=status,
    )


def add_facts(reading: Reading, candidate: Candidate, lines: list[Line], is_main: bool) -> None:
    """Place, days, mode and theme of the meeting: the first of each that is stated, best place first."""
    own = lines if is_main else []
    themes = partial(facts.overarching_themes, is_of_sessions=kind_of(reading.document) in OF_SESSIONS)
    for read in (facts.days, facts.places, facts.modes, themes, facts.names):
        stated = next(read(candidate, own, reading.language), None)
        if stated:
            line, start, end, values = stated
            add_statement(reading, candidate, line, (start, end), **values)


def note_dates(reading: Reading, candidate: Candidate, lines: list[Line]) -> None:
    """Note the dates that are not understood where the meeting's own would stand."""
    own = [line for line, _ in facts.own_lines(lines, "date", reading.language)]
    for line in dict.fromkeys([*own, *(named.line for named in facts.about(candidate))]):
        for day in find_dates(line.text, reading.language) if len(line.text) < facts.LONGEST_SEARCHED else ():
            if problem := finding_of(day):
                reading.note(problem[0], line, day.text, problem[1])
    for line, day in facts.implausible_days(candidate, reading.language):
        what = f"these are not the days of {candidate.meeting_id}, which is known to have been at another time"
        reading.note("days-implausible", line, day.text, f"{what}; nothing was read from them, check the document")
