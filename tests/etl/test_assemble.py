"""Readings of single documents become tables: order does not matter, originals win, rivals are kept."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from etl.reading import Reading
from tests.etl.readings import add_figure, add_session, reading, tables_of

ADDRESS = "https://forum.example/summary"


def add_meeting(made: Reading, source: str | None = None, **columns: Any) -> None:
    made.add("meetings", made.document.lines[0], "by hand", meeting_id="igf-2020", series="IGF", year=2020,
             _source_url=source, **columns)  # fmt: skip


def test_the_order_of_readings_does_not_matter() -> None:
    def made() -> list[Reading]:
        readings = [reading(name, f"Text of {name}") for name in "abcd"]
        for index, one in enumerate(readings):
            add_meeting(one, city="Katowice", start_date=date(2020, 11, 1 + index % 2))
            add_figure(one, "registrations", 100 + index, dimension="total")
            add_session(one, "igf-2020-workshop-1", f"Title {index}")
        return readings

    expected = tables_of(made())
    for seed in range(5):
        shuffled = made()
        random.Random(seed).shuffle(shuffled)
        assert tables_of(shuffled) == expected


def test_one_row_per_meeting_and_a_finding_per_rival_value() -> None:
    first, second, third = (reading(name, f"Text of {name}") for name in "abc")
    add_meeting(first, source="https://a.example/", city="Athens", start_date=date(2020, 10, 30))
    add_meeting(second, source="https://b.example/", start_date=date(2020, 10, 30))
    add_meeting(third, source="https://c.example/", start_date=date(2020, 10, 24))
    rows = tables_of([first, second, third])
    (meeting,) = rows["meetings"]
    assert (meeting["city"], meeting["start_date"]) == ("Athens", date(2020, 10, 30))
    (rival,) = [row for row in rows["findings"] if row["code"] == "rival-value"]
    assert (rival["document_id"], rival["value"]) == ("c", "2020-10-24")
    assert "https://c.example/" in rival["message"]


def test_a_meeting_that_only_a_figure_names_has_a_row() -> None:
    made = reading("a")
    add_figure(made, "registrations", 7, dimension="total", meeting_id="igf-2018", year=2018)
    assert [(row["meeting_id"], row["series"], row["year"]) for row in tables_of([made])["meetings"]] == [
        ("igf-2018", "IGF", 2018)
    ]


def record(original: Reading, url: str = ADDRESS) -> Reading:
    front = {
        "kind": "meeting summary",
        "url": url,
        "original": original.document.sha256,
        "title": "Summary",
        "meeting": "igf-2020",
    }
    made = reading("record", "Our words\nfrom elsewhere", front=front)
    add_figure(made, "registrations", 100, dimension="total", source_url=url, _source_url=url)
    made.add("participation", made.document.lines[1], "by hand", meeting_id="igf-2020", year=2020, measure="onsite",
             dimension="total", label="badges", count=50, qualifier="exact", status="final", is_derived=False,
             is_preferred=False, source_url="https://other.example/", _source_url="https://other.example/")  # fmt: skip
    return made


def test_rows_of_a_record_give_way_to_the_original_that_is_present() -> None:
    original = reading("original", "The summary itself")
    add_figure(original, "registrations", 101, dimension="total")
    alone = tables_of([record(original)])
    assert [row["count"] for row in alone["participation"]] == [100, 50] or [
        row["count"] for row in alone["participation"]
    ] == [50, 100]
    both = tables_of([record(original), original])
    assert sorted((row["document_id"], row["count"]) for row in both["participation"]) == [
        ("original", 101),
        ("record", 50),
    ]
    assert "record-set-aside" in [row["code"] for row in both["findings"] if row["document_id"] == "record"]
    (described,) = [row for row in both["documents"] if row["document_id"] == "original"]
    assert (described["url"], described["title"]) == (ADDRESS, "Summary")


def test_one_row_per_session_and_document_and_one_preferred_per_session() -> None:
    first, second = reading("a", "Text a"), reading("b", "Text b")
    add_session(first, "igf-2020-workshop-1", "One")
    add_session(first, "igf-2020-workshop-1", "One", code="WS #1", track="Data")
    add_session(second, "igf-2020-workshop-1", "One")
    rows = tables_of([first, second])["sessions"]
    rows = sorted(rows, key=lambda row: row["document_id"])
    assert [(row["document_id"], row["code"], row["track"], row["is_preferred"]) for row in rows] == [
        ("a", "WS #1", "Data", True),
        ("b", None, None, False),
    ]


def test_every_row_has_exactly_the_declared_columns() -> None:
    made = reading("a")
    add_meeting(made, source=ADDRESS)
    add_session(made, "igf-2020-workshop-1", "One", _source_url=ADDRESS)
    for rows in tables_of([made]).values():
        assert not [name for row in rows for name in row if name.startswith("_")]


def test_where_record_and_original_disagree_is_said() -> None:
    original = reading("original", "The summary itself")
    add_figure(original, "registrations", 101, dimension="total")
    (finding,) = [
        row for row in tables_of([record(original), original])["findings"] if row["code"] == "original-disagrees"
    ]
    assert (finding["document_id"], finding["value"]) == ("record", "registrations: 100")
    assert "has 101" in finding["message"]


def test_a_meeting_that_was_held_had_been_planned() -> None:
    readings = [reading(name, f"Text of {name}") for name in "abc"]
    for made, status in zip(readings, ("planned", "planned", "held"), strict=True):
        add_meeting(made, status=status)
    rows = tables_of(readings)
    assert [row["status"] for row in rows["meetings"]] == ["held"]
    assert not [row for row in rows["findings"] if row["code"] == "rival-value"]
