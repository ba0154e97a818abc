"""The answer to a reader's own SQL: two of its columns as a chart, and its rows as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pages.shared import theme, words
from pages.shared.charts.base import NOTHING, Chart, Figure, Table
from pages.shared.choice import Choice

SHOWN = 1_000
CELLS = 40_000
"""So many cells at most make up the table."""
LONGEST = 240
BARS = 40
"""So many bars with a name each are drawn."""
LINE = 22
TITLE = "The answer"


def asked(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Bars, points or a line of one column across another; the first that are fit for it, where none is chosen."""
    rows = rows.drop(columns="key")
    across, up = drawn_columns(rows, chosen)
    table = _table(rows)
    said = [_said(rows, len(table.rows))]
    if not across or not up:
        why = "It has no chart: that takes a column of figures and another one." if len(rows) else ""
        return Chart(TITLE, " ".join([*said, why]).strip(), NOTHING, table)
    shown = rows[[across, up]].dropna()
    is_scale = _is_figure(shown[across]) or pd.api.types.is_datetime64_any_dtype(shown[across])
    marks = chosen.one("marks") or "bars"
    figure = _along(shown, across, up, marks) if is_scale else _named(shown.head(BARS), across, up, marks)
    notes = []
    if not is_scale and len(shown) > BARS:
        notes.append(f"The first {BARS} of {words.number(len(shown))} rows are drawn.")
    if is_scale and marks != "points" and shown[across].duplicated().any():
        notes.append(f"Several rows have the same {across}; sum them in SQL, or draw points.")
    said.append(f"Drawn: {up} across {across}.")
    narrow = {} if is_scale else _narrow(shown.head(BARS)[across])
    return Chart(TITLE, " ".join(said), figure, table, height=figure["layout"]["height"], narrow=narrow, notes=notes)


def drawn_columns(rows: pd.DataFrame, chosen: Choice) -> tuple[str, str]:
    """The columns across and up; empty where there is none."""
    columns = [str(name) for name in rows.columns if name != "key"]
    figures = [name for name in columns if _is_figure(rows[name]) and rows[name].notna().any()]
    across = chosen.one("across") if chosen.one("across") in columns else next(iter(columns), "")
    others = [name for name in figures if name != across]
    up = chosen.one("up") if chosen.one("up") in others else next(iter(others), "")
    return across, up


def _is_figure(column: pd.Series[Any]) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _said(rows: pd.DataFrame, listed: int) -> str:
    if rows.empty:
        return "No row answers the query."
    size = f"{words.plural(len(rows), 'row')} of {words.plural(len(rows.columns), 'column')}"
    return f"{size}; the first {words.number(listed)} are in the table." if listed < len(rows) else f"{size}."


def _table(rows: pd.DataFrame) -> Table:
    shown = rows.head(min(SHOWN, max(1, CELLS // max(1, len(rows.columns)))))
    lines = [[_text(value) for value in row] for row in shown.itertuples(index=False, name=None)]
    figures = [str(name) for name in rows.columns if _is_figure(rows[name])]
    return Table([str(name) for name in rows.columns], lines, [""] * len(lines), figures)


def _text(value: object) -> str:
    if value is pd.NaT or words.is_missing(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%Y-%m-%d %H:%M:%S}"
    text = f"{value:.10g}" if isinstance(value, float) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _named(shown: pd.DataFrame, across: str, up: str, marks: str) -> Figure:
    """A line per row, with its name at the left."""
    labels = [_label(value, 38) for value in shown[across]]
    places = list(range(len(labels)))
    layout = theme.layout(LINE * len(labels) + 44)
    layout["margin"] = {"l": round(max(map(len, labels), default=0) * 6.4) + 12, "r": 60, "t": 4, "b": 36}
    layout["xaxis"] = theme.axis(title={"text": _label(up, 60)}, showgrid=True, rangemode="tozero")
    layout["yaxis"] = theme.axis(
        range=[len(labels) - 0.5, -0.5], tickvals=places, ticktext=labels, automargin=False, tickfont={"color": "@text"}
    )
    hover = [f"<b>{label}</b><br>{_label(value, 40)}" for label, value in zip(labels, shown[up], strict=True)]
    trace = _trace("bars" if marks == "bars" else "points", list(map(float, shown[up])), places, hover)
    return {"data": [trace | ({"orientation": "h"} if marks == "bars" else {})], "layout": layout}


def _narrow(names: pd.Series[Any]) -> dict[str, Any]:
    """Short names on a narrow screen."""
    labels = [_label(value, 18) for value in names]
    return {"layout.yaxis.ticktext": labels, "layout.margin.l": 122, "layout.margin.r": 12}


def _along(shown: pd.DataFrame, across: str, up: str, marks: str) -> Figure:
    """Along a scale of figures or of time."""
    shown = shown.sort_values(across, kind="stable") if marks == "line" else shown
    layout = theme.layout(380)
    layout["margin"] = {"l": 60, "r": 12, "t": 8, "b": 44}
    is_time = pd.api.types.is_datetime64_any_dtype(shown[across])
    scale: dict[str, Any] = {"type": "date"} if is_time else _figures_as_printed(shown[across])
    layout["xaxis"] = theme.axis(title={"text": _label(across, 60)}, **scale)
    layout["yaxis"] = theme.axis(title={"text": _label(up, 60)}, showgrid=True, rangemode="tozero")
    x = [value.isoformat() for value in shown[across]] if is_time else list(map(float, shown[across]))
    pairs = zip(shown[across], shown[up], strict=True)
    hover = [f"<b>{_label(_text(at), 40)}</b><br>{_label(value, 40)}" for at, value in pairs]
    return {"data": [_trace(marks, x, list(map(float, shown[up])), hover)], "layout": layout}


def _figures_as_printed(column: pd.Series[Any]) -> dict[str, Any]:
    """Years are not 2,006: whole numbers of one size have no comma."""
    return {"tickformat": "d"} if pd.api.types.is_integer_dtype(column) and column.abs().max() < 10_000 else {}


def _trace(marks: str, x: Sequence[object], y: Sequence[object], hover: Sequence[str]) -> dict[str, Any]:
    common: dict[str, Any] = {
        "x": x,
        "y": y,
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }
    if marks == "bars":
        return common | {"type": "bar", "marker": {"color": "@accent"}}
    line = (
        {"mode": "lines+markers", "line": {"color": "@accent", "width": 2}} if marks == "line" else {"mode": "markers"}
    )
    return common | {"type": "scatter", "marker": {"color": "@accent", "size": 7}} | line


def _label(value: object, longest: int) -> str:
    """A text of the answer, where Plotly would read tags."""
    text = _text(value)
    text = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return words.plain(text)
