"""What the menus of a card hold: how to cite it, load its rows, embed it, report an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from pages.shared import access, catalog, cite, filters, queries, site
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
        "snippets": [list(pair) for pair in _snippets(files, chosen, page)],
        "embed": [list(pair) for pair in cite.frames(package.title, package.version, fixed, live, height)],
        "report": {"to": site.report_to(), **cite.report(cited, sources)},
    }


def _snippets(files: Downloads, chosen: Choice, page: Page) -> Sequence[tuple[str, str]]:
    """Language -> code; first that which runs as it is, where there is an address that gives the rows."""
    package = files.displayed
    in_file = cite.snippets(package.file("parquet"), package.link)
    address = _address_of_rows(files, chosen, page)
    if not address:
        return in_file
    online = cite.snippets_online(address, package.link)
    return [*online, *((f"{language} from a file", code) for language, code in in_file)]


def _address_of_rows(files: Downloads, chosen: Choice, page: Page) -> str:
    """Where programs get the rows of the card; empty where they get none: nothing is served over HTTP, the site asks
    who reads, the reader's own documents are among the rows, or what was asked is not one of the views."""
    name = getattr(files.question, "__name__", "")
    is_view = getattr(queries, name, None) is files.question
    root = files.displayed.link.split("?")[0].removesuffix(page.address)
    if not is_view or not root.startswith("http") or access.is_closed() or catalog.build().memory is not None:
        return ""
    given = [pair for pair in chosen.parameters(*page.parameters) if pair[0] != "highlight"]
    parameters = urlencode([*given, (filters.VERSION, catalog.build().version)])
    return f"{root}api/{name.replace('_', '-')}.csv?{parameters}"
