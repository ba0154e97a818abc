"""Organisations whose names look alike and are not merged, for people to review.

Likeness merges nothing: what is found here is either the same organisation, and belongs into
data/vocabulary/organisations.yml, or is not, and belongs into data/vocabulary/organisations_apart.yml.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from etl.organisations import is_known, key_of
from etl.vocabulary import load

ALIKE = 0.78
"""From so much likeness on (of `difflib`, words in order of the alphabet), names are listed."""
MORE = 2
"""Words by which a name is longer than one that it holds."""
COMMON = 60
"""A word in more names than this says nothing about any of them."""
SMALL_WORDS = frozenset(("of", "for", "the", "on", "in", "de", "la", "del", "da", "do", "des", "du", "para", "y", "e"))


@dataclass(frozen=True, order=True)
class Pair:
    """Two organisations by id, the first in the order of the alphabet, and why they are listed."""

    one: str
    other: str
    why: str


def alike(names: Mapping[str, str], short_names: Mapping[str, str]) -> list[Pair]:
    """The pairs to review among organisations (id -> name; id -> short name, where there is one), most alike first."""
    words = {identity: _words(name) for identity, name in names.items()}
    keys = {identity: " ".join(sorted(found)) for identity, found in words.items()}
    found: dict[tuple[str, str], tuple[float, str]] = {}
    for one, other in sorted(_neighbours(words)):
        likeness = _likeness(keys[one], keys[other])
        if likeness >= ALIKE:
            found[(one, other)] = (likeness, f"{likeness:.0%} alike")
        elif _holds(words[one], words[other]) or _holds(words[other], words[one]):
            found[(one, other)] = (0.0, "one name is a part of the other")
    for one, other in _initials(words, short_names):
        found.setdefault((one, other), (0.0, "one is made of the other's initials"))
    kept = {pair: why for pair, why in found.items() if not _is_reviewed(names[pair[0]], names[pair[1]])}
    return [Pair(*pair, why) for pair, (_, why) in sorted(kept.items(), key=lambda item: (-item[1][0], item[0]))]


def _is_reviewed(one: str, other: str) -> bool:
    """Two that are both listed are two."""
    return (is_known(one) and is_known(other)) or frozenset((key_of(one), key_of(other))) in _reviewed()


def _words(name: str) -> list[str]:
    return [word for word in key_of(name).split() if word not in SMALL_WORDS]


def _neighbours(words: Mapping[str, list[str]]) -> set[tuple[str, str]]:
    """Pairs that have a word, or the beginning of one, in common."""
    holders: dict[str, set[str]] = defaultdict(set)
    for identity, found in words.items():
        for word in found:
            holders[word[:5]].add(identity)
    return {
        (one, other)
        for held in holders.values()
        if len(held) <= COMMON
        for one in held
        for other in held
        if one < other
    }


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _holds(name: list[str], part: list[str]) -> bool:
    """Whether a name is that of a part with a word or two more: of a chapter, a project, a branch."""
    return len(part) < len(name) <= len(part) + MORE and set(part) <= set(name)


def _initials(words: Mapping[str, list[str]], short_names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of which one is named by what are the other's initials."""
    by_initials: dict[str, list[str]] = defaultdict(list)
    for identity, found in words.items():
        if len(found) > 2 and identity not in short_names:
            by_initials["".join(word[0] for word in found)].append(identity)
    for identity, found in words.items():
        if len(found) == 1:
            for other in by_initials.get(found[0], ()):
                yield min(identity, other), max(identity, other)


@cache
def _reviewed() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(map(key_of, pair)) for pair in load("organisations_apart")["pairs"])
