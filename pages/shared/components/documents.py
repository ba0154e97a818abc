"""The documents: a list of them, one of them with all that was read from it, and what was found in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared import filters, marks, search, withheld, words
from pages.shared.choice import Choice
from pages.shared.components.layout import nothing_found
from pages.shared.components.lists import list_downloads
from pages.shared.components.marked import marked_lines
from pages.shared.plain import address, plain
from pages.shared.site import DOCUMENTS

RESULTS = 50
"""So many results are shown; a download holds all."""
LINES = 300
"""Lines of a document that are shown at once."""
FORMS = {"record": "record (our words)", "original": "original (its author’s words)"}
_ADDRESS = st.column_config.LinkColumn("Published at", display_text=r"https?://(?:www\.)?([^/]+)")


def search_box(chosen: Choice) -> None:
    """Where the reader says what to look for, and which document to open."""
    left, right = st.columns(2)
    with left:
        filters.written("q", chosen, "Words, “a phrase”, begin*")
    with right:
        filters.found_by_typing("document", chosen)
    if withheld.is_withheld():
        st.markdown(f":small[{plain(withheld.SAID)}]")


def document_list(rows: pd.DataFrame, chosen: Choice) -> None:
    """Every document; a click on one opens it."""
    if rows.empty:
        nothing_found("No document fits what was chosen. Widen the filters, or build the tables from more documents.")
        return
    originals = int((rows["form"] == "original").sum())
    st.header(words.plural(len(rows), "document"), anchor=False)
    st.markdown(
        f":small[{words.number(originals) if originals else 'None'} of them in their authors’ own words, the rest"
        " records in ours. A click at the left of a line opens the document.]"
    )
    shown = rows.assign(
        title=rows["title"].fillna(rows["document_id"]),
        published=["" if words.is_missing(day) else f"{day:%Y-%m-%d}" for day in rows["published"]],
        language=rows["language"].fillna(""),
        url=rows["url"].map(address),
    )
    st.dataframe(
        shown.drop(columns=["document_id", "meeting_id"]),
        hide_index=True,
        height=min(640, 38 + 35 * len(rows)),
        key="documents",
        on_select=partial(_open_selected, list(rows["document_id"])),
        selection_mode="single-row",
        alt="Documents with what was read from them",
        placeholder="",
        column_order=[
            "title",
            "year",
            "form",
            "kind",
            "facts",
            "findings",
            "word_count",
            "language",
            "published",
            "url",
        ],
        column_config={
            "title": st.column_config.TextColumn("Title", width=290),
            "year": st.column_config.NumberColumn("Year", format="%d", width=50),
            "form": st.column_config.TextColumn("Form", width=65),
            "kind": st.column_config.TextColumn("Kind", width=125),
            "facts": st.column_config.NumberColumn("Facts", width=60),
            "findings": st.column_config.NumberColumn("Findings", width=70),
            "word_count": st.column_config.NumberColumn("Words", width=70),
            "language": st.column_config.TextColumn("Lang.", width=45),
            "published": st.column_config.TextColumn("Published", width=90),
            "url": _ADDRESS,
        },
    )
    list_downloads("source-documents", rows, chosen, DOCUMENTS)


def _open_selected(codes: list[str]) -> None:
    selected = st.session_state["documents"]["selection"]["rows"]
    if selected:
        filters.choose("document", codes[selected[0]])


def search_results(rows: pd.DataFrame, chosen: Choice) -> None:
    """What was found, with the words around it."""
    where = "in this document" if chosen.one("document") else "in titles, agendas, takeaways and text"
    if rows.empty:
        nothing_found(f"Nothing {where} has all of these words. Quotes hold a phrase together, a * ends a beginning.")
        return
    total = int(rows["total"].iloc[0])
    st.header(words.plural(total, "place"), anchor=False)
    first = f"The first {words.number(RESULTS)} are shown. " if total > RESULTS else ""
    st.markdown(f":small[{first}Found {where}; the best first.]")
    items = [_result(row) for row in rows.head(RESULTS).to_dict("records")]
    if chosen.one("document"):
        items = [item | {"open": ""} for item in items]
    marked_lines(items, "What was found", "results", on_open=partial(filters.choose, "document"))
    plain = rows["snippet"].str.replace(f"[{search.BEGIN}{search.END}]", "", regex=True)
    list_downloads("search-results", rows.drop(columns="total").assign(snippet=plain), chosen, DOCUMENTS)


def _result(row: Mapping[Any, Any]) -> dict[str, Any]:
    title = "" if words.is_missing(row["title"]) else str(row["title"])
    year = "" if words.is_missing(row["year"]) else f"{row['year']:.0f}"
    return {
        "kind": "result",
        "open": row["document"],
        "key": row["document_id"],
        "place": row["place"],
        "parts": list(_snippet(row["snippet"])),
        "note": ", ".join(filter(None, (row["what"], title, year, FORMS[row["form"]]))),
    }


def _snippet(text: str) -> Iterator[tuple[str, str]]:
    for index, part in enumerate(re.split(f"[{search.BEGIN}{search.END}]", text)):
        if part:
            yield part, "found" if index % 2 else ""


def document(rows: pd.DataFrame, facts: pd.DataFrame, findings: pd.DataFrame, chosen: Choice) -> None:
    """What is known of a document, what was read from it, and what was not understood."""
    row: dict[Any, Any] = {
        name: None if words.is_missing(value) else value for name, value in rows.iloc[0].to_dict().items()
    }
    st.button(
        "All documents",
        on_click=filters.choose,
        args=("document", "all"),
        icon=":material/arrow_back:",
        type="tertiary",
    )
    known = {
        "Form": FORMS[row["form"]],
        "Kind": row["kind"],
        "Publisher": row["publisher"],
        "Published": row["published"] and f"{row['published']:%Y-%m-%d}",
        "About": row["meeting_id"],
        "Language": row["language"],
        "Words": words.number(row["word_count"]),
        "File": f"{row['path']} ({row['format']}, {words.number(row['byte_count'])} bytes)",
        "SHA-256": row["sha256"],
        "Address": row["url"],
    }
    items = [{"kind": "known", "place": name, "parts": [(str(value), "")]} for name, value in known.items() if value]
    marked_lines(items, "What is known of the document", "known", heading=row["title"] or row["document_id"])
    if link := address(row["url"]):
        st.link_button("Where it was published", link, icon=":material/open_in_new:", type="tertiary")
    _facts(facts, chosen)
    _findings(findings)


def _facts(rows: pd.DataFrame, chosen: Choice) -> None:
    st.header(f"{words.plural(len(rows), 'fact')} read from it", anchor=False)
    if rows.empty:
        nothing_found("No fact that the tables hold was read from it.")
        return
    st.dataframe(
        rows,
        hide_index=True,
        height=min(420, 38 + 35 * len(rows)),
        alt="What was read from the document",
        placeholder="",
        column_config={
            "place": st.column_config.TextColumn("Place", width=110),
            "fact": st.column_config.TextColumn("Fact", width=120),
            "said": st.column_config.TextColumn("Read as", width=420),
            "quote": st.column_config.TextColumn("Quote", width=420),
        },
    )
    list_downloads("facts-of-document", rows, chosen, DOCUMENTS)


def _findings(rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    st.header(words.plural(len(rows), "finding"), anchor=False)
    st.dataframe(
        rows.assign(code=rows["code"].str.replace("-", " ")),
        hide_index=True,
        height=min(300, 38 + 35 * len(rows)),
        alt="What was not understood, or does not add up",
        placeholder="",
        column_config={name: st.column_config.TextColumn(name.capitalize()) for name in rows.columns},
    )


def document_text(lines: pd.DataFrame, facts: pd.DataFrame, chosen: Choice) -> None:
    """The text of a document, the quotes that facts were read from marked."""
    st.header("Its text", anchor=False)
    if lines.empty:
        nothing_found(withheld.SAID if withheld.is_withheld() else "The document has no text.")
        return
    st.markdown(":small[What facts were read from is marked; a mark says which, under the pointer.]")
    records = lines.to_dict("records")
    parts = marks.marked(records, facts.to_dict("records"))
    pages = -(-len(records) // LINES)
    first = (st.pagination(pages, key=f"part-{chosen.one('document')}") - 1) * LINES if pages > 1 else 0
    items = [
        {"kind": line["kind"], "place": line["place"], "parts": cut}
        for line, cut in zip(records[first : first + LINES], parts[first : first + LINES], strict=True)
    ]
    marked_lines(items, "The text of the document", "text")
