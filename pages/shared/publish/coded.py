"""Rows as JSON for the static edition: by column, repeated values once."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from pages.shared import exports, words

Columns = dict[str, Any]


def columns(rows: pd.DataFrame) -> Columns:
    """Column -> its values; where they repeat, {"of": the different ones, "at": the place of each}."""
    return {str(name): _column([_value(value) for value in values]) for name, values in exports.whole(rows).items()}


def _value(value: Any) -> Any:
    if words.is_missing(value):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    value = value.item() if hasattr(value, "item") else value
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def _column(values: list[Any]) -> Any:
    different = list(dict.fromkeys(values))
    if not any(isinstance(value, str) for value in different) or len(different) > len(values) / 2:
        return values
    places = {value: at for at, value in enumerate(different)}
    return {"of": different, "at": [places[value] for value in values]}


def kinds(rows: pd.DataFrame) -> dict[str, str]:
    """The columns that are numbers with a fraction, which a CSV file writes as such."""
    return {
        str(name): "fraction" for name, values in exports.whole(rows).items() if pd.api.types.is_float_dtype(values)
    }


def text(value: Any) -> str:
    """`value` as JSON: the same value gives the same text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def in_script(value: Any) -> str:
    """`value` as JSON that can stand in a script of a page."""
    return text(value).replace("</", "<\\/").replace("<!--", "<\\!--").replace("\u2028", "\\u2028")
