"""Charts of the programme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from etl import vocabulary
from etl.vocabulary import slug
from pages.shared import sentences, theme, words
from pages.shared.charts import columns, heat
from pages.shared.charts.base import NOTHING, Chart, Figure, Table, meeting_label
from pages.shared.choice import Choice

TRACKS_SHOWN = 30


def sessions_held_and_stated(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Per meeting, the sessions it states to have had and those that are listed here."""
    sentence = sentences.sessions_held_and_stated(rows)
    if rows.empty:
        return Chart("Sessions stated, and sessions listed here", sentence, NOTHING, Table((), (), ()))
    years = columns.years_of(chosen)
    lines = columns.lines_of(rows, years)
    figure = _overlay(rows, lines)
    return Chart(
        "Sessions stated, and sessions listed here",
        sentence,
        figure,
        Table(
            (
                "Meeting",
                "Listed here",
                "Of them may not have been held",
                "Stated",
                "Listed of stated",
                "How the list came about",
            ),  # fmt: skip
            [
                (
                    meeting_label(r["meeting_id"], r["year"]),
                    words.number(r["sessions"]),
                    words.number(r["unconfirmed"]),
                    words.count(r["stated"], r["qualifier"]),
                    _coverage(r),
                    r["session_list"] if isinstance(r["session_list"], str) else "",
                )
                for r in rows.to_dict("records")
            ],
            list(rows["key"]),
            ("Listed here", "Of them may not have been held", "Stated", "Listed of stated"),
        ),
        legend=(("Listed here", "@accent"), ("Stated by the meeting", "@pale")),
        height=columns.height_of(len(lines)) - 20,
        narrow={
            "layout.margin.l": 34,
            "data.1.textfont.size": 10,
            "layout.xaxis.range": [0, _top(rows) * 1.9],
        },
    )


def _top(rows: pd.DataFrame) -> float:
    return float(rows[["sessions", "stated"]].max().max())


def _coverage(row: Mapping[Any, Any]) -> str:
    return (
        ""
        if words.is_missing(row["stated"]) or not row["stated"]
        else words.percent(min(1, row["sessions"] / row["stated"]))
    )


def _overlay(rows: pd.DataFrame, lines: list[str]) -> Figure:
    records = rows.to_dict("records")
    at = [lines.index(meeting_label(row["meeting_id"], row["year"])) for row in records]
    common = {
        "type": "bar",
        "orientation": "h",
        "y": at,
        "customdata": list(rows["key"]),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "hovertext": [
            f"<b>{row['year']}</b>: {_said(row)}<br>list: {row['session_list'] or 'not stated'}" for row in records
        ],
    }
    stated = [None if words.is_missing(row["stated"]) else float(row["stated"]) for row in records]
    layout = theme.layout(columns.height_of(len(lines)) - 20) | {"barmode": "overlay"}
    layout["margin"] = {"l": 44 if max(map(len, lines)) <= 4 else 130, "r": 4, "t": 6, "b": 6}
    layout["xaxis"] = theme.axis(range=[0, _top(rows) * 1.35], showticklabels=False, automargin=False)
    layout["yaxis"] = theme.axis(
        range=[len(lines) - 0.5, -0.5], tickvals=list(range(len(lines))), ticktext=lines, automargin=False
    )
    texts = ["" if row_stated is None else _said(row) for row, row_stated in zip(records, stated, strict=True)]
    held_texts = [_said(row) if row_stated is None else "" for row, row_stated in zip(records, stated, strict=True)]
    held = [float(row["sessions"]) for row in records]
    longest = [max(h, s or 0) for h, s in zip(held, stated, strict=True)]
    return {
        "data": [
            common | {"x": stated, "marker": {"color": "@pale"}, "width": 0.72},
            common | {"x": held, "marker": {"color": "@accent"}, "width": 0.4},
            {
                "type": "scatter",
                "mode": "text",
                "x": longest,
                "y": at,
                "text": [" " + (a or b) for a, b in zip(texts, held_texts, strict=True)],
                "textposition": "middle right",
                "textfont": {"size": 11, "color": "@text"},
                "hoverinfo": "skip",
                "cliponaxis": False,
            },
        ],
        "layout": layout,
    }


def _said(row: Mapping[Any, Any]) -> str:
    if words.is_missing(row["stated"]):
        return f"{words.number(row['sessions'])} listed; number not stated"
    stated = words.count(row["stated"], row["qualifier"])
    return f"{words.number(row['sessions'])} of {stated} ({_coverage(row)})"


