"""The data of a card as files: what is displayed, and all data of the chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cached_property

import pandas as pd

from pages.shared import catalog, data_package, evidence, exports, filters, queries
from pages.shared.catalog import Query, fetch
from pages.shared.choice import ALL, Choice
from pages.shared.cite import Cited
from pages.shared.exports import Package
from pages.shared.site import Page

MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}
SCOPES = ("displayed", "all")
_NO_SOURCES = pd.DataFrame(columns=["url", "document", "document_id", "form", "published", "rows"])


class Downloads:
    """The files that a card offers, made when they are asked for."""

    def __init__(self, question: Callable[[Choice], Query], chosen: Choice, page: Page, title: str) -> None:
        self.question, self.chosen, self.page, self.title = question, chosen, page, title
        self.made: date = datetime.now(UTC).date()

    @cached_property
    def displayed(self) -> Package:
        """The rows as chosen."""
        given = [pair for pair in self.chosen.parameters(*self.page.parameters) if pair[0] in self.page.parameters]
        return self._package(self.chosen, given, self.chosen.sentence(*self.page.parameters))

    @cached_property
    def all(self) -> Package:
        """All rows of the chart: no filter, the same chart options."""
        return self._package(self._unfiltered, [], "")

    @cached_property
    def _unfiltered(self) -> Choice:
        filters = {name: (ALL,) for name, known in self.chosen.filters.items() if known.kind == "many"}
        return self.chosen.replace(**{**filters, "from": (), "to": ()})

    def counts(self) -> dict[str, int]:
        """Rows by scope."""
        return {"displayed": len(self.displayed.rows), "all": len(fetch(self.question(self._unfiltered)))}

    def file(self, kind: str, scope: str) -> tuple[str, str, bytes]:
        """Name, type and content of a file."""
        package = self.all if scope == "all" else self.displayed
        makers: Mapping[str, Callable[[Package], bytes]] = {
            "csv": exports.csv,
            "xlsx": exports.xlsx,
            "parquet": exports.parquet,
            "zip": lambda package: data_package.zipped(package, self.made),
        }
        return package.file(kind), MIME[kind], makers[kind](package)

    def _package(self, chosen: Choice, given: list[tuple[str, str]], words: str) -> Package:
        query = self.question(chosen)
        link = filters.link(chosen, self.page)
        cited = Cited(self.title, words, catalog.build().version, link, self.made)
        return Package(
            query.name.replace("_", "-"),
            fetch(query).drop(columns=["key"]),
            given,
            fetch(queries.sources_of(query)) if query.behind else _NO_SOURCES,
            cited.version,
            self.title,
            words,
            link,
            cited.citation("Data set"),
            (lambda: evidence.everything(query)) if query.behind else None,
        )
