"""Two meetings, organisations or themes side by side: their main figures as a table, and what of them can be drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, wraps
from typing import Any

import pandas as pd

from pages.shared import compare_sentences as sentences
from pages.shared import words
from pages.shared.charts import heat
from pages.shared.charts.base import NOTHING, Chart, Table, qualifier_of
from pages.shared.charts.organisations import sessions_by
from pages.shared.choice import Choice
from pages.shared.declared import MEASURES
from pages.shared.sides import pair

NO_FIGURE = "no figure"
NOTHING_STATED = "nothing of this is known here, which is a gap and not a nought."
HOSTS = 3
"""So many sources are named in a cell; all are behind the figure."""
LONGEST = 22
"""Characters of a name under a column."""
ROOM = 90
"""Pixels for such names."""
HEAD, LINE, HIGHEST = 50, 31, 640
"""Pixels of the head of a table, of a line, and at most."""
_DIMENSIONS = {"total": "", "countries": "countries", "newcomers": "first time at the Forum"}
_ORGANISATION = {
    "together": "Sessions that both organise",
    "meetings": "Meetings with a session of it",
    "other organisers": "Others who organise with it",
    "themes": "Themes of its sessions",
}
_THEME = {
    "agenda": "Meetings with it on their agenda",
    "sessions": "Sessions listed here that concern it",
    "documents": "Documents that mention it",
}
Record = Mapping[Any, Any]


def compared_meetings(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """The figures that two meetings state, population by population."""
    sentence = sentences.meetings(rows, chosen)
    return _table("Main figures of the two meetings", sentence, rows, chosen, _of_meeting, _stated)


def compared_organisations(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """How many sessions, in which roles, with how many others."""
    sentence = sentences.organisations(rows, chosen)
    return _table("Main figures of the two organisations", sentence, rows, chosen, _of_organisation, _counted)


def compared_themes(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """On how many agendas, in how many sessions and documents."""
    sentence = sentences.themes(rows, chosen)
    return _table("Main figures of the two themes", sentence, rows, chosen, lambda row: _THEME[row["item"]], _of_whole)


def compared_organisations_by_year(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Sessions that each of two organisations organises, by meeting."""
    lines = [option.label for option in pair(chosen)]
    names = {option.value: option.label for option in pair(chosen)}
    rows = rows.assign(name=rows["organisation_id"].map(names))
    return sessions_by("Sessions that they organise", sentences.by_year(rows), rows, "name", lines, chosen)


def compared_organisations_themes(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Themes of the sessions of two organisations, side by side."""
    title, sentence = "Themes of their sessions", sentences.shared_themes(rows)
    records = rows.to_dict("records")
    columns = ("Theme", "Basket", "Organisation", "Sessions")
    cells = [(row["theme"], row["basket"], row["name"], words.number(row["sessions"])) for row in records]
    table = Table(columns, cells, list(rows["key"]), ("Sessions",))
    if rows.empty:
        return Chart(title, sentence, NOTHING, table)
    lines = [str(name) for name in rows["theme"].unique()]
    below = _short([words.plain(option.label) for option in pair(chosen)])
    short = {option.value: name for option, name in zip(pair(chosen), below, strict=True)}
    drawn = {
        (row["theme"], short[row["organisation_id"]]): heat.Cell(
            float(row["sessions"]),
            words.number(row["sessions"]),
            f"<b>{row['theme']}</b>, {words.plain(row['name'])}<br>{words.plural(row['sessions'], 'session')}",
            row["key"],
        )
        for row in records
    }
    figure = heat.heat(drawn, lines, below)
    return Chart(
        title,
        sentence,
        figure,
        table,
        height=heat.height_of(len(lines)) + ROOM,
        narrow_height=heat.narrow_height_of(len(lines)) + ROOM,
        narrow=heat.narrow(figure, lines) | {"layout.height": heat.narrow_height_of(len(lines)) + ROOM},
    )


def _short(names: list[str]) -> list[str]:
    """Names for under a column, still told apart."""
    cut = [name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…" for name in names]
    return cut if len(set(cut)) == len(cut) else [f"{number}: {name}" for number, name in enumerate(cut, start=1)]


@cache
def with_gaps(chart: Callable[[pd.DataFrame, Choice], Chart], column: str) -> Callable[[pd.DataFrame, Choice], Chart]:
    """`chart`, with a remark for each side of which it shows nothing; `column` tells the sides apart."""

    @wraps(chart)
    def drawn(rows: pd.DataFrame, chosen: Choice) -> Chart:
        made, present = chart(rows, chosen), set(rows[column])
        missing = [f"{option.label}: {NOTHING_STATED}" for option in pair(chosen) if option.value not in present]
        return replace(made, notes=[*missing, *made.notes]) if made.table.rows else made

    return drawn


def _table(
    title: str,
    sentence: str,
    rows: pd.DataFrame,
    chosen: Choice,
    what: Callable[[Record], str],
    figure: Callable[[Record], str],
) -> Chart:
    """A line per figure: what it is, and for each side the figure and where it stands."""
    columns = [name for option in pair(chosen) for name in (option.label, "Source")]
    lines: dict[str, tuple[str, ...]] = {}
    for row in rows.to_dict("records"):  # the first side of a figure comes before the other
        lines[row["key"]] = (*lines.get(row["key"], (what(row),)), figure(row), _sources(row))
    numeric = tuple(option.label for option in pair(chosen))
    table = Table(("Figure", *columns), list(lines.values()), list(lines), numeric)
    return Chart(title, sentence, NOTHING, table, height=min(HIGHEST, HEAD + LINE * len(lines)))


def _of_meeting(row: Record) -> str:
    """A figure with its population: no other stands in the same line."""
    if words.is_missing(row["measure"]):
        return str(row["item"]).capitalize()
    of = _DIMENSIONS.get(row["item"]) if words.is_missing(row["group_name"]) else row["group_name"]
    of = f"{of} (gender)" if row["item"] == "gender" else of
    return ": ".join(filter(None, (MEASURES[row["measure"]], of)))


def _stated(row: Record) -> str:
    figures = [
        f"{text} (computed)" if row[f"is_{value}_derived"] else text
        for value, text in (
            ("count", words.count(row["count"], qualifier_of(row, "count"))),
            ("share", words.share(row["share"], qualifier_of(row, "share"))),
        )
        if text and (row["item"] not in ("total", "countries") or value == "count")
    ]
    when = "" if words.is_missing(row["status"]) or row["status"] == "final" else f", {row['status']}"
    return ", ".join(figures) + when if figures else NO_FIGURE


def _of_organisation(row: Record) -> str:
    return _ORGANISATION.get(row["item"]) or f"Sessions listed here, {row['item']}"


def _counted(row: Record) -> str:
    return words.number(row["count"])


def _of_whole(row: Record) -> str:
    return f"{words.number(row['count'])} of {words.number(row['whole'])}"


def _sources(row: Record) -> str:
    """The sites of the sources, and how many documents that have no address."""
    given = [] if words.is_missing(row["sources"]) else str(row["sources"]).split()
    hosts = sorted({url.split("/")[2].removeprefix("www.") for url in given if url.count("/") > 1})
    records = sum(url.count("/") < 2 for url in given)
    named = hosts[:HOSTS] + ([f"{len(hosts) - HOSTS} more"] if len(hosts) > HOSTS else [])
    return words.listed(named + ([words.plural(records, "document") + " here"] if records else []))
