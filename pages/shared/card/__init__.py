"""The chart card in Streamlit: static/card.js, mounted as a component."""

from __future__ import annotations

import hashlib
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


def mount(card: dict[str, Any], key: str, *, clickable: bool = True) -> str | None:
    """Draw `card`, as static/card.js describes it; returns the key of the bar, cell or line last chosen."""
    result = _component()(
        key=key,
        data={"module": _module(), "card": card, "clickable": clickable},
        on_point_change=lambda: None,
    )
    point: str | None = result.point
    return point


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
