"""Small panels under one another: points with their interval, lines only where lists are whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pages.shared import theme, words
from pages.shared.charts.base import Figure

PANEL = 96
BOTTOM = 24
WHOLE = ("complete", "partial list")
"""Lists that were not made by looking for a topic."""


def height_of(panels: int) -> int:
    """Pixels for so many panels."""
    return PANEL * max(panels, 1) + BOTTOM


def share_panels(rows: pd.DataFrame, names: Mapping[str, tuple[str, str]], years: Sequence[int]) -> Figure:
    """Shares of sessions with their interval. `names`: theme -> (title, colour token)."""
    figure = _empty(names, years, min(1.0, 1.15 * float(rows["high"].max())), ",.0%")
    for number, (theme_id, (_, color)) in enumerate(names.items(), start=1):
        part = rows[rows["theme_id"] == theme_id].sort_values("year")
        figure["data"] += [_trend(part, color, number), *_points(part, color, number)]
    return figure


def bar_panels(rows: pd.DataFrame, names: Mapping[str, tuple[str, str]], years: Sequence[int], value: str) -> Figure:
    """Numbers of lines as bars."""
    figure = _empty(names, years, 1.15 * float(rows[value].max()), ",d")
    for number, (theme_id, (_, color)) in enumerate(names.items(), start=1):
        part = rows[rows["theme_id"] == theme_id]
        figure["data"].append(
            {
                "type": "bar",
                **_axes(number),
                "x": list(part["year"]),
                "y": [int(v) for v in part[value]],
                "marker": {"color": color},
                "customdata": list(part["key"]),
                "hovertext": list(part["agenda"]),
                "hovertemplate": "%{x}: %{hovertext}<extra></extra>",
            }
        )
    return figure


def _empty(names: Mapping[str, tuple[str, str]], years: Sequence[int], top: float, tickformat: str) -> Figure:
    layout = theme.layout(height_of(len(names))) | {"annotations": []}
    layout["margin"] = {"l": 44, "r": 8, "t": 6, "b": BOTTOM}
    step = 1 / len(names)
    for number, (title, _) in enumerate(names.values(), start=1):
        suffix = "" if number == 1 else str(number)
        domain = [round(1 - number * step + 0.02, 4), round(1 - (number - 1) * step - step * 0.2, 4)]
        is_last = number == len(names)
        layout[f"xaxis{suffix}"] = theme.axis(
            anchor=f"y{number}",
            range=[years[0] - 0.6, years[-1] + 0.6],
            showticklabels=is_last,
            dtick=1,
            tick0=years[0],
            automargin=False,
            tickformat="d",
            showline=True,
            linecolor="@grid",
        )
        layout[f"yaxis{suffix}"] = theme.axis(
            anchor=f"x{number}",
            domain=domain,
            range=[0, top],
            showgrid=True,
            nticks=4,
            tickformat=tickformat,
            automargin=False,
        )
        layout["annotations"].append(
            {
                "text": f"<b>{title}</b>",
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": domain[1],
                "xanchor": "left",
                "yanchor": "bottom",
                "yshift": 1,
                "showarrow": False,
                "font": {"size": 12, "color": "@text"},
            }
        )
    return {"data": [], "layout": layout}


def narrow(years: Sequence[int], panels: int) -> dict[str, Any]:
    """Every fifth year."""
    return {f"layout.xaxis{'' if n == 1 else n}.dtick": 5 for n in range(1, panels + 1)} | {
        f"layout.xaxis{'' if n == 1 else n}.tick0": years[0] - years[0] % 5 for n in range(1, panels + 1)
    }


def _axes(number: int) -> dict[str, str]:
    return {"xaxis": f"x{number}", "yaxis": f"y{number}"}


def _trend(part: pd.DataFrame, color: str, number: int) -> dict[str, Any]:
    whole = part["session_list"].isin(WHOLE)
    return {
        "type": "scatter",
        "mode": "lines",
        **_axes(number),
        "x": list(part["year"]),
        "y": [float(v) if ok else None for v, ok in zip(part["share"], whole, strict=True)],
        "line": {"color": color, "width": 1.5},
        "connectgaps": False,
        "hoverinfo": "skip",
    }


def _points(part: pd.DataFrame, color: str, number: int) -> list[dict[str, Any]]:
    traces = []
    for is_whole in (True, False):
        some = part[part["session_list"].isin(WHOLE) == is_whole]
        if some.empty:
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "cliponaxis": False,
                **_axes(number),
                "x": list(some["year"]),
                "y": [float(v) for v in some["share"]],
                "marker": {
                    "color": color if is_whole else "@background",
                    "size": 8,
                    "line": {"color": color, "width": 1.5},
                },
                "error_y": {
                    "type": "data",
                    "symmetric": False,
                    "color": color,
                    "thickness": 1,
                    "width": 0,
                    "array": [float(h - s) for h, s in zip(some["high"], some["share"], strict=True)],
                    "arrayminus": [float(s - low) for s, low in zip(some["share"], some["low"], strict=True)],
                },
                "customdata": list(some["key"]),
                "hovertext": [_hover(row) for row in some.to_dict("records")],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    return traces


def _hover(row: Mapping[Any, Any]) -> str:
    kind = "" if row["session_list"] in WHOLE else "<br>indicative: the list was found by looking for topics"
    return (
        f"<b>{row['year']}</b>: {row['sessions']} of {row['held']} sessions held here"
        f" ({words.percent(row['share'])};"
        f" interval {words.percent(row['low'])} to {words.percent(row['high'])}){kind}"
    )
