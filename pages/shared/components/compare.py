"""What stands side by side: the kind, and the two."""

from __future__ import annotations

import streamlit as st

from pages.shared import declared, filters, options, sides
from pages.shared.charts.compare import with_gaps
from pages.shared.choice import ALL, Choice
from pages.shared.components.chart_card import Draw, Question, chart_card
from pages.shared.components.layout import nothing_found
from pages.shared.site import Page

_KIND = "sides-kind"
_MISSING = {
    "meeting": "Two meetings are needed: choose another one on either side.",
    "organisation": "Two organisations are needed: choose another one on either side.",
    "theme": "Two themes are needed: choose another one on either side.",
}


def sides_box(chosen: Choice) -> None:
    """Where the reader says what to put side by side."""
    kind = sides.kind_of(chosen)
    st.session_state[_KIND] = kind
    st.segmented_control(
        "Compare",
        list(sides.KINDS),
        format_func=sides.KINDS.__getitem__,
        key=_KIND,
        required=True,
        on_change=_choose_kind,
    )
    for column, side in zip(st.columns(2), sides.SIDES, strict=True):
        with column:
            _side(side, kind, chosen)
    if not sides.pair(chosen):
        nothing_found(_MISSING[kind])


def beside(question: Question, chart: Draw, both: Choice, page: Page) -> None:
    """A chart of both sides, which says where one of them has nothing."""
    chart_card(question, with_gaps(chart, f"{sides.kind_of(both)}_id"), both, page)


def _side(name: str, kind: str, chosen: Choice) -> None:
    labels = {option.code: option.label for option in chosen.options[name] if option.code.startswith(f"{kind}-")}
    key = f"sides-{name}"
    code = chosen.one(name)
    st.session_state[key] = code if code in labels else None
    st.selectbox(
        declared.FILTERS[name].label,
        list(labels),
        format_func=lambda code: labels.get(code, code),
        key=key,
        placeholder="Type to find one",
        filter_mode="contains",
        on_change=_choose_side,
        args=(name, key),
    )


def _choose_kind() -> None:
    filters.choose_all({side: codes or (ALL,) for side, codes in options.first_sides(st.session_state[_KIND]).items()})


def _choose_side(side: str, key: str) -> None:
    filters.choose(side, st.session_state[key] or ALL)
