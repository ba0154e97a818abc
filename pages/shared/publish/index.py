"""The index of the search in the browser: sessions, organisations, themes and documents."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pages.shared import site, words
from pages.shared.catalog import Query, fetch
from pages.shared.choice import Choice
from pages.shared.site import Page

_PARTS = {
    "Sessions": """
        select s.title, concat_ws(', ', s.year::varchar, s.code, s.session_type, s.track) as about, s.meeting_id as code
        from sessions s where s.is_preferred and s.status not in ('proposal', 'cancelled')
        order by s.year desc, s.code, s.title""",
    "Organisations": """
        select name || coalesce(' (' || short_name || ')', '') as title,
               concat_ws(', ', stakeholder_group, country) as about, organisation_id as code
        from organisations order by lower(strip_accents(name)), organisation_id""",
    "Themes": "select theme as title, concat_ws('. ', basket, definition) as about, theme_id as code from themes"
    " order by theme",
    "Documents": """
        select coalesce(title, document_id) as title,
               concat_ws(', ', publisher, kind, year::varchar) as about, document_id as code
        from documents order by year desc nulls last, title, document_id""",
}
_LEADS: dict[str, tuple[Page, str]] = {
    "Sessions": (site.SESSIONS, "meeting"),
    "Organisations": (site.ORGANISATIONS, "organisation"),
    "Themes": (site.THEMES, "theme"),
    "Documents": (site.DOCUMENTS, "document"),
}


def index(chosen: Choice) -> list[dict[str, Any]]:
    """Parts of the index, each with its entries: title, what it is about, where it leads."""
    return [{"title": title, "entries": list(_entries(title, sql, chosen))} for title, sql in _PARTS.items()]


def _entries(title: str, sql: str, chosen: Choice) -> Any:
    page, name = _LEADS[title]
    codes = {option.value: option.code for option in chosen.options[name]}
    for row in fetch(Query(f"search-{title}", sql)).to_dict("records"):
        code = codes.get(row["code"], row["code"])
        beside = [("series", "all")] if title == "Sessions" else []
        about = "" if words.is_missing(row["about"]) else row["about"]
        yield [row["title"], about, f"{page.address}/index.html?{urlencode([*beside, (name, code)])}"]
