"""What the menus of a card hold: how to cite it, load its rows, embed it, report an error."""

from __future__ import annotations

from typing import Any

from pages.shared import cite, filters, site
from pages.shared.charts import Chart
from pages.shared.choice import Choice
from pages.shared.components.downloads import Downloads
from pages.shared.site import Page

AROUND_THE_CHART = 240
"""Pixels of a frame beside those of the chart: heading, legend, sentence."""


def menu(name: str, files: Downloads, chart: Chart, chosen: Choice, page: Page, sources: str) -> dict[str, Any]:
    """As static/menus.js takes it."""
    package = files.displayed
    cited = cite.Cited(package.title, package.words, package.version, package.link, files.made)
    fixed, live = filters.embedded_link(name, chosen, page)
    height = chart.height + AROUND_THE_CHART
    return {
        "counts": files.counts(),
        "cite": [
            ["Cite the chart", cited.citation("Chart")],
            ["Cite the data", cited.citation("Data set")],
            ["BibTeX, the chart", cited.bibtex("Chart")],
            ["BibTeX, the data", cited.bibtex("Data set")],
        ],
        "snippets": [list(pair) for pair in cite.snippets(package.file("parquet"), package.link)],
        "embed": [list(pair) for pair in cite.frames(package.title, package.version, fixed, live, height)],
        "report": {"to": site.report_to(), **cite.report(cited, sources)},
    }
