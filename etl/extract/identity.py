"""Stable names: the same session and the same organisation get the same id in every document."""

from __future__ import annotations

import re

from etl.organisations import organisation_of
from etl.vocabulary import fold, labels, slug
from etl.words import word_set

LONGEST_CODE = 80
LONGEST_ABBREVIATION = 3
CODE = re.compile(
    r"""(?P<label>.*?)\s*
        (?:\#|\b(?:no|nr|num|núm|número|numéro)\b\.?\s*|\bn\s?[.º°o]+\s*)?\s*
        (?P<number>\d{1,4}(?:\s?[/&]\s?\d{1,4})?)\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
NUMBER = re.compile(r"(?:^|#)(\d+(?:[/&]\d+)?)$")
SURROUND = " \t\u00a0()[]{}:;,.–—-"


def session_id_of(meeting_id: str, session_type: str | None, code: str | None, title: str) -> str:
    """The id of a session: meeting + type + number, else meeting + title.

    `OF #39` and `Open Forum #39` get the same id; so do `Session #64` of type Pre-event and
    `Pre-event #64`, because a code that names no type takes the one that is stated.
    """
    tidy, named_type = tidy_code(code or "")
    number = NUMBER.search(tidy)
    if not number:
        return f"{meeting_id}-{slug(title) or 'untitled'}"
    return "-".join(filter(None, (meeting_id, slug(named_type or session_type or ""), slug(number[1]))))


def tidy_code(text: str) -> tuple[str, str | None]:
    """A code as the tables spell it, and the session type that it names.

    "( ws#184 )" is `WS #184` and a Workshop, "session #64" is `Session #64` and of no type, "OF39" is
    `OF #39`; a bare number stays bare, and a code without a number is kept as printed.
    """
    text = " ".join(text[:LONGEST_CODE].strip(SURROUND).split())
    found = CODE.match(text)
    if not found:
        return text, _type_of(text)
    number = re.sub(r"\s", "", found["number"])
    label = found["label"].strip(SURROUND + "#")
    if not label:
        return number, None
    if number == "0":
        return text, _type_of(text)
    return f"{_cased(label)} #{number}", _type_of(label)


def organisation_id_of(name: str) -> str:
    """The id of the organisation that a printed name means."""
    return organisation_of(name).organisation_id


def _type_of(label: str) -> str | None:
    known = labels("session_types")
    return known.match(label) or next(known.within(label), None)


def _cased(label: str) -> str:
    """`label` with capitals at the start of its words where it was printed in small letters or shouted."""
    if not (label.isupper() or label.islower()) or (label.isupper() and len(label) <= LONGEST_ABBREVIATION):
        return label
    return " ".join(
        word.upper() if fold(word) in word_set("in_capitals") else word.capitalize() for word in label.split()
    )
