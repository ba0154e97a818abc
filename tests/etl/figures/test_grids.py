"""Tables that are printed as lines of text become rows, and what only looks like one does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.document import Line
from etl.figures import grids
from etl.figures.columns import columns_of, is_neutral
from etl.figures.grids import with_rows
from etl.figures.notes import without_marks


def lines_of(text: str) -> list[Line]:
    return [Line(index, f"line {index + 1}", words.strip()) for index, words in enumerate(text.split("\n")) if words]


def cells_of(text: str) -> list[tuple[str, ...]]:
    return [line.cells for line in with_rows(lines_of(text), "en") if line.kind == "row"]


def test_leaders_part_labels_from_figures() -> None:
    assert cells_of("Civil society ...... 36.1 %\nPress _____ 4") == [("Civil society", "36.1 %"), ("Press", "4")]


def test_a_label_can_begin_on_the_line_before() -> None:
    assert cells_of("Intergovernmental\norganizations ..... 550") == [("Intergovernmental organizations", "550")]


def test_a_page_of_contents_has_no_figures() -> None:
    assert cells_of("Opening ..... 3\nParticipants ..... 5\nGovernment ..... 12") == []


def test_columns_are_named_by_the_line_above() -> None:
    text = "Type No. of sessions Minutes\nWorkshops 92 6,900\nLightning talks 26 520"
    assert cells_of(text)[1:] == [("Workshops", "92", "6,900"), ("Lightning talks", "26", "520")]


def test_thousands_that_are_set_apart_are_one_figure() -> None:
    text = "Group On site Online\nCivil society 1 500 2 100\nGovernment 1 020 1 360"
    assert cells_of(text)[1:] == [("Civil society", "1 500", "2 100"), ("Government", "1 020", "1 360")]


def test_lines_under_words_that_name_no_columns_stay_text() -> None:
    assert cells_of("What we saw\nRoom one 92 6,900\nRoom two 38 2,280") == []


@pytest.mark.parametrize(
    ("text", "width", "names"),
    [
        ("Region Registrations Share", 3, ("Region", "Registrations", "Share")),
        ("Stakeholder group Registered On site Online", 4, ("Stakeholder group", "Registered", "On site", "Online")),
        ("Type Number of sessions Total minutes", 3, ("Type", "Number of sessions", "Total minutes")),
        ("What we saw", 3, None),
    ],
)
def test_names_of_columns(text: str, width: int, names: tuple[str, ...] | None) -> None:
    assert columns_of(text, width, "en") == names


@pytest.mark.parametrize("header", ["Total minutes", "Cost", "US$", "Amount in CHF", "Rank", "Change"])
def test_columns_that_count_nothing(header: str) -> None:
    assert is_neutral(header, "en")


@pytest.mark.parametrize("header", ["No. of sessions", "Sessions", "On site", "Share"])
def test_columns_that_count(header: str) -> None:
    assert not is_neutral(header, "en")


def test_marks_of_footnotes_count_nothing_where_they_are_explained() -> None:
    lines = without_marks(lines_of("Civil society (2)\nPress (3)\n(2) As chosen on the form."))
    assert [line.text.strip() for line in lines] == ["Civil society", "Press (3)", "(2) As chosen on the form."]


def test_marks_on_lines_of_their_own_are_left_out() -> None:
    lines = without_marks(lines_of("3,210 came\n1\nfrom afar\n2\n1 Badges collected.\n2 Log-ins."))
    assert [line.text for line in lines] == ["3,210 came", "from afar", "1 Badges collected.", "2 Log-ins."]


def test_figures_on_lines_of_their_own_that_nothing_explains_stay() -> None:
    lines = without_marks(lines_of("Main sessions\n7\n12 open forums"))
    assert [line.text for line in lines] == ["Main sessions", "7", "12 open forums"]


@given(st.text(alphabet="a1 .…_-·|%*–", max_size=40))
def test_what_is_looked_at_closely_holds_all_leaders_and_figures_at_ends(text: str) -> None:
    assert grids._may_lead(text) or not grids.LEADERS.search(text)
    assert not text.strip() or grids._may_end(text.strip()) or not grids.TAIL.match(text.strip())
