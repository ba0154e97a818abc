"""What stands around charts: header, prose, and what stands where nothing was found."""

from __future__ import annotations

from typing import LiteralString

import pandas as pd
import streamlit as st
from streamlit.errors import StreamlitAPIException

from pages.shared.plain import plain
from pages.shared.site import Page


def header(title: LiteralString, lead: LiteralString) -> None:
    """The question that the page answers, and in one line how."""
    st.title(title, anchor=False)
    st.markdown(lead)


def question(text: LiteralString, page: Page) -> None:
    """One of the questions of the front page, with the way to its page."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.header(text, anchor=False)
        try:
            st.page_link(page.file, label=page.title, icon=":material/arrow_forward:", icon_position="right")
        except StreamlitAPIException:  # the page runs without the site
            st.markdown(page.title)


def nothing_found(sentence: str) -> None:
    """What stands in place of a chart."""
    st.info(plain(sentence), icon=":material/search_off:")


def cells(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` for `st.table`, which reads the words of its cells as Markdown."""
    return frame.map(lambda value: plain(value) if isinstance(value, str) else value)


def prose(*parts: tuple[LiteralString, LiteralString]) -> None:
    """Headings and paragraphs of our own words."""
    for heading, text in parts:
        st.header(heading, anchor=False)
        st.markdown(text, width=760)
