"""Lines of text with marks in them: static/marked.js, mounted as a component. Text is only ever text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

STATIC = Path(__file__).resolve().parents[3] / "static"


def marked_lines(
    items: Sequence[Mapping[str, Any]],
    label: str,
    key: str,
    *,
    heading: str = "",
    on_open: Callable[[str], None] = lambda _: None,
) -> None:
    """Show `items`, as static/marked.js describes them; `on_open` is called with the key of what was opened."""
    _component()(
        key=key,
        data={"heading": heading, "label": label, "items": list(items)},
        on_opened_change=lambda: on_open(str(st.session_state[key]["opened"])),
    )


@cache
def _component() -> Any:
    return st.components.v2.component(
        "atlas_marked",
        html='<div class="marked"></div>',
        css=(STATIC / "marked.css").read_text("utf-8"),
        js=(STATIC / "marked.js").read_text("utf-8"),
    )
