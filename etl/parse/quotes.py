"""Words in quotation marks, in the marks of five languages."""

from __future__ import annotations

import re

QUOTATION = re.compile(
    r"""
    "([^"]{2,200})"
    | (?:‘’|’’|''|``)((?:(?!’’|'').){2,200}?)(?:’’|'')
    | “([^“”]{2,200})”
    | «\s?([^«»]{2,200}?)\s?»
    | „([^„“”]{2,200})[“”]
    | »([^«»]{2,200})«
    | (?<!\w)[‘']((?:[^‘’'\n]|['’](?=\w)){2,200})['’](?!\w)
    """,
    re.VERBOSE,
)


def quotations(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Where the words in quotation marks are in `text` from `start`, without the marks, in order."""
    return [found.span(found.lastindex or 0) for found in QUOTATION.finditer(text, start)]


def quotation_at(text: str, start: int) -> tuple[int, int] | None:
    """The words of the quotation that opens at `start`, without the marks."""
    found = QUOTATION.match(text, start)
    return found.span(found.lastindex or 0) if found else None
