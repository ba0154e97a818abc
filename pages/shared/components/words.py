"""Words that the reader looks for: the box, and the places where they stand."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared import filters, queries, terms, withheld, words
from pages.shared.catalog import fetch
from pages.shared.choice import Choice
from pages.shared.components.lists import list_downloads
from pages.shared.plain import plain
from pages.shared.site import THEMES

LISTED = 500
"""So many places are listed on the page; a download holds more."""
_TITLES = " Words are looked for in titles, tracks and takeaways."
_NO_ORIGINALS = (
    "No original is loaded, so words are looked for in titles, tracks and takeaways."
    " `python -m etl fetch` downloads the originals that records name; the next build reads them."
)


def word_box(chosen: Choice) -> None:
    """Where the reader writes words, and chooses where they are looked for."""
    st.header("Words over the years", anchor=False)
    filters.written("term", chosen, ", ".join(terms.prefixes()))
    st.markdown(
        ":small[Whole words, in any language; capitals and accents do not matter, but a word with two or more capitals"
        " (AI) is found only as written. A word that ends in * counts with every ending.]"
    )
    if len(chosen.options["within"]) > 1:
        filters.option("within", chosen)
    else:
        is_kept_back = withheld.is_withheld() and (fetch(queries.documents_read())["form"] == "original").any()
        st.markdown(f":small[{plain(withheld.SAID + _TITLES) if is_kept_back else _NO_ORIGINALS}]")


def contexts(rows: pd.DataFrame, chosen: Choice) -> None:
    """Every place where a chosen word stands, with what is before and after it."""
    if rows.empty:
        return
    sought = words.listed([f"“{term}”" for term in dict.fromkeys(rows["term"])])
    st.subheader("In context", anchor=False)
    total = int(rows["total"].iloc[0])
    first = f"; the first {words.number(LISTED)} are listed" if total > LISTED else ""
    st.text(f"{words.plural(total, 'place')} with {sought}{first}.")
    titled = rows["title"].fillna("") != ""
    where = rows["code"].fillna("") + rows["code"].notna().map({True: " ", False: ""}) + rows["title"].fillna("")
    shown = rows.assign(where=where.where(titled, rows["document"])).head(LISTED)
    st.dataframe(
        shown[["before", "word", "after", "year", "where", "document", "place"]],
        hide_index=True,
        height=min(420, 38 + 35 * len(shown)),
        alt="The chosen words in context",
        placeholder="",
        column_config={
            "before": st.column_config.TextColumn("Before", alignment="right", width=270),
            "word": st.column_config.TextColumn("Word", width=95),
            "after": st.column_config.TextColumn("After", width=270),
            "year": st.column_config.NumberColumn("Year", format="%d", width=55),
            "where": st.column_config.TextColumn("In", width=190),
            "document": st.column_config.TextColumn("Document", width=150),
            "place": st.column_config.TextColumn("Place", width=80),
        },
    )
    list_downloads("words-in-context", rows.drop(columns="total"), chosen, THEMES)
