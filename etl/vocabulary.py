"""The project's words: lists in data/vocabulary that a non-programmer can edit.

A list of names is a YAML mapping from the name we use to the labels that sources print:

    Civil Society:
      - civil society
      - [sociedad civil, organizaciones de la sociedad civil]

Labels are compared folded: case, accents, punctuation and white space do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where there is one: the lists are read at every start."""
FOLDER = Path(__file__).resolve().parent.parent / "data" / "vocabulary"


@lru_cache(16_384)
def fold(text: str) -> str:
    """`text` for comparison: lower case, without accents, punctuation as single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def slug(text: str) -> str:
    """A stable code made of `text`: `Civil Society` is `civil-society`."""
    return fold(text).replace(" ", "-")


@cache
def load(name: str) -> Any:
    """The content of data/vocabulary/<name>.yml.

    Raises FileNotFoundError where there is no such list, ValueError where it is not YAML.
    """
    path = FOLDER / f"{name}.yml"
    try:
        return yaml.load(path.read_text("utf-8"), LOADER)
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: not valid YAML ({error}); correct the file") from error


@dataclass(frozen=True)
class Labels:
    """A list of names, each with the labels that mean it."""

    names: Mapping[str, tuple[str, ...]]

    @cached_property
    def _by_label(self) -> dict[str, str]:
        return {fold(label): name for name, labels in self.names.items() for label in (name, *labels)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(filter(None, self._by_label), key=len, reverse=True)
        return re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\S)")

    def match(self, label: str) -> str | None:
        """The name that `label` as a whole means."""
        return self._by_label.get(fold(label))

    def within(self, text: str) -> Iterator[str]:
        """The names whose labels occur in `text`, in order, longest label first at each place."""
        for found in self._pattern.finditer(fold(text)):
            yield self._by_label[found.group()]


@cache
def labels(name: str) -> Labels:
    """The list of names in data/vocabulary/<name>.yml."""
    return Labels({key: tuple(_flat(values)) for key, values in load(name).items()})


def _flat(values: Any) -> Iterator[str]:
    """The labels in a list, or in a list of lists (one per language)."""
    for value in values or ():
        if isinstance(value, list):
            yield from _flat(value)
        else:
            yield str(value)


def allowed(name: str) -> frozenset[str]:
    """The values that a column with this `vocabulary` may have."""
    if name == "groups":
        return allowed("stakeholder_groups") | allowed("regions") | allowed("genders")
    return frozenset(labels(name).names)
