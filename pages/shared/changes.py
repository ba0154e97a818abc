"""What changed from one data version to the next, as data/changes.csv lists it for each release."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from pages.shared import words
from pages.shared.catalog import ROOT, WITH_OWN
from pages.shared.plain import Markdown, plain

FILE = ROOT / "data" / "changes.csv"
_WITHOUT_OWN = (
    "This link was made while documents of a reader’s own were included. They stay with that reader, so the figures"
    " may be others here."
)
LISTED = 12
"""So many changes are listed in a notice."""


@dataclass(frozen=True)
class Change:
    """What changed in a table about a meeting with the release of a data version."""

    version: str
    date: str
    table: str
    meeting: str
    """Its meeting_id; empty where the change is about no single one."""
    what: str


@cache
def released() -> Sequence[Change]:
    """All changes, in the order of the releases."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Change(**row) for row in csv.DictReader(file))


def since(version: str) -> Sequence[Change] | None:
    """The changes after the release of `version`; None where that was never released."""
    known = released()
    last = max((at for at, change in enumerate(known) if change.version == version), default=None)
    return None if last is None else known[last + 1 :]


def concerning(changes: Sequence[Change], tables: Collection[str], left_out: Collection[str]) -> list[Change]:
    """The changes in these tables, but for the meetings that are left out; one that is gone is not."""
    return [c for c in changes if c.table in tables and c.meeting not in left_out]


def kept(shown: str, newest: str) -> str:
    """What stands above figures of an older version."""
    return f"These are the figures of data version {shown}, as in the link. The newest version is {newest}."


def notice(linked: str, shown: str, tables: Collection[str], left_out: Collection[str]) -> Markdown:
    """What stands above figures that may not be those that the link was made for, in Markdown."""
    if linked.endswith(WITH_OWN):
        return Markdown(f"{_WITHOUT_OWN} The page shows data version {plain(shown)} without them.")
    first = f"This link was made with data version {plain(linked[:16])}; the page shows version {plain(shown)}."
    found = since(linked)
    if found is None:
        return Markdown(f"{first} The version of the link was not a release, so what changed since is not listed.")
    here = concerning(found, tables, left_out)
    if not here:
        return Markdown(f"{first} Nothing of what is shown here has changed with the releases since.")
    text = f"{first} What changed in what is shown here:\n"
    for c in here[:LISTED]:
        text += f"\n* {plain(c.date)}, {plain(c.table.replace('_', ' '))}, {plain(c.meeting)}: {plain(c.what)}"
    if len(here) > LISTED:
        text += f"\n* and {words.plural(len(here) - LISTED, 'more change')} in data/changes.csv"
    return Markdown(text)
