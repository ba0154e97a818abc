"""A meeting that the document itself announces with labelled lines: "Place: …", "Date: …".

A call or a press note names its own meeting so, often without repeating what it is called: then it
is a meeting of the series that the document speaks of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from etl.document import Line
from etl.extract.meetings import statements
from etl.extract.meetings.candidates import Candidate
from etl.extract.meetings.named import HEAD_LINES, Named
from etl.parse.dates import DateMention
from etl.places import PlaceMention, find_places
from etl.reading import Reading
from etl.series import needs_city

FARTHEST = 8
# "Call: Dialogues for …" gives the meeting its name.
NAME = re.compile(r"\W{0,3}(?:call|convocatoria|appel|chamada|aufruf)\s?:\s?(?P<name>\S.{4,118})$", re.IGNORECASE)
OF_SESSIONS = ("session report", "session list", "transcript")


def candidate_of_block(
    reading: Reading, kind: str, names: Sequence[Named], candidates: list[Candidate]
) -> Candidate | None:
    """The meeting of the document's labelled place and date; added to `candidates` where it is new.

    None where there are no such lines, where the labels are those of a session, or where the document
    names no series whose meetings are told apart by place.
    """
    place, day = _labelled(reading)
    series = _series_of(names)
    if kind in OF_SESSIONS or not place or not day or not day.year or series is None:
        return None
    named = [one for one in names if one.mention.series == series]
    candidate = Candidate(series, day.year, place.city, described=named[:1])
    same = next((one for one in candidates if one.meeting_id == candidate.meeting_id), None)
    if same:
        return same
    candidates.append(candidate)
    return candidate


def name_of(lines: Sequence[Line]) -> tuple[Line, int, int] | None:
    """Where the head of a call names its meeting."""
    head = [line for line in lines if line.text][:HEAD_LINES]
    found = ((line, NAME.match(line.text)) for line in head)
    return next(((line, match.start("name"), match.end("name")) for line, match in found if match), None)


def _series_of(names: Sequence[Named]) -> str | None:
    """The series told apart by place that is named in the title, else most often."""
    found = [named for named in names if needs_city(named.mention.series)]
    titles = [named for named in found if named.is_in_head]
    counted = Counter(named.mention.series for named in titles or found)
    return counted.most_common(1)[0][0] if counted else None


def _labelled(reading: Reading) -> tuple[PlaceMention | None, DateMention | None]:
    """The labelled place and the labelled date that stand together."""
    found: dict[str, tuple[Line, int]] = {}
    for line in reading.document.lines:
        label = statements.label_of(line)
        if label and label[0] not in found:
            found[label[0]] = (line, label[1])
    if len(found) < 2 or abs(found["place"][0].index - found["date"][0].index) > FARTHEST:
        return None, None
    (at, start), (on, begin) = found["place"], found["date"]
    places = [one for one in find_places(at.text[start:], reading.language) if one.city]
    days = statements.dates_in(on.text, begin, len(on.text), reading.language)
    return (places[0] if places else None), (days[0] if days else None)
