"""A reader's own documents: where they are given, what they would add, and what stands above charts that hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.errors import StreamlitAPIException

from etl.additions import CONTRADICTING, MATCHING, NEW
from etl.formats import suffixes
from pages.shared import filters, own, words
from pages.shared.choice import Choice
from pages.shared.components.layout import cells, nothing_found
from pages.shared.components.lists import list_downloads
from pages.shared.plain import plain
from pages.shared.site import OWN, Page

_ROUND = "own-round"
_OFF = (
    "Documents cannot be given to this server: whoever runs it has not switched that on. On a machine of your own,"
    " `python -m etl show FILE` says what would be read from a document."
)
_NONE = (
    "No documents yet. Drop in a list of your organisation’s sessions, a meeting’s report or its statistics to see what"
    " they would add to the charts."
)
_PRIVATE = (
    "You alone see them. They are read in a process of its own and then deleted; the tables made from them stay in a"
    " temporary folder of the server until you remove them, close or reload the page, or lose the connection."
)
_LIMITS = f"Up to {own.FILES} files, {own.FILE_MB} MB each; what a file is, its content says."
_NO_TABLES = "The documents were read, but charts cannot include them: {}."
_RECORD = (
    "To contribute a document, download its record: the facts that were read from it, without its own sentences."
    " Check it, fill in title, publisher and address, and add it to data/documents."
)
_VERDICTS = {
    NEW: ("New", "Nothing that is new was read: the tables hold all of it, or state it otherwise."),
    MATCHING: ("Matching", "Nothing of it is in the tables in the same way already."),
    CONTRADICTING: ("Contradicting", "Nothing in it contradicts what the tables hold."),
}


def own_documents_note(page: Page) -> None:
    """Above a page whose charts hold the reader's documents."""
    mine = own.current()
    if not mine or not mine.build or not mine.is_included or page is OWN:
        return
    count = words.plural(len(mine.trial["records"]), "document")
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/lock: {count} of your own: included on this page, for you alone.")
        _way_there()
        st.button("Leave out", on_click=_include, args=(False,), type="tertiary")


def _way_there() -> None:
    try:
        st.page_link(OWN.file, label=plain(OWN.title), icon=":material/arrow_forward:", icon_position="right")
    except StreamlitAPIException:  # the page runs without the site
        st.markdown(plain(OWN.title))


def own_documents(chosen: Choice) -> None:
    """The whole page: where documents are given, and what came of those that were."""
    if not own.is_on():
        nothing_found(_OFF)
        return
    _box()
    mine = own.current()
    if mine is None:
        nothing_found(_NONE)
        return
    _documents(mine)
    _added(mine.trial, chosen)
    _records(mine.trial)


def _box() -> None:
    turn = st.session_state.setdefault(_ROUND, 0)
    files = st.file_uploader(
        "Documents",
        type=[suffix.removeprefix(".") for suffix in suffixes()],
        accept_multiple_files=True,
        max_upload_size=own.FILE_MB,
        key=f"own-files-{turn}",
    )
    st.markdown(f":small[{plain(_LIMITS)} {plain(_PRIVATE)}]")
    if not files or not st.button("Read them", type="primary", icon=":material/upload_file:"):
        return
    try:
        with st.spinner("Reading the documents …"):
            own.take([own.File(file.name, file.getvalue()) for file in files])
    except own.NotTried as refused:
        st.error(plain(str(refused)), icon=":material/error:")
        return
    st.session_state[_ROUND] = turn + 1  # the uploader lets go of the files
    st.rerun()


def _documents(mine: own.Own) -> None:
    known = mine.trial["documents"]
    read = [one for one in known if not one["reason"]]
    st.header(f"{words.plural(len(read), 'document')} read", anchor=False)
    lines = [
        {
            "Document": one["name"],
            "Read as": ", ".join(str(one[name]) for name in ("kind", "form", "meeting_id") if one.get(name)),
            "Words": words.number(one["word_count"]) if not one["reason"] else "",
            "Not read, because": one["reason"],
        }
        for one in known
    ]
    st.table(cells(pd.DataFrame(lines)), border="horizontal", hide_index=True, alt="The documents")
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        if mine.build:
            st.session_state["own-included"] = mine.is_included
            st.toggle("Include them in all charts, lists and queries", key="own-included", on_change=_toggled)
        st.button("Remove them", on_click=_remove, icon=":material/delete:", type="tertiary")
    if mine.trial["error"]:
        st.error(plain(_NO_TABLES.format(mine.trial["error"])), icon=":material/error:")
    elif mine.is_included:
        st.markdown(
            ":small[Every page now holds them, and every link and download says so in its data version. Who opens such"
            " a link sees the page without them.]"
        )


