"""Every table: what its columns mean, its rows, its files, and the code that loads them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from etl.dictionary import meaning_of, type_of
from etl.parquet import files_of_table
from etl.schema import BY_NAME, DATE, MOMENT, TABLES, WHOLE, Column, Table
from pages.shared import catalog, cite, exports, filters, queries, withheld, words
from pages.shared.catalog import fetch
from pages.shared.choice import Choice
from pages.shared.components.layout import nothing_found
from pages.shared.plain import plain
from pages.shared.queries.tables import PART
from pages.shared.queries.tables import part as part_of
from pages.shared.site import Page


def table_list() -> None:
    """All tables, with their number of rows."""
    rows = dict(fetch(queries.table_sizes()).itertuples(index=False, name=None))
    st.table(
        pd.DataFrame(
            [(t.name, words.number(rows[t.name]), str(len(t.columns)), t.meaning) for t in TABLES],
            columns=["Table", "Rows", "Columns", "What it holds"],
        ),
        border="horizontal",
        hide_index=True,
        alt="All tables",
    )


def table_browser(chosen: Choice, page: Page) -> None:
    """One table: its rows, as many as the reader looks for, its files, its code and its dictionary."""
    table = BY_NAME[str(chosen.chosen["table"][0].value)]
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        filters.found_by_typing("table", chosen)
        filters.written("find", chosen, "Any words")
    st.header(table.name, anchor=False)
    st.markdown(table.meaning)
    _rows(table, chosen)
    _files(table)
    _code(table, filters.link(chosen, page))
    _dictionary(table)


def _rows(table: Table, chosen: Choice) -> None:
    found = int(fetch(queries.table_found(chosen))["found"].iloc[0])
    if not found:
        sought = f" with “{chosen.one('find')}”" if chosen.one("find") else ""
        nothing_found(f"The table has no row{sought}, so there is nothing to list.")
        return
    parts = -(-found // PART)
    number = min(part_of(chosen), parts)
    rows = fetch(queries.table_rows(chosen.replace(part=[str(number)])))
    first = (number - 1) * PART + 1
    which = f", {words.number(first)} to {words.number(first + len(rows) - 1)} are listed" if parts > 1 else ""
    st.text(f"{words.plural(found, 'row')}{which}")
    st.dataframe(
        exports.whole(rows),
        hide_index=True,
        height=min(440, 38 + 35 * len(rows)),
        alt="Rows of the table",
        placeholder="",
        column_config={column.name: shown for column in table.columns if (shown := _shown(column))},
    )
    if parts > 1:
        st.session_state["table-part"] = number
        st.pagination(parts, key="table-part", on_change=_turn)


def _shown(column: Column) -> Any:
    """How the values of a column are written, where not as they are."""
    if column.type == DATE:
        return st.column_config.DateColumn()
    if column.type == MOMENT:
        return st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm")
    return st.column_config.NumberColumn(format="%d") if column.type == WHOLE else None


def _turn() -> None:
    filters.choose("part", str(st.session_state["table-part"]))


def _files(table: Table) -> None:
    build = catalog.build()
    if table.name == withheld.TABLE and withheld.is_withheld():
        st.info(plain(withheld.SAID), icon=":material/lock:")
        return
    files = files_of_table(build.folder, table.name)
    if len(files) != 1:
        st.text(f"It is too large for one file, and is {words.plural(len(files), 'file')} in the folder of the build.")
        return
    source = files[0]
    kinds = (("CSV", "text/csv", _csv), ("Parquet", "application/vnd.apache.parquet", Path.read_bytes))
    with st.container(horizontal=True, gap="small"):
        for kind, mime, make in kinds:
            st.download_button(
                f"Whole table as {kind}",
                data=partial(make, source),
                file_name=f"{table.name}_{build.version}.{kind.lower()}",
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
            )


def _csv(source: Path) -> bytes:
    return exports.csv_of(pd.read_parquet(source))


def _code(table: Table, link: str) -> None:
    st.subheader("Code to load it", anchor=False)
    snippets = cite.snippets(f"{table.name}_{catalog.build().version}.parquet", link)
    for tab, (_, code) in zip(st.tabs([plain(language) for language, _ in snippets]), snippets, strict=True):
        tab.code(code, language=None, wrap_lines=True)


def _dictionary(table: Table) -> None:
    st.subheader("Its columns", anchor=False)
    st.table(
        pd.DataFrame(
            [(f"`{column.name}`", type_of(column), meaning_of(column)) for column in table.columns],
            columns=["Column", "Type", "Meaning"],
        ),
        border="horizontal",
        hide_index=True,
        alt=f"Columns of {table.name}",
    )
