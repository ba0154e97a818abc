"""Lines that name what they state: "Time: 10:00", "Organizer 1: …", or a label alone above its value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from etl.extract.sessions.kinds import leading_kind
from etl.vocabulary import fold, load

LONGEST_LABEL = 60
LABEL = re.compile(r"[\s*_]*(?P<label>[^\W\d_][^:|\n]{0,58}?|\#)[\s*_]*:[\s*_]*(?P<value>.*)$")
NUMBER = re.compile(r"\s*(?:#\s?)?\d{1,2}$|\s*\([^()]{1,20}\)$")
NUMBER_SIGN = r"(?:no|nr|num|núm|number|número|numéro|nummer|id|code|código|n[.º°]{1,2}|\#)\.?"
NUMBER_OF = re.compile(
    rf"(?P<before>\w+(?:\s\w+)?)[\s-]{NUMBER_SIGN}|"
    rf"{NUMBER_SIGN}\s?(?:(?:of(?: the)?|de la|del|de l['’]|de|d['’]|da|do|der|des)\s?)?(?P<after>\w+(?:\s\w+)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of data/vocabulary/session_fields.yml and its value, which may be empty."""

    name: str
    value: str
    start: int
    is_numbered: bool = False
    """Whether the label has a number, as in "Organizer 2"."""
    note: str = ""
    """What stands in brackets after the label: the zone in "Time (UTC)"."""


@lru_cache(1024)
def read_field(text: str) -> Field | None:
    """The field that `text` states in the form "label: value"."""
    found = LABEL.match(text[: LONGEST_LABEL + 20]) and LABEL.match(text)
    if not found:
        return None
    name, is_numbered, note = field_of(found["label"])
    return Field(name, found["value"].strip(), found.start("value"), is_numbered, note) if name else None


@lru_cache(1024)
def field_of(label: str) -> tuple[str | None, bool, str]:
    """The field that `label` as a whole names, whether it has a number, and what it says in brackets."""
    if len(label) > LONGEST_LABEL:
        return None, False, ""
    if name := _named(label):
        return name, False, ""
    bare = NUMBER.sub("", label.strip())
    rest = label.strip()[len(bare) :].strip()
    return _named(bare), rest[-1:].isdigit(), rest.strip("()") if rest.startswith("(") else ""


def _named(label: str) -> str | None:
    return "code" if _is_number_of_session(label) else _fields().get(fold(label) or label.strip())


def _is_number_of_session(label: str) -> bool:
    """ "Workshop no.", "Nº de taller": a code, not the "Number of workshops"."""
    found = NUMBER_OF.fullmatch(label.strip(" *"))
    said = (found["before"] or found["after"]) if found else ""
    kind = leading_kind(said)
    return kind is not None and not kind.is_plural and kind.end == len(said)


@cache
def _fields() -> Mapping[str, str]:
    return {fold(label) or label: name for name, labels in load("session_fields").items() for label in labels}
