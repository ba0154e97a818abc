"""Organisations: which printed names mean the same one, and what is known of it.

data/vocabulary/organisations.yml lists the well-known ones. Names merge by rule (case, accents, "&" for
"and", British and American spelling, a leading article, an abbreviation in brackets or after a dash,
legal endings, "in" or a comma before the country) or because the list says so; nothing is merged by
likeness. data/vocabulary/organisations_apart.yml undoes a merge.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from etl.places import country_named
from etl.vocabulary import fold, load, slug

ARTICLES = frozenset(
    ("the", "a", "an", "el", "la", "los", "las", "le", "les", "l", "der", "die", "das", "o", "os", "as")
)
LEGAL_ENDINGS = frozenset(
    ("inc", "ltd", "llc", "llp", "gmbh", "ev", "sa", "ag", "plc", "corp", "limited", "asbl", "bv", "srl")
)
SPELLED = {
    "centre": "center",
    "organisation": "organization",
    "organisations": "organizations",
    "programme": "program",
    "defence": "defense",
    "labour": "labor",
}
"""British word -> American word."""
COUNTRY_CODES = frozenset(("UK", "US", "USA", "EU", "UAE"))
DASH = r"[-–—]"
LONGEST_NAME = 400
IN_BRACKETS = re.compile(r"\s*\(([^()\s]{2,20})\)\s*$")
AFTER_DASH = re.compile(rf"\s+{DASH}\s+([^\s–—]{{2,20}})\s*$")
BEFORE_DASH = re.compile(rf"^([^\s–—]{{2,20}})\s+{DASH}\s+(?=\S+\s+\S)")
COUNTRY = re.compile(r"(?P<name>.{3,})(?:,\s*|\s+in\s+|\s*\()(?P<country>[^,()]{2,40})\)?$")
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
    if name_as_printed in _apart():
        return Organisation(_own_id(name_as_printed), name_as_printed)
    name, short = split_abbreviation(name_as_printed)
    for spelling in (name_as_printed, name, short or ""):
        if known := _listed().get(key_of(spelling)):
            return known
    bare, country = _without_country(name)
    known = _listed().get(key_of(bare)) if country else None
    if known and known.country == country:
        return known
    key = f"{key_of(bare)} {fold(country)}" if country else key_of(name)
    return Organisation(key.replace(" ", "-") or "unnamed", name, short)


def merged_by(name_as_printed: str, name: str) -> str:
    """What makes a printed name mean the organisation that is listed as `name`: `list`, `rule`; empty: it is that."""
    if name_as_printed == name:
        return ""
    own = {key_of(name_as_printed), key_of(split_abbreviation(name_as_printed)[0])}
    return "list" if name in _rows() and key_of(name) not in own else "rule"


def is_known(name_as_printed: str) -> bool:
    """Whether the vocabulary lists the organisation, under this or another spelling."""
    return bool(_listed().get(key_of(name_as_printed)) or _listed().get(key_of(split_abbreviation(name_as_printed)[0])))


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


def key_of(name: str) -> str:
    """`name` for comparison: folded, without "and", a leading article, legal endings or dots in initials."""
    plain = fold(DOTTED.sub(lambda found: found.group().replace(".", "").replace(" ", "") + " ", name))
    words = [SPELLED.get(word, word) for word in plain.split() if word != "and"]
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in LEGAL_ENDINGS:
        words = words[:-1]
    return " ".join(words)


def _without_country(name: str) -> tuple[str, str | None]:
    """A name without the country at its end, and the country in English: "Some Ministry, Japan"."""
    found = COUNTRY.match(name)
    country = country_named(found["country"]) if found else None
    return (found["name"], country) if found and country else (name, None)


@cache
def _apart() -> frozenset[str]:
    return frozenset(load("organisations_apart")["names"])


def _own_id(name: str) -> str:
    """An id that no other spelling has."""
    return f"{slug(name)}-{zlib.crc32(name.encode()):08x}"


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
            if listed.setdefault(key_of(spelling), known) != known:
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
