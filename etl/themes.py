"""The themes that texts are searched for: data/vocabulary/themes.yml, and the search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from etl import vocabulary
from etl.phrases import Phrases

LANGUAGES = ("en", "es", "fr", "pt", "de")
ANY = "any"
"""Key of the phrases that are written the same in every language."""
EXCEPT = "except"
"""Key of the expressions in which a phrase does not count."""
WORDS = ("theme", "basket", "definition")


class Match(NamedTuple):
    """A theme's phrase (as the vocabulary writes it) at [start, end) of a text."""

    theme_id: str
    phrase: str
    language: str
    start: int
    end: int


class Entry(NamedTuple):
    """A phrase of a theme in a language."""

    theme_id: str
    phrase: str
    language: str


@dataclass(frozen=True)
class Theme:
    """A theme and its phrases by language (`any` and `except` included)."""

    theme_id: str
    theme: str
    basket: str
    definition: str
    phrases: Mapping[str, tuple[str, ...]]

    @property
    def entries(self) -> Iterator[Entry]:
        for language, phrases in self.phrases.items():
            for phrase in phrases:
                yield Entry(self.theme_id, phrase, language)


@cache
def themes() -> tuple[Theme, ...]:
    """All themes, in the order of the file. Raises ValueError where an entry is not as its head says."""
    return tuple(parse_theme(theme_id, block) for theme_id, block in vocabulary.load("themes").items())


def themes_table() -> list[dict[str, str]]:
    """The rows of table `themes`."""
    return [{"theme_id": t.theme_id, **{word: getattr(t, word) for word in WORDS}} for t in themes()]


def parse_theme(theme_id: str, block: Any) -> Theme:
    """The theme that a block of the file describes. Raises ValueError that says what to correct."""
    where = f"themes.yml, {theme_id}"
    if not isinstance(block, dict) or not all(isinstance(block.get(word), str) for word in WORDS):
        raise ValueError(f"{where}: needs {', '.join(WORDS)}, each a text; add what is missing")
    lists = {key: value for key, value in block.items() if key not in WORDS}
    if unknown := set(lists) - {ANY, EXCEPT, *LANGUAGES}:
        raise ValueError(f"{where}: {', '.join(sorted(unknown))} is no language; correct the key")
    for key, value in lists.items():
        if not isinstance(value, list) or not all(map(_is_phrase, value)):
            raise ValueError(f"{where}, {key}: needs a list of phrases; put odd ones in quotes")
    phrases = {key: tuple(value) for key, value in lists.items()}
    return Theme(theme_id, block["theme"], block["basket"], block["definition"], phrases)


def _is_phrase(value: Any) -> bool:
    return isinstance(value, str) and any(map(str.isalnum, value))


def scan(text: str, language: str = "en") -> Iterator[Match]:
    """Where themes are mentioned in `text`, in order; positions are those of `text`.

    One match per theme and place. A phrase that several languages have counts as one of `language`,
    that of the document, where it belongs to it, else as one of the first language listed.
    """
    for entries, start, end in find(text, language):
        for entry in entries:
            yield Match(*entry, start, end)


def find(text: str, language: str) -> list[tuple[tuple[Entry, ...], int, int]]:
    """What `scan` finds, by place: the entries of the vocabulary that occur there, one per theme."""
    found = ((_chosen(numbers, language), start, end) for numbers, start, end in _phrases().find(text))
    return [place for place in found if place[0]]


@cache
def _entries() -> tuple[Entry, ...]:
    return tuple(entry for theme in themes() for entry in theme.entries)


@cache
def _phrases() -> Phrases:
    return Phrases([entry.phrase for entry in _entries()])


@cache
def _chosen(numbers: tuple[int, ...], language: str) -> tuple[Entry, ...]:
    """One entry per theme of those with `numbers`."""
    chosen: dict[str, Entry] = {}
    for entry in (_entries()[number] for number in numbers if _entries()[number].language != EXCEPT):
        if entry.theme_id not in chosen or entry.language == language:
            chosen[entry.theme_id] = entry
    return tuple(entry._replace(language=language) if entry.language == ANY else entry for entry in chosen.values())