def _toggled() -> None:
    _include(bool(st.session_state["own-included"]))


def _include(is_included: bool) -> None:
    own.include(is_included)
    _forget_version()


def _remove() -> None:
    _forget_version()
    own.remove()


def _forget_version() -> None:
    """The address asks for the tables as they are for everybody."""
    if mine := own.current():
        filters.choose(filters.VERSION, mine.base)


def _added(trial: Mapping[str, Any], chosen: Choice) -> None:
    if not trial["records"]:
        nothing_found("Nothing was read from them, so there is nothing that they would add.")
        return
    rows = {verdict: [one for one in trial["added"] if one["verdict"] == verdict] for verdict in _VERDICTS}
    st.header("What they would add", anchor=False)
    titles = [f"{plain(title)} ({len(rows[verdict])})" for verdict, (title, _) in _VERDICTS.items()]
    tabs = st.tabs([*titles, f"Not understood ({len(trial['findings'])})"])
    for tab, (verdict, (_, nothing)) in zip(tabs, _VERDICTS.items(), strict=False):
        with tab:
            _listed(verdict, rows[verdict], nothing, chosen)
    with tabs[-1]:
        _not_understood(trial["findings"], chosen)


def _listed(verdict: str, rows: Sequence[Mapping[str, Any]], nothing: str, chosen: Choice) -> None:
    if not rows:
        nothing_found(nothing)
        return
    frame = pd.DataFrame(rows).drop(columns="verdict")
    columns = {
        "fact": st.column_config.TextColumn("Fact", width=100),
        "said": st.column_config.TextColumn("Read as", width=330),
        "known": st.column_config.TextColumn("The tables hold", width=300),
        "known_from": st.column_config.TextColumn("From", width=150),
        "place": st.column_config.TextColumn("Place", width=80),
        "quote": st.column_config.TextColumn("Quote", width=260),
        "document_id": st.column_config.TextColumn("Document", width=140),
    }
    shown = [name for name in columns if verdict != NEW or not name.startswith("known")]
    st.dataframe(
        frame,
        hide_index=True,
        height=min(420, 38 + 35 * len(frame)),
        alt=f"What is {verdict} in your documents",
        column_order=shown,
        column_config=columns,
        placeholder="",
    )
    list_downloads(f"your-documents-{verdict}", frame, chosen, OWN)


def _not_understood(rows: Sequence[Mapping[str, Any]], chosen: Choice) -> None:
    if not rows:
        nothing_found("Nothing in them was left that was not understood or does not add up.")
        return
    frame = pd.DataFrame(rows)
    st.dataframe(
        frame.assign(code=frame["code"].str.replace("-", " ")),
        hide_index=True,
        height=min(420, 38 + 35 * len(frame)),
        alt="What was not understood in your documents",
        column_order=["severity", "code", "place", "value", "message", "document_id"],
        column_config={name: st.column_config.TextColumn(name.capitalize()) for name in frame.columns},
        placeholder="",
    )
    list_downloads("your-documents-findings", frame, chosen, OWN)


def _records(trial: Mapping[str, Any]) -> None:
    if not trial["records"]:
        return
    st.header("Contribute", anchor=False)
    st.markdown(plain(_RECORD), width=760)
    names = {one["document_id"]: one["name"] for one in trial["documents"] if one.get("document_id")}
    with st.container(horizontal=True, gap="small"):
        for document_id, record in trial["records"].items():
            stem = PurePosixPath(names[document_id]).stem
            st.download_button(
                f"Record of {plain(names[document_id])}",
                data=partial(str.encode, record),
                file_name=f"{stem}.md",
                mime="text/markdown",
                key=f"record-{document_id}",
                icon=":material/download:",
                on_click="ignore",
            )
