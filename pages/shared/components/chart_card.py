"""The chart card: a question to the tables, its chart, its words, sources and downloads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared import catalog, exports, filters, queries, texts, theme, words
from pages.shared.card import mount
from pages.shared.catalog import Query, fetch
from pages.shared.charts import Chart
from pages.shared.choice import Choice
from pages.shared.components.behind import rows_behind
from pages.shared.components.downloads import downloads
from pages.shared.components.layout import nothing_found
from pages.shared.site import NAME, Page

SOURCES_NAMED = 6


def chart_card(
    question: Callable[[Choice], Query],
    chart: Callable[[pd.DataFrame, Choice], Chart],
    chosen: Choice,
    page: Page,
    level: int = 2,
) -> None:
    """The chart that answers `question`, with its words, pictures and data; under it the rows behind a click.

    `level` is that of its heading.
    """
    query = question(chosen)
    rows = fetch(query)
    drawn = chart(rows, chosen)
    if drawn.is_empty and not drawn.table.rows:
        nothing_found(f"{drawn.title}: {drawn.sentence}{_nearest(question, chosen)}")
        return
    package = _package(query.name.replace("_", "-"), rows, chosen, query, page)
    key = f"card-{package.name}"
    with st.container(gap=None, horizontal_alignment="right"):
        point = mount(_card(drawn, package, chosen, page, level), key, clickable=bool(query.behind))
        downloads(package, key)
    if point and point in drawn.absent:
        nothing_found(drawn.absent[point])
    elif point and point in set(rows["key"]):
        rows_behind(query, point, key)


def _nearest(question: Callable[[Choice], Query], chosen: Choice) -> str:
    """The years next to the chosen ones that have an answer."""
    rows = fetch(question(chosen.replace(**{"from": (), "to": (), "meeting": ()})))
    years = sorted({int(year) for year in rows["year"]}) if "year" in rows.columns else []
    before = [year for year in years if year < chosen.year("from")][-1:]
    after = [year for year in years if year > chosen.year("to")][:1]
    found = before + after or years
    if not found:
        return ""
    return f" The nearest {'is' if len(found) == 1 else 'are'} {words.years(found)}."


def _package(name: str, rows: pd.DataFrame, chosen: Choice, query: Query, page: Page) -> exports.Package:
    sources = fetch(queries.sources_of(query)) if query.behind else pd.DataFrame(columns=["url", "document", "form"])
    given = [pair for pair in chosen.parameters(*page.parameters) if pair[0] in page.parameters]
    return exports.Package(name, rows.drop(columns=["key"]), given, sources, catalog.build().version)


def _card(chart: Chart, package: exports.Package, chosen: Choice, page: Page, level: int) -> dict[str, Any]:
    """The description of the card, as static/card.js takes it."""
    return {
        "title": chart.title,
        "level": level,
        "sentence": chart.sentence,
        "notes": list(chart.notes),
        "figure": None if chart.is_empty else chart.figure,
        "narrow": dict(chart.narrow),
        "height": chart.height,
        "legend": [list(entry) for entry in chart.legend],
        "glossary": texts.meanings(_names(chart)),
        "palette": theme.palette(chart.figure, chart.legend, chart.narrow),
        "table": {
            "columns": list(chart.table.columns),
            "numeric": list(chart.table.numeric),
            "rows": [list(row) for row in chart.table.rows],
            "keys": list(chart.table.keys),
        },
        "sources": [_source(source) for source in package.sources.to_dict("records")],
        "words": {
            "filters": chosen.sentence(*page.parameters),
            "version": package.version,
            "site": NAME,
            "date": datetime.now(UTC).date().isoformat(),
            "sources": _named(package.sources),
        },
        "link": filters.link(chosen, page),
        "file": package.stem,
    }


def _names(chart: Chart) -> set[str]:
    """What the legend and the table name."""
    return {entry[0] for entry in chart.legend} | {text for row in chart.table.rows for text in row}


def _source(source: dict[Any, Any]) -> dict[str, str]:
    form = "as recorded" if source["form"] == "record" else "as printed"
    published = "" if words.is_missing(source["published"]) else f", {source['published']:%Y-%m-%d}"
    url = "" if words.is_missing(source["url"]) else str(source["url"])
    title = "" if words.is_missing(source["document"]) else str(source["document"])
    return {
        "url": url,
        "title": title or url,
        "words": f"{title}{published}; {form}; {words.plural(source['rows'], 'row')}",
    }


def _named(sources: pd.DataFrame) -> str:
    hosts = sorted({str(url).split("/")[2].removeprefix("www.") for url in sources["url"].dropna() if "//" in str(url)})
    more = f" and {len(hosts) - SOURCES_NAMED} more" if len(hosts) > SOURCES_NAMED else ""
    return ", ".join(hosts[:SOURCES_NAMED]) + more
