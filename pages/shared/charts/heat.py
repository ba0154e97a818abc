"""Heat maps: things by meeting, in steps of one colour; an empty cell is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.vocabulary import slug
from pages.shared import theme
from pages.shared.charts import labels
from pages.shared.charts.base import Figure

LINE = 21
NARROW_LINE = 30
"""Room for a label on two lines."""
BOTTOM = 26
SIZE, NARROW_SIZE = 12, 10
"""Pixels of the letters of a label."""
WIDEST, NARROW_WIDEST = 290, 132
"""Pixels of a line of a label, of which there are two on a narrow screen."""


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


def narrow_height_of(lines: int) -> int:
    """Pixels for so many lines on a narrow screen."""
    return NARROW_LINE * max(lines, 1) + BOTTOM + 8


def heat(
    cells: Cells,
    lines: Sequence[str],
    columns: Sequence[str],
    scale: Sequence[tuple[float, str]] | None = None,
    most: float | None = None,
    codes: Mapping[str, str] | None = None,
) -> Figure:
    """A line per thing, a column per meeting. `scale` replaces the steps of one colour, `most` the value of the
    last; `codes` name the lines in the address, where not by their label."""
    grid = [[cells.get((line, column)) for column in columns] for line in lines]
    scale = scale or _steps()
    most = most or max((cell.value for cell in cells.values()), default=1) or 1
    names = [(codes or {}).get(line) or slug(line) for line in lines]
    shown = [labels.cut(line, SIZE, WIDEST) for line in lines]
    layout = theme.layout(height_of(len(lines)))
    layout["margin"] = {
        "l": _room_for(shown, SIZE) + 8,
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
        ticktext=shown,
        range=[len(lines) - 0.5, -0.5],
        tickfont={"color": "@text", "size": SIZE},
        automargin=False,
    )
    trace = {
        "type": "heatmap",
        "meta": names,
        "z": [[cell.value if cell else None for cell in row] for row in grid],
        "x": list(range(len(columns))),
        "y": list(range(len(lines))),
        "customdata": [[cell.key if cell else "" for cell in row] for row in grid],
        "hovertext": [[cell.hover if cell else "" for cell in row] for row in grid],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "hoverongaps": False,
        "xgap": 2,
        "ygap": 2,
        "zmin": 0,
        "zmax": most,
        "showscale": False,
        "colorscale": [list(step) for step in scale],
    }
    return {"data": [trace, _texts(grid, names, scale, most)], "layout": layout}


def _texts(
    grid: Sequence[Sequence[Cell | None]], names: Sequence[str], scale: Sequence[tuple[float, str]], most: float
) -> dict[str, Any]:
    """The figures in the cells, each in the ink that reads on its colour."""
    placed = [(x, y, cell) for y, row in enumerate(grid) for x, cell in enumerate(row) if cell and cell.text]
    return {
        "type": "scatter",
        "mode": "text",
        "meta": [names[y] for _, y, _ in placed],
        "x": [x for x, _, _ in placed],
        "y": [y for _, y, _ in placed],
        "text": [cell.text for _, _, cell in placed],
        "textfont": {"size": 11, "color": [theme.on_scale(scale, cell.value / most) for _, _, cell in placed]},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def narrow(figure: Figure, lines: Sequence[str]) -> dict[str, Any]:
    """Labels on two lines, every fifth year, no text in cells that are too small for it."""
    x = figure["layout"]["xaxis"]
    folded = [labels.folded(line, NARROW_SIZE, NARROW_WIDEST) for line in lines]
    changes: dict[str, Any] = {
        "layout.height": narrow_height_of(len(lines)),
        "layout.yaxis.ticktext": ["<br>".join(parts) for parts in folded],
        "layout.yaxis.tickfont.size": NARROW_SIZE,
        "layout.margin.l": _room_for([part for parts in folded for part in parts], NARROW_SIZE) + 6,
        "data.0.xgap": 1,
        "data.0.ygap": 1,
    }
    if len(x["tickvals"]) > 8:
        kept = [at for at in x["tickvals"] if at % 5 == 0]
        changes |= {
            "layout.xaxis.tickvals": kept,
            "layout.xaxis.ticktext": [x["ticktext"][at] for at in kept],
            "data.1.textfont.size": 9,
        }
    return changes


def _room_for(texts: Sequence[str], size: float) -> int:
    return round(max((labels.width(text, size) for text in texts), default=0))


def _are_years(columns: Sequence[str]) -> bool:
    return all(len(column) == 4 for column in columns)


def _steps() -> list[tuple[float, str]]:
    last = len(theme.SEQUENCE) - 1
    return [(index / last, f"@{name}") for index, name in enumerate(theme.SEQUENCE)]
