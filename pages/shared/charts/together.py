"""Which themes appear together: a bar per pair, its name above it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pages.shared import theme, theme_sentences, words
from pages.shared.charts.base import NOTHING, Chart, Figure, Table
from pages.shared.choice import Choice

PAIRS = 15
LINE = 36
BOTTOM = 8
TITLE = "Themes that appear together"


def themes_together(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Pairs of themes, by the number of sessions that concern both."""
    table = Table(
        ("Theme", "Together with", "Sessions", "Of the rarer theme", "Times what chance would give"),
        [
            (
                r["theme"],
                r["other_theme"],
                words.number(r["sessions"]),
                words.percent(r["share"]),
                f"{r['times_expected']:.1f}",
            )
            for r in rows.to_dict("records")
        ],
        list(rows["key"]),
        ("Sessions", "Of the rarer theme", "Times what chance would give"),
    )
    sentence = theme_sentences.themes_together(rows)
    if rows.empty:
        return Chart(TITLE, sentence, NOTHING, table)
    shown = rows.head(PAIRS)
    more = len(rows) - len(shown)
    return Chart(
        TITLE,
        sentence,
        _bars(shown),
        table,
        height=LINE * len(shown) + BOTTOM,
        narrow={"layout.xaxis.range": [0, float(shown["sessions"].max()) * 1.7]},
        notes=[f"{words.plural(more, 'more pair')}: in the table."] if more else [],
    )


def _bars(rows: pd.DataFrame) -> Figure:
    records = rows.to_dict("records")
    layout = theme.layout(LINE * len(rows) + BOTTOM)
    layout["margin"] = {"l": 2, "r": 8, "t": 0, "b": BOTTOM}
    layout["bargap"] = 0.72
    layout["xaxis"] = theme.axis(range=[0, float(rows["sessions"].max()) * 1.2], showticklabels=False, automargin=False)
    layout["yaxis"] = theme.axis(range=[len(rows) - 0.6, -0.75], showticklabels=False, automargin=False)
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [int(row["sessions"]) for row in records],
        "y": list(range(len(records))),
        "text": [_text(row) for row in records],
        "textposition": "outside",
        "cliponaxis": False,
        "constraintext": "none",
        "textfont": {"size": 11, "color": "@muted"},
        "marker": {"color": "@accent"},
        "customdata": list(rows["key"]),
        "hovertext": [_hover(row) for row in records],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    names = {
        "type": "scatter",
        "mode": "text",
        "x": [0] * len(records),
        "y": [at - 0.42 for at in range(len(records))],
        "text": [f"{row['theme']} + {row['other_theme']}" for row in records],
        "textposition": "middle right",
        "textfont": {"size": 12, "color": "@text"},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return {"data": [bars, names], "layout": layout}


def _text(row: Mapping[Any, Any]) -> str:
    return f"{row['sessions']}, {words.percent(row['share'])} of the rarer"


def _hover(row: Mapping[Any, Any]) -> str:
    return (
        f"<b>{row['theme']} and {row['other_theme']}</b><br>{words.plural(row['sessions'], 'session')} of"
        f" {row['one_sessions']} and {row['other_sessions']}"
        f"<br>{row['times_expected']:.1f} times what chance would give"
    )
