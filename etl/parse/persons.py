"""Persons in a list of organisations: they are left out, and what they belong to stays.

Sure signs of a person are a title ("Dr", "Ms") and a given name of data/vocabulary/given_names.yml. Two or three words
with capitals are a person only where the name of an organisation stands beside them: "Coral Reefs" may be either.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from etl.vocabulary import fold, load

TITLE = re.compile(
    r"(?:(?:Mr|Ms|Mrs|Miss|Mx|Dr|Dra|Prof|Professor|Profesora?|Sr|Sra|Srta|Herr|Frau|Mme|Mlle|Hon|Amb|Ambassador|H\.\s?E)"
    r"\.?\s)+(?=[^\W\d_a-z])"
)
NAME = re.compile(r"[^\W\d_a-z][^\W\d_'’-]*(?:['’-][^\W\d_]+)*(?:\s(?:[^\W\d_a-z][^\W\d_'’-]*(?:['’-][^\W\d_]+)*\.?|"
                  r"de|da|do|del|dos|la|van|von|der|den|bin|al)){1,5}")  # fmt: skip
BRACKETS = re.compile(r"(?P<head>[^()]+?)\s*\((?P<inner>[^()]+)\)\s*")
POSITIONS = re.compile(
    r"(?:(?:the\s)?(?:(?:vice|deputy|executive|managing|general|senior|former)[\s-])*(?:chair\w*|president\w*|director\w*|ceo|"
    r"minist(?:er|re|r[oa])|secretar(?:y|io|ia)|professor\w*|profesora?|head|founder|coordinat\w+|coordinad\w+|manager|"
    r"researcher|fellow|ambassador|president[ae]?|diret\w+|directeur|directrice)\b[^,–—]*(?:,\s|\s[–—]\s|$))*",
    re.IGNORECASE,
)
"""What somebody is, up to where the name of the organisation begins."""
BESIDE = re.compile(r"\s?,\s|\s[–—-]\s")
Test = Callable[[str], bool]


def affiliation(name: str, is_organisation: Test, is_complete: Test) -> tuple[int, int]:
    """The span of `name` that names an organisation: all of it, or what the person in it belongs to; empty where it is
    a person and nothing else.

    `is_organisation` says whether a name is surely one, `is_complete` whether it can stand for one.
    """
    if beside := BRACKETS.fullmatch(name):
        head, start, end = beside["head"], *beside.span("inner")
    elif parted := BESIDE.search(name):
        behind = POSITIONS.match(name, parted.end())
        head, start, end = name[: parted.start()], behind.end() if behind else parted.end(), len(name)
    else:
        head, start, end = name, len(name), len(name)
    if is_organisation(head) or not (_is_sure(head) or _may_be(head, name[start:end], bool(beside), is_complete)):
        return 0, len(name)
    return (start, end) if is_complete(name[start:end]) or _is_sure(head) else (end, end)


def _is_sure(head: str) -> bool:
    bare = TITLE.sub("", head, count=1)
    return bare != head or (NAME.fullmatch(bare) is not None and fold(bare.split()[0]) in _given_names())


def _may_be(head: str, other: str, is_in_brackets: bool, is_complete: Test) -> bool:
    """Whether `head` may be a person and `other` is what the person belongs to, not what it is called in short."""
    letters = "".join(word[0] for word in head.split())
    is_short_form = is_in_brackets and fold(other).replace(" ", "")[:2] == fold(letters)[:2]
    return bool(other) and NAME.fullmatch(head) is not None and len(head.split()) < 4 and not is_short_form and (
        is_complete(other) and (is_in_brackets or "," not in other)
    )  # fmt: skip


@cache
def _given_names() -> frozenset[str]:
    return frozenset(fold(name) for line in load("given_names") for name in line)
