"""Lists that follow the filters: their rows, as static/edition/lists.js takes them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pages.shared import queries, words
from pages.shared.catalog import Query, fetch
from pages.shared.choice import Choice
from pages.shared.publish import coded
from pages.shared.publish.cubes import WHEN, unfiltered

_SESSIONS = """
    select s.meeting_id, s.year, s.code, s.title, s.session_type, s.track, s.date,
           coalesce(s.source_url, d.url) as source_url, d.form
    from sessions s join documents d using (document_id)
    where s.is_preferred and s.status not in ('proposal', 'cancelled')
    order by s.year desc, s.session_type, s.code, s.title"""
_ROLES = """
    select r.organisation_id, coalesce(s.year, m.year) as year, coalesce(s.meeting_id, r.meeting_id) as meeting_id,
           r.role, s.code, s.title, s.session_type, s.track, s.status, r.name_as_printed, d.form,
           coalesce(s.source_url, d.url) as source_url
    from organisation_roles r join documents d using (document_id)
    left join (select * from sessions where is_preferred) s on s.session_id = r.session_id
    left join meetings m on m.meeting_id = coalesce(s.meeting_id, r.meeting_id)
    order by year desc nulls last, meeting_id, role, code nulls last, title, name_as_printed"""
_SOURCE = ("source_url", "Source", "link")
OF_SESSIONS = {**WHEN, "track": "track", "type": "session_type", "form": "form"}
"""Filter -> column of sessions that it looks at."""


def every(chosen: Choice) -> dict[str, dict[str, Any]]:
    """Name of a list -> the list, with all its rows."""
    return {
        "sessions": _list(
            "sessions",
            "The sessions",
            ("session", "sessions"),
            (("year", "Year", "text"), ("code", "Code", "text"), ("title", "Title", "text"),
             ("session_type", "Type", "text"), ("track", "Track", "text"), ("date", "Date", "text"), _SOURCE),
            OF_SESSIONS,
            coded.columns(fetch(Query("list-sessions", _SESSIONS))),
        ),
        "documents": _list(
            "documents",
            "All documents",
            ("document", "documents"),
            (("title", "Title", "to:document"), ("form", "Form", "text"), ("kind", "Kind", "text"),
             ("year", "Year", "text"), ("language", "Language", "text"), ("word_count", "Words", "number"),
             ("facts", "Facts", "number"), ("findings", "Findings", "number"), ("url", "Published at", "link"),
             ("document", "", "")),
            {"from": "year", "to": "year", "meeting": "meeting_id", "form": "form", "kind": "kind"},
            _documents(chosen),
        ),
        "findings": _list(
            "findings",
            "Findings by kind",
            ("kind", "kinds"),
            (("severity", "Severity", "text"), ("code", "Code", "text"), ("findings", "Findings", "number"),
             ("documents", "Documents", "number")),
            {"severity": "severity", "code": "code"},
            coded.columns(fetch(queries.findings_by_code(chosen.replace(severity=("all",), code=("all",))))),
        ),
        "roles": _list(
            "roles",
            "Its roles",
            ("row", "rows"),
            (("year", "Year", "text"), ("role", "Role", "text"), ("code", "Code", "text"), ("title", "Session", "text"),
             ("session_type", "Type", "text"), ("track", "Track", "text"), ("status", "Status", "text"),
             ("name_as_printed", "Printed as", "text"), _SOURCE),
            {**WHEN, "form": "form", "organisation": "organisation_id"},
            coded.columns(fetch(Query("list-roles", _ROLES))),
        ),
        "contexts": _list(
            "contexts",
            "In context",
            ("place", "places"),
            (("before", "Before", "before"), ("word", "Word", "text"), ("after", "After", "text"),
             ("year", "Year", "text"), ("where", "In", "text"), ("document", "Document", "text"),
             ("place", "Place", "text")),
            {**WHEN, "form": "form"},
            _contexts(chosen),
        ),
        "organisations": _list(
            "organisations",
            "All organisations",
            ("organisation", "organisations"),
            (("name", "Name", "to:organisation"), ("stakeholder_group", "Stakeholder group", "text"),
             ("country", "Country", "text"), ("sessions", "Organised", "number"), ("meetings", "Meetings", "number"),
             ("first_year", "From", "text"), ("last_year", "To", "text"), ("organisation", "", "")),
            {},
            {},
        ),
    }  # fmt: skip


def _list(
    name: str, title: str, counted: tuple[str, str], columns: Any, follows: dict[str, str], rows: dict[str, Any]
) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "one": counted[0],
        "many": counted[1],
        "columns": [list(column) for column in columns],
        "follows": follows,
        "rows": rows,
    }


def _documents(chosen: Choice) -> dict[str, Any]:
    begin = {name: ("all",) for name in ("meeting", "form", "kind")}
    rows = fetch(queries.documents(chosen.replace(**begin, **{"from": (), "to": ()})))
    titles = [row["document_id"] if words.is_missing(row["title"]) else row["title"] for row in rows.to_dict("records")]
    return coded.columns(rows.assign(title=titles, document=rows["document_id"]))


def _contexts(chosen: Choice) -> dict[str, Any]:
    """Where the words that are counted stand in titles, tracks and takeaways, the latest meeting first."""
    every = unfiltered(chosen).replace(within=("titles",), term=())
    years = fetch(Query("meetings-of-contexts", "select meeting_id, year from meetings order by year desc, meeting_id"))
    codes = {option.value: option.code for option in chosen.options["meeting"]}
    parts = [
        fetch(queries.contexts_of_words(every.replace(meeting=(codes[meeting],)))).assign(meeting_id=meeting)
        for meeting in years["meeting_id"]
        if meeting in codes
    ]
    rows = pd.concat(parts, ignore_index=True) if parts else fetch(queries.contexts_of_words(every))
    named = [" ".join(filter(None, map(_text, pair))) for pair in zip(rows["code"], rows["title"], strict=True)]
    return coded.columns(rows.drop(columns=["total", "url"]).assign(where=named))


def _text(value: object) -> str:
    return "" if words.is_missing(value) else str(value)
