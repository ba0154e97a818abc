"""The data of every chart for programs: /api/<view>.csv and .json, with the parameters of a page's link.

A link that people open drops what it does not know and says so; a program gets an error instead, because it
would take the wrong rows for the right ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from pages.shared import catalog, exports, options, queries
from pages.shared.catalog import Query, fetch
from pages.shared.choice import ALL, Choice
from pages.shared.columns import described
from pages.shared.components.embedded import cards
from pages.shared.declared import FILTERS
from pages.shared.site import NAME

EDITION = 1
"""Of the answers' form; a change that breaks programs raises it."""
ROWS = 20_000
PARAMETERS = 200
LICENCE = "CC BY 4.0"
VERSION = "v"
_OF_LINKS = (VERSION, "embed", "embed_options", "card")
"""What a link may carry beside the filters."""

Question = Callable[[Choice], Query]


class Refused(Exception):
    """A request that has no answer: its status and what to do."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True)
class View:
    """The rows of a view as chosen, and what one must know to use them."""

    name: str
    version: str
    parameters: Sequence[tuple[str, str]]
    rows: pd.DataFrame
    sources: pd.DataFrame

    def csv(self) -> bytes:
        """The same bytes as the chart's own download."""
        return exports.csv_of(self.rows)

    def json(self) -> bytes:
        """Rows, with the meaning of their columns, the filters, the sources and the version of the data."""
        return json.dumps(
            {
                "api": EDITION,
                "view": self.name,
                "version": self.version,
                "licence": LICENCE,
                "cite": f"{NAME}, data version {self.version}",
                "parameters": [list(pair) for pair in self.parameters],
                "columns": list(_columns(self.name, self.rows)),
                "rows": _records(self.rows),
                "sources": _records(self.sources),
            },
            ensure_ascii=False,
        ).encode()


@cache
def views() -> Mapping[str, Question]:
    """Name of a view -> its question: those of the charts."""
    questions = {question.__name__: question for question, _ in cards().values()}
    return {name.replace("_", "-"): questions[name] for name in sorted(questions)}


def view(name: str, given: Sequence[tuple[str, str]]) -> View:
    """The view `name` as the parameters of an address choose. Raises Refused, catalog.NoTables."""
    if name not in views():
        raise Refused(404, f"There is no view “{name[:60]}”; /api lists them.")
    parameters = _grouped(given)
    asked = parameters.get(VERSION, [""])[-1]
    try:
        version = catalog.use(asked).version
        if asked and version != asked:
            raise Refused(
                410, f"Data version {asked[:20]} is no longer kept here; without v you get the newest, {version}."
            )
        return _answer(name, parameters, version)
    finally:
        catalog.forget()


def _grouped(given: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    if len(given) > PARAMETERS:
        raise Refused(400, f"An address has at most {PARAMETERS} parameters.")
    unknown = sorted({name[:40] for name, _ in given} - {*FILTERS, *_OF_LINKS})
    if unknown:
        raise Refused(400, f"Not known: {', '.join(unknown)}. There are {', '.join((*FILTERS, VERSION))}.")
    grouped: dict[str, list[str]] = {}
    for name, code in given:
        grouped.setdefault(name, []).append(code)
    return grouped


def _answer(name: str, parameters: Mapping[str, Sequence[str]], version: str) -> View:
    chosen = options.choice(parameters)
    wrong = [
        f"{declared}={code[:40]}"
        for declared in FILTERS
        for code in parameters.get(declared, ())
        if not _is_known(declared, code, chosen)
    ]
    if wrong:
        raise Refused(400, f"Not known: {', '.join(wrong)}. /api lists the codes.")
    query = views()[name](chosen)
    rows = fetch(query).drop(columns=["key"])
    if len(rows) > ROWS:
        raise Refused(400, f"{len(rows)} rows; an answer has at most {ROWS}. Choose fewer years, meetings or kinds.")
    sources = fetch(queries.sources_of(query)) if query.behind else pd.DataFrame()
    return View(name, version, chosen.parameters(*parameters), rows, sources)


def _is_known(name: str, code: str, chosen: Choice) -> bool:
    if FILTERS[name].kind == "text":
        return len(code) <= FILTERS[name].longest
    return code == ALL or code in {option.code for option in chosen.options[name]}


def _columns(name: str, rows: pd.DataFrame) -> Iterator[dict[str, str]]:
    for column in rows.columns:
        meaning, unit = described(name, column)
        yield {"name": column, "meaning": meaning, "unit": unit}


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        exports.whole(rows).to_json(orient="records", date_format="iso", date_unit="s", double_precision=15) or "[]"
    )
    return found


def contents() -> bytes:
    """What there is: the views, the parameters with their codes, the version. Raises catalog.NoTables."""
    try:
        version = catalog.use_latest().version
        known = {name: options.options_of(name) for name in FILTERS}
    finally:
        catalog.forget()
    return json.dumps(
        {
            "api": EDITION,
            "version": version,
            "licence": LICENCE,
            "use": "/api/<view>.csv or /api/<view>.json, with parameters as in the address of a page; "
            "several values repeat the parameter; v fixes the version of the data while it is kept",
            "views": list(views()),
            "parameters": {
                name: {
                    "label": FILTERS[name].label,
                    "several": FILTERS[name].kind == "many",
                    "codes": {option.code: option.label for option in known[name]},
                }
                for name in FILTERS
            },
            "limits": {"rows": ROWS, "parameters": PARAMETERS},
        },
        ensure_ascii=False,
    ).encode()
