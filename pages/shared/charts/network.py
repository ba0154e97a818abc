"""With whom an organisation organises: the organisation in the middle, the others on two arcs, each on a line of its
own, so that every name can be read; on a narrow screen on one arc. The same rows give the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from etl import vocabulary
from pages.shared import organisation_sentences as sentences
from pages.shared import theme, words
from pages.shared.charts import labels
from pages.shared.charts.base import NOTHING, Chart, Figure, Table
from pages.shared.choice import Choice

SHOWN = 30
LINE = 34
"""Room for a name on two lines."""
NARROW_LINE = 25
ROOM = 2.6
"""Half the width, in units of the middle's distance to the arcs."""
SIZE, NARROW_SIZE = 12, 11
WIDEST, NARROW_WIDEST = 150, 200
"""Pixels of a line of a name, of which there are two where there are two arcs."""
WIDTHS = ((1, 1.2), (2, 2.6), (3, 4.2), (5, 6.5))
"""From so many common sessions, so wide a line."""

Places = Mapping[str, tuple[float, float]]
"""Organisation -> where it stands."""


def organisation_network(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """The organisations that share most sessions with the chosen one, and what joins them to each other."""
    own = rows[rows["is_own"]] if len(rows) else rows
    left_out = max(0, len(own) - SHOWN)
    sentence = sentences.network(rows, left_out)
    if rows.empty:
        return Chart("With whom it organises", sentence, NOTHING, Table((), (), ()))
    shown = _in_order(own.head(SHOWN))
    wide, narrow = _two_arcs(list(shown["other_id"])), _arc(list(shown["other_id"]), 1)
    others = rows[~rows["is_own"] & rows["one_id"].isin(wide) & rows["other_id"].isin(wide)]
    lines = max(2, math.ceil(len(shown) / 2))
    return Chart(
        "With whom it organises",
        sentence,
        _figure(shown, others, wide, lines),
        _table(rows),
        legend=_legend(shown),
        height=LINE * lines + 40,
        narrow_height=_narrow_height(shown),
        narrow=_narrow(shown, others, narrow),
    )


def _narrow_height(shown: pd.DataFrame) -> int:
    return NARROW_LINE * (len(shown) + 1) + 30


def _in_order(own: pd.DataFrame) -> pd.DataFrame:
    """Groups together, within a group those with most common sessions first."""
    groups = [*vocabulary.load("stakeholder_groups"), None]
    place = own["group_name"].map(lambda group: groups.index(None if words.is_missing(group) else group))
    return own.assign(place=place).sort_values(["place", "sessions", "other"], ascending=[True, False, True])


def _two_arcs(identities: Sequence[str]) -> Places:
    """The first half on the right from above, the other on the left from below: groups stay together."""
    half = math.ceil(len(identities) / 2)
    right, left = identities[:half], list(reversed(identities[half:]))
    return {**_arc(right, 1), **_arc(left, -1)}


def _arc(identities: Sequence[str], side: int) -> dict[str, tuple[float, float]]:
    middle = (len(identities) - 1) / 2
    reach = middle + 1
    return {
        identity: (side * (0.55 + 0.45 * math.sqrt(1 - ((at - middle) / reach) ** 2)), middle - at)
        for at, identity in enumerate(identities)
    }


def _figure(shown: pd.DataFrame, others: pd.DataFrame, places: Places, lines: int) -> Figure:
    layout = theme.layout(LINE * lines + 40) | {"hovermode": "closest"}
    layout["margin"] = {"l": 4, "r": 4, "t": 4, "b": 4}
    layout["xaxis"] = theme.axis(range=[-ROOM, ROOM], showticklabels=False, automargin=False)
    layout["yaxis"] = theme.axis(range=_range(places), showticklabels=False, automargin=False)
    layout["annotations"] = [_middle(shown["one"].iloc[0])]
    data = [_between(others, places), *_spokes(shown, places), _points(shown, places)]
    return {"data": data, "layout": layout}


def _range(places: Places) -> list[float]:
    heights = [y for _, y in places.values()]
    return [min(heights) - 0.8, max(heights) + 0.8]


def _middle(name: str) -> dict[str, Any]:
    """The name of the organisation, on paper, in the middle."""
    return {
        "text": f"<b>{'<br>'.join(words.plain(line) for line in _folded(name, 20))}</b>",
        "x": 0,
        "y": 0,
        "showarrow": False,
        "bgcolor": "@background",
        "bordercolor": "@accent",
        "borderwidth": 1,
        "borderpad": 4,
        "font": {"size": 12, "color": "@text"},
    }


def _folded(name: str, width: int) -> list[str]:
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:3] if len(lines) <= 3 else [*lines[:2], f"{lines[2]} …"]


def _between(others: pd.DataFrame, places: Places) -> dict[str, Any]:
    """Curves that bend towards the middle."""
    x, y = _curves(others, places)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": "@grid", "width": 1, "shape": "spline"},
        "hoverinfo": "skip",
    }


def _curves(others: pd.DataFrame, places: Places) -> tuple[list[float | None], list[float | None]]:
    x: list[float | None] = []
    y: list[float | None] = []
    for one, other in zip(others["one_id"], others["other_id"], strict=True):
        (x1, y1), (x2, y2) = places[one], places[other]
        x += [x1, 0.55 * (x1 + x2) / 2, x2, None]
        y += [y1, (y1 + y2) / 2, y2, None]
    return x, y


