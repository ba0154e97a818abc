"""Charts of who took part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from etl import vocabulary
from pages.shared import sentences, theme, words
from pages.shared.charts import columns, multiples
from pages.shared.charts.base import NOTHING, Chart, Table, meeting_label, qualifier_of
from pages.shared.charts.stacked import Style, narrow, stacked_panels
from pages.shared.choice import Choice
from pages.shared.declared import MEASURES

GROUPS = Style(
    "group",
    (
        "Government",
        "Intergovernmental Organization",
        "Civil Society",
        "Technical Community",
        "Private Sector",
        "Press and Media",
        "Other",
    ),
)
REGIONS = Style(
    "region",
    (
        "Africa",
        "Asia-Pacific",
        "Asia",
        "Eastern Europe",
        "GRULAC",
        "Latin America and the Caribbean",
        "WEOG",
        "Western Europe",
        "Europe",
        "North America",
        "Oceania",
        "Middle East",
        "Intergovernmental Organization",
        "Host country",
        "Other",
    ),
)
GENDERS = Style("gender", ("Female", "Male", "Other"))
HEIGHT = 400
FEW = 6
"""Up to so many years, a chart leaves out the years without a figure; its sentence says so."""


def registrations_by_group(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Stakeholder groups, a bar per meeting, a panel per population."""
    return _split(
        "Stakeholder groups, by the population that was counted",
        "stakeholder groups",
        rows,
        GROUPS,
        chosen,
        HEIGHT,
    )


