"""A number in a text: where it stands, its value, and what the words beside it make of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from etl.parse.phrases import Word

Qualifier = Literal["exact", "over", "about", "under"]
Role = Literal["level", "year", "change", "comparison", "range", "name", "other"]

SPACES = " -‐‑\u00a0\u2009\u202f\t."


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text, from its qualifier to its percent sign: `text[start:end]`.

    `role` says what a number is by the words beside it: a `level`; what may be a `year`; a `change`
    ("+10 %", "10 % more"); the level of another time (`comparison`: "up from 32 %"); an end of a
    `range`; a part of a `name` ("Phase 1", "#17"); or something `other` (a date, a time, a price).
    """

    start: int
    end: int
    number_start: int
    kind: Literal["count", "share"]
    value: float
    """Shares are 0 to 1."""
    qualifier: Qualifier = "exact"
    role: Role = "level"

    @property
    def is_figure(self) -> bool:
        """Whether it can be a figure of its own meeting. A year can: the words after it decide."""
        return self.role in ("level", "year")


def first_from(words: Sequence[Word], position: int) -> int:
    """The index of the first word that begins at `position` or later."""
    return bisect_left(words, position, key=lambda word: word.start)


def is_adjacent(text: str, end: int, start: int) -> bool:
    """Whether nothing but spaces, a hyphen or a full stop lies in [end, start) of `text`."""
    return start >= end and text[end:start].strip(SPACES) == ""
