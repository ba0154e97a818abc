"""The records that ship: nothing in them is left unread, their bounds hold, and they say what they must."""

from __future__ import annotations

import re

import pytest

from etl import checks
from tests.documents import records
from tests.documents.records import read, sums

STATISTICS_2016 = "https://www.intgovforum.org/en/content/igf-2016-attendance-programme-statistics"
STATISTICS_2018 = "https://www.intgovforum.org/en/content/igf-2018-attendance-programme-statistics"
STATISTICS_2022 = "https://intgovforum.org/en/content/igf-2022-participation-and-programme-statistics"
STATISTICS_2025 = "https://www.intgovforum.org/en/content/igf-2025-participation-and-programme-statistics"
BREAKDOWN_2008 = "https://www.intgovforum.org/en/content/attendance-breakdown-of-the-hyderabad-meeting"


@pytest.mark.parametrize("name", records.ALL)
def test_everything_in_a_record_is_understood(name: str) -> None:
    reading = read(name)
    stated = {row["place"] for row in stated_findings(name)}
    assert [finding for finding in reading.findings if finding.place not in stated] == []
    assert checks.bounds([reading.facts()]) == []
    assert reading.document.front.get("expect"), "a record states how much is expected of it"


def stated_findings(name: str) -> list[dict[str, str]]:
    """The findings that a record itself states, by place."""
    reading = read(name)
    lines = [
        line for line in reading.document.lines if line.header and line.header[0] == "Code" and "Message" in line.header
    ]
    return [{"place": line.place} for line in lines]


@pytest.mark.parametrize("name", records.ALL)
def test_every_row_names_its_source_and_every_link_is_used(name: str) -> None:
    reading = read(name)
    for table in ("participation", "session_counts", "tracks", "sessions"):
        known = [row["source_url"] or reading.document.front.get("original") for row in reading.table(table)]
        assert all(known)
    text = reading.document.text
    defined = re.findall(r"^\[([^\]]+)\]: ", text, re.MULTILINE)
    assert len(defined) == len(set(defined))
    assert [name for name in defined if text.count(f"[{name}]") < 2] == []


@pytest.mark.parametrize("year", records.YEARS)
def test_records_of_meetings_have_one_structure(year: int) -> None:
    headings = [line for line in read(f"igf-{year}").document.lines if line.kind == "heading"]
    titles = [line.text.lstrip("# ") for line in headings if line.level == 2]
    order = ["Key facts", "Participation", "Programme in numbers", "Tracks", "Programme", "Sources"]
    assert titles == [title for title in order if title in titles]
    assert {"Key facts", "Participation", "Tracks", "Programme", "Sources"} <= set(titles)


def test_meetings_were_held_in_their_years() -> None:
    for year in records.YEARS:
        held = [row for row in read(f"igf-{year}").table("meetings") if row["status"]]
        assert [(row["meeting_id"], row["status"]) for row in held] == [(f"igf-{year}", "held")]


def test_sessions_and_figures_are_many() -> None:
    sessions = {row["session_id"]: row["status"] for name in records.ALL for row in read(name).table("sessions")}
    assert sum(status not in ("proposal", "cancelled") for status in sessions.values()) >= 820
    figures = [row for year in records.YEARS for row in read(f"igf-{year}").table("participation")]
    assert len(figures) >= 250
    assert {row["meeting_id"] for row in figures} == {f"igf-{year}" for year in records.YEARS}


@pytest.mark.parametrize("dimension", ["stakeholder", "region"])
def test_2008_shares_add_up(dimension: str) -> None:
    assert sums("igf-2008", "participation", "share", dimension=dimension) == {BREAKDOWN_2008: pytest.approx(1)}


def test_2012_groups_against_their_total() -> None:
    groups = sums("igf-2012", "participation", "count", measure="onsite", dimension="stakeholder")
    totals = [
        row
        for row in read("igf-2012").table("participation")
        if (row["measure"], row["dimension"]) == ("onsite", "total")
    ]
    assert list(groups.values()) == [1618]
    assert [(row["count"], row["qualifier"]) for row in totals] == [(1630, "over")]


def test_2016_types_with_and_without_pre_events() -> None:
    assert sums("igf-2016", "session_counts", "count", dimension="type")[STATISTICS_2016] == 229
    pre_events = sums("igf-2016", "session_counts", "count", dimension="type", group_name="Pre-event")
    assert 229 - pre_events[STATISTICS_2016] == 205
    totals = {row["count"] for row in read("igf-2016").table("session_counts") if row["dimension"] == "total"}
    assert {229, 205} <= totals


def test_2018_types_and_themes() -> None:
    assert sums("igf-2018", "session_counts", "count", dimension="type")[STATISTICS_2018] == 169
    assert sums("igf-2018", "session_counts", "count", dimension="track")[STATISTICS_2018] == 171
    assert sums("igf-2018", "session_counts", "count", dimension="total")[STATISTICS_2018] == 171


def test_2022_intergovernmental_organizations_in_two_divisions() -> None:
    shares = {
        row["dimension"]: row["share"]
        for row in read("igf-2022").table("participation")
        if row["group_name"] == "Intergovernmental Organization" and row["source_url"] == STATISTICS_2022
    }
    assert shares == {"stakeholder": 0.11, "region": 0.08}


def test_2025_counts_four_populations() -> None:
    totals = {
        row["measure"]: (row["count"], row["qualifier"])
        for row in read("igf-2025").table("participation")
        if row["dimension"] == "total" and row["source_url"] == STATISTICS_2025
    }
    assert totals == {
        "registered": (8833, "exact"),
        "onsite": (3435, "exact"),
        "online": (6000, "over"),
        "participants": (9435, "over"),
    }
