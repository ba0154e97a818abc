"""Small multiples: a row of bars per group, a column per population, all on one scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from etl.vocabulary import slug
from pages.shared import theme, words
from pages.shared.charts.base import Figure, heading
from pages.shared.charts.stacked import (
    Style,
    hover_of,
    marker_of,
    part_of,
    phase_of,
    placed,
    series_of,
)

ROW = 92
TOP = 30
BOTTOM = 26
ROOM = 1.3
"""Of the scale: the text above the highest bar."""


def height_of(rows: pd.DataFrame, style: Style) -> int:
    """Pixels for the groups in `rows`."""
    return TOP + ROW * max(1, len(series_of(rows, style))) + BOTTOM


def small_multiples(rows: pd.DataFrame, panels: Mapping[str, str], style: Style, show: str) -> Figure:
    """Bars of `rows` (as for `stacked_panels`), each group on a line of its own."""
    present, places, across = placed(rows, panels)
    groups = series_of(rows, style)
    step = 1 / len(groups)
    figure: Figure = {"data": [], "layout": {**theme.layout(height_of(rows, style)), "annotations": []}}
    figure["layout"]["margin"] = {"l": 40, "r": 6, "t": TOP, "b": BOTTOM}
    top = ROOM * float(rows[show].max())
    number = 0
    for line, (group, label) in enumerate(groups):
        down = (round(1 - (line + 1) * step + 0.012, 4), round(1 - line * step - step * 0.24, 4))
        for (code, title), domain in zip(present, across, strict=True):
            number += 1
            part = part_of(rows[rows["measure"] == code], group, label)
            figure["data"].append(_bars(part, places[code], style, (group, label), show, number))
            _add_axes(figure["layout"], number, domain, down, places[code], show, top, line == len(groups) - 1)
            if line == 0:
                figure["layout"]["annotations"].append(heading(title, domain[0], up=12))
        figure["layout"]["annotations"].append(heading("", y=down[1], up=1) | {"text": group or label})
    return figure


def _bars(
    part: pd.DataFrame,
    places: Mapping[Any, tuple[float, str]],
    style: Style,
    series: tuple[str | None, str],
    show: str,
    number: int,
) -> dict[str, Any]:
    group, label = series
    part = part[part[show].notna()]
    color, stripe = (theme.token(style.kind, group), "") if group else theme.spanning(style.kind, label)
    records = part.to_dict("records")
    return {
        "type": "bar",
        "name": group or label,
        "meta": slug(group or label),
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "x": [places[(row["meeting_id"], phase_of(row["phase"]))][0] for row in records],
        "y": [float(row[show]) for row in records],
        "customdata": [row["key"] for row in records],
        "text": [words.percent(row["share"]) if show == "share" else words.number(row["count"]) for row in records],
        "textposition": "outside",
        "cliponaxis": False,
        "textangle": 0,
        "textfont": {"color": "@text", "size": 10},
        "hovertext": [hover_of(row, group or label) for row in records],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": marker_of(color, stripe),
    }


def _add_axes(
    layout: dict[str, Any],
    number: int,
    across: tuple[float, float],
    down: tuple[float, float],
    places: Mapping[Any, tuple[float, str]],
    show: str,
    top: float,
    is_last: bool,
) -> None:
    ticks = sorted(places.values())
    suffix = str(number) if number > 1 else ""
    layout[f"xaxis{suffix}"] = theme.axis(
        domain=list(across),
        anchor=f"y{number}",
        range=[-0.55, ticks[-1][0] + 0.55],
        automargin=False,
        tickvals=[at for at, _ in ticks],
        ticktext=[label for _, label in ticks],
        tickangle=0,
        showticklabels=is_last,
        showline=True,
        linecolor="@grid",
    )
    layout[f"yaxis{suffix}"] = theme.axis(
        anchor=f"x{number}",
        domain=list(down),
        range=[0, top],
        tickformat=",.0%" if show == "share" else ",d",
        nticks=3,
        showticklabels=across[0] == 0,
        automargin=False,
    )
