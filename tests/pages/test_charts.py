"""Charts as pure functions: figures of known rows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pages.shared import options, queries, sentences, theme
from pages.shared.catalog import fetch
from pages.shared.charts import heat, labels, stacked
from pages.shared.charts.columns import lines_of
from tests.pages.drawn import chart


def test_nothing_joins_two_panels(tables: Path) -> None:
    figure = chart("registrations_by_group").figure
    by_panel = {trace["xaxis"]: trace["yaxis"] for trace in figure["data"]}
    assert by_panel == {"x1": "y1", "x2": "y2"}
    first, second = figure["layout"]["xaxis"]["domain"], figure["layout"]["xaxis2"]["domain"]
    assert first[1] < second[0]
    assert all(trace["type"] == "bar" for trace in figure["data"])


def test_years_without_figures_are_gaps(tables: Path) -> None:
    axis = chart("registrations_by_group").figure["layout"]["xaxis2"]
    assert axis["ticktext"] == ["2008 ▲", "2025", "·"]
    assert axis["tickvals"][1] - axis["tickvals"][0] > 1


def test_a_label_that_spans_groups_stands_under_its_own(tables: Path) -> None:
    drawn = chart("registrations_by_group")
    spanning = next(trace for trace in drawn.figure["data"] if trace["name"] == "press or other media")
    assert spanning["marker"]["pattern"]["shape"] == "/"
    assert "press or other media" in [label for label, *_ in drawn.legend]


def test_count_shows_counts(tables: Path) -> None:
    figure = chart("registrations_by_group", show=["count"]).figure
    assert sum(sum(trace["y"]) for trace in figure["data"] if trace["xaxis"] == "x1") == 4100


def test_rounded_figures_are_printed_as_such(tables: Path) -> None:
    figure = chart("total_size").figure
    texts = [text for trace in figure["data"] for text in trace["text"]]
    assert texts == ["5,218*", "900 †", "1,461", "over 6,000"]


def test_proposals_of_all_types_stand_apart_from_those_of_one(tables: Path) -> None:
    drawn = chart("proposals")
    assert [note["text"] for note in drawn.figure["layout"]["annotations"]] == [
        "<b>All types: proposals</b>",
        "<b>Workshops: proposals</b>",
    ]
    assert "344 in 2020 for all types and 208 in 2020 for Workshops" in drawn.sentence


def test_a_split_that_leaves_much_out_has_no_largest_group(tables: Path) -> None:
    rows = fetch(queries.registrations_by_group(options.choice({"measure": ["participants"]})))
    whole = sentences.split(rows, "stakeholder groups", "share", options.choice({}))
    assert "Civil Society is the largest group in 2 of 2 splits: 45% (2008) to 45% (2025) of participants." in whole
    part = rows[(rows["year"] != 2008) | (rows["group_name"] != "Civil Society")]
    assert part[part["year"] == 2008]["share"].max() < 1 - part[part["year"] == 2008]["share"].sum()
    partly = sentences.split(part, "stakeholder groups", "share", options.choice({}))
    assert "largest group in 1 of 1 split (1 split may leave out a larger one):" in partly


def test_what_is_counted_differently_is_no_one_range(tables: Path) -> None:
    rows = fetch(queries.registrations_by_group(options.choice({})))
    sentence = sentences.split(rows, "stakeholder groups", "share", options.choice({}))
    assert ": 48% (2020) of people registered and 45% (2008) to 45% (2025) of participants." in sentence
    sizes = fetch(queries.countries(options.choice({})))
    for measure in sizes["measure"].unique():
        assert f"of {sentences.POPULATION[measure]}" in sentences.largest(sizes, "countries", "count")


def test_two_groups_of_one_size_are_both_the_largest(tables: Path) -> None:
    rows = fetch(queries.registrations_by_group(options.choice({"measure": ["participants"], "meeting": ["igf-2008"]})))
    even = rows.assign(share=[0.5, 0.5, *[0.0] * (len(rows) - 2)])
    assert ", in 1 of them together with another" in sentences.split(
        even, "stakeholder groups", "share", options.choice({})
    )


def test_chosen_meetings_are_not_missed_in_other_years(tables: Path) -> None:
    chosen = options.choice({"meeting": ["igf-2020"]})
    sentence = sentences.total_size(fetch(queries.total_size(chosen)), chosen)
    assert "No total was found" not in sentence
    both = options.choice({"meeting": ["igf-2020", "igf-2008"]})
    found = fetch(queries.total_size(both))
    only = sentences.total_size(found[found["meeting_id"] == "igf-2020"], both)
    assert "No total was found for IGF 2008" in only


def test_sessions_that_may_not_have_been_held_are_counted(tables: Path) -> None:
    rows = fetch(queries.sessions_held_and_stated(options.choice({})))
    assert "may not have been held" not in sentences.sessions_held_and_stated(rows.assign(unconfirmed=0))
    said = sentences.sessions_held_and_stated(rows.assign(unconfirmed=1))
    assert f"{len(rows)} of the listed have a page that shows no time: they may not have been held." in said


def test_other_figures_are_announced(tables: Path) -> None:
    assert any(note.startswith("* Sources state other figures") for note in chart("total_size").notes)
    split = chart("registrations_by_group")
    assert "* 2020: sources state other figures too; they are behind the bar." in split.notes
    marked = [text for trace in split.figure["data"] for text in trace["text"] if text.endswith("*")]
    assert marked, "the bar itself says so"


def test_one_group_is_told_meeting_by_meeting(tables: Path) -> None:
    sentence = chart("registrations_by_group", group=["civil-society"]).sentence
    assert "Civil Society: of people registered 48% (2020); of participants 45% (2008) and 45% (2025)." in sentence


def test_one_theme_is_told_out_of_how_many(tables: Path) -> None:
    sentence = chart("themes_in_sessions", theme=["access"], basis=["sessions"]).sentence
    assert "2 of 6 listed here in 2008 (60 stated) and 1 of 3 listed here in 2025." in sentence


def test_an_empty_cell_says_that_nothing_was_found(tables: Path) -> None:
    drawn = chart("coverage")
    assert drawn.absent["igf-2010|Regions"] == ("2010, Vilnius: regions: no figure found in the sources read so far.")
    assert not set(drawn.absent) & {"igf-2020|Registered"}
    assert any("none of them states that" in note for note in drawn.notes)


def test_breaks_in_definition_have_a_note(tables: Path) -> None:
    assert any(note.startswith("2008") for note in chart("registrations_by_region", scheme=["continental"]).notes)
    assert any(note.startswith("2025") for note in chart("newcomers").notes)


def test_lines_join_whole_lists_only(tables: Path) -> None:
    figure = chart("themes_in_sessions", basis=["sessions"], chart=["lines"]).figure
    trend = next(trace for trace in figure["data"] if trace["mode"] == "lines")
    assert [value is None for value in trend["y"]] == [False, True]
    hollow = [trace for trace in figure["data"] if trace.get("marker", {}).get("color") == "@background"]
    assert [list(trace["x"]) for trace in hollow] == [[2025]]


def test_every_color_is_a_token_that_the_theme_knows(tables: Path) -> None:
    for name in (
        "registrations_by_group",
        "total_size",
        "registrations_by_region",
        "gender",
        "sessions_by_type",
        "sessions_held_and_stated",
        "themes_on_agenda",
        "coverage",
    ):
        drawn = chart(name)
        palette = theme.palette(drawn.figure, drawn.legend)
        assert set(palette["light"]) == set(palette["dark"])
        assert "#" not in str(drawn.figure)


def test_a_group_has_one_color(tables: Path) -> None:
    for name in ("registrations_by_group",):
        for trace in chart(name).figure["data"]:
            if trace["name"] == "Government":
                assert trace["marker"]["color"] == "@group:Government"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_groups_are_told_apart_from_the_paper(mode: str) -> None:
    groups = ("Government", "Civil Society", "Technical Community", "Private Sector", "Press and Media")
    colors = theme.palette([f"@group:{group}" for group in groups])[mode]
    for group in groups:
        assert theme.contrast(colors[f"group:{group}"], colors["background"]) >= 2.4


def test_sentence_names_largest_group_and_missing_counts(tables: Path) -> None:
    sentence = chart("registrations_by_group", show=["count"]).sentence
    assert "people registered in 2020 and participants in 2008 and 2025" in sentence
    assert "No counts are stated for 2008." in sentence
    assert "Civil Society is the largest group in 3 of 3" in sentence


def test_long_labels_are_cut_to_the_room_beside_the_chart() -> None:
    name = "A very long name of a track indeed, longer than the room beside the chart"
    figure = heat.heat({(name, "2008"): heat.Cell(1, "1", "", "k")}, [name], ["2008"])
    assert figure["layout"]["yaxis"]["ticktext"] == ["A very long name of a track indeed, longer…"]
    assert figure["layout"]["margin"]["l"] >= heat.WIDEST
    assert heat.narrow(figure, [name])["layout.yaxis.ticktext"] == ["A very long name of a<br>track indeed, longer th…"]


def test_capitals_and_ideographs_take_more_room() -> None:
    assert labels.width("lantern", 10) < labels.width("LANTERN", 10) < labels.width("灯笼灯笼灯笼灯", 10) == 70
    assert labels.cut("LANTERN", 10, 70) == "LANTERN" and labels.cut("LANTERN", 10, 35) == "LAN…"
    assert labels.folded("one word", 10, 100) == ["one word"] and labels.folded("", 10, 100) == []


def test_lines_hold_every_year() -> None:
    rows = pd.DataFrame({"meeting_id": ["igf-2008", "netmundial-2008"], "year": [2008, 2008]})
    assert lines_of(rows, range(2007, 2010)) == ["2007", "2008", "netmundial 2008", "2009"]


def test_many_bars_on_a_narrow_screen_have_upright_years_and_bare_figures() -> None:
    axis = {"tickvals": list(range(7))}
    figure = {"data": [{"text": ["25%", ""]}], "layout": {"xaxis1": axis, "margin": {}}}
    changes = stacked.narrow(figure)
    assert (changes["data.0.text"], changes["layout.xaxis1.tickangle"]) == (["25", ""], -90)
    assert stacked.narrow({"data": [], "layout": {"xaxis1": {"tickvals": [0, 1]}}}) == {}


def test_chosen_meetings_leave_no_empty_years(tables: Path) -> None:
    lines = chart("sessions_held_and_stated", meeting=["igf-2008", "igf-2025"]).figure["layout"]["yaxis"]["ticktext"]
    assert lines == ["2008", "2025"]
    assert len(chart("sessions_held_and_stated").figure["layout"]["yaxis"]["ticktext"]) == 18
