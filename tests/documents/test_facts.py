"""Every row of tests/facts is in a record, or left out with a reason; and no other row is in a record."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from etl.extract.identity import tidy_code
from etl.reading import Row
from tests.documents import records

FOLDER = Path(__file__).resolve().parents[1] / "facts"
NAMED_BY = {
    "meetings": "source_url",
    "participation": "group_label",
    "session_counts": "label",
    "tracks": "track_label",
    "sessions": "title",
}
# What the facts call otherwise throughout. All other differences are listed in changed.csv.
MODES = {"onsite with remote participation": "in person"}
FIGURE_STATUSES = {"": "final", "conflicting": "final", "conflicting; interim": "interim"}
SESSION_STATUSES = {"slot not shown": "unknown"}

Fact = dict[str, str]


@cache
def listed(name: str) -> tuple[Fact, ...]:
    """The rows of a list, each with its line; white space is that of a record: single spaces."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [{"line": str(line)} | row for line, row in enumerate(csv.DictReader(file), 2)]
    return tuple({column: " ".join(value.split()) for column, value in row.items()} for row in rows)


@cache
def left_out() -> frozenset[tuple[str, str]]:
    return frozenset((row["file"], row["line"]) for row in listed("left-out"))


def recorded_facts(name: str, year: int) -> Iterator[Fact]:
    """The facts of a meeting that are in its record, with the values that changed.csv gives them."""
    changed = {(row["line"], row["column"]): row["recorded"] for row in listed("changed") if row["file"] == name}
    for fact in listed(name):
        if fact["year"] == str(year) and (name, fact["line"]) not in left_out():
            yield {column: changed.get((fact["line"], column), value) for column, value in fact.items()}


def number(text: str) -> int | None:
    return int(text) if text else None


def share(text: str) -> float | None:
    return round(float(text) / 100, 6) if text else None


def names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(";") if name.strip())


def of_meeting(fact: Fact) -> tuple[Any, ...]:
    return (
        number(fact["edition"]),
        fact["city"],
        fact["country"],
        MODES.get(fact["mode"], fact["mode"]),
        fact["start_date"],
        fact["end_date"],
        fact["overarching_theme"],
        fact["source_url"],
    )


def of_figure(fact: Fact) -> tuple[Any, ...]:
    return (
        fact["measure"],
        fact["dimension"],
        fact["group_label"],
        number(fact["count"]),
        share(fact["percent"]),
        fact["qualifier"],
        FIGURE_STATUSES.get(fact["status"], fact["status"]),
        fact["source_url"],
    )


def of_count(fact: Fact) -> tuple[Any, ...]:
    return (
        fact["dimension"],
        fact["label"],
        number(fact["count"]),
        fact["qualifier"],
        FIGURE_STATUSES.get(fact["status"], fact["status"]),
        fact["source_url"],
    )


def of_track(fact: Fact) -> tuple[Any, ...]:
    return fact["track_label"], fact["source_url"]


def of_session(fact: Fact) -> tuple[Any, ...]:
    return (
        tidy_code(fact["code"])[0],
        fact["title"],
        fact["type"],
        SESSION_STATUSES.get(fact["status"], fact["status"]),
        fact["track"],
        fact["date"],
        fact["start_time"],
        fact["end_time"],
        fact["time_zone"],
        names(fact["organisers"]),
        fact["source_url"],
    )


def text(row: Row, *columns: str) -> tuple[str, ...]:
    return tuple("" if row[column] is None else str(row[column]) for column in columns)


def meetings(name: str) -> Iterator[tuple[Any, ...]]:
    for row in records.read(name).table("meetings"):
        stated = text(row, "city", "country", "mode", "start_date", "end_date", "theme")
        if row["_source_url"] and (row["edition"] or any(stated)):
            yield row["edition"], *stated, row["_source_url"]


def participation(name: str) -> Iterator[tuple[Any, ...]]:
    for row in records.read(name).table("participation"):
        part = None if row["share"] is None else round(row["share"], 6)
        yield (
            *text(row, "measure", "dimension", "label"),
            row["count"],
            part,
            *text(row, "qualifier", "status", "source_url"),
        )


def session_counts(name: str) -> Iterator[tuple[Any, ...]]:
    for row in records.read(name).table("session_counts"):
        yield (
            *text(row, "dimension", "label"),
            row["count"],
            *text(row, "qualifier", "status", "source_url"),
        )


def tracks(name: str) -> Iterator[tuple[Any, ...]]:
    for row in records.read(name).table("tracks"):
        yield text(row, "track", "source_url")


def sessions(name: str) -> Iterator[tuple[Any, ...]]:
    reading = records.read(name)
    for row in reading.table("sessions"):
        status = records.cells(reading, row["place"]).get("status") or "scheduled"
        organisers = tuple(
            role["name_as_printed"] for role in reading.table("organisation_roles") if role["place"] == row["place"]
        )
        yield (
            *text(row, "code", "title", "type_label"),
            status,
            *text(row, "track", "date", "start_local"),
            *text(row, "end_local", "time_zone"),
            organisers,
            row["source_url"],
        )


TABLES: dict[str, tuple[Callable[[Fact], tuple[Any, ...]], Callable[[str], Iterator[tuple[Any, ...]]]]] = {
    "meetings": (of_meeting, meetings),
    "participation": (of_figure, participation),
    "session_counts": (of_count, session_counts),
    "tracks": (of_track, tracks),
    "sessions": (of_session, sessions),
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("year", records.YEARS)
def test_facts_are_recorded(table: str, year: int) -> None:
    of_fact, of_record = TABLES[table]
    stated = Counter(map(of_fact, recorded_facts(table, year)))
    recorded = Counter(of_record(f"igf-{year}"))
    assert list((stated - recorded).elements()) == [], "facts that are in no record"
    assert list((recorded - stated).elements()) == [], "rows of the record that are no facts"


@pytest.mark.parametrize("name", ["left-out", "changed"])
def test_lists_name_existing_rows_and_give_reasons(name: str) -> None:
    for row in listed(name):
        fact = listed(row["file"])[int(row["line"]) - 2]
        assert fact[NAMED_BY[row["file"]]] == row["what"], row
        assert row["reason"], row
        assert "column" not in row or fact[row["column"]] == row["printed"] != row["recorded"], row


def test_no_fact_is_both_left_out_and_changed() -> None:
    assert not left_out() & {(row["file"], row["line"]) for row in listed("changed")}
    assert len(left_out()) == len(listed("left-out"))
