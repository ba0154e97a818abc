"""Drafts of sessions -> rows of `sessions` and `organisation_roles`."""

from __future__ import annotations

from datetime import date
from typing import Any

from etl.document import Line
from etl.extract.identity import organisation_id_of, session_id_of, tidy_code
from etl.extract.record import year_of
from etl.extract.sessions.draft import Draft
from etl.extract.sessions.kinds import type_of
from etl.extract.sessions.when import has_days, home_of, is_at_meeting, moments, stated_zone, zone_name
from etl.parse.dates import DateMention, Day, finding_of
from etl.reading import Reading, Row
from etl.series import zone_of_meeting

EXTRACTOR = "sessions"
NO_ZONE = "no time zone is printed and the meeting's city is not known; the times are kept as printed"
CORRECT = "correct the document or add it to data/vocabulary/corrections.yml"


class Writer:
    """Adds drafts to a reading: one row per session, completed where the document names it again."""

    def __init__(self, reading: Reading, status: str) -> None:
        self.reading = reading
        self.status = status
        self.home = home_of(reading)
        self.zone = stated_zone(reading)
        self.lacks_zone: tuple[Line, str] | None = None
        self.left_out: tuple[Line, date] | None = None
        self.by_id: dict[str, Row] = {}
        self.roles: set[tuple[str, str]] = set()

    def write(self, draft: Draft) -> None:
        """Add `draft`, unless it cannot be a session of the meeting."""
        meeting_id = draft.meeting_id or self.reading.meeting_id or self._named_above(draft)
        if meeting_id is None:
            return
        values = self._values(draft, meeting_id)
        if values["date"] and not values["code"] and not is_at_meeting(self.reading, values["date"]):
            self.left_out = self.left_out or (draft.line, values["date"])
            return
        row = self._row(draft, values)
        self._write_organisers(draft, row)
        for line in draft.claims:
            self.reading.claim(line, 0, len(line.text))

    def _named_above(self, draft: Draft) -> str | None:
        """The meeting that was named last before the session, in a document that is about none."""
        above = [mention for mention in self.reading.mentions if mention.line.index < draft.line.index]
        return above[-1].meeting_id if above else None

    def finish(self) -> None:
        """Say once per document that times stand in it without a zone, or days that are not the meeting's."""
        if self.left_out:
            line, day = self.left_out
            message = (
                f"{day} is none of the days of {self.reading.meeting_id}; left out, name the meeting or correct the day"
            )
            self.reading.note("session-not-understood", line, line.text, message)
        if self.lacks_zone:
            line, printed = self.lacks_zone
            self.reading.note("time-zone-missing", line, printed, NO_ZONE)

    def _row(self, draft: Draft, values: dict[str, Any]) -> Row:
        row = self.by_id.get(values["session_id"])
        if row is not None:
            row |= {name: value for name, value in values.items() if row[name] is None}
            return row
        span = (0, len(draft.line.text))
        row = self.reading.add("sessions", draft.line, EXTRACTOR, span=span, is_preferred=False, **values)
        self.by_id[row["session_id"]] = row
        return row

    def _values(self, draft: Draft, meeting_id: str) -> dict[str, Any]:
        code, type_of_code = tidy_code(draft.code) if draft.code else (None, None)
        kind, day = draft.kind, self._day(draft)
        stated = kind.name or type_of(kind.label) if kind else None
        session_type = draft.head.session_type or type_of_code or stated
        values: dict[str, Any] = {
            "session_id": session_id_of(meeting_id, session_type, code, draft.head.title),
            "meeting_id": meeting_id,
            "year": year_of(meeting_id) or self.reading.year,
            "code": code,
            "title": draft.head.title,
            "session_type": session_type,
            "type_label": kind.label if kind else None,
            "status": draft.status or self.status,
            "track": draft.track or (draft.group.name if draft.group else None),
            "date": day,
        }
        return values | self._times(draft, day, meeting_id)

    def _day(self, draft: Draft) -> date | None:
        mention = draft.when.day if draft.when else None
        return (settled(self.reading, mention, draft.line) if mention else None) or draft.day

    def _times(self, draft: Draft, day: date | None, meeting_id: str) -> dict[str, Any]:
        when = draft.when
        if when is None or when.time is None:
            return {}
        zone = draft.zone or self.zone
        home = self.home if meeting_id == self.reading.meeting_id else zone_of_meeting(meeting_id)
        start, end = moments(when, day, home, zone)
        name = zone_name(when, home, zone)
        if name is None and start is None and self.lacks_zone is None:
            self.lacks_zone = (draft.line, when.time.text)
        printed = {"start_local": when.time.start_local, "end_local": when.time.end_local}
        return {"start_time": start, "end_time": end, "time_zone": name} | printed

    def _write_organisers(self, draft: Draft, row: Row) -> None:
        for line, name in draft.organisers:
            role = (row["session_id"], organisation_id_of(name.text))
            if role not in self.roles:
                self.roles.add(role)
                add_role(
                    self.reading,
                    line,
                    EXTRACTOR,
                    name.text,
                    "organiser",
                    row["meeting_id"],
                    row["session_id"],
                )


def add_role(
    reading: Reading,
    line: Line,
    extractor: str,
    name: str,
    role: str,
    meeting_id: str | None,
    session_id: str | None = None,
) -> None:
    """Add a row of `organisation_roles` for the organisation printed as `name` in `line`."""
    at = line.text.find(name)
    reading.add(
        "organisation_roles",
        line,
        extractor,
        span=(at, at + len(name)) if at >= 0 else (0, len(line.text)),
        organisation_id=organisation_id_of(name),
        name_as_printed=name,
        role=role,
        meeting_id=meeting_id,
        session_id=session_id,
    )


def has_role(reading: Reading, session_id: str | None, organisation_id: str) -> bool:
    """Whether the organisation has a role in that session already (None: in the meeting)."""
    role = (session_id, organisation_id)
    return any((row["session_id"], row["organisation_id"]) == role for row in reading.table("organisation_roles"))


def settled(reading: Reading, mention: DateMention | None, line: Line) -> date | None:
    """The date of a single day, in the meeting's year where it prints none; with findings about its faults."""
    if mention is None or mention.is_range:
        return None
    if mention.problem == "ambiguous" and (only := _only_at_meeting(reading, mention)):
        return only
    if found := finding_of(mention):
        _note_once(reading, found[0], line, mention.text, found[1])
    day = mention.start_date(reading.year)
    weekday = mention.first.weekday
    if day and mention.year is None and weekday is not None and day.weekday() != weekday:
        message = f'"{mention.text}" is another weekday in {day.year}; {CORRECT}'
        _note_once(reading, "weekday-mismatch", line, mention.text, message)
    return day


def _only_at_meeting(reading: Reading, mention: DateMention) -> date | None:
    """Of "06/12/2021" as 6 December and as 12 June the one that is a day of the meeting."""
    first = mention.first
    days = (Day(first.day, first.month, first.year).date(), Day(first.month, first.day, first.year).date())
    fitting = [day for day in days if day and has_days(reading) and is_at_meeting(reading, day)]
    return fitting[0] if len(fitting) == 1 else None


def _note_once(reading: Reading, code: str, line: Line, value: str, message: str) -> None:
    known = ((found.code, found.place, found.value) for found in reading.findings)
    if (code, line.place, value) not in known:
        reading.note(code, line, value, message)
