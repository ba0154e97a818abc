"""A reader's own SQL on its page: the answer as chart, table and link; and every table on its page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from etl.schema import TABLES
from pages.shared import options, queries, theme
from pages.shared.catalog import fetch
from pages.shared.charts.asked import BARS, SHOWN, asked
from pages.shared.queries.asked import EXAMPLES
from tests.pages.test_pages import cards, open_page

BY_YEAR = "select year, count(*) as sessions from sessions group by year order by year"


@pytest.fixture(autouse=True)
def switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_SQL", "on")


def drawn(rows: dict[str, list[Any]], **given: list[str]) -> Any:
    frame = pd.DataFrame(rows)
    return asked(frame.assign(key=[str(n) for n in range(len(frame))]), options.choice(given))


def test_figures_across_a_scale_are_bars(tables: Path) -> None:
    chart = drawn({"year": [2008, 2010], "sessions": [6, 4]})
    (trace,) = chart.figure["data"]
    assert (trace["type"], list(trace["x"]), list(trace["y"])) == ("bar", [2008, 2010], [6, 4])
    assert chart.figure["layout"]["xaxis"]["tickformat"] == "d"


def test_names_have_a_line_each(tables: Path) -> None:
    chart = drawn({"name": [f"n{n}" for n in range(60)], "count": list(range(60))})
    assert len(chart.figure["data"][0]["x"]) == BARS
    assert chart.notes == ["The first 40 of 60 rows are drawn."]


def test_columns_can_be_chosen(tables: Path) -> None:
    rows = {"year": [2008, 2010], "a": [1, 2], "b": [30, 40]}
    chart = drawn(rows, across=["a"], up=["b"], marks=["line"])
    assert list(chart.figure["data"][0]["y"]) == [30, 40]
    assert list(chart.figure["data"][0]["x"]) == [1, 2]
    assert list(drawn(rows, across=["none"], up=["year"]).figure["data"][0]["y"]) == [1, 2]


def test_an_answer_without_figures_is_a_table(tables: Path) -> None:
    chart = drawn({"name": ["a"], "is": [True]})
    assert chart.is_empty and chart.table.rows == [["a", "True"]]
    assert "no chart" in chart.sentence


def test_at_most_a_thousand_rows_are_shown(tables: Path) -> None:
    chart = drawn({"n": list(range(3000)), "m": list(range(3000))})
    assert len(chart.table.rows) == SHOWN
    assert "3,000 rows of 2 columns; the first 1,000 are in the table." in chart.sentence


def test_texts_are_texts_and_no_tags_or_colors(tables: Path) -> None:
    chart = drawn({"name": ["<b>x</b>", "@nothing"], "count": [1, 2]})
    theme.palette(chart.figure, chart.narrow)
    assert chart.figure["layout"]["yaxis"]["ticktext"] == ["&lt;b>x&lt;/b>", "&#64;nothing"]


def test_page_answers_its_link(tables: Path) -> None:
    app = open_page("pages/sql.py", sql=BY_YEAR)
    (card,) = cards(app)
    assert card["table"]["rows"] == [["2008", "6"], ["2010", "4"], ["2020", "6"], ["2025", "3"]]
    assert "sql=select+year" in card["link"]
    assert app.text_area[0].value == BY_YEAR


def test_page_says_why_there_is_no_answer(tables: Path) -> None:
    app = open_page("pages/sql.py", sql="select * from nowhere")
    assert not cards(app)
    assert "nowhere does not exist" in app.code[0].value


def test_page_says_that_it_is_switched_off(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_SQL", "off")
    app = open_page("pages/sql.py", sql=BY_YEAR)
    assert not cards(app) and not app.text_area
    assert "switched off" in app.info[0].value


def test_too_long_a_query_is_left_out(tables: Path) -> None:
    chosen = options.choice({"sql": ["select 1 --" + "x" * 20_000]})
    assert chosen.one("sql") == ""
    assert any("longer than 20,000 characters" in notice for notice in chosen.notices)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_have_an_answer(name: str, tables: Path) -> None:
    (card,) = cards(open_page("pages/sql.py", sql=EXAMPLES[name]))
    assert card["table"]["rows"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_a_page(table: Any, tables: Path) -> None:
    app = open_page("pages/data.py", table=table.name.replace("_", "-"))
    assert app.header[0].value == table.name
    dictionary = app.table[-1].value
    assert list(dictionary["Column"]) == [f"`{name}`" for name in table.names]
    assert f"read_parquet('{table.name}_" in app.code[0].value
    sizes = dict(zip(app.table[0].value["Table"], app.table[0].value["Rows"], strict=True))
    assert sizes["sessions"] == "19"


def test_rows_of_a_table_are_found(tables: Path) -> None:
    app = open_page("pages/data.py", table="meetings", find="HYDERABAD")
    assert list(app.dataframe[0].value["meeting_id"]) == ["igf-2008"]
    assert "no row with" in open_page("pages/data.py", find="nowhere at all").info[0].value


def test_long_tables_come_in_parts(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.shared.queries.tables.PART", 8)
    chosen = options.choice({"table": ["sessions"], "part": ["3"]})
    rows = fetch(queries.table_rows(chosen))
    everything = fetch(queries.table_rows(options.choice({"table": ["sessions"]})))
    assert len(rows) == 3 and len(everything) == 8