def _spokes(shown: pd.DataFrame, places: Places) -> list[dict[str, Any]]:
    """Lines to the middle, a trace for each width."""
    traces = []
    for number, (least, width) in enumerate(WIDTHS):
        most = WIDTHS[number + 1][0] if number + 1 < len(WIDTHS) else math.inf
        part = shown[(shown["sessions"] >= least) & (shown["sessions"] < most)]
        x, y = _straight(part, places)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": y,
                "line": {"color": "@pale", "width": width},
                "hoverinfo": "skip",
            }
        )
    return traces


def _straight(part: pd.DataFrame, places: Places) -> tuple[list[float | None], list[float | None]]:
    ends = [places[identity] for identity in part["other_id"]]
    x: list[float | None] = [value for end, _ in ends for value in (0, end, None)]
    y: list[float | None] = [value for _, end in ends for value in (0, end, None)]
    return x, y


def _points(shown: pd.DataFrame, places: Places) -> dict[str, Any]:
    records = shown.to_dict("records")
    ends = [places[row["other_id"]] for row in records]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [x for x, _ in ends],
        "y": [y for _, y in ends],
        "text": ["<br>".join(f"  {line}  " for line in _named(row)) for row in records],
        "textposition": ["middle right" if x > 0 else "middle left" for x, _ in ends],
        "textfont": {"size": SIZE, "color": "@text"},
        "customdata": [row["key"] for row in records],
        "hovertext": [_hover(row) for row in records],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": [9 + 3 * math.sqrt(row["sessions"]) for row in records],
            "color": [theme.token("group", _group(row)) for row in records],
            "opacity": 1,
            "line": {"color": "@background", "width": 1.5},
        },
        "cliponaxis": False,
    }


def _named(row: Mapping[Any, Any]) -> list[str]:
    """The name on two lines, and how many sessions on the last."""
    lines = [words.plain(line) for line in labels.folded(row["other"], SIZE, WIDEST)]
    return [*lines[:-1], f"{lines[-1]} ({words.number(row['sessions'])})"]


def _named_short(row: Mapping[Any, Any]) -> str:
    name = labels.cut(row["other"], NARROW_SIZE, NARROW_WIDEST)
    return f"{words.plain(name)} ({words.number(row['sessions'])})"


def _group(row: Mapping[Any, Any]) -> str | None:
    return None if words.is_missing(row["group_name"]) else str(row["group_name"])


def _hover(row: Mapping[Any, Any]) -> str:
    group = _group(row) or "stakeholder group not known"
    together = words.plural(row["sessions"], "session")
    return f"<b>{words.plain(row['other'])}</b><br>{group}<br>{together} together: {row['years']}"


def _legend(shown: pd.DataFrame) -> list[tuple[str, str]]:
    groups = list(dict.fromkeys(_group(row) for row in shown.to_dict("records")))
    return [(group or "Group not known", theme.token("group", group)) for group in groups]


def _narrow(shown: pd.DataFrame, others: pd.DataFrame, places: Places) -> dict[str, Any]:
    """One arc to the right of the organisation, whose name stands above it."""
    x, y = _curves(others, places)
    low, high = _range(places)
    changes: dict[str, Any] = {
        "data.0.x": x,
        "data.0.y": y,
        "layout.height": _narrow_height(shown),
        "layout.xaxis.range": [-0.1, 4.6],
        "layout.yaxis.range": [low, high + 1],
        "layout.annotations.0.x": 0,
        "layout.annotations.0.y": high + 0.5,
        "layout.annotations.0.xanchor": "left",
        "layout.annotations.0.text": f"<b>{words.plain(shown['one'].iloc[0][:44])}</b>",
        "layout.annotations.0.borderwidth": 0,
    }
    for number, (least, _) in enumerate(WIDTHS, start=1):
        most = WIDTHS[number][0] if number < len(WIDTHS) else math.inf
        part = shown[(shown["sessions"] >= least) & (shown["sessions"] < most)]
        changes[f"data.{number}.x"], changes[f"data.{number}.y"] = _straight(part, places)
    points = len(WIDTHS) + 1
    ends = [places[identity] for identity in shown["other_id"]]
    return changes | {
        f"data.{points}.x": [end for end, _ in ends],
        f"data.{points}.y": [end for _, end in ends],
        f"data.{points}.text": [f"  {_named_short(row)}" for row in shown.to_dict("records")],
        f"data.{points}.textposition": ["middle right"] * len(ends),
        f"data.{points}.textfont.size": NARROW_SIZE,
    }


def _table(rows: pd.DataFrame) -> Table:
    return Table(
        ("Organisation", "With", "Stakeholder group of the second", "Its country", "Sessions together", "Years"),
        [
            (
                row["one"],
                row["other"],
                _group(row) or "",
                "" if words.is_missing(row["country"]) else row["country"],
                words.number(row["sessions"]),
                row["years"],
            )
            for row in rows.to_dict("records")
        ],
        list(rows["key"]),
        ("Sessions together",),
    )
