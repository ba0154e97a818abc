"""Charts as pages draw them."""

from __future__ import annotations

from typing import Any

from pages.shared import charts, options, queries
from pages.shared.catalog import fetch


def chart(name: str, **given: list[str]) -> Any:
    """The chart `name` as the parameters `given` choose."""
    chosen = options.choice(given)
    return getattr(charts, name)(fetch(getattr(queries, name)(chosen)), chosen)
