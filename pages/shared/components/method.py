"""The tables of the page on method: how lists of sessions came about, the glossary."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.shared import words
from pages.shared.components.layout import cells
from pages.shared.plain import plain


def session_lists(rows: pd.DataFrame) -> None:
    """How the lists of sessions came about."""
    if rows.empty:
        return
    names = {
        "session_list": "List",
        "meetings": "Meetings",
        "sessions": "Sessions listed",
        "stated": "Sessions stated",
        "years": "Years",
    }
    years = [words.years(int(year) for year in listed.split(", ")) for listed in rows["years"]]
    stated = [words.count(value) for value in rows["stated"]]
    shown = rows.assign(stated=stated, years=years).rename(columns=names)
    st.table(
        cells(shown),
        border="horizontal",
        hide_index=True,
        alt="Lists of sessions, how they came about and how much they hold",
    )


def glossary(terms: Mapping[str, str]) -> None:
    """Abbreviations and what they mean."""
    st.header("Glossary", anchor=False)
    st.markdown("\n".join(f"* **{plain(term)}**: {plain(meaning)}" for term, meaning in terms.items()), width=760)
