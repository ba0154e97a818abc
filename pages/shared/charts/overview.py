"""What is here, what is missing, and what does not add up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pages.shared import sentences, words
from pages.shared.charts import heat
from pages.shared.charts.base import NOTHING, Chart, Table, meeting_label
from pages.shared.charts.columns import lines_of, years_of
from pages.shared.choice import Choice

STATES = {"have it": "✓", "rounded": "≈", "not final": "~", "not found": ""}


def coverage(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """Kinds of figure by meeting: have it, only rounded, only before the end, not found."""
    title = "What is here, and what is missing"
    sentence = sentences.coverage(rows)
    if rows.empty:
        return Chart(title, sentence, NOTHING, Table((), (), ()))
    order = list(STATES)
    cells = {
        (row["item"], meeting_label(row["meeting_id"], row["year"])): _cell(row, order)
        for row in rows.to_dict("records")
    }
    last = len(order) - 1
    steps = [(index / last, f"@state:{state}") for index, state in enumerate(order)]
    lines = list(rows.sort_values("position", kind="stable")["item"].unique())
    figure = heat.heat(cells, lines, lines_of(rows, years_of(chosen)), steps, last)
    missing = rows[rows["state"] == "not found"]
    return Chart(
        title,
        sentence,
        figure,
        Table(
            ("Figure", "Meeting", "State", "Value", "Rows", "Source"),
            [
                (
                    r["item"],
                    meeting_label(r["meeting_id"], r["year"]),
                    r["state"],
                    words.count(r["count"], r["qualifier"]),
                    str(r["figures"] or ""),
                    "" if words.is_missing(r["source_url"]) else r["source_url"],
                )
                for r in rows.to_dict("records")
            ],
            list(rows["key"]),
            ("Value", "Rows"),
        ),
        legend=[(f"{STATES[state]} {words_of}".strip(), f"@state:{state}") for state, words_of in _LEGEND.items()],
        height=heat.height_of(len(lines)),
        narrow=heat.narrow(figure, lines),
        narrow_height=heat.narrow_height_of(len(lines)),
        absent={row["key"]: _absent(row) for row in missing.to_dict("records")},
        notes=[
            "An empty cell means that no figure was found in the sources read so far; none of them states that"
            " a figure was not published."
        ],
    )


def _absent(row: Mapping[Any, Any]) -> str:
    city = "" if words.is_missing(row["city"]) else f", {row['city']}"
    meeting = f"{meeting_label(row['meeting_id'], row['year'])}{city}"
    return f"{meeting}: {row['item'].lower()}: no figure found in the sources read so far."


_LEGEND = {
    "have it": "have it",
    "rounded": "only rounded (“over”, “about”)",
    "not final": "only stated before the end",
    "not found": "not found",
}


def _cell(row: dict[Any, Any], order: list[str]) -> heat.Cell:
    value = words.count(row["count"], row["qualifier"])
    hover = f"<b>{row['item']}</b>, {row['year']}: {row['state']}" + (f"<br>{value}" if value else "")
    return heat.Cell(
        order.index(row["state"]),
        STATES[row["state"]],
        hover,
        row["key"],
    )


FINDINGS_SHOWN = 400


def findings(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """What was not understood or does not add up: a table without a drawing."""
    shown = rows.head(FINDINGS_SHOWN).to_dict("records")
    more = (
        f" The first {words.number(FINDINGS_SHOWN)} are listed; the data holds all."
        if len(rows) > FINDINGS_SHOWN
        else ""
    )
    return Chart(
        "Findings, one by one",
        f"{words.plural(len(rows), 'finding')}.{more}",
        NOTHING,
        Table(
            ("How much it matters", "What is wrong, and what to do", "Value", "Where"),
            [
                (
                    row["severity"],
                    row["message"],
                    _said(row["value"]),
                    f"{_said(row['document'])} {_said(row['place'])}".strip(),
                )
                for row in shown
            ],
            [""] * len(shown),
        ),
        height=560,
    )


def _said(value: object) -> str:
    return "" if words.is_missing(value) else str(value)
