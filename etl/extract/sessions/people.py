"""Organisations beside persons: "Organizer 1: Given Family, Organisation"."""

from __future__ import annotations

import re

from etl.organisations import is_known
from etl.parse.organisations import has_keyword, looks_complete
from etl.vocabulary import fold, labels

SIGNS = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27bf\ufe0f]")
PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?:\s[\w.'’-]+){0,5}$")
PERSON_NAME = re.compile(
    r"(?:(?:Mr|Ms|Mrs|Dr|Prof|Sra?|Herr|Frau|M|Mme)\.?\s)?[^\W\d_a-z][a-zà-ÿ'’-]+(?:\s[^\W\d_a-z][a-zà-ÿ.'’-]*){1,2}"
)
BRACKETS = re.compile(r"\s*\([^()]*\)")
GROUP_WORDS = frozenset(("grulac", "weog", "stakeholder", "stakeholders", "others"))


def organisation_beside_person(value: str) -> str | None:
    """The organisation that `value` names, after a person or alone; None for persons and groups."""
    parts = [part.strip() for part in SIGNS.sub("", value).strip(" ,;.").split(",")]
    if len(parts) == 1:
        return parts[0] if looks_complete(parts[0]) and not _is_group(parts[0]) else None
    named = [part for part in parts[1:] if part and not _is_group(part)]
    if named and PERSON.match(parts[0]):
        return named[0]
    return parts[0] if has_keyword(parts[0]) and not _is_group(parts[0]) else None


def without_person(value: str) -> str:
    """ "Given Family, Organisation" as the organisation alone; any other list as it is."""
    parts = [part.strip() for part in value.split(",")]
    is_person = (
        len(parts) == 2 and PERSON_NAME.fullmatch(parts[0]) and not is_known(parts[0]) and not has_keyword(parts[0])
    )
    return parts[1] if is_person and looks_complete(parts[1]) else value


def _is_group(part: str) -> bool:
    """Whether `part` is a stakeholder group or a regional group, as profiles state them."""
    bare = BRACKETS.sub("", part)
    words = fold(part).split()
    is_group = labels("stakeholder_groups").match(bare) or labels("regions").match(bare)
    return (
        bool(is_group)
        or bool(GROUP_WORDS & set(words))
        or words[-2:] in (["african", "group"], ["european", "group"], ["pacific", "group"])
    )
