"""From a figure to the words it was read from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pages.shared import evidence, options, passages
from pages.shared.catalog import fetch
from pages.shared.columns import described
from pages.shared.components.embedded import cards


def answered(name: str, **given: list[str]) -> tuple[Any, Any]:
    """The question of a card and its chart."""
    question, draw = cards()[name]
    chosen = options.choice(given)
    query = question(chosen)
    return query, draw(fetch(query), chosen)


def test_rows_behind_a_figure_say_what_where_and_in_which_words(tables: Path) -> None:
    query, chart = answered("registrations-by-group")
    names = evidence.names_of(chart.table)
    shown, rival = evidence.behind(query, "igf-2020|registered|stakeholder|Government", names)
    assert (shown["what"], shown["figure"]) == ("2020, Registered, Government", "1,000")
    assert (shown["isShown"], rival["isShown"]) == (True, False)
    assert (rival["figure"], rival["url"], rival["note"]) == ("990", "https://example.org/rival", "another count")
    assert (shown["words"], shown["place"], shown["quote"]) == ("as recorded", "line 1", "words")


@pytest.mark.parametrize("name", [name for name in cards() if name != "findings"])
def test_every_figure_has_rows_behind_it_in_its_document(name: str, tables: Path) -> None:
    query, chart = answered(name)
    names = evidence.names_of(chart.table)
    rows = evidence.listed(evidence.everything(query), names)
    with_rows = {row["key"] for row in rows}
    assert bool(rows) == bool(chart.table.rows)
    assert all(row["quote"] and row["place"] and row["documentId"] and row["what"] for row in rows)
    missing = {key for key, texts in zip(chart.table.keys, chart.table.rows, strict=True)} - with_rows
    assert missing <= set(chart.absent) | _without_a_number(query)


def _without_a_number(query: Any) -> set[str]:
    """Meetings that state no number of sessions: there is nothing behind what is not stated."""
    rows = fetch(query)
    return set(rows.loc[rows["stated"].isna(), "key"]) if query.name == "sessions_held_and_stated" else set()


@pytest.mark.parametrize("name", list(cards()))
def test_every_column_of_a_download_is_described(name: str, tables: Path) -> None:
    query, _ = answered(name)
    question = query.name.replace("_", "-")
    columns = set(fetch(query).columns) | (set(evidence.everything(query).columns) if query.behind else set())
    assert not {column for column in columns if not described(question, column)[0]}


def test_a_passage_marks_the_quote(tables: Path) -> None:
    found = passages.passage("original", "line 1", "words")
    assert found and found["words"] == "as printed" and not found["note"]
    assert found["lines"] == [
        {"place": "line 1", "parts": [["A line with the ", False], ["words", True], ["; a session on privacy", False]]},
        {"place": "line 2", "parts": [["Another with the words; a session on privacy", False]]},
        {"place": "line 3", "parts": [["The line after them", False]]},
    ]


def test_a_quote_of_several_lines_marks_the_line_at_its_place(tables: Path) -> None:
    found = passages.passage("original", "line 3", "put together of lines")
    assert found and found["lines"][-1]["parts"] == [["The line after them", True]]


def test_a_passage_that_is_not_found_says_so(tables: Path) -> None:
    found = passages.passage("original", "line 9", "other")
    assert found and found["lines"] == [{"place": "line 9", "parts": [["other", True]]}]
    assert found["note"] == passages.NOT_FOUND
    assert passages.passage("none", "line 1", "words") is None