def sessions_by_type(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Sessions listed here, types by meeting."""
    return _by_group(
        "Sessions listed here, by type", rows, chosen, "type", _in_order(rows, "session_types"), "sessions"
    )


def session_types_stated(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Stated numbers of sessions, types by meeting. What spans several types stands under its own label."""
    rows = rows.assign(group_name=rows["group_name"].where(rows["group_name"].notna(), rows["label"]))
    return _by_group(
        "Sessions by type, as the meetings state them",
        rows,
        chosen,
        "type",
        _in_order(rows, "session_types"),
        "count",
    )


def sessions_by_track(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Sessions listed here, tracks by meeting, in the order in which tracks appear."""
    first = rows.groupby("group_name").agg(year=("year", "min"), sessions=("sessions", "sum")).reset_index()
    kept = first.nlargest(TRACKS_SHOWN, "sessions").sort_values(["year", "sessions"], ascending=[True, False])
    left_out = len(first) - len(kept)
    title = "Sessions listed here, by track" + (
        ", harmonised" if chosen.one("naming") == "harmonised" else ", as published"
    )
    return _by_group(title, rows, chosen, "track", list(kept["group_name"]), "sessions", left_out)


def _in_order(rows: pd.DataFrame, name: str) -> list[str]:
    present = set(rows["group_name"].dropna())
    known = [group for group in vocabulary.load(name) if group in present]
    return [*known, *sorted(present - set(known))]


def _by_group(
    title: str, rows: pd.DataFrame, chosen: Choice, what: str, lines: list[str], value: str, left_out: int = 0
) -> Chart:
    sentence = sentences.sessions_by(rows, what, value, left_out)
    if rows.empty:
        return Chart(title, sentence, NOTHING, Table((), (), ()))
    rows = rows.groupby(["key", "meeting_id", "year", "group_name"])[value].sum().reset_index()
    rows["share"] = rows[value] / rows.groupby("meeting_id")[value].transform("sum")
    if chosen.one("order") == "largest":
        sizes = rows.groupby("group_name")[value].sum()
        lines = sorted(lines, key=lambda line: (-sizes[line], line))
    cells = {
        (row["group_name"], meeting_label(row["meeting_id"], row["year"])): _cell(row, what, value, chosen)
        for row in rows.to_dict("records")
    }
    meetings = columns.lines_of(rows, columns.years_of(chosen))
    figure = heat.heat(cells, lines, meetings)
    return Chart(
        title,
        sentence,
        figure,
        Table(
            ("Meeting", what.capitalize(), "Sessions", "Share of the meeting"),
            [
                (
                    meeting_label(r["meeting_id"], r["year"]),
                    r["group_name"],
                    words.number(r[value]),
                    words.percent(r["share"]),
                )
                for r in rows.to_dict("records")
            ],
            list(rows["key"]),
            ("Sessions", "Share of the meeting"),
        ),
        height=heat.height_of(len(lines)),
        narrow=heat.narrow(figure, lines),
        narrow_height=heat.narrow_height_of(len(lines)),
        series=[(slug(line), line) for line in lines],
    )


def _cell(row: Mapping[Any, Any], what: str, value: str, chosen: Choice) -> heat.Cell:
    """A number of sessions, or its part of those of the meeting that have such a track or type."""
    is_share = chosen.one("cells") == "share"
    return heat.Cell(
        float(row["share"] if is_share else row[value]),
        words.percent(row["share"]).removesuffix("%").strip() if is_share else words.number(row[value]),
        f"<b>{row['group_name']}</b>, {row['year']}<br>{words.plural(row[value], 'session')}"
        f"<br>{words.percent(row['share'])} of those with a {what}",
        row["key"],
    )


def proposals(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Proposals that came in and were accepted, a column for each kind of session that is counted."""
    sentence = sentences.proposals(rows)
    if rows.empty:
        return Chart("Proposals, and how many were accepted", sentence, NOTHING, Table((), (), ()))
    rows = rows.assign(counted=[_counted(row) for row in rows.to_dict("records")])
    lines = columns.lines_of(rows, columns.years_of(chosen))
    first_proposals = rows.sort_values(["dimension", "counted"], ascending=[False, True])
    figure = columns.bar_columns(
        rows,
        {counted: counted for counted in first_proposals["counted"].unique()},
        lines,
        by="counted",
        text=lambda row: words.count(row["count"], row["qualifier"]),
        hover=lambda row: f"<b>{row['year']}</b>: {row['label']}",
        room=1.4,
    )
    return Chart(
        "Proposals, and how many were accepted",
        sentence,
        figure,
        Table(
            ("Meeting", "What is counted", "Printed as", "Count"),
            [
                (
                    meeting_label(r["meeting_id"], r["year"]),
                    r["counted"],
                    r["label"],
                    words.count(r["count"], r["qualifier"]),
                )
                for r in rows.to_dict("records")
            ],
            list(rows["key"]),
            ("Count",),
        ),
        height=columns.height_of(len(lines)),
        narrow=columns.narrow(figure, 1.2),
    )


def _counted(row: Mapping[Any, Any]) -> str:
    """What is counted, the heading of its column; proposals of all types are not those of one."""
    kind = "All types" if words.is_missing(row["group_name"]) else f"{row['group_name']}s"
    return f"{kind}: {'proposals' if row['dimension'] == 'proposals' else 'accepted'}"
