"""Lines that belong together are one passage, and stand under the words that introduce them."""

from __future__ import annotations

import pytest

from etl.document import Line, LineKind
from etl.figures.passages import Passage, passages_of


def passages(*lines: tuple[str, LineKind] | None) -> list[Passage]:
    made = [Line(at, f"line {at + 1}", *(line or ("", "text"))) for at, line in enumerate(lines)]
    return list(passages_of(made, "en"))


@pytest.mark.parametrize("first", ["Eastern", "Technical"])
def test_a_label_that_was_broken_before_its_figure_is_whole(first: str) -> None:
    rest = {"Eastern": "Europe (4%)", "Technical": "Community: 14 %"}[first]
    assert [p.text for p in passages((first, "item"), (rest, "text"))] == [f"{first} {rest}"]


def test_a_line_after_an_item_that_is_complete_is_its_own() -> None:
    texts = [p.text for p in passages(("- Government: 20 %", "item"), ("Europe (4%)", "text"))]
    assert texts == ["Government: 20 %", "Europe (4%)"]


@pytest.mark.parametrize("marker", ["(a) ", "b) ", "c. ", "(ii) ", "4) "])
def test_letters_and_numbers_mark_items(marker: str) -> None:
    (passage,) = passages((f"{marker}12 main sessions;", "text"))
    assert (passage.kind, passage.text) == ("item", "12 main sessions;")


def test_a_numbered_line_that_stands_alone_is_a_heading() -> None:
    *_, last = passages(("2. On-site participants, by gender", "item"), None, ("Female: 41 %", "text"))
    assert last.under.titles[0][1] == "On-site participants, by gender"


def test_a_heading_that_counts_a_population_heads_its_groups() -> None:
    *_, last = passages(("Registrations (6,150)", "heading"), ("Africa: 20%", "item"))
    assert last.under.titles[0][1] == "Registrations (6,150)"
