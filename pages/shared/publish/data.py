"""The data files of the static edition: one script each, because browsers fetch nothing from a folder of files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etl import vocabulary
from pages.shared import catalog, options, sides, site, terms
from pages.shared.catalog import Query, fetch
from pages.shared.choice import Choice
from pages.shared.publish import coded, composition, cubes, index, lists
from pages.shared.publish.calendar import calendar
from pages.shared.queries.documents import facts_of_document
from pages.shared.site import NAME

_SPANNING = {"stakeholder_groups": "stakeholder", "regions": "region", "genders": "gender"}


def files(chosen: Choice) -> Iterator[tuple[str, Any]]:
    """Name of a data file -> what is in it."""
    yield "site", of_site(chosen)
    for name in composition.names():
        made = cubes.cube(name, chosen)
        yield f"cube-{name}", made
        if made["evidence"]:
            yield f"evidence-{name}", cubes.rows_behind(name, chosen)
    for base in (*cubes.BASES, *cubes.COMPARED):
        yield f"base-{base}", cubes.base(base, chosen)
    for name, listed in lists.every(chosen).items():
        yield f"list-{name}", listed
    yield "calendar", calendar(chosen, lists.OF_SESSIONS)
    yield "search", index.index(chosen)
    yield "facts", _facts(chosen)


def script(name: str, content: Any) -> str:
    """A data file."""
    return f'(window.atlasData ??= {{}})["{name}"] = {coded.text(content)};\n'


def of_site(chosen: Choice) -> dict[str, Any]:
    """What all pages need: filters, their values, pages, words."""
    meetings = fetch(Query("edition-meetings", "select meeting_id, year, series from meetings order by meeting_id"))
    themes = fetch(Query("edition-themes", "select theme_id, theme, basket from themes order by theme_id"))
    return {
        "name": NAME,
        "version": catalog.build().version,
        "reportTo": site.report_to(),
        "filters": [
            [f.name, f.label, f.kind, f.column, f.words, list(f.default), [], f.help, f.longest]
            for f in chosen.filters.values()
        ],
        "options": {
            name: [] if name in sides.SIDES else [[o.code, o.value, o.label] for o in chosen.options[name]]
            for name in chosen.filters
        },
        "words": _words(),
        "meetings": {row["meeting_id"]: [int(row["year"]), row["series"]] for row in meetings.to_dict("records")},
        "themes": {row["theme_id"]: [row["theme"], row["basket"]] for row in themes.to_dict("records")},
        "firstSides": {kind: options.first_sides(kind) for kind in sides.KINDS},
        "kinds": dict(sides.KINDS),
        "pages": {page.address: _page(page) for page in site.PAGES},
    }


def _page(page: site.Page) -> dict[str, Any]:
    placed = composition.COMPOSED.get(page, ())
    return {
        "address": page.address,
        "title": page.title,
        "filters": list(page.filters),
        "parameters": list(page.parameters),
        "isPair": page == site.COMPARE,
        "cards": [
            {"name": one.name, "level": one.level, "when": [list(pair) for pair in one.when],
             "switches": list(one.switches), "gaps": one.gaps}
            for one in placed
        ],
    }  # fmt: skip


def _words() -> dict[str, Any]:
    """The project's words that chart definitions look up."""
    spanning = {}
    for name, dimension in _SPANNING.items():
        condition = f"group_name is null and dimension = '{dimension}'"
        sql = f"select distinct label from participation where {condition} order by label"
        labels = fetch(Query(f"edition-{name}", sql))["label"]
        spanning[name] = {label: list(vocabulary.labels(name).within(label)) for label in labels}
    held = ("stakeholder_groups", "session_types")
    return {
        "lists": {"breaks": vocabulary.load("breaks"), **{name: list(vocabulary.load(name)) for name in held}},
        "within": spanning,
        "prefixes": list(terms.prefixes()),
    }


def _facts(chosen: Choice) -> dict[str, Any]:
    """Document -> what was read from it: place, kind of fact, what it says, the words as found."""
    made = {}
    for option in chosen.options["document"]:
        rows = fetch(facts_of_document(chosen.replace(document=(option.code,))))
        made[option.code] = [
            [row[name] for name in ("place", "fact", "said", "quote")] for row in rows.to_dict("records")
        ]
    return made
