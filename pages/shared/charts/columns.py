"""Horizontal bars, a line per meeting and a column per kind of figure: many numbers, read as a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from pages.shared import theme
from pages.shared.charts.base import Figure, heading, meeting_label
from pages.shared.choice import Choice

LINE = 21
TOP = 28
Cell = Mapping[Any, Any]


def height_of(lines: int) -> int:
    """Pixels for so many lines."""
    return TOP + LINE * max(lines, 1) + 8


def years_of(chosen: Choice) -> Sequence[int]:
    """The years that stand on the axis even where they are empty: those chosen, none where meetings are chosen."""
    return () if chosen.is_active("meeting") else range(chosen.year("from"), chosen.year("to") + 1)


def lines_of(rows: pd.DataFrame, years: Sequence[int]) -> list[str]:
    """Meetings in order of time, and the years between without any."""
    found = {meeting_label(m, y): int(y) for m, y in zip(rows["meeting_id"], rows["year"], strict=True)}
    all_lines = {str(year): year for year in years} | found
    return sorted(all_lines, key=lambda label: (all_lines[label], label))


def bar_columns(
    rows: pd.DataFrame,
    columns: Mapping[str, str],
    lines: Sequence[str],
    *,
    by: str = "measure",
    value: str = "count",
    text: Callable[[Cell], str],
    hover: Callable[[Cell], str],
    room: float = 1.75,
    marked: Collection[str] = (),
) -> Figure:
    """Bars for each of `columns` (value of `by` -> heading); `room` is what the text takes beside a bar.

    `marked` are the lines that are not comparable with the others.
    """
    present = [(code, title) for code, title in columns.items() if (rows[by] == code).any()]
    figure: Figure = {
        "data": [],
        "layout": theme.layout(height_of(len(lines))) | {"annotations": [], "bargap": 0.3},
    }
    figure["layout"]["margin"] = {
        "l": (56 if marked else 44) if max(map(len, lines), default=4) <= 4 else 130,
        "r": 4,
        "t": TOP,
        "b": 6,
    }
    for number, (code, title) in enumerate(present, start=1):
        part = rows[(rows[by] == code) & rows[value].notna()]
        domain = [(number - 1) / len(present), number / len(present) - 0.015]
        figure["data"].append(_bars(part, lines, number, value, text, hover))
        suffix = "" if number == 1 else str(number)
        top = float(part[value].max() or 1)
        figure["layout"][f"xaxis{suffix}"] = theme.axis(
            domain=domain, anchor=f"y{number}", range=[0, top * room], showticklabels=False, automargin=False
        )
        figure["layout"][f"yaxis{suffix}"] = theme.axis(
            anchor=f"x{number}",
            range=[len(lines) - 0.5, -0.5],
            tickvals=list(range(len(lines))),
            ticktext=[f"▲ {line}" if line in marked else line for line in lines],
            showticklabels=number == 1,
            automargin=False,
            showline=True,
            linecolor="@grid",
            linewidth=1,
        )
        figure["layout"]["annotations"].append(heading(title, domain[0], up=4))
    return figure


def narrow(figure: Figure, room: float) -> dict[str, Any]:
    """On a narrow screen the figures keep their text and the bars give way."""
    is_marked = any(text.startswith("▲") for text in figure["layout"]["yaxis"]["ticktext"])
    changes: dict[str, Any] = {"layout.margin.l": 46 if is_marked else 34}
    for number, trace in enumerate(figure["data"], start=1):
        suffix = "" if number == 1 else str(number)
        top = figure["layout"][f"xaxis{suffix}"]["range"][1]
        changes |= {f"layout.xaxis{suffix}.range": [0, top * room], f"data.{number - 1}.textfont.size": 10}
        heading = figure["layout"]["annotations"][number - 1]["text"]
        changes |= {
            f"layout.annotations.{number - 1}.font.size": 11,
            f"layout.annotations.{number - 1}.text": heading.replace(": ", ":<br>"),
        }
        trace.setdefault("textfont", {})
    if any(": " in heading["text"] for heading in figure["layout"]["annotations"]):
        changes["layout.margin.t"] = TOP + 14
    return changes


def _bars(
    part: pd.DataFrame,
    lines: Sequence[str],
    number: int,
    value: str,
    text: Callable[[Cell], str],
    hover: Callable[[Cell], str],
) -> dict[str, Any]:
    records = part.to_dict("records")
    return {
        "type": "bar",
        "orientation": "h",
        "width": 0.7,
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "y": [lines.index(meeting_label(row["meeting_id"], row["year"])) for row in records],
        "x": [float(row[value]) for row in records],
        "text": [text(row) for row in records],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": 11, "color": "@text"},
        "hovertext": [hover(row) for row in records],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [row["key"] for row in records],
        "marker": {"color": ["@pale" if row.get("qualifier", "exact") != "exact" else "@accent" for row in records]},
    }
