"""The page as one file, made when it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from pages.shared import catalog, filters
from pages.shared.choice import Choice
from pages.shared.components.lists import packaged
from pages.shared.publish.composition import COMPOSED
from pages.shared.publish.report import of_page
from pages.shared.site import Page

_NO_ROWS = pd.DataFrame()


def page_file(page: Page, chosen: Choice) -> None:
    """A button that gives the page as chosen as one HTML file that opens anywhere and prints well."""
    if page not in COMPOSED:
        return
    build, link = catalog.build(), filters.link(chosen, page)

    def made() -> bytes:
        catalog.choose(build)
        try:
            return of_page(page, chosen, link, datetime.now(UTC).date()).encode()
        finally:
            catalog.forget()

    st.download_button(
        "This page as one file (HTML)",
        data=made,
        file_name=packaged(page.address or "overview", _NO_ROWS, chosen, page).file("html"),
        mime="text/html",
        help="All charts of the page with these filters, their tables and sources; it opens without a network and"
        " prints well.",
        icon=":material/print:",
        on_click="ignore",
        type="tertiary",
    )
