"""The rows behind a figure that a reader clicked on, with document, place and quote."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.shared import catalog, words
from pages.shared.catalog import Query, fetch

SOURCE = st.column_config.LinkColumn("Source", display_text=r"https?://(?:www\.)?([^/]+)")
_BEHIND: dict[str, Any] = {
    "figure": "Figure",
    "is_preferred": st.column_config.CheckboxColumn("Shown in the chart"),
    "label": "Printed as",
    "group_name": "Group",
    "title": "Title",
    "code": "Code",
    "session_type": "Type",
    "track": "Track",
    "line": "Line",
    "source_url": SOURCE,
    "document": "Document",
    "place": "Place",
    "quote": "Quote",
    "words_are": "Words are",
    "note": "Note",
}


def rows_behind(query: Query, point: str, key: str) -> None:
    rows = fetch(catalog.rows_behind(query, point))
    with st.container(border=True):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(f"**{words.plural(len(rows), 'row')} behind this figure**")
        right.button(
            "Close",
            key=f"{key}-close",
            on_click=_forget,
            args=(key,),
            type="tertiary",
            icon=":material/close:",
        )
        table(_readable(rows), alt="The rows behind the chosen figure, with document, place and quote")


def _forget(key: str) -> None:
    st.session_state[key]["point"] = None


def _readable(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns that a reader needs of rows with their origin, in this order."""
    if "count" in rows.columns:
        records = rows.to_dict("records")
        figures = [
            words.count(row["count"], row["qualifier"]) or words.share(row.get("share"), row["qualifier"])
            for row in records
        ]
        rows = rows.assign(figure=figures)
    recorded = rows["form"].map({"record": "as recorded", "original": "as printed"})
    rows = rows.assign(words_are=recorded, source_url=rows["source_url"].fillna(rows["document_url"]))
    return rows[[name for name in _BEHIND if name in rows.columns and rows[name].notna().any()]]


def table(rows: pd.DataFrame, *, alt: str, height: int | None = None) -> None:
    """Rows as a table; text is shown as text, addresses as links."""
    known = {name: _BEHIND[name] for name in rows.columns if name in _BEHIND}
    st.dataframe(rows, hide_index=True, column_config=known, alt=alt, height=height or "auto")
