"""The pages: file, address, title and the filters that act on each."""

from __future__ import annotations

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
    """What the page itself offers beside its charts."""

    @property
    def parameters(self) -> tuple[str, ...]:
        return self.filters + self.options


OVERVIEW = Page("pages/overview.py", "", "Overview", WHEN)
REGISTRATIONS = Page(
    "pages/registrations.py",
    "registrations-by-stakeholder",
    "Registrations",
    (*WHEN, "group", "measure"),
    ("show", "scheme", "host"),
)
SESSIONS = Page(
    "pages/sessions.py", "sessions-by-track", "Sessions", (*WHEN, "track", "type", "form"), ("naming", "show")
)
THEMES = Page("pages/themes.py", "themes-over-the-years", "Themes", (*WHEN, "theme", "form"), ("basis", "chart"))
QUALITY = Page("pages/quality.py", "data-quality", "Data quality", ("severity", "code"))
METHOD = Page("pages/method.py", "how-it-is-made", "How it is made")

PAGES = (OVERVIEW, REGISTRATIONS, SESSIONS, THEMES, QUALITY, METHOD)
BY_ADDRESS = {page.address: page for page in PAGES}
