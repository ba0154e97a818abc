import time as clock
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.parse.times import find_times, to_utc

DAY = date(2021, 12, 6)

PRINTED = [
    ("9:30 AM - 12:00 PM UTC", "9:30 AM", "12:00 PM", "09:30", "12:00", "UTC"),
    ("12:50 PM - 01:50 PM UTC", "12:50 PM", "01:50 PM", "12:50", "13:50", "UTC"),
    ("16:00 GMT+03", "16:00", None, "16:00", None, "GMT+03"),
    ("13.00 - 13.20", "13.00", "13.20", "13:00", "13:20", None),
    ("15h30", "15h30", None, "15:30", None, None),
    ("9h à 10h30", "9h", "10h30", "09:00", "10:30", None),
    ("10h-11h", "10h", "11h", "10:00", "11:00", None),
    ("11:00 - 12:30 JST", "11:00", "12:30", "11:00", "12:30", "JST"),
    ("9 Uhr", "9 Uhr", None, "09:00", None, None),
    ("9 bis 10:30 Uhr", "9", "10:30", "09:00", "10:30", None),
    ("10 to 11:30 am", "10", "11:30 am", "10:00", "11:30", None),
    ("11 - 12:30 pm", "11", "12:30 pm", "11:00", "12:30", None),
    ("9:30 - 1 pm", "9:30", "1 pm", "09:30", "13:00", None),
    ("10-11:30", "10", "11:30", "10:00", "11:30", None),
    ("10.30 a.m. to 12 noon", "10.30 a.m.", "12 noon", "10:30", "12:00", None),
    ("14h às 15h30", "14h", "15h30", "14:00", "15:30", None),
    ("16:00 horas", "16:00", None, "16:00", None, None),
    ("16:15 - 17:15 (UTC+9)", "16:15", "17:15", "16:15", "17:15", "UTC+9"),
    ("10:00 - 11:00 UTC -3:30", "10:00", "11:00", "10:00", "11:00", "UTC -3:30"),
    ("10:00 (UTC - 3)", "10:00", None, "10:00", None, "UTC - 3"),
    ("10 h 15 - 11 h 15", "10 h 15", "11 h 15", "10:15", "11:15", None),
    ("10:00 - 11:00 Asia/Tokyo", "10:00", "11:00", "10:00", "11:00", "Asia/Tokyo"),
]


@pytest.mark.parametrize(("text", "start", "end", "first", "last", "zone"), PRINTED)
def test_times_as_printed(
    text: str, start: str, end: str | None, first: str, last: str | None, zone: str | None
) -> None:
    line = f"Hall A, from {text}, doors open"
    [found] = find_times(line)
    assert line[found.start : found.end] == text
    assert (found.start_local, found.end_local, found.zone) == (start, end, zone)
    assert found.start_clock == time.fromisoformat(first)
    assert found.end_clock == (time.fromisoformat(last) if last else None)


def test_a_dash_between_two_times_in_utc_is_no_offset() -> None:
    found = find_times("(11:20 UTC - 12:50 UTC)")
    assert [(time.start_local, time.zone) for time in found] == [("11:20", "UTC"), ("12:50", "UTC")]


@pytest.mark.parametrize(
    "text",
    [
        "60 Min - Break-out Group",
        "17.3% - 20.5%",
        "1.25 - 2.50 million",
        "version 10.5",
        "ratio 3:2",
        "Phase 1: 12 sessions",
        "12 - 14 November",
        "open 9 to 5",
        "25:30",
        "a session of 2 h",
        "30 min",
        "WS 17",
        "0900-1030",
        "IGF 2020:15",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(text) == []


def test_a_number_before_a_time_is_not_its_beginning() -> None:
    [found] = find_times("WS 10 - 11:30 Title")
    assert (found.start_local, found.end_local) == ("11:30", None)


def test_local_time_and_the_same_in_utc_are_one_time() -> None:
    [found] = find_times("Tuesday | 13:50 – 14:50 local time (10:50-11:50 UTC)")
    assert (found.start_local, found.end_local, found.is_local) == ("13:50", "14:50", True)
    start, end = found.to_utc(date(2022, 11, 29))
    assert start == datetime(2022, 11, 29, 10, 50, tzinfo=UTC)
    assert end == datetime(2022, 11, 29, 11, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "home", "utc"),
    [
        ("11:00 JST", None, "2021-12-06T02:00"),
        ("16:00 GMT+03", None, "2021-12-06T13:00"),
        ("16:00 UTC -3:30", None, "2021-12-06T19:30"),
        ("10:00", "Europe/Berlin", "2021-12-06T09:00"),
        ("10:00 CET", "Asia/Tokyo", "2021-12-06T09:00"),
        ("01:00", "Asia/Tokyo", "2021-12-05T16:00"),
        ("09:00 IST", "Asia/Kolkata", "2021-12-06T03:30"),
        ("09:00 IST", None, None),
        ("09:00 XYZ", None, None),
        ("09:00", None, None),
    ],
)
def test_utc_by_printed_zone_or_by_the_city(text: str, home: str | None, utc: str | None) -> None:
    [found] = find_times(text)
    expected = datetime.fromisoformat(utc).replace(tzinfo=UTC) if utc else None
    assert found.to_utc(DAY, home)[0] == expected


def test_an_end_after_midnight_is_on_the_next_day() -> None:
    [found] = find_times("23:30 - 00:30 UTC")
    assert found.to_utc(DAY)[1] == datetime(2021, 12, 7, 0, 30, tzinfo=UTC)


def test_to_utc_of_text() -> None:
    assert to_utc(DAY, "9:30 AM", "UTC") == datetime(2021, 12, 6, 9, 30, tzinfo=UTC)
    assert to_utc(DAY, "15h30", "America/Sao_Paulo") == datetime(2021, 12, 6, 18, 30, tzinfo=UTC)
    assert to_utc(DAY, "09:30", "nowhere") is None
    assert to_utc(DAY, "soon", "UTC") is None


@given(st.text(alphabet="0123456789 -–.:hHapmUTCGMT+()bisto", max_size=50))
def test_any_text_gives_spans_and_no_error(text: str) -> None:
    for found in find_times(text):
        assert text[found.start : found.end] == found.text
        found.to_utc(DAY, "Europe/Paris")


@pytest.mark.parametrize("unit", ["1 ", "10:00 ", "10:00 - ", "9 to ", "1:", "10h", "from ", "de 1 a ", "10:00 UTC+"])
def test_a_hostile_line_takes_no_longer_than_its_length(unit: str) -> None:
    line = unit * (100_000 // len(unit))
    before = clock.process_time()
    find_times(line)
    assert clock.process_time() - before < 5
