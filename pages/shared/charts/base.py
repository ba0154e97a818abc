"""What every chart is: a Plotly figure as a plain dictionary, its legend, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Figure = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """The figures of a chart, written out. `keys` name the rows behind each line."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    keys: Sequence[str]
    numeric: Sequence[str] = ()


@dataclass(frozen=True)
class Chart:
    """A chart, ready to be drawn. Colours are tokens of the theme."""

    title: str
    sentence: str
    figure: Figure
    table: Table
    legend: Sequence[tuple[str, ...]] = ()
    """Label and colour token; a second token where it is striped."""
    height: int = 420
    narrow_height: int = 0
    """On a narrow screen, where it is another."""
    series: Sequence[tuple[str, str]] = ()
    """Code and label of the lines that can be highlighted from a list, where there is no legend of them."""
    narrow: Mapping[str, Any] = field(default_factory=dict)
    """Changes of the layout on a narrow screen, by path: {"xaxis.ticktext": [...]}"""
    absent: Mapping[str, str] = field(default_factory=dict)
    """Key of a place with no rows behind it -> what a click on it says."""
    notes: Sequence[str] = ()
    """Breaks in definition and other things to know before comparing."""

    @property
    def is_empty(self) -> bool:
        return not self.figure["data"]


NOTHING: Figure = {"data": [], "layout": {}}


def meeting_label(meeting_id: str, year: int) -> str:
    """A meeting on an axis: its year, with its series where it is not an IGF."""
    return str(year) if meeting_id.startswith("igf-") else f"{meeting_id.split('-' + str(year))[0]} {year}"


def heading(title: str, x: float = 0, y: float = 1, up: float = 6) -> dict[str, Any]:
    """The title of a panel, `up` pixels above its upper left corner; x and y in parts of the figure."""
    return {
        "text": f"<b>{title}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": x,
        "y": y,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": up,
        "showarrow": False,
        "font": {"size": 12, "color": "@text"},
    }


def qualifier_of(row: Mapping[Any, Any], value: str) -> str:
    """That of the printed figure; what was computed from a rounded figure is about so much."""
    rounded = "about" if row["qualifier"] != "exact" else "exact"
    return rounded if row[f"is_{value}_derived"] else str(row["qualifier"])
