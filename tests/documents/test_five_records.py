"""From five records come the facts of their originals, as tests/expected states them.

With ATLAS_ORIGINALS=DIR in the environment the originals in DIR are held to the same, whatever their
files are called: they are known by the hash that the front matter of their record names.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from etl.extract import read_facts
from etl.formats import document_of, suffixes
from etl.reading import Reading, Row
from etl.vocabulary import fold
from tests.documents import records

EXPECTED = Path(__file__).resolve().parents[1] / "expected"
RECORD_OF = {
    "alsur-2024-annual-report": "alsur-2024",
    "igf-2019-lac-space-session-report": "igf-2019-lac-space",
    "igf-2020-phase-1-summary": "igf-2020-phase-1",
    "igf-2021-it-for-change-sessions": "igf-2021-it-for-change",
    "internet-social-forum-2017-call": "internet-social-forum-2017",
}
# What makes a row the same row; every other expected column is an attribute of it.
KEYS = {
    "meetings": ("meeting_id",),
    "participation": ("measure", "dimension", "group_name", "count", "share"),
    "session_counts": ("dimension", "group_name", "count"),
    "tracks": ("track", "role"),
    "sessions": ("title",),
    "organisation_roles": ("session_id", "organisation_id", "role"),
}
MEASURED = ("participation", "session_counts", "sessions", "tracks")
ROWS_RIGHT = 0.97
ATTRIBUTES_RIGHT = 0.95

Key = tuple[Any, ...]


@cache
def originals() -> dict[str, Path]:
    """The originals that are there, by hash."""
    folder = os.environ.get("ATLAS_ORIGINALS")
    paths = [path for path in sorted(Path(folder).rglob("*")) if path.suffix in suffixes()] if folder else []
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in paths}


def documents() -> list[tuple[str, str]]:
    """Each expectation with what is held to it: its record, and its original where that is present."""
    hashes = {expected: records.document(record).front["original"] for expected, record in RECORD_OF.items()}
    present = [(expected, "original") for expected in RECORD_OF if hashes[expected] in originals()]
    return [*((expected, "record") for expected in RECORD_OF), *present]


@cache
def reading_of(expected: str, form: str) -> Reading:
    record = RECORD_OF[expected]
    if form == "record":
        return records.read(record)
    path = originals()[records.document(record).front["original"]]
    return read_facts(document_of(path.read_bytes(), path.name))


@cache
def expected_of(name: str) -> dict[str, Any]:
    stated: dict[str, Any] = yaml.safe_load((EXPECTED / f"{name}.yml").read_text("utf-8"))
    return stated


def found_in(reading: Reading, table: str) -> list[Row]:
    rows = [row for row in reading.table(table) if not row.get("is_derived")]
    return list(merged(rows)) if table == "meetings" else rows


def merged(statements: Iterable[Row]) -> Iterator[Row]:
    """One row per meeting: a document states its columns in several places."""
    meetings: dict[str, Row] = {}
    for row in statements:
        first = meetings.setdefault(row["meeting_id"], dict(row))
        first.update({name: value for name, value in row.items() if first[name] is None})
    yield from meetings.values()


def key_of(table: str, row: Row) -> Key:
    values = (row.get(name) for name in KEYS[table])
    return tuple(fold(value) if isinstance(value, str) else value for value in values)


def compare(expected: list[Row], found: list[Row], table: str) -> tuple[Counter[Key], Counter[Key], list[str]]:
    """The rows that are missing, those too many, and the attributes that differ."""
    stated, read = ({key_of(table, row): row for row in rows} for rows in (expected, found))
    wanted, got = (Counter(key_of(table, row) for row in rows) for rows in (expected, found))
    wrong = [
        f"{key}: {name} is {read[key].get(name)!r}, expected {value!r}"
        for key in wanted & got
        for name, value in stated[key].items()
        if read[key].get(name) != value
    ]
    return wanted - got, got - wanted, wrong


@pytest.mark.parametrize(("name", "form"), documents())
def test_rows(name: str, form: str) -> None:
    reading, expected = reading_of(name, form), expected_of(name)
    for table in KEYS:
        missing, more, wrong = compare(expected[table], found_in(reading, table), table)
        assert (list(missing), list(more), wrong) == ([], [], []), table


@pytest.mark.parametrize(("name", "form"), documents())
def test_takeaways_are_tied_to_their_sessions(name: str, form: str) -> None:
    rows = reading_of(name, form).table("takeaways")
    assert Counter(row["session_id"] for row in rows) == Counter(expected_of(name)["takeaways"])
    for session_id in {row["session_id"] for row in rows}:
        positions = [row["position"] for row in rows if row["session_id"] == session_id]
        assert positions == list(range(1, len(positions) + 1))
    assert all(row["text"] for row in rows)


@pytest.mark.parametrize(("name", "form"), documents())
def test_what_is_no_fact_is_a_finding(name: str, form: str) -> None:
    found = {finding.code for finding in reading_of(name, form).findings}
    assert set(expected_of(name)["findings"]) <= found


@pytest.mark.parametrize("form", sorted({form for _, form in documents()}, reverse=True))
def test_precision_and_recall(form: str) -> None:
    """Over all five together: what the project promises of its extraction."""
    wanted = got = missed = added = attributes = differing = 0
    for name, its_form in documents():
        if its_form != form:
            continue
        for table in MEASURED:
            expected, found = expected_of(name)[table], found_in(reading_of(name, form), table)
            missing, more, wrong = compare(expected, found, table)
            wanted, missed = wanted + len(expected), missed + missing.total()
            got, added = got + len(found), added + more.total()
            attributes += sum(len(row) - len(KEYS[table]) for row in expected)
            differing += len(wrong)
    assert wanted > 40
    assert 1 - missed / wanted >= ROWS_RIGHT, "recall"
    assert 1 - added / got >= ROWS_RIGHT, "precision"
    assert 1 - differing / attributes >= ATTRIBUTES_RIGHT, "attributes"


def test_records_and_originals_are_the_five_that_are_expected() -> None:
    assert {path.stem for path in EXPECTED.glob("*.yml")} == set(RECORD_OF)
    named = {name for name in records.ALL if records.document(name).front.get("original")}
    assert named == set(RECORD_OF.values())
