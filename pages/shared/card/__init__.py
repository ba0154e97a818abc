"""The chart card in Streamlit: static/card.js, mounted as a component."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

STATIC = Path(__file__).resolve().parents[3] / "static"
_LOADER = """
export default (component) => {
  const module = import(new URL(component.data.module, location.origin).href);
  const loaded = module.then((card) => card.default(component));
  return () => loaded.then((remove) => remove());
}
"""


def asked(key: str) -> Mapping[str, Any]:
    """What the card `key` asked for: {turn, key, sources, passage, file}; empty: nothing yet."""
    return st.session_state.get(key, {}).get("asked") or {}


def highlighted(key: str) -> Mapping[str, Any]:
    """The series that were highlighted in the card: {codes, turn}; empty: none yet."""
    return st.session_state.get(key, {}).get("highlight") or {}


def mount(card: dict[str, Any], answers: dict[str, Any], key: str, on_highlight: Callable[[], None]) -> None:
    """Draw `card`, as static/card.js describes it, with the answers to what it asked."""
    _component()(
        key=key,
        data={"module": _module(), "card": card, "answers": answers},
        on_asked_change=lambda: None,
        on_highlight_change=on_highlight,
    )


@cache
def _component() -> Any:
    return st.components.v2.component(
        "atlas_card",
        html='<div class="atlas-mount"></div>\n<!-- drawn by the module -->',
        css=(STATIC / "card.css").read_text("utf-8"),
        js=_LOADER,
        isolate_styles=False,
    )


@cache
def _module() -> str:
    """The address of the module: new with each release of the card, so that no browser keeps the old one."""
    base = st.get_option("server.baseUrlPath").strip("/")
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(STATIC.glob("*.js")))).hexdigest()[:8]
    return f"{'/' + base if base else ''}/app/static/streamlit-card.js?{digest}"
