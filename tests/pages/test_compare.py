"""Two things side by side: populations stay apart, gaps are shown, every figure has its source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pages.shared import charts, options, queries, sides
from pages.shared.catalog import fetch, rows_behind
from tests.pages.test_pages import cards, open_page

HARBOUR, FORGE = "organisation-harbour-light", "organisation-network-forge"


def compared(what: str, one: str, other: str) -> Any:
    """The table of the two sides: its lines by their first cell."""
    both = sides.both(options.choice({"one": [one], "other": [other]}))
    chart = getattr(charts, what)(fetch(getattr(queries, what)(both)), both)
    return {row[0]: row[1:] for row in chart.table.rows}


def test_a_line_holds_one_population_and_a_gap_is_a_gap(tables: Path) -> None:
    lines = compared("compared_meetings", "meeting-igf-2020", "meeting-igf-2025")
    assert lines["Registered"] == ("5,218", "example.org", "no figure", "")
    assert lines["On site"] == ("no figure", "", "900, interim", "example.org")
    assert lines["Participants"] == ("no figure", "", "over 6,000", "example.org")
    assert lines["Registered: Civil Society"][0] == "2,500, 48% (computed)"
    assert lines["Participants: Civil Society"] == ("no figure", "", "450, 45%", "example.org")
    assert lines["Sessions listed here"] == ("5", "example.org", "3", "1 document here")


def test_figures_of_both_sides_stand_in_one_line(tables: Path) -> None:
    lines = compared("compared_meetings", "meeting-igf-2008", "meeting-igf-2025")
    assert lines["Participants: Government"] == ("30%", "example.org", "300, 30%", "example.org")
    assert lines["Sessions stated"] == ("60", "1 document here", "no figure", "")


def test_figures_lead_to_the_rows_of_both_sides(tables: Path) -> None:
    both = sides.both(options.choice({"one": ["meeting-igf-2008"], "other": ["meeting-igf-2025"]}))
    rows = fetch(rows_behind(queries.compared_meetings(both), "participants|stakeholder|Government"))
    assert sorted(rows["source_url"]) == ["https://example.org/2008", "https://example.org/2025"]


def test_organisations_side_by_side(tables: Path) -> None:
    lines = compared("compared_organisations", HARBOUR, FORGE)
    assert [lines["Sessions listed here, as organiser"][at] for at in (0, 2)] == ["3", "2"]
    assert [lines["Sessions that both organise"][at] for at in (0, 2)] == ["2", "2"]
    assert [lines["Sessions listed here, as participant"][at] for at in (0, 2)] == ["1", "0"]
    assert [lines["Others who organise with it"][at] for at in (0, 2)] == ["2", "2"]
    assert [lines["Themes of its sessions"][at] for at in (0, 2)] == ["2", "1"]


def test_themes_side_by_side_with_what_they_are_part_of(tables: Path) -> None:
    lines = compared("compared_themes", "theme-access", "theme-privacy")
    assert [lines["Sessions listed here that concern it"][at] for at in (0, 2)] == ["3 of 18", "1 of 18"]
    assert [lines["Documents that mention it"][at] for at in (0, 2)] == ["1 of 2", "1 of 2"]
    assert [lines["Meetings with it on their agenda"][at] for at in (0, 2)] == ["0 of 3", "2 of 3"]


def test_without_a_choice_the_latest_meetings_stand_side_by_side_and_in_the_link(tables: Path) -> None:
    first = cards(open_page("pages/compare.py"))[0]
    assert first["table"]["columns"][1::2] == ["IGF 2020", "IGF 2025 Lillestrøm"]
    assert "one=meeting-igf-2020&other=meeting-igf-2025" in first["link"]


@pytest.mark.parametrize("other", ["meeting-igf-2020", "theme-access"])
def test_two_of_one_kind_are_needed(other: str, tables: Path) -> None:
    app = open_page("pages/compare.py", one="meeting-igf-2020", other=other)
    assert not cards(app)
    assert app.info[0].value == "Two meetings are needed: choose another one on either side."


def test_another_kind_begins_with_two_of_its_own(tables: Path) -> None:
    app = open_page("pages/compare.py")
    app.segmented_control(key="sides-kind").set_value("organisation").run()
    assert (app.query_params["one"], app.query_params["other"]) == (FORGE, HARBOUR)
    assert [card["name"] for card in cards(app)][0] == "compared-organisations"
