"""One page with its filters as a single HTML file that opens anywhere and prints well."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, date, datetime
from html import escape
from urllib.parse import parse_qs, urlencode, urlsplit

from pages.shared import catalog, options
from pages.shared.choice import Choice
from pages.shared.publish import bundle, composition, cubes, data, html, lists
from pages.shared.publish.page import INDEPENDENT, data_of, main, shell, sources
from pages.shared.site import BY_ADDRESS, NAME, Page


class NoPage(Exception):
    """A link that leads to no page."""


def report(link: str, made: date | None = None) -> str:
    """The page that `link` opens, as its parameters filter it, in one file. Raises NoPage, catalog.NoTables."""
    parts = urlsplit(link)
    address = re.sub(r"/?(index\.html)?$", "", parts.path).rpartition("/")[2]
    page = BY_ADDRESS.get(address)
    if page is None:
        raise NoPage(f"{link}: there is no page “{address}”")
    given = parse_qs(parts.query)
    catalog.use(next(iter(given.get("v", [])), ""))
    try:
        return of_page(page, options.choice(given), link, made or datetime.now(UTC).date())
    finally:
        catalog.forget()


def of_page(page: Page, chosen: Choice, link: str, made: date) -> str:
    """A page as chosen, in one file; `link` is printed."""
    version = catalog.build().version
    search = f"?{urlencode([*chosen.parameters(*page.parameters), ('v', version)])}"
    held = "".join(data.script(name, _data(name, page, chosen)) for name in _needed(page))
    scripts = [_harmless((bundle.STATIC / "plotly-cartesian.min.js").read_text("utf-8")), _harmless(held),
               _harmless(bundle.script())]  # fmt: skip
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in scripts)
    policy = f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'"
    css = "".join((html.colors(), *map(bundle.text_of, ("card.css", *bundle.STYLES))))
    body = (
        f'<header class="columns"><p class="count">{NAME}: {escape(page.title)}. Filters:'
        f" {escape(chosen.sentence(*page.parameters) or 'none')}. Data version {version}.</p></header>\n"
        f'<div class="columns">\n{main(page, chosen)}\n</div>\n{_sources(page, chosen)}\n'
        f'<footer class="foot"><p>{NAME}, data version {version}, {made.isoformat()}. <a href="{escape(link)}">'
        f"{escape(link)}</a></p><p>{INDEPENDENT}</p></footer>\n"
        + "\n".join(f"<script>{one}</script>" for one in scripts)
    )
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{css}</style>\n'
    return shell(page, head, body, f'data-root="" data-search="{escape(search)}"')


def _needed(page: Page) -> list[str]:
    names = [one.name for one in composition.COMPOSED.get(page, ())]
    return [*data_of(page), *(f"evidence-{name}" for name in dict.fromkeys(names) if cubes.CUBES[name].base != "roles")]


def _data(name: str, page: Page, chosen: Choice) -> object:
    kind, _, rest = name.partition("-")
    if kind == "base":
        return cubes.base(rest, chosen)
    if kind == "list":
        return lists.every(chosen)[rest]
    if kind == "site":
        return data.of_site(chosen)
    made = cubes.cube(rest, chosen)
    if kind == "evidence":
        return cubes.rows_behind(rest, chosen) if made["evidence"] else None
    return made


def _sources(page: Page, chosen: Choice) -> str:
    """The sources of all cards, as they are printed."""
    shown = {one["url"] or one["title"]: one for placed in composition.placed(page, chosen)
             for one in sources(placed.name, composition.seen(page, chosen))}  # fmt: skip
    listed = "".join(
        f"<li>{html.link(url, url) if url.startswith('http') else escape(one['title'])} <small>{escape(one['words'])}"
        "</small></li>"
        for url, one in sorted(shown.items())
    )
    return f'<section class="columns told"><div><h2>Sources</h2><ol>{listed}</ol></div></section>' if listed else ""


def _harmless(text: str) -> str:
    """A program that can stand in a page."""
    return re.sub(r"<(?=/script|!--)", r"\\x3c", text, flags=re.IGNORECASE)
