"""Heat maps: things by meeting, in steps of one colour; an empty cell is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.shared import theme
from pages.shared.charts.base import Figure

LINE = 21
BOTTOM = 26
LABEL = 6.4
"""Pixels per character of a label."""
LONGEST = 34
SHORT = 21


@dataclass(frozen=True)
class Cell:
    """A cell: how much, as what text, what it says under the pointer, and the rows behind it."""

    value: float
    text: str
    hover: str
    key: str


Cells = Mapping[tuple[str, str], Cell]
"""(line, column) -> cell"""


def height_of(lines: int) -> int:
    """Pixels for so many lines."""
    return LINE * max(lines, 1) + BOTTOM + 8


def heat(
    cells: Cells,
    lines: Sequence[str],
    columns: Sequence[str],
    scale: Sequence[tuple[float, str]] | None = None,
) -> Figure:
    """A line per thing, a column per meeting. `scale` replaces the steps of one colour."""
    grid = [[cells.get((line, column)) for column in columns] for line in lines]
    most = max((cell.value for cell in cells.values()), default=1) or 1
    labels = [_cut(line, LONGEST) for line in lines]
    layout = theme.layout(height_of(len(lines)))
    layout["margin"] = {
        "l": round(max(map(len, labels), default=0) * LABEL) + 12,
        "r": 4,
        "t": 4,
        "b": BOTTOM,
    }
    layout["xaxis"] = theme.axis(
        tickvals=list(range(len(columns))),
        ticktext=list(columns),
        tickangle=0 if _are_years(columns) else -45,
        range=[-0.5, len(columns) - 0.5],
        automargin=not _are_years(columns),
    )
    layout["yaxis"] = theme.axis(
        tickvals=list(range(len(lines))),
        ticktext=labels,
        range=[len(lines) - 0.5, -0.5],
        tickfont={"color": "@text", "size": 12},
        automargin=False,
    )
    trace = {
        "type": "heatmap",
        "z": [[cell.value if cell else None for cell in row] for row in grid],
        "x": list(range(len(columns))),
        "y": list(range(len(lines))),
        "text": [[cell.text if cell else "" for cell in row] for row in grid],
        "texttemplate": "%{text}",
        "textfont": {"size": 11},
        "customdata": [[cell.key if cell else "" for cell in row] for row in grid],
        "hovertext": [[cell.hover if cell else "" for cell in row] for row in grid],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "hoverongaps": False,
        "xgap": 2,
        "ygap": 2,
        "zmin": 0,
        "zmax": most,
        "showscale": False,
        "colorscale": [list(step) for step in scale or _steps()],
    }
    return {"data": [trace], "layout": layout}


def narrow(figure: Figure) -> dict[str, Any]:
    """Short labels, every fifth year, no text in cells that are too small for it."""
    x, y = figure["layout"]["xaxis"], figure["layout"]["yaxis"]
    labels = [_cut(label, SHORT) for label in y["ticktext"]]
    changes: dict[str, Any] = {
        "layout.yaxis.ticktext": labels,
        "layout.yaxis.tickfont.size": 10,
        "layout.margin.l": round(max(map(len, labels), default=0) * 5.6) + 8,
        "data.0.xgap": 1,
        "data.0.ygap": 1,
    }
    if len(x["tickvals"]) > 8:
        kept = [at for at in x["tickvals"] if at % 5 == 0]
        changes |= {
            "layout.xaxis.tickvals": kept,
            "layout.xaxis.ticktext": [x["ticktext"][at] for at in kept],
            "data.0.texttemplate": "",
        }
    return changes


def _cut(label: str, longest: int) -> str:
    return label if len(label) <= longest else label[: longest - 1].rstrip(" ,") + "…"


def _are_years(columns: Sequence[str]) -> bool:
    return all(len(column) == 4 for column in columns)


def _steps() -> list[tuple[float, str]]:
    last = len(theme.SEQUENCE) - 1
    return [(index / last, f"@{name}") for index, name in enumerate(theme.SEQUENCE)]
