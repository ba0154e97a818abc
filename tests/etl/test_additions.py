"""Facts against what the tables hold: new, matching, contradicting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from etl.additions import CONTRADICTING, MATCHING, NEW, TABLES_JUDGED, additions
from etl.reading import Facts
from etl.schema import BY_NAME

PLACE = {"document_id": "ours", "place": "line 1", "quote": "words", "extractor": "test"}


def row(table: str, **values: Any) -> dict[str, Any]:
    return {**dict.fromkeys(BY_NAME[table].names), **PLACE, **values}


def judged(table: str, ours: Mapping[str, Any], *theirs: Mapping[str, Any]) -> Any:
    facts = Facts("ours", "ours.txt", "0", "original", None, None, {}, {table: [row(table, **ours)]}, [])
    held = {name: [] for name in TABLES_JUDGED} | {table: [row(table, document_id="held", **one) for one in theirs]}
    (addition,) = additions(facts, held)
    return addition


FIGURE = {"meeting_id": "igf-2020", "measure": "registered", "dimension": "total", "qualifier": "exact", "label": "all"}


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        ({"count": 5218}, {"count": 5218}, MATCHING),
        ({"count": 5218}, {"count": 5217}, CONTRADICTING),
        ({"count": 5218}, {"count": 5217, "measure": "participants"}, NEW),
        ({"count": 5218}, {"count": 5217, "phase": "Phase 1"}, NEW),
        ({"count": 5218}, {"count": 5000, "qualifier": "over"}, MATCHING),
        ({"count": 4218}, {"count": 5000, "qualifier": "over"}, CONTRADICTING),
        ({"share": 0.171}, {"share": 0.17}, MATCHING),
        ({"share": 0.171}, {"share": 0.27}, CONTRADICTING),
        ({"share": 0.171}, {"count": 906}, NEW),
        ({"count": 5218}, {"count": 1, "is_derived": True}, NEW),
    ],
)
def test_figures_are_compared_within_their_population(
    ours: dict[str, Any], theirs: dict[str, Any], verdict: str
) -> None:
    assert judged("participation", {**FIGURE, **ours}, {**FIGURE, **theirs}).verdict == verdict


def test_a_contradiction_says_what_is_held_and_where_from() -> None:
    theirs = {**FIGURE, "count": 6000, "source_url": "https://example.org/a"}
    found = judged("participation", {**FIGURE, "count": 5218}, theirs)
    assert (found.said, found.known) == (
        "igf-2020, registered, total, all: 5,218",
        "igf-2020, registered, total, all: 6,000",
    )
    assert (found.known_from, found.place, found.quote) == ("https://example.org/a", "line 1", "words")


def test_one_source_that_agrees_is_enough() -> None:
    theirs = [{**FIGURE, "count": count} for count in (6000, 5218)]
    assert judged("participation", {**FIGURE, "count": 5218}, *theirs).verdict == MATCHING


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        ({"title": "Lanterns"}, {"title": "LANTERNS", "session_type": "Workshop"}, MATCHING),
        ({"title": "Lanterns", "session_type": "Open Forum"}, {"title": "Lanterns", "session_type": "Workshop"},
         CONTRADICTING),
        ({"title": "Lanterns"}, {"title": "Lanterns", "session_id": "another"}, NEW),
    ],
)  # fmt: skip
def test_sessions_are_compared_by_what_both_state(ours: dict[str, Any], theirs: dict[str, Any], verdict: str) -> None:
    both = {"session_id": "s-1", "meeting_id": "igf-2020"}
    assert judged("sessions", {**both, **ours}, {**both, **theirs}).verdict == verdict
