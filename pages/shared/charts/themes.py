"""Charts of what was talked about: each basis as a heat map, a ranking or lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.vocabulary import slug
from pages.shared import theme_sentences, words
from pages.shared.charts import heat, panels
from pages.shared.charts.base import NOTHING, Chart, Table, meeting_label
from pages.shared.charts.columns import lines_of, years_of
from pages.shared.choice import Choice

PANELS = 6
ON_FRONT = 14
RANKED = 20
LOWEST_RANK = 12
"""The last rank that has a colour."""
RANKS = (
    "The figure in a cell is the rank among {} found at the meeting; equal ones share a rank. A rank does not say how"
    " far two themes are apart, and where few sessions are listed here it says little."
)
Record = Mapping[Any, Any]


@dataclass(frozen=True)
class Basis:
    """What the attention to a theme is measured by."""

    title: str
    value: str
    """The column that is drawn."""
    columns: Mapping[str, Callable[[Record], str]]
    """What the table has beside theme, basket and meeting."""
    numeric: Sequence[str]
    text: Callable[[Record], str]
    """What stands in a cell."""
    rests_on: Callable[[Record], str]
    hover: Callable[[Record], str]


def _whole(column: str) -> Callable[[Record], str]:
    return lambda row: words.number(row[column])


def _interval(row: Record) -> str:
    return f"{words.percent(row['low'])} to {words.percent(row['high'])}"


def _list(row: Record) -> str:
    return row["session_list"] if isinstance(row["session_list"], str) else ""


AGENDA = Basis(
    "Themes on the meetings’ own agendas",
    "lines",
    {"Lines": _whole("lines"), "On the agenda as": lambda row: str(row["agenda"])},
    ("Lines",),
    _whole("lines"),
    _whole("lines"),
    lambda row: row["agenda"][:200],
)
SESSIONS = Basis(
    "Themes in the sessions listed here",
    "share",
    {
        "Sessions": _whole("sessions"),
        "Of them may not have been held": _whole("unconfirmed"),
        "Listed here": _whole("held"),
        "Stated": lambda row: words.count(row["stated"], row["qualifier"]),
        "Share": lambda row: words.percent(row["share"]),
        "95 % interval": _interval,
        "List": _list,
    },
    ("Sessions", "Of them may not have been held", "Listed here", "Stated", "Share"),
    _whole("sessions"),
    lambda row: f"{row['sessions']}/{row['held']}",
    lambda row: (
        f"{row['sessions']} of {row['held']} sessions listed here ({words.percent(row['share'])})"
        + (f"<br>{row['unconfirmed']} of them may not have been held" if row["unconfirmed"] else "")
        + f"<br>interval {_interval(row)}<br>list: {_list(row) or 'not stated'}"
        + ("" if row["session_list"] in panels.WHOLE else "<br>indicative: no whole list")
    ),
)
DOCUMENTS = Basis(
    "Themes in the documents about each meeting",
    "share",
    {
        "Documents": _whole("documents"),
        "Of": _whole("of_documents"),
        "Share": lambda row: words.percent(row["share"]),
        "95 % interval": _interval,
    },
    ("Documents", "Of", "Share"),
    _whole("documents"),
    lambda row: f"{row['documents']}/{row['of_documents']}",
    lambda row: (
        f"{row['documents']} of {words.plural(row['of_documents'], 'document')} ({words.percent(row['share'])})"
        f"<br>interval {_interval(row)}"
    ),
)
WORDING = Basis(
    "Themes in the wording of originals",
    "rate",
    {
        "Uses per 10,000 words": lambda row: words.rate(row["rate"]),
        "Uses": _whole("uses"),
        "Words": _whole("of_words"),
        "Originals": _whole("of_documents"),
    },
    ("Uses per 10,000 words", "Uses", "Words", "Originals"),
    lambda row: words.rate(row["rate"]),
    lambda row: f"{row['uses']} in {words.short(row['of_words'])}",
    lambda row: (
        f"{words.rate(row['rate'])} uses per 10,000 words<br>{words.plural(row['uses'], 'use')} in"
        f" {words.number(row['of_words'])} words of {words.plural(row['of_documents'], 'original')}"
    ),
)


def themes_on_agenda(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Themes that the meetings named in their own agenda: overarching theme, themes and tracks."""
    return _themes(AGENDA, theme_sentences.themes_on_agenda(rows), rows, chosen)


