"""Which cards stand on which page, as pages/*.py place them; tests/pages/test_publish.py compares the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pages.shared import sides, site
from pages.shared.charts.compare import with_gaps
from pages.shared.choice import Choice
from pages.shared.components.chart_card import Draw
from pages.shared.components.embedded import cards
from pages.shared.site import Page

ANY = "*"
"""A parameter that has any value."""
NONE = ""
"""A parameter that has no value."""
SIDES = "sides"
"""Not a parameter, but the kind of the two that stand side by side."""
NOT = "!"
"""Stands before a value that a parameter does not have."""


@dataclass(frozen=True)
class Placed:
    """A card on a page: its name, the level of its heading, and the values of parameters with which it is shown."""

    name: str
    level: int = 2
    when: tuple[tuple[str, str], ...] = ()
    switches: tuple[str, ...] = ()
    """The chart options that stand above it."""
    heading: str = ""
    """A question above it, with the page that goes into it."""
    leads_to: Page | None = None
    gaps: str = ""
    """The column that tells two sides apart, where the card says which of them it has nothing of."""

    def is_shown(self, chosen: Choice) -> bool:
        """Whether the card is on the page as chosen."""
        return all(_holds(_value(chosen, name), code) for name, code in self.when)


def _value(chosen: Choice, name: str) -> str:
    if name == SIDES:
        return sides.kind_of(chosen) if sides.pair(chosen) else NONE
    return chosen.one(name)


def _holds(given: str, code: str) -> bool:
    if code.startswith(NOT):
        return given != code.removeprefix(NOT)
    return bool(given) if code == ANY else given == code


_NO_ORGANISATION = (("organisation", NONE),)
_ORGANISATION = (("organisation", ANY),)


def _beside(kind: str, *names: str) -> Iterator[Placed]:
    """A table of main figures, and charts that say where one side has nothing."""
    return (Placed(name, when=((SIDES, kind),), gaps=f"{kind}_id" if at else "") for at, name in enumerate(names))


def drawing(placed: Placed) -> Draw:
    """What draws the card from its rows."""
    _, draw = cards()[placed.name]
    return with_gaps(draw, placed.gaps) if placed.gaps else draw


def seen(page: Page, chosen: Choice) -> Choice:
    """What the cards of a page get: beside each other stand two and nothing else."""
    return sides.both(chosen) if page == site.COMPARE else chosen


COMPOSED: Mapping[Page, Sequence[Placed]] = {
    site.OVERVIEW: (
        Placed("registrations-by-group", 3, heading="Who took part?", leads_to=site.REGISTRATIONS),
        Placed("sessions-held-and-stated", 3, heading="What was on the programme?", leads_to=site.SESSIONS),
        Placed("front-themes", 3, heading="What was talked about?", leads_to=site.THEMES),
        Placed("coverage", 3, heading="What is missing?", leads_to=site.QUALITY),
    ),
    site.REGISTRATIONS: (
        Placed("registrations-by-group", switches=("show", "order", "arrange")),
        Placed("total-size"),
        Placed("registrations-by-region", switches=("scheme", "host")),
        Placed("gender"),
        Placed("newcomers"),
        Placed("countries"),
    ),
    site.SESSIONS: (
        Placed("sessions-by-track", switches=("naming", "cells", "order")),
        Placed("sessions-by-type"),
        Placed("session-types-stated"),
        Placed("sessions-held-and-stated"),
        Placed("proposals"),
    ),
    site.THEMES: (
        Placed("themes-on-agenda", when=(("basis", "agenda"),), switches=("basis", "chart", "order")),
        Placed("themes-in-sessions", when=(("basis", "sessions"),), switches=("basis", "chart", "order")),
        Placed("themes-in-documents", when=(("basis", "documents"),), switches=("basis", "chart", "order")),
        Placed("themes-in-wording", when=(("basis", "wording"),), switches=("basis", "chart", "order")),
        Placed("themes-together"),
        Placed("words-in-text", when=(("within", "text"),)),
        Placed("words-in-titles", when=(("within", f"{NOT}text"),)),
        Placed("sessions-held-and-stated"),
    ),
    site.ORGANISATIONS: (
        Placed("organisation-by-year", when=_ORGANISATION),
        Placed("organisation-network", when=_ORGANISATION),
        Placed("organisation-themes", when=_ORGANISATION),
        Placed("organisers-by-year", when=_NO_ORGANISATION),
        Placed("organisers-by-group", when=_NO_ORGANISATION),
    ),
    site.COMPARE: (
        *_beside(
            "meeting",
            "compared-meetings",
            "registrations-by-group",
            "registrations-by-region",
            "sessions-by-type",
            "sessions-by-track",
            "themes-on-agenda",
        ),
        *_beside(
            "organisation",
            "compared-organisations",
            "compared-organisations-by-year",
            "compared-organisations-themes",
        ),
        *_beside("theme", "compared-themes", "themes-in-sessions", "themes-in-documents", "themes-on-agenda"),
    ),
    site.QUALITY: (Placed("findings"),),
}


def placed(page: Page, chosen: Choice) -> Iterator[Placed]:
    """The cards of `page` as chosen."""
    return (one for one in COMPOSED.get(page, ()) if one.is_shown(chosen))


def names() -> list[str]:
    """Every card that stands on a page, once."""
    known = cards()
    return [name for name in known if any(one.name == name for several in COMPOSED.values() for one in several)]
