"""What becomes of a row of a record: the rows of the tables that it states."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from etl.document import Line, quote_of
from etl.extract.identity import organisation_id_of, session_id_of, tidy_code
from etl.parse.zones import in_utc, zone_of
from etl.reading import Reading, Row
from etl.vocabulary import fold, labels, load, slug

EXTRACTOR = "record"
Values = dict[str, Any]
"""The parsed cells of a row, by folded header; `source` is an address or None."""

MEETING_COLUMNS = ("edition", "name", "city", "country", "mode", "status", "start date", "end date", "theme")
VOCABULARIES = {"stakeholder": "stakeholder_groups", "region": "regions", "gender": "genders"}
SEVERAL = "several"
CERTAINTY = ("cancelled", "scheduled", "unknown", "proposal")
"""What stands where sources of one session differ: a proposal may have been scheduled later."""
NO_SERIES = "no series of data/vocabulary/series.yml begins this meeting's id; add it"


def year_of(meeting_id: str | None) -> int | None:
    """The year in a meeting's id."""
    found = re.search(r"-((?:19|20)\d\d)(?:-|$)", meeting_id or "")
    return int(found[1]) if found else None


def series_of(meeting_id: str) -> str | None:
    """The series that a meeting's id begins with."""
    fitting = [name for name in load("series") if meeting_id.startswith(slug(name) + "-")]
    return max(fitting, key=len, default=None)


def emit_meeting(reading: Reading, line: Line, values: Values) -> None:
    meeting_id = str(_of_meeting(reading, values)["meeting_id"])
    if series_of(meeting_id) is None:
        reading.note("value-invalid", line, meeting_id, NO_SERIES)
        return
    stated = {name.replace(" ", "_"): values[name] for name in MEETING_COLUMNS if name in values}
    _add(reading, line, "meetings", values, meeting_id=meeting_id, series=series_of(meeting_id),
         year=year_of(meeting_id), **stated)  # fmt: skip


def emit_participation(reading: Reading, line: Line, values: Values) -> None:
    count, share = values.get("count"), values.get("share")
    if count is None and share is None:
        reading.note("value-invalid", line, line.text, "neither count nor share; complete the row")
        return
    qualifiers = [figure.qualifier for figure in (count, share) if figure]
    group = _group(reading, line, values, "label", VOCABULARIES.get(values["dimension"]))
    _add(
        reading, line, "participation", values, **_of_meeting(reading, values), phase=values.get("phase"),
        measure=values["measure"], dimension=values["dimension"], scheme=values.get("scheme"),
        group_name=group, label=values["label"],
        count=count.value if count else None, share=share.value if share else None, qualifier=qualifiers[0],
        status=values.get("status", "final"), is_derived=False, is_preferred=False, source_url=None,
        note=values.get("note"),
    )  # fmt: skip


def emit_session_count(reading: Reading, line: Line, values: Values) -> None:
    count = values["count"]
    vocabulary = "session_types" if values["dimension"] == "type" or "group" in values else None
    group = _group(reading, line, values, "label", vocabulary)
    _add(
        reading, line, "session_counts", values, **_of_meeting(reading, values), phase=values.get("phase"),
        dimension=values["dimension"], group_name=group, label=values["label"], count=count.value,
        qualifier=count.qualifier, status=values.get("status", "final"), is_preferred=False, source_url=None,
        note=values.get("note"),
    )  # fmt: skip


def emit_track(reading: Reading, line: Line, values: Values) -> None:
    _add(reading, line, "tracks", values, **_of_meeting(reading, values), track=values["track"],
         role=values.get("role", "main"), source_url=None)  # fmt: skip


def emit_session(reading: Reading, line: Line, values: Values) -> None:
    of_meeting = _of_meeting(reading, values)
    code, type_of_code = tidy_code(values["code"]) if "code" in values else (None, None)
    session_type = _group(reading, line, values, "type", "session_types") or type_of_code
    session_id = session_id_of(of_meeting["meeting_id"] or "", session_type, code, values["title"])
    start_time, end_time = _span(values)
    _add(
        reading, line, "sessions", values, **of_meeting, session_id=session_id, code=code,
        title=values["title"], session_type=session_type, type_label=values.get("type"),
        status=values.get("status", "scheduled"),
        track=values.get("track"), date=values.get("date"), start_time=start_time, end_time=end_time,
        start_local=values.get("start"), end_local=values.get("end"), time_zone=values.get("zone"),
        is_preferred=False, source_url=None,
    )  # fmt: skip
    for header, role in (("organisers", "organiser"), ("participants", "participant")):
        for name in values.get(header, ()):
            _role(reading, line, values, name, role, session_id)


def emit_takeaway(reading: Reading, line: Line, values: Values) -> None:
    session = _session_named(reading, line, values["session"]) if "session" in values else None
    session_id = session["session_id"] if session else None
    position = 1 + sum(row["session_id"] == session_id for row in reading.table("takeaways"))
    document_id = reading.document.document_id
    _add(
        reading, line, "takeaways", values, **_of_meeting(reading, values), session_id=session_id,
        takeaway_id=f"{session_id or 'no-session'}-{document_id}-{position}",
        track=values.get("track") or (session["track"] if session else None), position=position,
        text=values["takeaway"],
    )  # fmt: skip


