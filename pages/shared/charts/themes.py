"""Charts of what was talked about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pages.shared import sentences, words
from pages.shared.charts import heat, panels
from pages.shared.charts.base import NOTHING, Chart, Table, meeting_label
from pages.shared.charts.columns import lines_of, years_of
from pages.shared.choice import Choice

PANELS = 6
ON_FRONT = 14


def themes_on_agenda(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Themes that the meetings named in their own agenda: overarching theme, themes and tracks."""
    table = Table(
        ("Theme", "Basket", "Meeting", "Lines", "On the agenda as"),
        [
            (r["theme"], r["basket"], meeting_label(r["meeting_id"], r["year"]), str(r["lines"]), r["agenda"])
            for r in rows.to_dict("records")
        ],
        list(rows["key"]),
        ("Lines",),
    )
    return _themes(
        "Themes on the meetings’ own agendas",
        sentences.themes_on_agenda(rows),
        rows,
        chosen,
        "lines",
        table,
        _on_agenda,
    )


def _on_agenda(row: Mapping[Any, Any]) -> heat.Cell:
    return heat.Cell(
        float(row["lines"]),
        str(row["lines"]),
        f"<b>{row['theme']}</b>, {row['year']}<br>{row['agenda'][:200]}",
        row["key"],
    )


def themes_in_sessions(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Themes in the sessions held here, as a share of them, with the interval."""
    table = Table(
        ("Theme", "Basket", "Meeting", "Sessions", "Held here", "Stated", "Share", "95% interval", "List"),
        [
            (
                r["theme"],
                r["basket"],
                meeting_label(r["meeting_id"], r["year"]),
                str(r["sessions"]),
                str(r["held"]),
                words.count(r["stated"], r["qualifier"]),
                words.percent(r["share"]),
                f"{words.percent(r['low'])} to {words.percent(r['high'])}",
                r["session_list"] if isinstance(r["session_list"], str) else "",
            )
            for r in rows.to_dict("records")
        ],
        list(rows["key"]),
        ("Sessions", "Held here", "Stated", "Share"),
    )
    return _themes(
        "Themes in the sessions held here",
        sentences.themes_in_sessions(rows),
        rows,
        chosen,
        "share",
        table,
        _in_sessions,
    )


def _in_sessions(row: Mapping[Any, Any]) -> heat.Cell:
    hover = (
        f"<b>{row['theme']}</b>, {row['year']}<br>{row['sessions']} of {row['held']} sessions held here"
        f"<br>interval {words.percent(row['low'])} to {words.percent(row['high'])}<br>list:"
        f" {row['session_list'] or 'not stated'}"
    )
    return heat.Cell(float(row["share"]), str(row["sessions"]), hover, row["key"])


def front_themes(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """The themes most often on an agenda, for the front page."""
    most = rows.groupby("theme_id")["lines"].sum().nlargest(ON_FRONT).index
    return themes_on_agenda(rows[rows["theme_id"].isin(most)], chosen)


def _themes(
    title: str, sentence: str, rows: pd.DataFrame, chosen: Choice, value: str, table: Table, cell: Any
) -> Chart:
    if rows.empty:
        return Chart(title, sentence, NOTHING, table)
    years = range(chosen.year("from"), chosen.year("to") + 1)
    if chosen.one("chart") == "lines":
        most = rows.groupby("theme_id")[value].sum().nlargest(PANELS).index
        shown = rows[rows["theme_id"].isin(most)].drop_duplicates("theme_id")
        names = {r["theme_id"]: (r["theme"], f"@basket:{r['basket']}") for r in shown.to_dict("records")}
        figure = (
            panels.share_panels(rows, names, years)
            if value == "share"
            else panels.bar_panels(rows, names, years, value)
        )
        return Chart(
            title,
            sentence,
            figure,
            table,
            height=panels.height_of(len(names)),
            narrow=panels.narrow(years, len(names)),
            notes=_panel_notes(rows, len(names), value),
        )
    lines = list(rows.sort_values(["basket", "theme"])["theme"].unique())
    cells = {
        (row["theme"], meeting_label(row["meeting_id"], row["year"])): cell(row) for row in rows.to_dict("records")
    }
    figure = heat.heat(cells, lines, lines_of(rows, years_of(chosen)))
    return Chart(title, sentence, figure, table, height=heat.height_of(len(lines)), narrow=heat.narrow(figure))


def _panel_notes(rows: pd.DataFrame, shown: int, value: str) -> list[str]:
    notes = []
    themes = rows["theme_id"].nunique()
    if themes > shown:
        notes.append(f"The {shown} most frequent of {themes} themes; choose themes in the filters to see others.")
    if value == "share":
        notes.append(
            "Hollow points are indicative: their lists of sessions were found by looking for topics."
            " Lines join whole or"
            " neutral lists only."
        )
    return notes
