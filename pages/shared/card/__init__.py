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
  const loaded = module.then((parts) => parts[component.data.part](component));
  return () => loaded.then((remove) => remove());
}
"""


def asked(key: str) -> Mapping[str, Any]:
    """What the card `key` asked for: {turn, key, sources, passage, file}; empty: nothing yet."""
    return st.session_state.get(key, {}).get("asked") or {}


def highlighted(key: str) -> Mapping[str, Any]:
    """The series that were highlighted in the card: {codes, turn}; empty: none yet."""
    return st.session_state.get(key, {}).get("highlight") or {}


def mount(
    name: str,
    card: dict[str, Any] | None,
    answers: dict[str, Any],
    turn: dict[str, Any],
    key: str,
    on_highlight: Callable[[], None],
) -> None:
    """Draw `card`, as static/card.js describes it, with the answers to what it asked; None: the browser drew it.

    `turn` is that of the choice it shows.
    """
    _component()(
        key=key,
        data={"module": module(), "part": "card", "name": name, "card": card, "answers": answers, "turn": turn},
        on_asked_change=lambda: None,
        on_highlight_change=on_highlight,
    )


@cache
def _component() -> Any:
    return st.components.v2.component(
        "atlas_card",
        html='<div class="atlas-mount"></div>\n<!-- drawn by the module -->',
        css=(STATIC / "card.css").read_text("utf-8"),
        js=loader(),
        isolate_styles=False,
    )


def loader() -> str:
    """The code of a component: it leaves all to the module that its data names."""
    return _LOADER


def prefix() -> str:
    """What stands before all addresses of the site, from a slash on; empty: nothing."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"/{base}" if base else ""


@cache
def module() -> str:
    """The address of the module: new with each release of the program, so that no browser keeps the old one."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(STATIC.rglob("*.js")))).hexdigest()[:8]
    return f"{prefix()}/app/static/streamlit.js?{digest}"
