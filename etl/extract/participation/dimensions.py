"""As what a population is divided by a figure: its total, a stakeholder group, a region, a gender …"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from etl.extract.participation.context import Bodies
from etl.extract.participation.doubts import is_extra, is_plausible
from etl.figures.counted import Counted
from etl.figures.lexicon import GROUPS, says
from etl.figures.setting import SMALLEST

FEWEST_SIBLINGS = 2
AT_PLACE = re.compile(
    r"\s(?:at|in|en|em|im|am|in der|no|na|nos|nas|au|aux|à|dans|auf)\s(?:the |el |la |le |dem |der )?[A-ZÀ-Þ]"
)
MOST_COUNTRIES = 250


@dataclass(frozen=True, slots=True)
class Division:
    """A division into named groups: the list of its names, and the section of words that head it."""

    vocabulary: str
    heading: str


DIMENSIONS: Mapping[str, Division] = {
    "stakeholder": Division("stakeholder_groups", "stakeholder_heading"),
    "region": Division("regions", "region_heading"),
    "gender": Division("genders", "gender_heading"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What is counted, and as what."""

    counted: Counted
    dimension: str
    name: str | None
    is_known: bool = True


def figures_of(counted: Iterable[Counted], language: str) -> list[Figure]:
    """What counts participants, in order; a list shares its dimension where a label alone does not tell."""
    figures: list[Figure] = []
    for _, run in groupby(counted, key=lambda c: c.group[0] if c.pair.is_listed else c.group):
        figures += _of_run(list(run), language)
    return figures


def _of_run(run: Sequence[Counted], language: str) -> list[Figure]:
    plain = [_dimension(counted) for counted in run]
    known, bodies = _Known(run, plain), Bodies(run)
    figures: list[Figure] = []
    for index, counted in enumerate(run):
        dimension = plain[index] or _dimension_beside(counted, known, index, language)
        before = run[index - 1] if index and run[index - 1].is_beside(counted) else None
        if dimension is None or counted.setting.is_of_others or bodies.has(counted):
            continue
        if dimension == "countries" and before and _is_left_out(before, figures):
            continue
        is_known = plain[index] is not None or counted.pair.has(*GROUPS)
        if not (is_known or known.siblings(counted, dimension) >= FEWEST_SIBLINGS):
            continue
        if is_plausible(counted, dimension, before, language):
            figures.append(Figure(counted, dimension, _name(counted, dimension), is_known))
    return figures


def _dimension(counted: Counted) -> str | None:
    """The one dimension that the label can belong to."""
    pair = counted.pair
    kinds = {sense.kind for sense in pair.senses}
    if not kinds and _is_at_place(counted):
        return "total"
    if kinds & {"population", "total"} and not kinds & set(GROUPS):
        return "total" if not pair.amount.is_share and not is_extra(counted) else None
    if any(sense.name == "countries" for sense in pair.senses):
        if not pair.amount.is_share:
            return "countries" if counted.count <= MOST_COUNTRIES else None
        kinds.discard("part")
    groups = kinds & set(GROUPS)
    if len(groups) != 1:
        return None
    kind = groups.pop()
    return kind if kind in DIMENSIONS else next(sense.name for sense in pair.senses if sense.kind == "part")


def _is_at_place(counted: Counted) -> bool:
    """Whether a line under the name of a population says no more than how many were where: "2,140 at the centre"."""
    pair, text = counted.pair, counted.passage.text
    is_line = pair.is_listed and not counted.is_row and pair.start == pair.amount.start and not pair.amount.is_share
    is_named = counted.setting.level == "title" and counted.count >= SMALLEST
    return is_line and is_named and AT_PLACE.match(text, pair.amount.last) is not None


class _Known:
    """The labels of a list that belong to one dimension, found without going through the list for each other one."""

    def __init__(self, run: Sequence[Counted], plain: Sequence[str | None]) -> None:
        self._places: dict[tuple[str | None, bool, str], list[int]] = {}
        """Where a dimension stands among what is about one meeting, in lists or not."""
        self._siblings: Counter[tuple[str, tuple[int, int], bool]] = Counter()
        for index, (counted, dimension) in enumerate(zip(run, plain, strict=True)):
            if dimension is not None:
                self._places.setdefault((*_likeness(counted), dimension), []).append(index)
                self._siblings[dimension, counted.group, counted.pair.amount.is_share] += 1

    def nearest(self, counted: Counted, index: int, possible: Iterable[str]) -> str | None:
        """Which of the `possible` dimensions stands nearest before the label at `index`, else nearest after it."""
        before, after = [], []
        for dimension in possible:
            places = self._places.get((*_likeness(counted), dimension), [])
            at = bisect_left(places, index)
            before += [(places[at - 1], dimension)] if at else []
            after += [(places[at], dimension)] if at < len(places) else []
        return max(before)[1] if before else min(after)[1] if after else None

    def siblings(self, counted: Counted, dimension: str) -> int:
        """How many labels of `dimension` stand in the list of an unknown one, with the same kind of figure."""
        return self._siblings[dimension, counted.group, counted.pair.amount.is_share]


def _likeness(counted: Counted) -> tuple[str | None, bool]:
    return counted.setting.meeting_id, counted.pair.is_listed


def _dimension_beside(counted: Counted, known: _Known, index: int, language: str) -> str | None:
    """For a label of several dimensions ("Other", "IGOs") or an unknown one: what its title or neighbours say."""
    possible = {sense.kind for sense in counted.pair.senses if sense.kind in DIMENSIONS} or _any_of(counted)
    beside = known.nearest(counted, index, possible)
    titled = _titled(counted, possible, language)
    return (titled or beside) if counted.pair.is_listed else (beside or titled)


def _any_of(counted: Counted) -> set[str]:
    """The dimensions that an unknown label in a list can belong to."""
    pair = counted.pair
    can_be_group = not pair.senses or (pair.has("population") and not pair.amount.is_share)
    return set(DIMENSIONS) if pair.is_listed and can_be_group else set()


def _titled(counted: Counted, possible: Iterable[str], language: str) -> str | None:
    headings = ((title, name) for title in counted.titles for name in sorted(possible))
    return next((name for title, name in headings if says(DIMENSIONS[name].heading, title, language)), None)


def _is_left_out(before: Counted, figures: Sequence[Figure]) -> bool:
    """Whether the people just counted are no participants of the meeting, so that neither are their countries."""
    return before.pair.has("population") and not (figures and figures[-1].counted is before)


def _name(counted: Counted, dimension: str) -> str | None:
    if dimension not in DIMENSIONS:
        return None
    names = {sense.name for sense in counted.pair.senses if sense.kind == dimension}
    return names.pop() if len(names) == 1 and not counted.pair.is_spanning else None
