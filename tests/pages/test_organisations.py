"""Who organises: what the small build says, as rows, pictures and pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pages.shared import options, queries, theme
from pages.shared.catalog import fetch, rows_behind
from pages.shared.charts.network import LINE
from tests.pages.drawn import chart
from tests.pages.test_pages import cards, open_page

HARBOUR = "harbour-light"


def rows_of(name: str, **given: list[str]) -> Any:
    return fetch(getattr(queries, name)(options.choice(given)))


def test_organisers_by_year_counts_sessions_not_names(tables: Path) -> None:
    rows = rows_of("organisers_by_year")
    found = {(row["name"], row["year"]): row["sessions"] for row in rows.to_dict("records")}
    assert found == {
        ("Harbour Light", 2008): 2,
        ("Harbour Light", 2020): 1,
        ("Network Forge", 2008): 2,
        ("Ministry of Lanterns", 2008): 1,
        ("Network Forges", 2025): 1,
    }
    assert set(rows["held"]) == {4}


def test_a_session_counts_once_in_each_group_of_its_organisers(tables: Path) -> None:
    rows = rows_of("organisers_by_group", to=["2008"])
    assert dict(zip(rows["group_name"], rows["sessions"], strict=True)) == {
        "Civil Society": 2,
        "Technical Community": 2,
        "Government": 1,
    }
    assert set(rows_of("organisers_by_group", **{"from": ["2025"]})["group_name"]) == {"not known"}


def test_one_organisation_has_its_roles_apart(tables: Path) -> None:
    rows = rows_of("organisation_by_year", organisation=[HARBOUR])
    found = {(row["role"], row["year"]): row["sessions"] for row in rows.to_dict("records")}
    assert found == {("organiser", 2008): 2, ("organiser", 2020): 1, ("participant", 2020): 1}
    behind = fetch(rows_behind(queries.organisation_by_year(options.choice({"organisation": [HARBOUR]})),
                               "organiser|igf-2008"))  # fmt: skip
    assert list(behind["title"]) == ["Session 1 of 2008", "Session 2 of 2008"]


def test_no_organisation_chosen_is_no_row(tables: Path) -> None:
    for name in ("organisation_by_year", "organisation_themes", "organisation_network", "organisation_facts"):
        assert rows_of(name).empty, name


def test_themes_of_one_organisation(tables: Path) -> None:
    rows = rows_of("organisation_themes", organisation=[HARBOUR])
    found = {(row["theme_id"], row["year"]): row["sessions"] for row in rows.to_dict("records")}
    assert found == {("access", 2008): 2, ("privacy", 2020): 1}


def test_network_is_of_common_sessions(tables: Path) -> None:
    rows = rows_of("organisation_network", organisation=[HARBOUR])
    found = {(row["one"], row["other"]): (row["sessions"], bool(row["is_own"])) for row in rows.to_dict("records")}
    assert found == {
        ("Harbour Light", "Network Forge"): (2, True),
        ("Harbour Light", "Ministry of Lanterns"): (1, True),
        ("Ministry of Lanterns", "Network Forge"): (1, False),
    }
    query = queries.organisation_network(options.choice({"organisation": [HARBOUR]}))
    assert len(fetch(rows_behind(query, "harbour-light|network-forge"))) == 2


def test_network_is_drawn_so_that_every_name_has_a_line_of_its_own(tables: Path) -> None:
    drawn = chart("organisation_network", organisation=["network-forge"])
    points = drawn.figure["data"][-1]
    for side in (1, -1):
        heights = [y for x, y in zip(points["x"], points["y"], strict=True) if x * side > 0]
        assert len(set(heights)) == len(heights)
    assert drawn.height >= LINE * 2
    assert [text.strip() for text in points["text"]] == ["Ministry of Lanterns (1)", "Harbour Light (2)"]
    again = chart("organisation_network", organisation=["network-forge"])
    assert again.figure == drawn.figure and again.narrow == drawn.narrow


def test_network_and_table_say_the_same(tables: Path) -> None:
    drawn = chart("organisation_network", organisation=[HARBOUR])
    table = [(row[1], row[4]) for row in drawn.table.rows if row[0] == "Harbour Light"]
    points = drawn.figure["data"][-1]["text"]
    assert sorted(text.strip() for text in points) == sorted(f"{name} ({count})" for name, count in table)
    assert set(drawn.figure["data"][-1]["customdata"]) <= set(drawn.table.keys)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("organisers_by_year", {}),
        ("organisers_by_group", {}),
        ("organisation_by_year", {"organisation": [HARBOUR]}),
        ("organisation_network", {"organisation": [HARBOUR]}),
        ("organisation_themes", {"organisation": [HARBOUR]}),
    ],
)
def test_colors_are_those_of_the_theme(name: str, given: dict[str, list[str]], tables: Path) -> None:
    drawn = chart(name, **given)
    palette = theme.palette(drawn.figure, drawn.legend, drawn.narrow)
    assert set(palette["light"]) == set(palette["dark"])


def test_roles_outside_sessions_are_listed(tables: Path) -> None:
    rows = rows_of("organisation_roles", organisation=["network-forge"])
    assert list(zip(rows["year"], rows["role"], strict=True)) == [
        (2010, "host"),
        (2008, "organiser"),
        (2008, "organiser"),
    ]


def test_page_of_one_organisation(tables: Path) -> None:
    app = open_page("pages/organisations.py", organisation=HARBOUR)
    assert [card["name"] for card in cards(app)] == [
        "organisation-by-year",
        "organisation-network",
        "organisation-themes",
    ]
    assert all(f"organisation={HARBOUR}" in card["link"] for card in cards(app))
    assert "Harbour Light" in [header.value.replace("\\", "") for header in app.header][0]
    facts = next(text.value for text in app.text if text.value.startswith("Stakeholder group"))
    assert "Civil Society" in facts and "the Harbour Light" in facts


def test_page_lists_merged_names_and_names_to_review(tables: Path) -> None:
    app = open_page("pages/organisations.py")
    merged, review = (frame.value for frame in app.dataframe[-2:])
    assert set(merged["name_as_printed"]) == {"Harbour Light (HLX)", "the Harbour Light"}
    assert review.iloc[0].to_list()[:2] == ["Network Forge", "Network Forges"]


def test_an_unknown_organisation_leaves_the_page_standing(tables: Path) -> None:
    assert len(cards(open_page("pages/organisations.py", organisation="nobody"))) == 2
