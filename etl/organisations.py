"""Organisations: which printed names mean the same one, and what is known of it.

data/vocabulary/organisations.yml lists the well-known ones. Names merge by rule (case, accents, a
leading article, an abbreviation in brackets or after a dash, legal endings) or because the list says
so; nothing is merged by likeness.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from etl.vocabulary import fold, load, slug

ARTICLES = frozenset(
    ("the", "a", "an", "el", "la", "los", "las", "le", "les", "l", "der", "die", "das", "o", "os", "as")
)
LEGAL_ENDINGS = frozenset(
    ("inc", "ltd", "llc", "llp", "gmbh", "ev", "sa", "ag", "plc", "corp", "limited", "asbl", "bv", "srl")
)
COUNTRY_CODES = frozenset(("UK", "US", "USA", "EU", "UAE"))
DASH = r"[-–—]"
LONGEST_NAME = 400
IN_BRACKETS = re.compile(r"\s*\(([^()\s]{2,20})\)\s*$")
AFTER_DASH = re.compile(rf"\s+{DASH}\s+([^\s–—]{{2,20}})\s*$")
BEFORE_DASH = re.compile(rf"^([^\s–—]{{2,20}})\s+{DASH}\s+(?=\S+\s+\S)")
DOTTED = re.compile(r"\b(?:[A-Za-z]\.\s?){2,}")


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, with what is publicly known of it (null where that is not settled)."""

    organisation_id: str
    name: str
    short_name: str | None = None
    stakeholder_group: str | None = None
    country: str | None = None


def organisation_of(name_as_printed: str) -> Organisation:
    """The organisation that a printed name means: the listed one, else one of that name."""
    name, short = split_abbreviation(name_as_printed)
    for spelling in (name_as_printed, name, short or ""):
        if known := _listed().get(_key(spelling)):
            return known
    return Organisation(_key(name).replace(" ", "-") or "unnamed", name, short)


def is_known(name_as_printed: str) -> bool:
    """Whether the vocabulary lists the organisation, under this or another spelling."""
    return bool(_listed().get(_key(name_as_printed)) or _listed().get(_key(split_abbreviation(name_as_printed)[0])))


def known_names() -> tuple[str, ...]:
    """Every name and spelling in the vocabulary, as written there."""
    return tuple(name for row in _rows().items() for name in _spellings(*row))


def organisations_table(roles: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows of `organisations` for those that `roles` (rows of `organisation_roles`) refer to."""
    printed: dict[str, Counter[str]] = {}
    for role in roles:
        printed.setdefault(role["organisation_id"], Counter())[role["name_as_printed"]] += 1
    return [_row(organisation_id, names) for organisation_id, names in sorted(printed.items())]


def split_abbreviation(name: str) -> tuple[str, str | None]:
    """A name without its abbreviation, and the abbreviation: "Some Agency – SA", "Some Agency (SA)"."""
    name = " ".join(name[:LONGEST_NAME].split())
    for pattern in (IN_BRACKETS, AFTER_DASH):
        if (found := pattern.search(name)) and is_abbreviation(found[1]) and found.start():
            return name[: found.start()].rstrip(), found[1]
    if (found := BEFORE_DASH.match(name)) and is_abbreviation(found[1]):
        return name[found.end() :], found[1]
    return name, None


def is_abbreviation(word: str) -> bool:
    """Whether `word` looks like the short name of an organisation: ALAI, CGI.br, KeNIC; not UK."""
    capitals = sum(c.isupper() for c in word)
    letters = sum(c.isalpha() for c in word)
    return capitals >= 2 and capitals * 2 >= letters and word not in COUNTRY_CODES


def _key(name: str) -> str:
    """`name` for comparison: folded, without a leading article, legal endings or dots in initials."""
    words = fold(DOTTED.sub(lambda found: found.group().replace(".", "").replace(" ", "") + " ", name)).split()
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in LEGAL_ENDINGS:
        words = words[:-1]
    return " ".join(words)


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return {name: values or {} for name, values in load("organisations").items()}


def _spellings(name: str, values: Mapping[str, Any]) -> list[str]:
    return [
        name,
        *([values["short_name"]] if values.get("short_name") else []),
        *map(str, values.get("spellings") or ()),
    ]


@cache
def _listed() -> dict[str, Organisation]:
    listed: dict[str, Organisation] = {}
    for name, values in _rows().items():
        known = Organisation(
            slug(name), name, values.get("short_name"), values.get("stakeholder_group"), values.get("country")
        )
        for spelling in _spellings(name, values):
            if listed.setdefault(_key(spelling), known) != known:
                raise ValueError(f'organisations.yml: "{spelling}" stands under two organisations; remove one')
    return listed


def _row(organisation_id: str, names: Counter[str]) -> dict[str, Any]:
    best = min(names, key=lambda name: (-names[name], -len(name), name))
    found = organisation_of(best)
    short = found.short_name or next(filter(None, (split_abbreviation(name)[1] for name in sorted(names))), None)
    return {
        "organisation_id": organisation_id,
        "name": found.name,
        "short_name": short,
        "stakeholder_group": found.stakeholder_group,
        "country": found.country,
    }
