"""A page of the static edition as HTML: readable as it is; the program draws its charts and they follow filters."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

from pages.shared import catalog, queries, site, words
from pages.shared.catalog import fetch
from pages.shared.choice import Choice
from pages.shared.components.embedded import cards
from pages.shared.publish import composition, content, html
from pages.shared.publish.bundle import STATIC
from pages.shared.publish.composition import Placed
from pages.shared.publish.cubes import CUBES
from pages.shared.site import NAME, Page

INDEPENDENT = f"{NAME} is independent and not affiliated with the United Nations."


_ICON = f"data:image/png;base64,{base64.b64encode((STATIC / 'icon.png').read_bytes()).decode()}"
"""In the page: browsers ask for the file of an icon again with each change of the address."""


def root_of(page: Page) -> str:
    """The way from a page to the folder of the edition."""
    return "../" if page.address else ""


def data_of(page: Page) -> list[str]:
    """The data files that a page needs at once."""
    placed = composition.COMPOSED.get(page, ())
    names = list(dict.fromkeys(one.name for one in placed))
    bases = list(dict.fromkeys(CUBES[name].base for name in names if CUBES[name].base))
    if "roles" in bases:
        bases.append("session-themes")
    return [
        "site",
        *(f"base-{name}" for name in bases),
        *(f"cube-{name}" for name in names),
        *(f"list-{name}" for name in content.LISTS.get(page, ())),
    ]


def page_html(page: Page, chosen: Choice) -> str:
    """The page as `chosen`, with links to the files of the edition."""
    root = root_of(page)
    scripts = "".join(f'<script defer src="{root}assets/data/{name}.js"></script>\n' for name in data_of(page))
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{html.POLICY}">\n'
        f'<link rel="icon" href="{_ICON}">\n'
        f'<link rel="stylesheet" href="{root}assets/card.css">\n'
        f'<link rel="stylesheet" href="{root}assets/edition.css">\n'
        f'{scripts}<script defer src="{root}assets/atlas.js"></script>\n'
        f'<script async id="plotly" src="{root}assets/plotly-cartesian.min.js"></script>\n'
    )
    return shell(page, head, f"{_header(page, root)}\n{_columns(page, chosen)}\n{_footer(root)}", f'data-root="{root}"')


def shell(page: Page, head: str, body: str, attributes: str) -> str:
    """A document with a head and a body."""
    question, line = content.heading(page)
    return (
        f'<!doctype html>\n<html lang="en" data-page="{page.address}" {attributes}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(page.title)}, {NAME}'
        f'</title>\n<meta name="description" content="{escape(question)} {escape(line)}">\n{head}</head>\n<body>\n'
        f"{body}\n</body>\n</html>\n"
    )


def _header(page: Page, root: str) -> str:
    current = ' aria-current="page"'
    links = "".join(
        f'<li><a data-to="{other.address}" href="{root}{other.address + "/" if other.address else ""}index.html"'
        f"{current if other == page else ''}>{escape(other.title)}</a></li>"
        for other in site.PAGES
    )
    return (
        '<a class="skip" href="#main">To the content</a>\n<header class="site">'
        f'<a data-to="" href="{root}index.html">{NAME}</a>\n'
        f'<nav aria-label="Pages"><ul>{links}</ul></nav>\n'
        f'<form role="search" action="{root}{site.DOCUMENTS.address}/index.html">'
        '<input type="search" name="q" placeholder="Sessions, organisations, themes …" aria-label="Search">'
        "<button>Search</button></form></header>"
    )


def _columns(page: Page, chosen: Choice) -> str:
    panel = (
        '<aside id="chosen" hidden aria-label="Filters"><details open><summary>Filters</summary>'
        '<div id="filters"></div></details></aside>\n'
    )
    return f'<div class="columns">\n{panel if page.filters else ""}{main(page, chosen)}\n</div>'


def main(page: Page, chosen: Choice) -> str:
    """The content of a page."""
    question, line = content.heading(page)
    placed = composition.COMPOSED.get(page, ())
    slots = "\n".join(_slot(one, at, page, chosen) for at, one in enumerate(placed))
    has_twin = placed or page in content.WITH_TWIN
    above = content.before(page, chosen) if has_twin else content.needs_server(chosen)
    return (
        f'<main id="main">\n<h1>{escape(question)}</h1>\n<p class="lead">{escape(line)}</p>\n'
        f'<div id="notices" role="status" hidden></div>\n{above}\n{slots}\n{content.after(page, chosen)}\n</main>'
    )


def _slot(placed: Placed, at: int, page: Page, chosen: Choice) -> str:
    is_shown = placed.is_shown(chosen)
    asked = ""
    if placed.heading and placed.leads_to:
        to = placed.leads_to
        asked = (
            f'<div class="question"><h2>{escape(placed.heading)}</h2><a data-to="{to.address}"'
            f' href="{root_of(page)}{to.address}/index.html">{escape(to.title)}</a></div>\n'
        )
    plain = f'<div class="plain">{plain_card(placed, composition.seen(page, chosen))}</div>' if is_shown else ""
    return (
        f'<section class="slot" data-card="{placed.name}" data-at="{at}"{"" if is_shown else " hidden"}>\n{asked}'
        f'<div class="switches"></div>\n<p class="nothing" hidden></p>\n<div class="mount"></div>\n{plain}\n</section>'
    )


def plain_card(placed: Placed, chosen: Choice) -> str:
    """A card as it can be read without a program."""
    question, _ = cards()[placed.name]
    chart = composition.drawing(placed)(fetch(question(chosen)), chosen)
    return html.card(chart, placed.level, sources(placed.name, chosen))


def sources(name: str, chosen: Choice) -> Sequence[dict[str, str]]:
    """The sources of a card: url, title and words of each."""
    question, _ = cards()[name]
    query = question(chosen)
    if not query.behind:
        return ()
    return [_source(row) for row in fetch(queries.sources_of(query)).to_dict("records")]


def _source(row: dict[object, object]) -> dict[str, str]:
    title = str(row["document_id"] if words.is_missing(row["document"]) else row["document"])
    published = "" if words.is_missing(row["published"]) else f", {row['published']:%Y-%m-%d}"
    form = "as recorded" if row["form"] == "record" else "as printed"
    count = words.plural(int(str(row["rows"])), "row")
    url = "" if words.is_missing(row["url"]) else str(row["url"])
    return {"url": url, "title": title, "words": f"{title}{published}; {form}; {count}"}


def _footer(root: str) -> str:
    return (
        f'<footer class="foot"><p>{NAME}, data version {catalog.build().version}. Data under CC BY 4.0: name {NAME} and'
        f' the data version. <a href="{root}{site.METHOD.address}/index.html" data-to="{site.METHOD.address}">How it is'
        f" made</a></p>\n<p>{INDEPENDENT} This is the static edition: files alone, no server, no cookies.</p></footer>"
    )
