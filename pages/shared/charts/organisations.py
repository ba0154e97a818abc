"""Charts of who organises sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from etl import vocabulary
from pages.shared import organisation_sentences as sentences
from pages.shared import theme, words
from pages.shared.charts import heat
from pages.shared.charts.base import NOTHING, Chart, Figure, Table, meeting_label
from pages.shared.charts.columns import lines_of, years_of
from pages.shared.choice import Choice

SHOWN = 30
"""So many organisations are drawn; the table has all."""
ROLES = {"organiser": "@accent", "participant": "@pale", "host": "@warning", "named": "@muted"}
"""In the order of the stack, from the bottom."""
HEIGHT = 260


def organisers_by_year(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Organisations by meeting, those with most sessions first."""
    most = rows.groupby("name")["sessions"].sum().sort_values(ascending=False, kind="stable")
    lines = [str(name) for name in most.index[:SHOWN]]
    sentence = sentences.organisers(rows, max(0, len(most) - SHOWN))
    table = _table(rows, ("Organisation", "name"), ("Stakeholder group", "group_name"))
    return _heat("Who organises sessions", sentence, rows, "name", lines, chosen, table)


def organisers_by_group(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Stakeholder groups of organisers by meeting."""
    present = set(rows["group_name"])
    lines = [group for group in (*vocabulary.load("stakeholder_groups"), "not known") if group in present]
    table = _table(rows, ("Stakeholder group", "group_name"))
    title = "Stakeholder groups of the organisers"
    return _heat(title, sentences.groups(rows), rows, "group_name", lines, chosen, table)


def organisation_themes(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Themes by meeting, of the sessions of one organisation."""
    lines = [str(name) for name in rows.sort_values(["basket", "theme"])["theme"].unique()]
    table = _table(rows, ("Theme", "theme"), ("Basket", "basket"))
    return _heat("Themes of its sessions", sentences.themes(rows), rows, "theme", lines, chosen, table)


def _table(rows: pd.DataFrame, *names: tuple[str, str]) -> Table:
    return Table(
        ("Meeting", *(title for title, _ in names), "Sessions"),
        [
            (
                meeting_label(row["meeting_id"], row["year"]),
                *("" if words.is_missing(row[name]) else row[name] for _, name in names),
                words.number(row["sessions"]),
            )
            for row in rows.to_dict("records")
        ],
        list(rows["key"]),
        ("Sessions",),
    )


def _heat(
    title: str, sentence: str, rows: pd.DataFrame, name: str, lines: list[str], chosen: Choice, table: Table
) -> Chart:
    if rows.empty:
        return Chart(title, sentence, NOTHING, Table((), (), ()))
    shown = rows[rows[name].isin(lines)]
    lines = [words.plain(line) for line in lines]
    cells = {
        (words.plain(row[name]), meeting_label(row["meeting_id"], row["year"])): heat.Cell(
            float(row["sessions"]),
            words.number(row["sessions"]),
            f"<b>{words.plain(row[name])}</b>, {row['year']}<br>{words.plural(row['sessions'], 'session')}",
            row["key"],
        )
        for row in shown.to_dict("records")
    }
    figure = heat.heat(cells, lines, lines_of(rows, years_of(chosen)))
    return Chart(
        title,
        sentence,
        figure,
        table,
        height=heat.height_of(len(lines)),
        narrow_height=heat.narrow_height_of(len(lines)),
        narrow=heat.narrow(figure, lines),
    )


def sessions_by(title: str, sentence: str, rows: pd.DataFrame, name: str, lines: list[str], chosen: Choice) -> Chart:
    """Sessions by meeting, a line for each of `lines` (values of the column `name`)."""
    return _heat(title, sentence, rows, name, lines, chosen, _table(rows, ("Organisation", name)))


def organisation_by_year(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Sessions of one organisation by meeting, roles stacked."""
    title = "Its sessions, by year and role"
    sentence = sentences.by_year(rows)
    if rows.empty:
        return Chart(title, sentence, NOTHING, Table((), (), ()))
    meetings = lines_of(rows, years_of(chosen))
    present = [role for role in ROLES if (rows["role"] == role).any()]
    return Chart(
        title,
        sentence,
        _bars(rows, meetings, present),
        _table(rows, ("Role", "role")),
        legend=[(role.capitalize(), ROLES[role]) for role in present],
        height=HEIGHT,
        narrow={"layout.xaxis.tickangle": -90, "layout.margin.b": 44},
    )


def _bars(rows: pd.DataFrame, meetings: list[str], roles: list[str]) -> Figure:
    layout = theme.layout(HEIGHT) | {"barmode": "stack"}
    layout["margin"] = {"l": 32, "r": 6, "t": 8, "b": 28}
    layout["xaxis"] = theme.axis(
        tickvals=list(range(len(meetings))), ticktext=meetings, range=[-0.6, len(meetings) - 0.4], automargin=False
    )
    layout["yaxis"] = theme.axis(showgrid=True, rangemode="tozero", tickformat="d", dtick=_step(rows), automargin=False)
    return {"data": [_bars_of(role, rows[rows["role"] == role], meetings) for role in roles], "layout": layout}


def _step(rows: pd.DataFrame) -> int:
    """Whole sessions between two lines, of which there are at most eight."""
    most = int(rows.groupby("meeting_id")["sessions"].sum().max())
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 1_000) if most <= 8 * step or step == 1_000)


def _bars_of(role: str, part: pd.DataFrame, meetings: list[str]) -> dict[str, Any]:
    records: Sequence[Mapping[Any, Any]] = part.to_dict("records")
    return {
        "type": "bar",
        "name": role.capitalize(),
        "x": [meetings.index(meeting_label(row["meeting_id"], row["year"])) for row in records],
        "y": [int(row["sessions"]) for row in records],
        "customdata": [row["key"] for row in records],
        "text": [words.number(row["sessions"]) for row in records],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": ROLES[role].replace("@", "@on:"), "size": 11},
        "hovertext": [f"<b>{row['year']}</b>, {role}: {words.plural(row['sessions'], 'session')}" for row in records],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"color": ROLES[role]},
    }
