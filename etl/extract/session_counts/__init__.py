"""Stated numbers of sessions, by type and by track, and of proposals.

"80 pre-events" counts sessions of a type, "146 sessions" all of them, "434 workshop proposals" none. A
number of coalitions, booths or hubs is no number of sessions, nor is what one organisation did or what
was about one topic or on one day.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from etl.extract.participation.context import Context
from etl.extract.session_counts.doubts import is_of_programme
from etl.extract.session_counts.kinds import Count, count_of, track_count_of
from etl.extract.session_counts.runs import Run
from etl.figures.counted import counted_in
from etl.reading import Reading
from etl.vocabulary import fold

EXTRACTOR = "session_counts"


def extract(reading: Reading) -> None:
    """Add a row for every stated number of sessions or proposals, and a finding for every unknown type."""
    counted = [item for item in counted_in(reading) if item.setting.meeting_id and not item.is_claimed(reading)]
    context = Context(reading, counted)
    if context.is_of_a_year:
        counted = [item for item in counted if context.is_under_meeting(item)]
    tracks = {fold(row["track"]) for row in reading.table("tracks")}
    seen: set[tuple[object, ...]] = set()
    for _, run in groupby(counted, key=lambda item: item.group[0]):
        for count in _counts(Run(list(run)), tracks, reading.language):
            key = _key(count)
            if key not in seen and not count.counted.pair.amount.is_comparison:
                _add(reading, count)
            seen.add(key)
            count.counted.claim(reading)


def _counts(run: Run, tracks: set[str], language: str) -> Iterator[Count]:
    for counted in (item for item in run.counted if item.pair.amount.count is not None):
        count = track_count_of(counted, tracks, language) or count_of(counted, run, language)
        if count and is_of_programme(count, run, language):
            yield count


def _key(count: Count) -> tuple[object, ...]:
    setting = count.counted.setting
    name = count.group_name or ("" if count.dimension == "total" else fold(count.label))
    return setting.meeting_id, setting.phase, count.dimension, name, count.counted.count


def _add(reading: Reading, count: Count) -> None:
    counted, setting = count.counted, count.counted.setting
    reading.add(
        "session_counts",
        counted.line,
        EXTRACTOR,
        span=counted.span,
        meeting_id=setting.meeting_id,
        year=setting.year,
        phase=setting.phase,
        dimension=count.dimension,
        group_name=count.group_name,
        label=count.label,
        count=counted.count,
        qualifier=counted.pair.amount.qualifier,
        status=setting.status,
        is_preferred=False,
    )
    if not count.is_known:
        reading.note("label-unknown", counted.line, count.label,
                     "not in data/vocabulary/session_types.yml, and among labels that are; add it there")  # fmt: skip
