"""IGF Atlas: the entry point. Run with `streamlit run dashboard.py`."""

import logging
import time

import streamlit as st
from streamlit import runtime

from pages.shared import catalog, components, controls, filters, own
from pages.shared.publish.download import page_file
from pages.shared.serving import app as serving
from pages.shared.serving import gate, log, metrics, preparing
from pages.shared.site import NAME, PAGES


def run() -> None:
    """One run for one reader: who may read, navigation, filters, page."""
    begun = time.monotonic()
    st.set_page_config(page_title=NAME, page_icon="static/icon.png", layout="wide")
    opened = navigation()
    if not gate.is_passed():
        gate.ask()
        return
    page = next(page for page in PAGES if page.address == opened.url_path)
    if not preparing.is_prepared():
        with st.spinner("Reading the documents …"):
            preparing.prepare()
    own.choose(filters.version())
    if card := filters.embedded():
        components.embedded(card, page)
    else:
        chosen = filters.follow_address(page)
        controls.sidebar(page, chosen)
        components.own_documents_note(page)
        try:
            opened.run()
        finally:
            filters.ran()
        page_file(page, chosen)
        gate.way_out()
    seconds = time.monotonic() - begun
    metrics.count("atlas_page_runs_total", page=page.title)
    metrics.count("atlas_page_seconds_total", seconds, page=page.title)
    log.event("page", page=page.title, version=catalog.build().version, embedded=bool(card), ms=round(seconds * 1000))


def navigation() -> st.Page:
    """The pages of the site. Also called when the server starts: Streamlit would otherwise take the folder
    `pages` for pages of its own and tell the first reader of a link that there is no such page."""
    pages = [st.Page(p.file, title=p.title, url_path=p.address, default=not p.address) for p in PAGES]
    is_bare = runtime.exists() and (st.context.is_embedded or not gate.is_passed())
    return st.navigation(pages, position="hidden" if is_bare else "top")


if runtime.exists():
    run()
else:
    logging.disable(logging.WARNING)  # st.navigation remarks that there is no reader yet
    navigation()
    logging.disable(logging.NOTSET)
    app = st.App(__file__, **serving.served())
