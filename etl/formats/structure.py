"""Headings and list items by their look, for text that has no other structure: plain text and PDF.

An item begins with a bullet, a dash or a number and a full stop. A heading stands alone between blank
lines or drawn ones, is short and does not end as a sentence does; or it is underlined with "=" or "-". A German date
("6. Dezember") is no numbered item, an address no heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.document import LineKind

MARKER = re.compile(r"(?:[•·▪◦‣●○■□➢✓\uf0b7\uf0a7\uf0d8*–—-]\s+)?(?:\(?\d{1,3}[.)]\s+|\(?[a-z]\)\s+)?")
DAY = re.compile(r"\d{1,2}\.\s+(?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)", re.IGNORECASE)
SECTION = re.compile(r"\d{1,2}((?:\.\d{1,2})+)\.?\s")
ENDS_A_SENTENCE = re.compile(r"[.;,!…]$")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|\S+@\S+$")
UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})$")
RULE = re.compile(r"[=~_*#+–—-]{3,}$")
LONGEST_HEADING = 120


def is_item(text: str) -> bool:
    """Whether `text` begins as an item of a list does."""
    marker = MARKER.match(text)
    return bool(marker and marker.end() and text[marker.end() :]) and not DAY.match(text)


def is_rule(text: str) -> bool:
    """Whether a line is drawn, not written: it parts sections or underlines a heading."""
    return RULE.match(text) is not None


def could_be_heading(text: str) -> bool:
    """Whether `text` is short and no sentence, list item or address."""
    return (
        bool(text)
        and len(text) <= LONGEST_HEADING
        and not ENDS_A_SENTENCE.search(text)
        and not ADDRESS.match(text)
        and any(map(str.isalnum, text))
    )


def kinds_of(texts: Sequence[str], indents: Sequence[int]) -> list[tuple[LineKind, int]]:
    """Kind and level of each of `texts` (tidied; blank lines included), whose indents are in columns."""
    kinds: list[tuple[LineKind, int]] = []
    open_lists: list[int] = []
    for index, text in enumerate(texts):
        if is_item(text) and not _underline(texts, index):
            kinds.append(("item", _depth(open_lists, indents[index])))
            continue
        if text and indents[index] <= (open_lists[0] if open_lists else 0):
            open_lists.clear()
        kinds.append(_kind(texts, index))
    return kinds


def _kind(texts: Sequence[str], index: int) -> tuple[LineKind, int]:
    text = texts[index]
    before = texts[index - 1] if index else ""
    after = texts[index + 1] if index + 1 < len(texts) else ""
    underline = _underline(texts, index)
    if (before and not is_rule(before)) or (after and not underline) or not could_be_heading(text):
        return "text", 0
    if underline:
        return "heading", 1 if after.startswith("=") else 2
    section = SECTION.match(text)
    return "heading", 2 + (section[1].count(".") if section else 0)


def _underline(texts: Sequence[str], index: int) -> re.Match[str] | None:
    return UNDERLINE.match(texts[index + 1]) if index + 1 < len(texts) else None


def _depth(open_lists: list[int], indent: int) -> int:
    while open_lists and open_lists[-1] > indent:
        open_lists.pop()
    if not open_lists or open_lists[-1] < indent:
        open_lists.append(indent)
    return len(open_lists) - 1
