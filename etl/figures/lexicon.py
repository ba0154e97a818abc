"""What words mean where numbers stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from etl.parse.phrases import Phrases, Word, beginnings, words_of
from etl.vocabulary import fold, labels, load

Kind = Literal["population", "stakeholder", "region", "gender", "part", "type", "sessions", "proposals", "accepted",
               "submitted", "uncounted", "bodies", "total", "neutral"]  # fmt: skip

PARTS = ("countries", "newcomers", "development", "parliamentarians")
GROUPS: tuple[Kind, ...] = ("stakeholder", "region", "gender", "part")
SESSIONS: tuple[Kind, ...] = ("type", "sessions", "proposals", "accepted")
ANOTHER_WORD = re.compile(r"[\s-]*\w")
NAME = re.compile(r"\s[A-ZÀ-Þ][^\W\d_]{2,}")
FORUM = re.compile(r"\s(?:IGF|FGI|Forum|Foro|Fórum|Internet|Angaben?|Auskunft|Einschätzung|Schätzung|Zählung)\b")
STATES = ("states", "estados", "etats", "staaten")
"""Governments where they are the whole label; in other words they may be those of a federation."""
SHORTEST = 3
"""An abbreviation of two letters is a word of some language ("OF", "WS", "IO")."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a phrase can mean: a group of a dimension, a population, a session type …"""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A phrase of the vocabulary in a text, and what it can mean."""

    start: int
    end: int
    senses: tuple[Sense, ...]

    def has(self, *kinds: str) -> bool:
        return any([sense.kind in kinds for sense in self.senses])  # noqa: C419  # a list costs half, and is asked often

    def name(self, kind: str) -> str | None:
        return next((sense.name for sense in self.senses if sense.kind == kind), None)

    def names(self, kind: str) -> list[str]:
        return [sense.name for sense in self.senses if sense.kind == kind]

    @property
    def is_group(self) -> bool:
        return self.has(*GROUPS)


def things_in(text: str, words: Sequence[Word], language: str) -> list[Thing]:
    """The phrases of the vocabulary in `text`, in order, the longest at each place; "all-male" names no men."""
    known, found, following = _lexicon(language), [], 0
    for index in beginnings(words, _firsts(language)):
        if index < following:
            continue
        match = known.at(text, words, index) or _other(text, words, index) or _travelled(text, words, index, language)
        if match and not (match[1][0].kind == "gender" and text[: words[index].start].endswith("-")):
            found.append(Thing(words[index].start, words[index + match[0] - 1].end, match[1]))
        following = index + match[0] if match else 0
    return found


@cache
def _firsts(language: str) -> frozenset[str]:
    """The words that begin all that `things_in` finds."""
    return _other_words() | _lexicon(language).firsts | signals("came_to", language).firsts


def _other(text: str, words: Sequence[Word], index: int) -> tuple[int, tuple[Sense, ...]] | None:
    """ "Other" alone, where no word follows that it could belong to: "6 % others"."""
    word = words[index]
    if word.folded not in _other_words() or ANOTHER_WORD.match(text, word.end):
        return None
    return 1, tuple(Sense(kind, "Other") for kind in VOCABULARIES if kind != "type")


def _travelled(text: str, words: Sequence[Word], index: int, language: str) -> tuple[int, tuple[Sense, ...]] | None:
    """ "Came to" where the name of a place follows, not "came to the meeting": they were there."""
    found = signals("came_to", language).at(text, words, index)
    end = words[index + found[0] - 1].end if found else 0
    is_place = found and NAME.match(text, end) and not FORUM.match(text, end)
    return (found[0], (Sense("population", "onsite"),)) if found and is_place else None


@cache
def _other_words() -> frozenset[str]:
    labelled = ("Other", *labels("stakeholder_groups").names["Other"])
    return frozenset(fold(label) for label in labelled if " " not in label)


@lru_cache(4_096)
def senses_of(label: str, language: str) -> tuple[Sense, ...]:
    """What `label` as a whole can mean, "Other" included; nothing where it is not known."""
    if len(label.strip()) < SHORTEST and label.islower():
        return ()
    senses = tuple(
        Sense(kind, name)
        for kind, vocabulary in VOCABULARIES.items()
        if (name := labels(vocabulary).match(label)) is not None
    )
    return tuple(dict.fromkeys((*senses, *(_lexicon(language).match(label) or ()))))


@cache
def signals(section: str, language: str) -> Phrases[str]:
    """The phrases of one section of data/vocabulary/counted.yml, in `language`."""
    return Phrases((phrase, section) for phrase in _phrases(section, (language, "any")))


@lru_cache(1024)
def says(section: str, text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where `text` says something of a section of data/vocabulary/counted.yml."""
    known, words = signals(section, language), words_of(text)
    matches = ((index, known.at(text, words, index)) for index in beginnings(words, known.firsts))
    return tuple((words[i].start, words[i + match[0] - 1].end) for i, match in matches if match)


