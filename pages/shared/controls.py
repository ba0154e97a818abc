"""The filters and chart options of a page: static/live.js, mounted in the sidebar and above charts.

What a reader chooses is drawn in the browser first. Then the page runs, and leaves out what is drawn already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import streamlit as st

from pages.shared import catalog, filters
from pages.shared.card import STATIC, loader, module, prefix
from pages.shared.choice import Choice
from pages.shared.publish import live
from pages.shared.site import Page

FILES = "/cubes"
"""The address of the files of `publish.live`, under the site's own prefix."""


def sidebar(page: Page, chosen: Choice) -> None:
    """The filters that act on the page; none: no sidebar."""
    if page.filters:
        with st.sidebar:
            _mount(page, chosen, ())


def switches(page: Page, chosen: Choice, *names: str) -> None:
    """The chart options `names`, side by side."""
    _mount(page, chosen, names)


def _mount(page: Page, chosen: Choice, names: Sequence[str]) -> None:
    """The options `names`, or the page's filters where none is named."""
    key = "-".join(("controls", *names))
    build = catalog.build()
    _component()(
        key=key,
        data={
            "module": module(),
            "part": "controls",
            "definitions": f"{prefix()}{FILES}/definitions.js?{live.definitions()[1]}",
            "files": "" if build.memory else f"{prefix()}{FILES}/{build.version}",
            # A build that one reader alone sees has no address.
            "site": build.memory.get("site", live.site) if build.memory else None,
            "version": build.version,
            "page": page.address,
            "names": list(names),
            "search": filters.search(chosen, page),
            "turn": filters.turn(),
        },
        on_chosen_change=lambda: filters.told(_said(key), page),
    )


def _said(key: str) -> Mapping[str, Any]:
    """What was chosen in the browser: {codes: {filter: codes, or None for its default}, turn, drawn, search}."""
    return st.session_state.get(key, {}).get("chosen") or {}


@cache
def _component() -> Any:
    return st.components.v2.component(
        "atlas_controls",
        html='<div class="atlas-controls"></div>\n<!-- made by the module -->',
        css=(STATIC / "controls.css").read_text("utf-8"),
        js=loader(),
        isolate_styles=False,
    )
