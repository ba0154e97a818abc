"""The pages: file, address, title and the filters that act on each."""

from __future__ import annotations

import os
from dataclasses import dataclass

NAME = "IGF Atlas"
WHEN = ("from", "to", "series", "meeting")


@dataclass(frozen=True)
class Page:
    """A page. Its address differs from the stem of its file: a deep link on a cold server needs that."""

    file: str
    address: str
    title: str
    filters: tuple[str, ...] = ()
    """What the sidebar offers."""
    options: tuple[str, ...] = ()
    """What the page itself offers beside its charts, and what else changes them."""
    tables: tuple[str, ...] = ()
    """What its charts are made of."""

    @property
    def parameters(self) -> tuple[str, ...]:
        return self.filters + self.options


OVERVIEW = Page(
    "pages/overview.py",
    "",
    "Overview",
    WHEN,
    ("group", "measure", "show", "order", "arrange", "theme", "chart", "highlight"),
    ("meetings", "participation", "session_counts", "sessions", "tracks"),
)
REGISTRATIONS = Page(
    "pages/registrations.py",
    "registrations-by-stakeholder",
    "Registrations",
    (*WHEN, "group", "measure"),
    ("show", "order", "arrange", "scheme", "host", "highlight"),
    ("participation",),
)
SESSIONS = Page(
    "pages/sessions.py",
    "sessions-by-track",
    "Sessions",
    (*WHEN, "track", "type", "form"),
    ("naming", "cells", "order", "highlight"),
    ("sessions", "session_counts"),
)
THEMES = Page(
    "pages/themes.py",
    "themes-over-the-years",
    "Themes",
    (*WHEN, "theme", "form"),
    ("basis", "chart", "order", "within", "term", "highlight"),
    ("theme_mentions", "tracks", "meetings", "sessions", "session_counts", "lines"),
)
ORGANISATIONS = Page(
    "pages/organisations.py",
    "who-organises",
    "Organisations",
    (*WHEN, "group", "form"),
    ("organisation",),
    ("organisation_roles", "organisations", "sessions"),
)
COMPARE = Page(
    "pages/compare.py",
    "side-by-side",
    "Compare",
    options=("one", "other", "highlight"),
    tables=("participation", "session_counts", "sessions", "organisation_roles", "theme_mentions", "tracks"),
)
DOCUMENTS = Page(
    "pages/documents.py",
    "source-documents",
    "Documents",
    ("from", "to", "meeting", "form", "kind"),
    ("q", "document"),
    ("documents", "lines", "findings"),
)
QUALITY = Page(
    "pages/quality.py", "data-quality", "Data quality", ("severity", "code"), tables=("documents", "findings")
)
TABLES = Page("pages/data.py", "tables", "Tables", options=("table", "find", "part"))
QUERY = Page("pages/sql.py", "query", "SQL", options=("sql", "across", "up", "marks"))
OWN = Page("pages/own.py", "your-documents", "Your documents")
METHOD = Page("pages/method.py", "how-it-is-made", "How it is made")

PAGES = (
    OVERVIEW,
    REGISTRATIONS,
    SESSIONS,
    THEMES,
    ORGANISATIONS,
    COMPARE,
    DOCUMENTS,
    QUALITY,
    TABLES,
    QUERY,
    OWN,
    METHOD,
)
BY_ADDRESS = {page.address: page for page in PAGES}


def report_to() -> str:
    """Where errors are reported, from ATLAS_REPORT_TO: `mailto:…`, or the address at which an issue is opened
    (`…/issues/new`); empty: the reader gets the text to copy."""
    told = os.environ.get("ATLAS_REPORT_TO", "").strip()
    return f"mailto:{told}" if "@" in told and "/" not in told else told
