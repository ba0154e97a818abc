"""The rows behind a chart's figures, as static/evidence.js lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pages.shared import words
from pages.shared.catalog import Query, fetch, rows_behind
from pages.shared.charts.base import Table

MOST = 2_000
"""So many rows are listed in a card; a download holds all."""
_NOT_NAMES = {"Basket", "State", "Printed as", "On the agenda as", "Source", "List", "How the list came about"}


def names_of(table: Table) -> dict[str, str]:
    """Key of a figure -> what it is: "2020, Registered, Civil Society"."""
    wanted = [i for i, name in enumerate(table.columns) if name not in {*table.numeric, *_NOT_NAMES}]
    return {
        key: ", ".join(row[i] for i in wanted if row[i] and "%" not in row[i])
        for key, row in zip(table.keys, table.rows, strict=True)
    }


def behind(query: Query, key: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows behind one figure."""
    return listed(fetch(rows_behind(query, key)).assign(key=key), names)


def everything(query: Query) -> pd.DataFrame:
    """All rows behind the answer to `query`."""
    return fetch(Query(f"{query.name}-evidence", query.behind, query.parameters))


def listed(rows: pd.DataFrame, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows for the card."""
    return [_row(row, names.get(str(row["key"]), "")) for row in rows.to_dict("records")]


def _row(row: Mapping[Any, Any], name: str) -> dict[str, Any]:
    return {
        "key": row["key"],
        "what": _what(row, name),
        "figure": _figure(row),
        "isShown": bool(row["is_preferred"]),
        "words": "as recorded" if row["form"] == "record" else "as printed",
        "url": _text(row, "source_url") or _text(row, "document_url"),
        "document": _text(row, "document") or row["document_id"],
        "documentId": row["document_id"],
        "published": "" if words.is_missing(row["published"]) else f"{row['published']:%Y-%m-%d}",
        "place": row["place"],
        "quote": row["quote"],
        "word": _text(row, "word"),
        "note": _text(row, "note"),
    }


def _what(row: Mapping[Any, Any], name: str) -> str:
    title = " ".join(filter(None, (_text(row, "code"), _text(row, "title"))))
    label = title or _text(row, "label")
    parts: Sequence[str] = (name, label if label.casefold() not in name.casefold() else "")
    return ": ".join(filter(None, parts))


def _figure(row: Mapping[Any, Any]) -> str:
    if "count" not in row:
        return ""
    figures = (words.count(row["count"], row["qualifier"]), words.share(row.get("share"), row["qualifier"]))
    computed = " (computed)" if row.get("is_derived") is True else ""
    return ", ".join(filter(None, figures)) + computed


def _text(row: Mapping[Any, Any], name: str) -> str:
    return "" if words.is_missing(row.get(name)) else str(row[name])
