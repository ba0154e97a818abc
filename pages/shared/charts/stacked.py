"""Stacked bars, one panel per population: what is counted differently stands apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.vocabulary import slug
from pages.shared import theme, words
from pages.shared.charts.base import Figure, heading, meeting_label

GAP = 0.45
"""How much further apart two bars stand when a year between them has no figures, in bars."""
PANEL_GAP = 0.05
ROOMY = 6
"""Up to so many bars, a narrow screen has room for them as they are."""
TOP = 26
BOTTOM = 26


@dataclass(frozen=True)
class Style:
    """How groups are coloured and in which order they are stacked."""

    kind: str
    order: Sequence[str]


def stacked_panels(
    rows: pd.DataFrame,
    panels: Mapping[str, str],
    style: Style,
    show: str,
    height: int,
    marked: Callable[[pd.DataFrame], Collection[str]],
) -> Figure:
    """Bars of `rows` (key, year, measure, group_name, label, count, share …) in one panel per measure.

    `panels` are the measures in order, with their titles; `show` is "share" or "count"; `marked` gives the meetings
    of a panel that are not comparable with the others.
    """
    present, places, domains = placed(rows, panels)
    figure: Figure = {"data": [], "layout": {**theme.layout(height), "barmode": "stack", "annotations": []}}
    figure["layout"]["margin"] = {"l": 40, "r": 6, "t": TOP, "b": BOTTOM}
    top = (
        1.0
        if show == "share"
        else 1.04 * float(rows.groupby(["measure", "meeting_id", "phase"], dropna=False)["count"].sum().max())
    )
    for number, (code, title) in enumerate(present, start=1):
        panel = rows[rows["measure"] == code]
        figure["data"] += _bars(panel, places[code], style, show, number)
        _add_axes(figure["layout"], number, domains[number - 1], places[code], show, top, marked(panel))
        figure["layout"]["annotations"].append(heading(title, domains[number - 1][0]))
    return figure


def narrow(figure: Figure) -> dict[str, Any]:
    """On a narrow screen many bars have room for upright years and for figures without their sign."""
    places = [axis["tickvals"] for name, axis in figure["layout"].items() if name.startswith("xaxis")]
    if sum(map(len, places)) <= ROOMY:
        return {}
    changes: dict[str, Any] = {"layout.margin.b": 40, "layout.margin.l": 34}
    for name in figure["layout"]:
        if name.startswith("xaxis"):
            changes[f"layout.{name}.tickangle"] = -90
    for number, trace in enumerate(figure["data"]):
        changes[f"data.{number}.text"] = [text.replace("%", "").strip() for text in trace["text"]]
        changes[f"data.{number}.textfont.size"] = 9
    return changes


def placed(
    rows: pd.DataFrame, panels: Mapping[str, str]
) -> tuple[list[tuple[str, str]], dict[str, dict[tuple[str, object], tuple[float, str]]], list[tuple[float, float]]]:
    """The panels that have rows, with their titles; where the bars of each stand; and its part of the width."""
    present = [(code, title) for code, title in panels.items() if (rows["measure"] == code).any()]
    places = {code: positions(rows[rows["measure"] == code]) for code, _ in present}
    return present, places, domains_of([places[code] for code, _ in present])


def positions(panel: pd.DataFrame) -> dict[tuple[str, object], tuple[float, str]]:
    """Meeting and phase -> where its bar stands, and its label."""
    bars = panel[["year", "meeting_id", "phase"]].drop_duplicates().sort_values(["year", "meeting_id"])
    places: dict[tuple[str, object], tuple[float, str]] = {}
    at: float = 0
    before: int | None = None
    for bar in bars.to_dict("records"):
        if before is not None:
            at += 1 if bar["year"] - before <= 1 else 1 + GAP
        places[(bar["meeting_id"], phase_of(bar["phase"]))] = (
            at,
            meeting_label(bar["meeting_id"], bar["year"]),
        )
        before = bar["year"]
    return places


def phase_of(value: object) -> object:
    return None if words.is_missing(value) else value


def domains_of(places: Sequence[Mapping[Any, tuple[float, str]]]) -> list[tuple[float, float]]:
    """The part of the width that each panel gets: as much as its bars need."""
    widths = [max(at for at, _ in panel.values()) + 1 for panel in places]
    free = 1 - PANEL_GAP * (len(widths) - 1)
    domains, left = [], 0.0
    for width in widths:
        right = left + free * width / sum(widths)
        domains.append((round(left, 4), round(min(right, 1.0), 4)))
        left = right + PANEL_GAP
    return domains


def _bars(
    panel: pd.DataFrame, places: Mapping[Any, tuple[float, str]], style: Style, show: str, number: int
) -> list[dict[str, Any]]:
    traces = []
    for group, label in series_of(panel, style):
        part = part_of(panel, group, label)
        part = part[part[show].notna()]
        if part.empty:
            continue
        color, stripe = (theme.token(style.kind, group), "") if group else theme.spanning(style.kind, label)
        traces.append(
            {
                "type": "bar",
                "name": group or label,
                "meta": slug(group or label),
                "xaxis": f"x{number}",
                "yaxis": f"y{number}",
                "x": [places[(m, phase_of(p))][0] for m, p in zip(part["meeting_id"], part["phase"], strict=True)],
                "y": [float(value) for value in part[show]],
                "customdata": list(part["key"]),
                "text": [text_of(row, show) for row in part.to_dict("records")],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "constraintext": "none",
                "textfont": {"color": color.replace("@", "@on:"), "size": 11},
                "hovertext": [hover_of(row, group or label) for row in part.to_dict("records")],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "marker": marker_of(color, stripe),
            }
        )
    return traces


def series_of(panel: pd.DataFrame, style: Style) -> list[tuple[str | None, str]]:
    known = [(group, group) for group in style.order if (panel["group_name"] == group).any()]
    return [*known, *((None, label) for label in panel.loc[panel["group_name"].isna(), "label"].unique())]


def part_of(panel: pd.DataFrame, group: str | None, label: str) -> pd.DataFrame:
    """The rows of one group, or of a label that spans several."""
    return (
        panel[panel["group_name"] == group] if group else panel[panel["group_name"].isna() & (panel["label"] == label)]
    )


def marker_of(color: str, stripe: str) -> dict[str, Any]:
    marker: dict[str, Any] = {"color": color, "line": {"color": "@background", "width": 1}}
    if stripe:
        marker["pattern"] = {
            "shape": "/",
            "size": 8,
            "solidity": 0.4,
            "fgcolor": stripe,
            "fillmode": "overlay",
        }
    return marker


def text_of(row: Mapping[Any, Any], show: str) -> str:
    if show == "share" and row["share"] < 0.045:
        return ""
    text = words.percent(row["share"]) if show == "share" else words.number(row["count"])
    return f"{text}*" if row.get("rivals") else text


def hover_of(row: Mapping[Any, Any], name: str) -> str:
    lines = [f"<b>{name}</b>, {row['year']}"]
    if not words.is_missing(row["count"]):
        lines.append(words.count(row["count"], row["qualifier"]) + (" (computed)" if row["is_count_derived"] else ""))
    if not words.is_missing(row["share"]):
        lines.append(words.share(row["share"]) + (" (computed)" if row["is_share_derived"] else ""))
    if row["label"].casefold() != name.casefold():
        lines.append(f"printed as “{row['label']}”")
    if row["status"] != "final":
        lines.append(f"{row['status']}: stated before the end")
    return "<br>".join(lines)


def _add_axes(
    layout: dict[str, Any],
    number: int,
    domain: tuple[float, float],
    places: Mapping[Any, tuple[float, str]],
    show: str,
    top: float,
    marked: Collection[str],
) -> None:
    ticks = sorted(places.values())
    axis_x, axis_y = f"xaxis{number if number > 1 else ''}", f"yaxis{number if number > 1 else ''}"
    gaps = [(a + b) / 2 for (a, _), (b, _) in zip(ticks, ticks[1:], strict=False) if b - a > 1]
    layout[axis_x] = theme.axis(
        domain=list(domain),
        anchor=f"y{number}",
        range=[-0.55, ticks[-1][0] + 0.55],
        automargin=False,
        tickvals=[at for at, _ in ticks] + gaps,
        ticktext=[f"{label} ▲" if label in marked else label for _, label in ticks] + ["·"] * len(gaps),
        tickangle=0,
    )
    layout[axis_y] = theme.axis(
        anchor=f"x{number}",
        range=[0, top],
        showgrid=True,
        tickformat=",.0%" if show == "share" else ",d",
        nticks=6,
        showticklabels=number == 1,
        automargin=False,
        layer="below traces",
    )