def themes_in_sessions(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Themes in the sessions listed here, as a share of them, with the interval."""
    return _themes(SESSIONS, theme_sentences.themes_in_sessions(rows), rows, chosen)


def themes_in_documents(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Themes in the documents about each meeting, as a share of them, with the interval."""
    return _themes(DOCUMENTS, theme_sentences.themes_in_documents(rows), rows, chosen)


def themes_in_wording(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """How often originals use the phrases of themes, per 10,000 words."""
    return _themes(WORDING, theme_sentences.themes_in_wording(rows), rows, chosen)


def front_themes(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """The themes most often on an agenda, for the front page."""
    most = rows.groupby("theme_id")["lines"].sum().nlargest(ON_FRONT).index
    return themes_on_agenda(rows[rows["theme_id"].isin(most)], chosen)


def _themes(basis: Basis, sentence: str, rows: pd.DataFrame, chosen: Choice) -> Chart:
    records = rows.to_dict("records")
    table = Table(
        ("Theme", "Basket", "Meeting", *basis.columns),
        [
            (
                r["theme"],
                r["basket"],
                meeting_label(r["meeting_id"], r["year"]),
                *(f(r) for f in basis.columns.values()),
            )
            for r in records
        ],
        list(rows["key"]),
        basis.numeric,
    )
    if rows.empty:
        return Chart(basis.title, sentence, NOTHING, table)
    rows = rows.assign(
        rests_on=[basis.rests_on(r) for r in records],
        hover=[
            f"<b>{r['theme']}</b>, {meeting_label(r['meeting_id'], r['year'])}<br>{basis.hover(r)}" for r in records
        ],
        is_firm=rows["session_list"].isin(panels.WHOLE) if "session_list" in rows.columns else True,
    )
    draw = {"lines": _lines, "ranking": _ranking}.get(chosen.one("chart"), _heat)
    return draw(basis, sentence, rows, chosen, table)


def _heat(basis: Basis, sentence: str, rows: pd.DataFrame, chosen: Choice, table: Table) -> Chart:
    if chosen.one("order") == "largest":
        rows = rows.assign(size=rows.groupby("theme")[basis.value].transform("sum"))
        lines = list(rows.sort_values(["size", "theme"], ascending=[False, True])["theme"].unique())
    else:
        lines = list(rows.sort_values(["basket", "theme"])["theme"].unique())
    codes = {theme: slug(theme_id) for theme, theme_id in zip(rows["theme"], rows["theme_id"], strict=True)}
    cells = {
        (row["theme"], meeting_label(row["meeting_id"], row["year"])): heat.Cell(
            float(row[basis.value]), basis.text(row), row["hover"], row["key"]
        )
        for row in rows.to_dict("records")
    }
    return Chart(basis.title, sentence, table=table, **_heat_map(cells, lines, codes, rows, chosen))


def _heat_map(
    cells: heat.Cells, lines: Sequence[str], codes: Mapping[str, str], rows: pd.DataFrame, chosen: Choice
) -> dict[str, Any]:
    figure = heat.heat(cells, lines, lines_of(rows, years_of(chosen)), codes=codes)
    return {
        "figure": figure,
        "height": heat.height_of(len(lines)),
        "narrow": heat.narrow(figure, lines),
        "narrow_height": heat.narrow_height_of(len(lines)),
        "series": [(codes[line], line) for line in lines],
    }


def _lines(basis: Basis, sentence: str, rows: pd.DataFrame, chosen: Choice, table: Table) -> Chart:
    names = _names(rows, basis.value, PANELS)
    years = range(chosen.year("from"), chosen.year("to") + 1)
    figure = (
        panels.share_panels(rows, "theme_id", names, years)
        if basis.value == "share"
        else panels.bar_panels(rows, "theme_id", names, years, basis.value)
    )
    return Chart(
        basis.title,
        sentence,
        figure,
        table,
        height=panels.height_of(len(names)),
        narrow=panels.narrow(figure, years),
        series=[(slug(theme_id), name) for theme_id, (name, _) in names.items()],
        notes=[*_more(rows, len(names)), *panels.notes(rows)],
    )


def _ranking(basis: Basis, sentence: str, rows: pd.DataFrame, chosen: Choice, table: Table) -> Chart:
    """Ranks among all themes of a meeting; the themes that rank highest on the whole come first."""
    found = rows.groupby("meeting_id")[basis.value]
    rows = rows.assign(rank=found.rank(method="min", ascending=False).astype(int), of=found.transform("size"))
    codes = {name: slug(theme_id) for theme_id, (name, _) in _names(rows, basis.value, RANKED).items()}
    cells = {
        (row["theme"], meeting_label(row["meeting_id"], row["year"])): heat.Cell(
            float(max(0, LOWEST_RANK + 1 - row["rank"])),
            str(row["rank"]),
            f"{row['hover']}<br>rank {row['rank']} of {row['of']}",
            row["key"],
        )
        for row in rows[rows["theme"].isin(codes)].to_dict("records")
    }
    return Chart(
        basis.title,
        sentence,
        table=table,
        notes=[
            *_more(rows, len(codes)),
            RANKS.format("the chosen themes" if chosen.is_active("theme") else "all themes"),
        ],
        **_heat_map(cells, list(codes), codes, rows, chosen),
    )


def _names(rows: pd.DataFrame, value: str, most: int) -> dict[str, tuple[str, str]]:
    """The themes with most of `value`, the first first, with their names and colours."""
    largest = rows.groupby("theme_id")[value].sum().sort_values(ascending=False, kind="stable").index[:most]
    known = rows.drop_duplicates("theme_id").set_index("theme_id")
    return {str(code): (known.loc[code, "theme"], f"@basket:{known.loc[code, 'basket']}") for code in largest}


def _more(rows: pd.DataFrame, shown: int) -> list[str]:
    themes = rows["theme_id"].nunique()
    if themes <= shown:
        return []
    return [f"The {shown} most frequent of {themes} themes; choose themes in the filters to see others."]
