"""A published edition for tests, and what the live app's queries and charts give for the same links."""

from __future__ import annotations

import functools
import http.server
import json
import random
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from pages.shared import evidence, exports, options, queries, theme, words
from pages.shared.catalog import fetch
from pages.shared.choice import Choice
from pages.shared.components.chart_card import nearest
from pages.shared.components.embedded import cards
from pages.shared.publish import composition
from pages.shared.publish.composition import Placed
from pages.shared.sides import KINDS, SIDES
from pages.shared.site import Page

COMPARED = ("title", "sentence", "notes", "figure", "narrow", "height", "narrowHeight", "legend", "series", "table",
            "absent", "palette", "sources", "named", "evidence", "csv")  # fmt: skip
"""What of a card has to be the same."""
IN_BROWSER = """([search, name]) => {
    const { addresses, specs, page } = window.atlas;
    window.atlas.chosen = addresses.chosen(search);
    const chosen = window.atlas.seen;
    const placed = page.cards.find((card) => card.name === name && window.atlas.isShown(card));
    const spec = specs.of(placed, page, chosen);
    if (spec.nothing) return { nothing: spec.nothing };
    const [blob, file] = specs.file(name, page, chosen, "displayed");
    return blob.text().then((csv) => JSON.parse(JSON.stringify({ ...spec, csv, file })));
}"""


class _Silent(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def file_server(folder: Path) -> Iterator[str]:
    """A plain file server; the address of `folder`."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def links(page: Page, seed: int, count: int) -> Iterator[dict[str, list[str]]]:
    """What links to `page` choose: nothing, every series, each meeting, then `count` times anything on offer."""
    begun = options.choice({})
    rng = random.Random(f"{seed} {page.address}")
    yield {}
    yield {"series": ["all"]}
    if "meeting" in page.parameters:
        yield from ({"meeting": [option.code]} for option in begun.options["meeting"])
    for _ in range(count):
        given: dict[str, list[str]] = {}
        kind = rng.choice(list(KINDS))
        for name in page.parameters:
            codes = [option.code for option in begun.options[name]]
            if not codes or (rng.random() < 0.5 and name not in SIDES):
                continue
            if name in SIDES:
                codes = [code for code in codes if code.startswith(kind)]
            several = begun.filters[name].kind == "many"
            given[name] = rng.sample(codes, min(len(codes), rng.choice((1, 2, 4)) if several else 1))
        if rng.random() < 0.4 and "series" in page.parameters:
            given["series"] = ["all"]
        yield given


def address(given: Mapping[str, list[str]]) -> str:
    return "?" + urlencode([(name, code) for name, codes in given.items() for code in codes])


def live(placed: Placed, chosen: Choice) -> dict[str, Any]:
    """What the live app's card has for the same link."""
    question, _ = cards()[placed.name]
    query = question(chosen)
    rows = fetch(query)
    chart = composition.drawing(placed)(rows, chosen)
    if chart.is_empty and not chart.table.rows:
        return {"nothing": f"{chart.title}: {chart.sentence}{nearest(question, chosen)}"}
    told = evidence.listed(evidence.everything(query), evidence.names_of(chart.table)) if query.behind else None
    sources = fetch(queries.sources_of(query)).to_dict("records") if query.behind else []
    made = {
        "title": chart.title,
        "sentence": chart.sentence,
        "notes": chart.notes,
        "figure": None if chart.is_empty else chart.figure,
        "narrow": chart.narrow,
        "height": chart.height,
        "narrowHeight": chart.narrow_height,
        "legend": [[label, color, "".join(stripe)] for label, color, *stripe in chart.legend],
        "series": chart.series,
        "table": {"columns": chart.table.columns, "numeric": chart.table.numeric, "rows": chart.table.rows,
                  "keys": chart.table.keys},
        "absent": chart.absent,
        "palette": theme.palette(chart.figure, chart.legend, chart.narrow),
        "sources": sorted([str(one["url"] or ""), int(one["rows"])] for one in _known(sources)),
        "named": words.hosts(str(one["url"]) for one in _known(sources) if one["url"]),
        "evidence": None if told is None else sorted(_row(row) for row in told),
        "csv": exports.csv_of(rows.drop(columns=["key"])).decode("utf-8-sig"),
    }  # fmt: skip
    return json.loads(json.dumps(made, default=lambda value: value.item() if hasattr(value, "item") else list(value)))  # type: ignore[no-any-return]


def _known(rows: list[dict[Any, Any]]) -> list[dict[Any, Any]]:
    return [{key: None if value != value else value for key, value in row.items()} for row in rows]


def _row(row: Mapping[str, Any]) -> list[str]:
    names = (
        "key",
        "what",
        "figure",
        "isShown",
        "words",
        "url",
        "document",
        "published",
        "place",
        "quote",
        "word",
        "note",
    )
    return [str(row[name]) for name in names]


def browsers(spec: dict[str, Any]) -> dict[str, Any]:
    """What the browser has, in the same form."""
    if "nothing" in spec:
        return {"nothing": spec["nothing"]}
    spec["legend"] = [[one["label"], one["color"], one["stripe"]] for one in spec["legend"]]
    spec["sources"] = sorted([one["url"], int(one["words"].split("; ")[-1].split(" ")[0].replace(",", ""))]
                             for one in spec["sources"])  # fmt: skip
    if spec["evidence"] is not None:
        spec["evidence"] = sorted(_row({**row, "isShown": bool(row["isShown"])}) for row in spec["evidence"])
    spec["named"] = spec["words"]["sources"]
    spec["csv"] = spec["csv"].removeprefix("\ufeff")
    return {name: spec[name] for name in COMPARED}


def difference(one: Any, other: Any, path: str = "") -> str:
    """Where two values differ; empty: nowhere. Numbers may differ in their last digits."""
    if isinstance(one, bool) or isinstance(other, bool) or one is None or other is None:
        return "" if one is other else f"{path}: {one!r} and {other!r}"
    if isinstance(one, int | float) and isinstance(other, int | float):
        return "" if abs(one - other) <= 1e-9 * max(1, abs(one)) else f"{path}: {one} and {other}"
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = sorted({*one, *other})
        return next(filter(None, (difference(one.get(key), other.get(key), f"{path}.{key}") for key in keys)), "")
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return f"{path}: {len(one)} and {len(other)} entries"
        return next(
            filter(None, (difference(a, b, f"{path}.{at}") for at, (a, b) in enumerate(zip(one, other, strict=True)))),
            "",
        )
    return "" if one == other else f"{path}: {one!r} and {other!r}"