def registrations_by_region(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Regions of one scheme, a panel per population."""
    title = (
        "Regions, as continents"
        if chosen.one("scheme") == "continental"
        else "Regions, in the groups of the United Nations"
    )
    if chosen.one("host") == "without":
        title += ", without the host’s"
    return _split(title, "regions", rows, REGIONS, chosen, 340)


def gender(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Women, men and others, a panel per population."""
    return _split("Gender", "genders", rows, GENDERS, chosen, 300)


def total_size(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """How many took part: a column per population, a line per year."""
    sentence = sentences.total_size(rows, chosen)
    return _columns("How many took part", sentence, rows, chosen, "total", "count")


def countries(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """From how many countries people came."""
    sentence = sentences.largest(rows, "countries", "count")
    return _columns("Countries that people came from", sentence, rows, chosen, "countries", "count")


def newcomers(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """The part that came for the first time."""
    sentence = sentences.largest(rows, "newcomers", "share")
    return _columns("First time at the Forum", sentence, rows, chosen, "newcomers", "share")


def _split(title: str, what: str, rows: pd.DataFrame, style: Style, chosen: Choice, height: int) -> Chart:
    show = chosen.one("show")
    drawn = rows[rows[show].notna()]
    if chosen.one("order") == "largest":
        style = _largest_first(drawn, style, show)
    if drawn.empty:
        figure = NOTHING
    elif chosen.one("arrange") == "panels":
        height = multiples.height_of(drawn, style)
        figure = multiples.small_multiples(drawn, MEASURES, style, show)
    else:
        figure = stacked_panels(drawn, MEASURES, style, show, height, _broken)
    return Chart(
        title=title,
        sentence=sentences.split(rows, what, show, chosen),
        figure=figure,
        narrow=narrow(figure),
        table=_table(rows),
        legend=_legend(drawn, style),
        height=height,
        notes=[*_breaks(rows), *_rivals(drawn)],
    )


def _largest_first(rows: pd.DataFrame, style: Style, show: str) -> Style:
    """The groups by their largest figure."""
    sizes = rows.groupby("group_name")[show].max()
    return Style(style.kind, sorted(style.order, key=lambda group: -sizes.get(group, 0)))


def _columns(title: str, sentence: str, rows: pd.DataFrame, chosen: Choice, dimension: str, value: str) -> Chart:
    rows = rows[rows[value].notna()]
    if rows.empty:
        return Chart(title, sentence, NOTHING, _table(rows))
    years = columns.years_of(chosen) if rows["year"].nunique() > FEW else ()
    lines = columns.lines_of(rows, years)
    figure = columns.bar_columns(
        rows,
        MEASURES,
        lines,
        value=value,
        text=lambda row: (words.count if value == "count" else words.share)(row[value], row["qualifier"]) + _marks(row),
        hover=lambda row: _hover(row, value),
        marked=_broken(rows),
    )
    return Chart(
        title,
        sentence,
        figure,
        _table(rows),
        height=columns.height_of(len(lines)),
        narrow=columns.narrow(figure, 1.9),
        notes=[
            *_breaks(rows),
            *(["† Stated before the end of the meeting."] if (rows["status"] != "final").any() else []),
            *(["* Sources state other figures too; they are behind the bar."] if rows["rivals"].any() else []),
        ],
    )


def _marks(row: Mapping[Any, Any]) -> str:
    return ("*" if row["rivals"] else "") + ("" if row["status"] == "final" else " †")


def _hover(row: Mapping[Any, Any], value: str) -> str:
    figure = (words.count if value == "count" else words.share)(row[value], row["qualifier"])
    note = "" if words.is_missing(row["note"]) else f"<br>{str(row['note'])[:120]}"
    when = "" if row["status"] == "final" else f", {row['status']}"
    others = f"<br>{words.plural(row['rivals'], 'other figure')} stated: click" if row["rivals"] else ""
    return f"<b>{row['year']}</b>: {figure}{when}<br>printed as “{row['label']}”{note}{others}"


def _breaks(rows: pd.DataFrame) -> Sequence[str]:
    """What was counted differently at a meeting in view, from data/vocabulary/breaks.yml."""
    return [str(known["note"]) for known in vocabulary.load("breaks") if _is_in(known, rows)]


def _is_in(known: Mapping[str, Any], rows: pd.DataFrame) -> bool:
    """Whether a break is one of the figures in `rows`."""
    at = (rows["meeting_id"] == known["meeting"]) & (rows["dimension"] == known["dimension"])
    return bool((at & (rows["measure"] == known["measure"])).any() if known.get("measure") else at.any())


def _broken(rows: pd.DataFrame) -> set[str]:
    """The meetings, as axes name them, that were counted differently."""
    known = {str(one["meeting"]) for one in vocabulary.load("breaks") if _is_in(one, rows)}
    return {meeting_label(m, y) for m, y in zip(rows["meeting_id"], rows["year"], strict=True) if m in known}


def _rivals(rows: pd.DataFrame) -> Sequence[str]:
    """The meetings of which sources state other figures."""
    disputed = rows[rows["rivals"] > 0]
    if disputed.empty:
        return []
    return [f"* {words.years(disputed['year'])}: sources state other figures too; they are behind the bar."]


def _legend(rows: pd.DataFrame, style: Style) -> list[tuple[str, ...]]:
    groups: list[tuple[str, ...]] = [
        (group, f"@{style.kind}:{group}") for group in style.order if (rows["group_name"] == group).any()
    ]
    spanning = rows.loc[rows["group_name"].isna(), "label"].unique()
    return [*groups, *((label, *theme.spanning(style.kind, label)) for label in spanning)]


def _table(rows: pd.DataFrame) -> Table:
    records = rows.to_dict("records")
    return Table(
        columns=("Meeting", "Counted as", "Group", "Printed as", "Count", "Share", "Other figures"),
        rows=[_line(row) for row in records],
        keys=[row["key"] for row in records],
        numeric=("Count", "Share", "Other figures"),
    )


def _line(row: Mapping[Any, Any]) -> tuple[str, ...]:
    return (
        meeting_label(row["meeting_id"], row["year"]),
        MEASURES[row["measure"]],
        "" if words.is_missing(row["group_name"]) else row["group_name"],
        row["label"],
        _how(words.count(row["count"], qualifier_of(row, "count")), row["is_count_derived"]),
        _how(words.share(row["share"], qualifier_of(row, "share")), row["is_share_derived"]),
        str(row["rivals"] or ""),
    )


def _how(text: str, is_derived: bool) -> str:
    return f"{text} (computed)" if text and is_derived else text
