"""One card alone, for a frame in another page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import FunctionType

from pages.shared import charts, filters, queries
from pages.shared.components import asking
from pages.shared.components.chart_card import Draw, Question, chart_card
from pages.shared.components.layout import nothing_found
from pages.shared.site import Page

_ASKS: Mapping[str, Question] = {"front_themes": queries.themes_on_agenda}
"""Charts that do not have the name of their question."""


@cache
def cards() -> Mapping[str, tuple[Question, Draw]]:
    """Name of a card -> its question and its chart."""
    drawn = [name for name, chart in vars(charts).items() if isinstance(chart, FunctionType)]
    asked: dict[str, Question] = {name: _ASKS.get(name) or getattr(queries, name) for name in drawn}
    return {name.replace("_", "-"): (asked[name], getattr(charts, name)) for name in drawn}


def embedded(name: str, page: Page) -> None:
    """The card `name` as the address filters it."""
    if name == asking.CARD:
        asking.answer(filters.current(), page)
        return
    if name not in cards():
        nothing_found(f"There is no chart “{name[:40]}” here; copy the code of the frame again from the chart.")
        return
    question, chart = cards()[name]
    chart_card(question, chart, filters.current(), page)