def emit_organisation(reading: Reading, line: Line, values: Values) -> None:
    session = _session_named(reading, line, values["session"]) if "session" in values else None
    session_id = session["session_id"] if session else None
    _role(reading, line, values, values["organisation"], values["role"], session_id)


def emit_finding(reading: Reading, line: Line, values: Values) -> None:
    reading.note(values["code"], line, values.get("value", ""), values["message"])


def add_session_list(reading: Reading) -> None:
    """The front matter says how the list of sessions came about; it is a statement about the meeting."""
    stated, meeting_id = reading.document.front.get("session_list"), reading.meeting_id
    if not stated or not meeting_id:
        return
    lines = reading.document.lines
    heading = next((line for line in lines if line.kind == "heading"), lines[0])
    if series_of(meeting_id) is None:
        reading.note("value-invalid", heading, meeting_id, NO_SERIES)
        return
    reading.add("meetings", heading, EXTRACTOR, meeting_id=meeting_id, series=series_of(meeting_id),
                year=year_of(meeting_id), session_list=stated, _source_url=None)  # fmt: skip


def settle_sessions(reading: Reading) -> None:
    """Rows of one session get one id and one status, however much of it each source knew.

    A source that prints no number states the same session as one that does, where the titles are the
    same and the types do not contradict each other.
    """
    sessions = reading.table("sessions")
    renamed = dict(_numbered(sessions))
    for table in ("sessions", "organisation_roles", "takeaways"):
        for row in reading.table(table):
            row["session_id"] = renamed.get(row["session_id"], row["session_id"])
    by_id: dict[str, list[Row]] = defaultdict(list)
    for row in sessions:
        by_id[row["session_id"]].append(row)
    for found in by_id.values():
        status = min((row["status"] for row in found), key=CERTAINTY.index)
        for row in found:
            row["status"] = status


def _numbered(sessions: Iterable[Row]) -> Iterable[tuple[str, str]]:
    """The ids made of titles, each with the one id with a number that the same title has."""
    titled: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sessions:
        titled[row["meeting_id"], fold(row["title"])].append(row)
    for found in titled.values():
        of_title = session_id_of(found[0]["meeting_id"], None, None, found[0]["title"])
        numbered = {row["session_id"] for row in found} - {of_title}
        types = {row["session_type"] for row in found} - {None}
        if len(numbered) == 1 and len(types) <= 1:
            yield of_title, numbered.pop()


def _add(reading: Reading, line: Line, table: str, values: Values, **columns: Any) -> Row:
    if "source_url" in columns:
        columns["source_url"] = values["source"]
    return reading.add(table, line, EXTRACTOR, quote=_quote(line), _source_url=values["source"], **columns)


def _quote(line: Line) -> str:
    """The row as written, without its last cell: the source."""
    end = line.text.rfind("|", 0, len(line.text.removesuffix("|")))
    return quote_of(replace(line, text=line.text[: max(end, 0)].strip(" |") or line.text))


def _of_meeting(reading: Reading, values: Values) -> Values:
    meeting_id = values.get("meeting", reading.meeting_id)
    return {"meeting_id": meeting_id, "year": year_of(meeting_id) or reading.year}


def _group(reading: Reading, line: Line, values: Values, column: str, vocabulary: str | None) -> str | None:
    """The name that the label in `column` means; none where it spans several, or where nothing is divided."""
    if vocabulary is None or values.get("group") == SEVERAL or column not in values:
        return None
    name = values.get("group") or labels(vocabulary).match(values[column])
    if name is None:
        message = f"not in data/vocabulary/{vocabulary}.yml; add it there, or fill the column Group"
        reading.note("label-unknown", line, values[column], message)
    return name


def _span(values: Values) -> tuple[datetime | None, datetime | None]:
    """Beginning and end in UTC, where day and zone are stated; an earlier end is on the next day."""
    day, zone, start, end = (values.get(name) for name in ("date", "zone", "start", "end"))
    moments = [_moment(day, clock, zone) for clock in (start, end)]
    if moments[0] and moments[1] and moments[1] < moments[0]:
        moments[1] += timedelta(days=1)
    return moments[0], moments[1]


def _moment(day: date | None, clock: str | None, zone: str | None) -> datetime | None:
    if day is None or clock is None or zone is None:
        return None
    local = datetime.combine(day, time.fromisoformat(clock))
    return in_utc(local, zone_of(zone, local))


def _role(reading: Reading, line: Line, values: Values, name: str, role: str, session_id: str | None) -> None:
    meeting_id = _of_meeting(reading, values)["meeting_id"]
    _add(reading, line, "organisation_roles", values, organisation_id=organisation_id_of(name),
         name_as_printed=name, role=role, meeting_id=meeting_id, session_id=session_id)  # fmt: skip


def _session_named(reading: Reading, line: Line, name: str) -> Row | None:
    """The session of this record that `name` is the code or the title of."""
    for row in reading.table("sessions"):
        if fold(name) in (fold(row["code"] or ""), fold(row["title"])):
            return row
    message = "column session: no session of this record has that code or title; correct it"
    reading.note("value-invalid", line, name, message)
    return None
