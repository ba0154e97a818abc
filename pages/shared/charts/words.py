"""Words over the years: a panel per word that the reader chose."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from etl.vocabulary import slug
from pages.shared import terms, theme_sentences, words
from pages.shared.charts import panels
from pages.shared.charts.base import NOTHING, Chart, Table, meeting_label
from pages.shared.choice import Choice

Record = Mapping[Any, Any]


def words_in_titles(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """In which share of the sessions listed here a word is in title, track or takeaways."""
    records = rows.to_dict("records")
    table = _table(
        rows,
        ("Sessions", "Listed here", "Share", "95 % interval"),
        lambda r: (
            words.number(r["sessions"]),
            words.number(r["held"]),
            words.percent(r["share"]),
            f"{words.percent(r['low'])} to {words.percent(r['high'])}",
        ),
        numeric=3,
    )
    rows = rows.assign(
        rests_on=[f"{r['sessions']}/{r['held']}" for r in records],
        hover=_hover(
            records, lambda r: f"{r['sessions']} of {r['held']} sessions listed here ({words.percent(r['share'])})"
        ),
        is_firm=rows["session_list"].isin(panels.WHOLE),
    )
    return _panels(
        "Words in titles, tracks and takeaways",
        theme_sentences.words_in_titles(rows, chosen),
        rows,
        chosen,
        table,
        "share",
    )


def words_in_text(rows: pd.DataFrame, chosen: Choice) -> Chart:
    """How often originals use a word, per 10,000 words."""
    records = rows.to_dict("records")
    table = _table(
        rows,
        ("Uses per 10,000 words", "Uses", "Words", "Originals"),
        lambda r: (
            words.rate(r["rate"]),
            words.number(r["uses"]),
            words.number(r["of_words"]),
            words.number(r["of_documents"]),
        ),
        numeric=4,
    )
    rows = rows.assign(
        rests_on=[f"{r['uses']} in {words.short(r['of_words'])}" for r in records],
        hover=_hover(records, lambda r: f"{words.plural(r['uses'], 'use')} in {words.number(r['of_words'])} words"),
        is_firm=True,
    )
    return _panels(
        "Words in the text of originals", theme_sentences.words_in_text(rows, chosen), rows, chosen, table, "rate"
    )


def _table(
    rows: pd.DataFrame, columns: Sequence[str], figures: Callable[[Record], tuple[str, ...]], numeric: int
) -> Table:
    """A line per word and meeting; the first `numeric` of `columns` are numbers."""
    return Table(
        ("Word", "Meeting", *columns),
        [(r["term"], meeting_label(r["meeting_id"], r["year"]), *figures(r)) for r in rows.to_dict("records")],
        list(rows["key"]),
        columns[:numeric],
    )


def _hover(records: list[dict[Any, Any]], said: Callable[[Record], str]) -> list[str]:
    return [
        f"<b>{html.escape(r['term'])}</b>, {meeting_label(r['meeting_id'], r['year'])}<br>{said(r)}" for r in records
    ]


def _panels(title: str, sentence: str, rows: pd.DataFrame, chosen: Choice, table: Table, value: str) -> Chart:
    if rows.empty:
        return Chart(title, sentence, NOTHING, table)
    found = set(rows["term"])
    names = {term: (html.escape(term), "@accent") for term in terms.terms_of(chosen.one("term")) if term in found}
    years = range(chosen.year("from"), chosen.year("to") + 1)
    figure = (
        panels.share_panels(rows, "term", names, years)
        if value == "share"
        else panels.bar_panels(rows, "term", names, years, value)
    )
    return Chart(
        title,
        sentence,
        figure,
        table,
        height=panels.height_of(len(names)),
        narrow=panels.narrow(figure, years),
        series=[(slug(term), term) for term in names],
        notes=panels.notes(rows),
    )
