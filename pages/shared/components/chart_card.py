"""The chart card: a question to the tables, its chart, its words, sources and downloads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from etl.vocabulary import slug
from pages.shared import catalog, evidence, filters, sentences, texts, theme, words
from pages.shared.card import asked, highlighted, mount
from pages.shared.catalog import Build, Query, fetch
from pages.shared.charts import Chart
from pages.shared.choice import Choice
from pages.shared.components.answers import answers, is_answered
from pages.shared.components.downloads import Downloads
from pages.shared.components.layout import nothing_found
from pages.shared.components.menu import menu
from pages.shared.kept import Kept
from pages.shared.site import NAME, Page

_DRAWN: Kept[Chart] = Kept(256)
_DESCRIBED: Kept[dict[str, Any]] = Kept(256)
Question = Callable[[Choice], Query]
Draw = Callable[[pd.DataFrame, Choice], Chart]


def chart_card(question: Question, chart: Draw, chosen: Choice, page: Page, level: int = 2) -> None:
    """The chart that answers `question`, with its words, pictures and data, and the rows behind each figure.

    `level` is that of its heading.
    """
    _card(question, chart, chosen, page, level, catalog.build())


@st.fragment
def _card(question: Question, chart: Draw, chosen: Choice, page: Page, level: int, build: Build) -> None:
    """A run of its own: what a card asks does not run the page again."""
    catalog.choose(build)
    query = question(chosen)
    name = getattr(chart, "__name__", query.name).replace("_", "-")
    key = f"card-{name}"

    def on_highlight() -> None:
        filters.highlight(key, highlighted(key).get("codes", ()))

    if filters.is_drawn(name) and is_answered(key):
        mount(name, None, {}, filters.turn(), key, on_highlight)
        return
    charts: Kept[Chart] = build.memory or _DRAWN
    drawn = charts.get((build.version, chart, query, *chosen.parameters()), lambda: chart(fetch(query), chosen))
    if drawn.is_empty and not drawn.table.rows:
        nothing_found(f"{drawn.title}: {drawn.sentence}{nearest(question, chosen)}")
        return
    if filters.moved(key):
        st.rerun()
    files = Downloads(question, chosen, page, drawn.title)
    wanted = asked(key)

    def describe() -> dict[str, Any]:
        return _described(name, drawn, files, chosen, page, level, query, wanted)

    link = (filters.link(chosen, page), st.context.is_embedded, files.made)
    described: Kept[dict[str, Any]] = build.memory or _DESCRIBED
    card = describe() if wanted else described.get((build.version, chart, query, level, *link), describe)
    mount(name, card, answers(key, query, drawn, files), filters.turn(), key, on_highlight)


def nearest(question: Question, chosen: Choice) -> str:
    """The years next to the chosen ones that have an answer."""
    rows = fetch(question(chosen.replace(**{"from": (), "to": (), "meeting": ()})))
    return sentences.nearest(map(int, rows["year"]) if "year" in rows.columns else (), chosen)


def _described(
    name: str, chart: Chart, files: Downloads, chosen: Choice, page: Page, level: int, query: Query, wanted: Any
) -> dict[str, Any]:
    """The description of the card, as static/card.js takes it."""
    package = files.displayed
    named = words.hosts(package.sources["url"].dropna().astype(str))
    rows = evidence.everything(query) if wanted.get("sources") and query.behind else None
    return {
        "name": name,
        "title": chart.title,
        "level": level,
        "sentence": chart.sentence,
        "notes": list(chart.notes),
        "figure": None if chart.is_empty else chart.figure,
        "narrow": dict(chart.narrow),
        "height": chart.height,
        "narrowHeight": chart.narrow_height,
        "legend": [_entry(*entry) for entry in chart.legend],
        "series": [list(entry) for entry in chart.series],
        "highlight": list(chosen.codes("highlight")),
        "glossary": texts.meanings(_names(chart)),
        "palette": theme.palette(chart.figure, chart.legend, chart.narrow),
        "table": {
            "columns": list(chart.table.columns),
            "numeric": list(chart.table.numeric),
            "rows": [list(row) for row in chart.table.rows],
            "keys": list(chart.table.keys),
        },
        "hasRows": bool(query.behind),
        "absent": dict(chart.absent),
        "sources": [_source(source) for source in package.sources.to_dict("records")],
        "evidence": None if rows is None else evidence.listed(rows.head(evidence.MOST), evidence.names_of(chart.table)),
        "evidenceLeftOut": 0 if rows is None else max(0, len(rows) - evidence.MOST),
        "words": {
            "filters": package.words,
            "version": package.version,
            "site": NAME,
            "date": files.made.isoformat(),
            "sources": named,
        },
        "link": package.link,
        "home": package.link if st.context.is_embedded else "",
        "file": package.stem,
        "menu": menu(name, files, chart, chosen, page, named),
    }


def _entry(label: str, color: str, stripe: str = "") -> dict[str, str]:
    return {"label": label, "color": color, "stripe": stripe, "code": slug(label)}


def _names(chart: Chart) -> set[str]:
    """What the legend and the table name."""
    return {entry[0] for entry in chart.legend} | {text for row in chart.table.rows for text in row}


def _source(source: dict[Any, Any]) -> dict[str, str]:
    form = "as recorded" if source["form"] == "record" else "as printed"
    published = "" if words.is_missing(source["published"]) else f", {source['published']:%Y-%m-%d}"
    url = "" if words.is_missing(source["url"]) else str(source["url"])
    title = str(source["document_id"] if words.is_missing(source["document"]) else source["document"])
    return {
        "url": url,
        "title": title,
        "documentId": str(source["document_id"]),
        "words": f"{title}{published}; {form}; {words.plural(source['rows'], 'row')}",
    }