def says_within(section: str, text: str, start: int, end: int, language: str) -> bool:
    """Whether the words [start, end) of `text` say something of a section."""
    return any(start <= low and high <= end for low, high in says(section, text, language))


@cache
def words_in(section: str) -> frozenset[str]:
    """The single words of a section, folded, of all languages."""
    return frozenset(fold(word) for words in load("counted")[section].values() for word in words)


@lru_cache(1024)
def things_of(text: str, language: str) -> tuple[Thing, ...]:
    """The phrases of the vocabulary in a short text: a title, a column's name."""
    return tuple(things_in(text, words_of(text), language))


VOCABULARIES: dict[Kind, str] = {
    "stakeholder": "stakeholder_groups",
    "region": "regions",
    "gender": "genders",
    "type": "session_types",
}


@cache
def _lexicon(language: str) -> Phrases[tuple[Sense, ...]]:
    meanings: dict[str, list[Sense]] = {}
    for phrase, sense in _meanings(language):
        if len(phrase.replace(" ", "")) >= SHORTEST:
            meanings.setdefault(phrase, []).append(sense)
    return Phrases((phrase, tuple(dict.fromkeys(senses))) for phrase, senses in _by_key(meanings))


def _by_key(meanings: dict[str, list[Sense]]) -> Iterator[tuple[str, list[Sense]]]:
    merged: dict[str, list[Sense]] = {}
    for phrase, senses in meanings.items():
        merged.setdefault(" ".join(word.folded for word in words_of(phrase)), []).extend(senses)
    yield from merged.items()


def _meanings(language: str) -> Iterator[tuple[str, Sense]]:
    """Every phrase with one meaning. "Other" says nothing by itself: only lists and tables know it."""
    for kind, vocabulary in VOCABULARIES.items():
        for name, phrases in labels(vocabulary).names.items():
            if name != "Other" and kind == "stakeholder":
                yield from ((p, Sense(kind, name)) for p in (name, *phrases) if fold(p) not in STATES)
            elif name != "Other":
                yield from ((phrase, Sense(kind, name)) for phrase in (name, *phrases))
            elif kind in ("type", "gender"):
                yield from ((phrase, Sense(kind, name)) for phrase in phrases if " " in phrase)
    for name, phrases in labels("measures").names.items():
        yield from ((phrase, Sense("population", name)) for phrase in phrases)
    for name in PARTS:
        yield from ((phrase, Sense("part", name)) for phrase in _phrases(name, (language, "en")))
    yield from ((phrase, Sense("uncounted", "others")) for phrase in _phrases("others", (language, "en")))
    kinds: tuple[Kind, ...] = (
        "sessions",
        "proposals",
        "accepted",
        "submitted",
        "uncounted",
        "bodies",
        "total",
        "neutral",
    )
    for kind in kinds:
        yield from ((phrase, Sense(kind, kind)) for phrase in _phrases(kind, (language, "en", "any")))


def _phrases(section: str, languages: Iterable[str]) -> Iterator[str]:
    by_language = load("counted")[section]
    for language in dict.fromkeys(languages):
        yield from map(str, by_language.get(language, ()))
