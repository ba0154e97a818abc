"""IGF Atlas: the entry point. Run with `streamlit run dashboard.py`."""

import logging
import os

import streamlit as st
from streamlit import runtime

from pages.shared import catalog, filters
from pages.shared.site import NAME, PAGES


def run() -> None:
    """One run for one reader: navigation, filters, page."""
    st.set_page_config(page_title=NAME, page_icon="static/icon.png", layout="wide")
    opened = navigation()
    page = next(page for page in PAGES if page.address == opened.url_path)
    prepare()
    catalog.use_latest()
    filters.sidebar(page, filters.follow_address(page))
    opened.run()


def navigation() -> st.Page:
    """The pages of the site. Also called when the server starts: Streamlit would otherwise take the folder
    `pages` for pages of its own and tell the first reader of a link that there is no such page."""
    pages = [st.Page(p.file, title=p.title, url_path=p.address, default=not p.address) for p in PAGES]
    return st.navigation(pages, position="top")


@st.cache_resource(show_spinner="Reading the documents …")
def prepare() -> None:
    """Once per server: build the tables where they are missing or older than what they are made of."""
    if "ATLAS_TABLES" in os.environ:
        return
    from etl.build import ensure  # readers of a server that is up do not wait for the extractors

    ensure()


app = st.App(__file__)

if runtime.exists():
    run()
else:
    logging.disable(logging.WARNING)  # st.navigation remarks that there is no reader yet
    navigation()
    logging.disable(logging.NOTSET)
