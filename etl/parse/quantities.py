"""The words around a number, from data/vocabulary/quantities.yml, as phrases to be looked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from etl.parse.figure import Qualifier
from etl.parse.phrases import Phrases
from etl.vocabulary import load

QUALIFIERS: tuple[Qualifier, ...] = ("over", "about", "under")
SAID: tuple[Qualifier, ...] = ("exact", *QUALIFIERS)
SIZES: Mapping[str, int] = {"thousand": 1000, "million": 1_000_000}


@cache
def qualifiers() -> Phrases[Qualifier]:
    """What is said before a number: "more than", "rund"."""
    return Phrases((phrase, name) for name in SAID for phrase in _listed(name))


@cache
def qualifiers_after() -> Phrases[Qualifier]:
    """What is said after one: "or more", "environ"."""
    return Phrases((phrase, name) for name in QUALIFIERS for phrase in _listed(f"{name}_after"))


@cache
def scales() -> Phrases[int]:
    """By how much a word multiplies: "mil", "million"."""
    return Phrases((phrase, size) for name, size in SIZES.items() for phrase in _listed(name))


@cache
def phrases_in(*sections: str) -> Phrases[str]:
    """The phrases of some sections, each meaning its section."""
    return Phrases((phrase, section) for section in sections for phrase in _listed(section))


def _listed(section: str) -> Iterator[str]:
    for phrases in load("quantities")[section].values():
        yield from map(str, phrases)
