"""The calendar file, read back by a library that knows the standard."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pandas as pd

from pages.shared import ical, options, queries
from pages.shared.catalog import fetch

MADE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NOTHING = dict.fromkeys(
    (
        "code",
        "session_type",
        "track",
        "date",
        "start_time",
        "end_time",
        "start_local",
        "time_zone",
        "city",
        "source_url",
    )
)


def events(*sessions: dict[str, Any]) -> list[icalendar.Event]:
    written = ical.calendar([NOTHING | session for session in sessions], "Sessions", MADE)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    read = icalendar.Calendar.from_ical(written)
    assert read["version"] == "2.0" and read["prodid"]
    found = read.walk("VEVENT")
    assert not [event.errors for event in found if event.errors]
    return found


def test_an_event_has_its_time_in_utc() -> None:
    (event,) = events(
        {
            "session_id": "igf-2020-workshop-1",
            "code": "WS #1",
            "title": "Privacy",
            "session_type": "Workshop",
            "track": "Trust",
            "date": pd.Timestamp(2020, 11, 3),
            "start_time": pd.Timestamp(2020, 11, 3, 16, 50),
            "end_time": pd.Timestamp(2020, 11, 3, 18),
            "start_local": "17:50",
            "time_zone": "Europe/Warsaw",
            "city": "Katowice",
            "source_url": "https://example.org/a,b;c",
        }
    )
    assert event.decoded("dtstart") == datetime(2020, 11, 3, 16, 50, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2020, 11, 3, 18, tzinfo=UTC)
    assert event.decoded("dtstamp") == MADE
    assert event["summary"] == "WS #1 Privacy"
    assert event["description"] == "Workshop\nTrack: Trust\nPrinted time: 17:50 (Europe/Warsaw)"
    assert (event["location"], event["url"]) == ("Katowice", "https://example.org/a,b;c")
    assert event["uid"] == "igf-2020-workshop-1@igf-atlas"


def test_without_a_known_zone_it_is_the_whole_day_and_without_a_day_it_is_left_out() -> None:
    (event,) = events(
        {"session_id": "a", "title": "A", "date": pd.Timestamp(2020, 11, 3), "start_local": "10:00"},
        {"session_id": "b", "title": "B", "date": pd.NaT, "start_time": pd.NaT},
    )
    assert event.decoded("dtstart") == date(2020, 11, 3)
    assert event["description"] == "Printed time: 10:00, time zone not known"


def test_signs_lines_and_long_titles_come_back_as_they_were() -> None:
    title = "Ünïcode; commas, back\\new: “quotes” 人工智能 " + "and a very long title " * 9
    (event,) = events({"session_id": "a", "title": title.strip(), "date": date(2020, 1, 1)})
    assert event["summary"] == title.strip()


def test_a_title_cannot_add_lines_of_its_own() -> None:
    (event,) = events(
        {"session_id": "a", "title": "A\r\nEND:VEVENT\x00", "date": date(2020, 1, 1), "source_url": "x:y\nz"}
    )
    assert event["summary"] == "A\nEND:VEVENT"
    assert "url" not in event


def test_the_chosen_sessions_are_in_it(tables: Path) -> None:
    rows = fetch(queries.session_times(options.choice({"meeting": ["igf-2020"]})))
    assert len(rows) == 5 and set(rows["session_id"]) == {f"s-2020-{n}" for n in range(5)}
    assert str(rows["start_time"].dtype).startswith("datetime64") or rows["start_time"].isna().all()
