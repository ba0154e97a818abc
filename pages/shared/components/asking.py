"""A reader's own SQL: the box to write it in, and its answer as chart, table and file."""

from __future__ import annotations

import streamlit as st
from streamlit.errors import StreamlitAPIException

from etl.schema import TABLES as DECLARED
from pages.shared import declared, filters, sandbox
from pages.shared.catalog import fetch
from pages.shared.charts.asked import asked as drawn
from pages.shared.charts.asked import drawn_columns
from pages.shared.choice import Choice
from pages.shared.components.chart_card import chart_card
from pages.shared.components.layout import nothing_found
from pages.shared.queries.asked import EXAMPLES, asked
from pages.shared.site import TABLES, Page

CARD = "asked"
_TEXT, _LINKED, _DRAFT = "sql-text", "sql-linked", "sql-draft"
_OFF = "SQL is switched off on this server. Every table can be downloaded from the page “Tables”, with code to load it."
_LIMITS = (
    f"One SELECT, or EXPLAIN of one. It may take {sandbox.SECONDS:.0f} seconds; a download has at most"
    f" {sandbox.ROWS:,} rows. The address of the page holds the query: a colleague who opens it sees the same answer."
)


def query_page(chosen: Choice, page: Page) -> None:
    """Box and answer; what to do where SQL is switched off."""
    if not sandbox.is_on():
        nothing_found(_OFF)
        _way_to_tables()
        return
    sandbox.prepare()
    _box(chosen)
    if not chosen.one("sql"):
        nothing_found("Nothing has been asked yet: write a query, or take one of the examples.")
        return
    answer(chosen, page)


def answer(chosen: Choice, page: Page) -> None:
    """The answer, or why there is none."""
    try:
        with st.spinner("Asking the tables …"):
            rows = fetch(asked(chosen))
    except sandbox.Refused as refused:
        st.error("The query has no answer.", icon=":material/error:")
        st.code(str(refused), language=None, wrap_lines=True)
        return
    across, up = drawn_columns(rows, chosen)
    if across and up and not st.context.is_embedded:
        _switches(list(map(str, rows.columns.drop("key"))), across, up, chosen)
    chart_card(asked, drawn, chosen, page)


def _box(chosen: Choice) -> None:
    linked = chosen.one("sql")
    if _TEXT not in st.session_state or st.session_state.get(_LINKED) != linked:
        st.session_state[_TEXT] = linked or st.session_state.get(_DRAFT, "")
        st.session_state[_LINKED] = linked
    with st.form("sql-form", border=False):
        st.text_area(
            "SQL",
            key=_TEXT,
            height=190,
            max_chars=declared.FILTERS["sql"].longest,
            placeholder="select year, count(*) as sessions from sessions group by year order by year",
        )
        st.form_submit_button("Run", on_click=_run, icon=":material/play_arrow:")
    st.markdown(f":small[{_LIMITS}]")
    with st.container(horizontal=True, gap="small"):
        for name, sql in EXAMPLES.items():
            st.button(name, on_click=filters.choose, args=("sql", sql), type="tertiary", icon=":material/lightbulb:")
    st.markdown(f":small[Tables: {', '.join(f'`{table.name}`' for table in DECLARED)}.]")
    _way_to_tables()


def _run() -> None:
    st.session_state[_DRAFT] = st.session_state[_TEXT]
    filters.choose("sql", st.session_state[_TEXT])


def _way_to_tables() -> None:
    try:
        st.page_link(TABLES.file, label="Their columns, and what they mean", icon=":material/table:")
    except StreamlitAPIException:  # the page runs without the site
        st.markdown(TABLES.title)


def _switches(columns: list[str], across: str, up: str, chosen: Choice) -> None:
    with st.container(horizontal=True, gap="medium"):
        for name, value in (("across", across), ("up", up)):
            key = f"sql-{name}"
            st.session_state[key] = value
            st.selectbox(
                declared.FILTERS[name].label, columns, key=key, on_change=_choose_column, args=(name, key), width=220
            )
        filters.option("marks", chosen)


def _choose_column(name: str, key: str) -> None:
    filters.choose(name, st.session_state[key])
