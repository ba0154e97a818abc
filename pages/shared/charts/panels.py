"""Small panels under one another: shares with their interval, or bars; each with the number it rests on.

Rows come with `part` and `whole` (the share is of), `is_firm` (no list that was made by looking for a topic),
`rests_on` (the number, in a few signs) and `hover`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from etl.vocabulary import slug
from pages.shared import theme
from pages.shared.charts.base import Figure, heading

PANEL = 112
BOTTOM = 24
BELOW = 0.42
"""Room under the base line for the numbers, as a part of the highest value."""
WHOLE = ("complete", "partial list")
"""Lists that were not made by looking for a topic."""

Names = Mapping[str, tuple[str, str]]
"""What has a panel -> its title and colour token."""


def height_of(panels: int) -> int:
    """Pixels for so many panels."""
    return PANEL * max(panels, 1) + BOTTOM


def share_panels(rows: pd.DataFrame, by: str, names: Names, years: Sequence[int]) -> Figure:
    """Points at `share`, with the interval from `low` to `high`; lines join firm points only."""
    top = min(1.0, 1.1 * float(rows["high"].max()))
    figure = _empty(names, years, top, ".0%")
    for number, (code, (_, color)) in enumerate(names.items(), start=1):
        part = rows[rows[by] == code].sort_values("year", kind="stable")
        figure["data"] += [
            trace | {"meta": slug(code)}
            for trace in (_numbers(part, number, top), _trend(part, color, number), *_points(part, color, number))
        ]
    return figure


def bar_panels(rows: pd.DataFrame, by: str, names: Names, years: Sequence[int], value: str) -> Figure:
    """Bars as high as `value`."""
    is_whole, top = bool((rows[value] % 1 == 0).all()), 1.1 * float(rows[value].max())
    figure = _empty(names, years, top, ",d" if is_whole else ",.3~g")
    for number, (code, (_, color)) in enumerate(names.items(), start=1):
        part = rows[rows[by] == code].sort_values("year", kind="stable")
        figure["data"] += [
            trace | {"meta": slug(code)} for trace in (_numbers(part, number, top), _bars(part, color, number, value))
        ]
    return figure


def narrow(figure: Figure, years: Sequence[int]) -> dict[str, Any]:
    """Every fifth year, and the numbers in hover and table only."""
    axes = [name for name in figure["layout"] if name.startswith("xaxis")]
    changes: dict[str, Any] = {f"layout.{axis}.dtick": 5 for axis in axes}
    changes |= {f"layout.{axis}.tick0": years[0] - years[0] % 5 for axis in axes}
    return changes | {
        f"data.{at}.visible": False for at, trace in enumerate(figure["data"]) if trace.get("mode") == "text"
    }


def _empty(names: Names, years: Sequence[int], top: float, tickformat: str) -> Figure:
    layout = theme.layout(height_of(len(names))) | {"annotations": []}
    layout["margin"] = {"l": 44, "r": 8, "t": 6, "b": BOTTOM}
    step = 1 / len(names)
    for number, (title, _) in enumerate(names.values(), start=1):
        suffix = "" if number == 1 else str(number)
        domain = [round(1 - number * step + 0.02 * step, 4), round(1 - (number - 1) * step - step * 0.18, 4)]
        layout[f"xaxis{suffix}"] = theme.axis(
            anchor=f"y{number}",
            range=[years[0] - 0.6, years[-1] + 0.6],
            showticklabels=number == len(names),
            dtick=1,
            tick0=years[0],
            automargin=False,
            tickformat="d",
        )
        layout[f"yaxis{suffix}"] = theme.axis(
            anchor=f"x{number}",
            domain=domain,
            range=[-BELOW * top, top],
            showgrid=True,
            tickvals=_ticks(top, is_whole=tickformat == ",d"),
            tickformat=tickformat,
            automargin=False,
        )
        layout["annotations"].append(heading(title, y=domain[1], up=1))
    return {"data": [], "layout": layout}


def _ticks(top: float, *, is_whole: bool) -> list[float]:
    """Nought and up to three round values below `top`."""
    power = 10 ** math.floor(math.log10(top / 2)) if top > 0 else 1
    step = max(value for value in (1, 2, 5, 10) if value == 1 or value * power <= top / 1.5) * power
    step = max(1, round(step)) if is_whole else step
    return [round(step * index, 10) for index in range(int(top / step) + 1)]


def _axes(number: int) -> dict[str, str]:
    return {"xaxis": f"x{number}", "yaxis": f"y{number}"}


def _numbers(part: pd.DataFrame, number: int, top: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        **_axes(number),
        "x": list(part["year"]),
        "y": [-0.1 * top] * len(part),
        "text": list(part["rests_on"]),
        "textposition": "bottom center",
        "textfont": {"size": 9, "color": "@muted"},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _bars(part: pd.DataFrame, color: str, number: int, value: str) -> dict[str, Any]:
    return {
        "type": "bar",
        **_axes(number),
        "x": list(part["year"]),
        "y": [float(v) for v in part[value]],
        "width": 0.7,
        "marker": {"color": color},
        "customdata": list(part["key"]),
        "hovertext": list(part["hover"]),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _trend(part: pd.DataFrame, color: str, number: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        **_axes(number),
        "x": list(part["year"]),
        "y": [float(v) if ok else None for v, ok in zip(part["share"], part["is_firm"], strict=True)],
        "line": {"color": color, "width": 1.5},
        "connectgaps": False,
        "hoverinfo": "skip",
    }


def _points(part: pd.DataFrame, color: str, number: int) -> list[dict[str, Any]]:
    traces = []
    for is_firm in (True, False):
        some = part[part["is_firm"] == is_firm]
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
                    "color": color if is_firm else "@background",
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
                "hovertext": list(some["hover"]),
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    return traces


def notes(rows: pd.DataFrame) -> list[str]:
    """What to know before comparing the points."""
    said = ["Under each point: the number that it rests on. No point: not found in what is listed here."]
    if not rows["is_firm"].all():
        said.append(
            "Hollow points are indicative: their lists of sessions were found by looking for topics. Lines join"
            " whole or neutral lists only."
        )
    return said
