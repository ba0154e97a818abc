"""Queries by the rows that they return from the small build."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.shared import options, queries
from pages.shared.catalog import fetch, rows_behind
from pages.shared.choice import Choice


@pytest.fixture
def everything(tables: Path) -> Choice:
    return options.choice({})


def test_registrations_by_group(everything: Choice) -> None:
    rows = fetch(queries.registrations_by_group(everything))
    registered = rows[rows["measure"] == "registered"].set_index("label")
    assert list(rows["measure"].unique()) == ["registered", "participants"]
    assert registered["count"].to_dict() == {
        "Civil Society": 2500,
        "Government": 1000,
        "Technical Community": 500,
        "press or other media": 100,
    }
    assert registered.loc["Government", "share"] == pytest.approx(1000 / 5218)
    assert registered["is_share_derived"].all()
    assert registered.loc["press or other media", "group_name"] is None or registered["group_name"].isna().sum() == 1


def test_rivals_are_behind_the_figure(everything: Choice) -> None:
    query = queries.registrations_by_group(everything)
    rows = fetch(query)
    key = rows.loc[(rows["measure"] == "registered") & (rows["group_name"] == "Government"), "key"].item()
    behind = fetch(rows_behind(query, key))
    assert list(behind["count"]) == [1000, 990]
    assert list(behind["is_preferred"]) == [True, False]
    assert behind["source_url"][1] == "https://example.org/rival"


def test_total_size_is_one_figure_per_meeting_and_population(everything: Choice) -> None:
    rows = fetch(queries.total_size(everything))
    assert list(zip(rows["measure"], rows["year"], rows["count"], rows["qualifier"], strict=True)) == [
        ("registered", 2020, 5218, "exact"),
        ("onsite", 2025, 900, "exact"),
        ("participants", 2010, 1461, "exact"),
        ("participants", 2025, 6000, "over"),
    ]


@pytest.mark.parametrize(
    ("given", "shares"),
    [
        ({}, {"Africa": 0.1, "WEOG": 0.6, "Asia-Pacific": 0.3}),
        ({"host": ["without"]}, {"Africa": 0.25, "Asia-Pacific": 0.75}),
        ({"scheme": ["continental"]}, {"Asia": 0.2, "Host country": 0.5, "Africa": 0.3}),
        ({"scheme": ["continental"], "host": ["without"]}, {"Asia": 0.4, "Africa": 0.6}),
    ],
)
def test_registrations_by_region(tables: Path, given: dict[str, list[str]], shares: dict[str, float]) -> None:
    rows = fetch(queries.registrations_by_region(options.choice(given)))
    assert dict(zip(rows["group_name"], rows["share"], strict=True)) == pytest.approx(shares)


def test_sessions_by_track(everything: Choice) -> None:
    rows = fetch(queries.sessions_by_track(everything))
    assert dict(zip(rows["year"], rows["sessions"], strict=True)) == {2008: 3, 2010: 3, 2020: 3, 2025: 3}
    behind = fetch(rows_behind(queries.sessions_by_track(everything), "igf-2008|Access"))
    assert list(behind["code"]) == ["WS #1", "WS #2", "WS #3"]


def test_spellings_of_one_track_are_one_filter(tables: Path) -> None:
    assert [option.label for option in options.options_of("track") if option.code == "access"] == ["Access", "Access"]
    rows = fetch(queries.sessions_by_track(options.choice({"track": ["access"], "meeting": ["igf-2008"]})))
    assert dict(zip(rows["group_name"], rows["sessions"], strict=True)) == {"Access": 3}


def test_tracks_harmonised(tables: Path) -> None:
    rows = fetch(queries.sessions_by_track(options.choice({"naming": ["harmonised"]})))
    assert dict(zip(rows["key"], rows["sessions"], strict=True)) == {
        f"igf-{year}|Access & inclusion": 3 for year in (2008, 2010, 2020, 2025)
    }
    counted = fetch(queries.sessions_without_track(options.choice({}))).iloc[0]
    assert (counted["unmapped"], counted["unmapped_tracks"]) == (1, "A track of its own")


def test_proposals_are_not_sessions(everything: Choice) -> None:
    assert fetch(queries.sessions_by_type(everything))["sessions"].sum() == 18
    assert "Only proposed" not in set(fetch(queries.session_list(everything))["title"])


def test_sessions_held_and_stated(everything: Choice) -> None:
    rows = fetch(queries.sessions_held_and_stated(everything)).set_index("year")
    assert rows["sessions"].to_dict() == {2008: 6, 2010: 4, 2020: 5, 2025: 3}
    assert rows.loc[2020, ["stated", "qualifier"]].to_list() == [300, "over"]


def test_form_counts_its_own_sessions(tables: Path) -> None:
    originals = options.choice({"form": ["original"]})
    assert list(fetch(queries.sessions_held_and_stated(originals))["year"]) == [2020]
    assert list(fetch(queries.themes_in_sessions(originals))["theme_id"]) == ["privacy"]


def test_themes_in_sessions_has_the_interval_of_wilson(everything: Choice) -> None:
    rows = fetch(queries.themes_in_sessions(everything)).set_index("key")
    row = rows.loc["access|igf-2008"]
    assert (row["sessions"], row["held"]) == (2, 6)
    assert (row["low"], row["high"]) == (pytest.approx(0.0968, abs=1e-3), pytest.approx(0.7000, abs=1e-3))


def test_themes_on_agenda(everything: Choice) -> None:
    rows = fetch(queries.themes_on_agenda(everything))
    found = set(zip(rows["theme_id"], rows["year"], strict=True))
    assert found == {(theme, year) for theme in ("privacy", "cybersecurity") for year in (2010, 2020)}


def test_an_agenda_that_three_sources_repeat_is_counted_once(everything: Choice) -> None:
    query = queries.themes_on_agenda(everything)
    assert set(fetch(query)["lines"]) == {1}
    assert len(fetch(rows_behind(query, "privacy|igf-2020"))) == 3


def test_coverage(everything: Choice) -> None:
    rows = fetch(queries.coverage(everything))
    states = rows.set_index(["item", "year"])["state"]
    assert states["Registered", 2020] == "have it"
    assert states["Participants", 2025] == "rounded"
    assert states["On site", 2025] == "not final"
    assert states["Regions", 2010] == "not found"


@pytest.mark.parametrize("name", ["registrations_by_group", "sessions_by_type", "themes_in_sessions", "coverage"])
def test_sources_of(name: str, everything: Choice) -> None:
    rows = fetch(queries.sources_of(getattr(queries, name)(everything)))
    assert set(rows["document"]) <= {"A record of all", "An original"}
    assert (rows["rows"] > 0).all()
