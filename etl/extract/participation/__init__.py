"""Figures of participation: who registered, came and took part, as prose, lists and tables print them.

A count and a share printed for one label are one row. Every figure is of one population, at one meeting;
where nothing names the population, or the words around a figure speak of something else (a session, the
speakers, a consultation), there is no row, and `etl.extract.leftovers` says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from etl.extract.participation.context import Context
from etl.extract.participation.dimensions import DIMENSIONS, Figure, figures_of
from etl.extract.participation.doubts import is_about_meeting
from etl.extract.participation.totals import of_meeting
from etl.figures.counted import Counted, counted_in
from etl.figures.regions import named_in, scheme_of
from etl.reading import Reading, Row
from etl.vocabulary import fold

EXTRACTOR = "participation"
WHOLE_SET = 3
"""So many groups may add up to the total of one population."""
KEY = ("meeting_id", "phase", "measure", "dimension", "scheme", "group_name", "count", "share", "qualifier", "status")
"""A figure that a document repeats is one row; so is a total under another word."""


def extract(reading: Reading) -> None:
    """Add a row for every figure of participation, and a finding for every label of a set that is not known."""
    counted = [item for item in counted_in(reading) if not item.is_claimed(reading)]
    context = Context(reading, counted)
    figures = [f for f in figures_of(counted, reading.language) if is_about_meeting(f.counted, context)]
    figures = of_meeting(figures)
    schemes, populations = _schemes(figures), _Populations(figures)
    seen: set[tuple[object, ...]] = set()
    for figure in figures:
        if measure := populations.measure(figure):
            row = _columns(figure, measure, schemes.get(_set_of(figure)))
            label = fold(row["label"]) if row["group_name"] is None and row["dimension"] != "total" else ""
            key = (*(row[name] for name in KEY), label)
            if key not in seen:
                _add(reading, figure, row)
            seen.add(key)
            figure.counted.claim(reading)


class _Populations:
    """Which population each figure is of, where only the document as a whole tells."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.known: dict[tuple[object, ...], Figure] = {}
        self.sums: Counter[tuple[object, ...]] = Counter()
        self.sizes: Counter[tuple[object, ...]] = Counter()
        self.totals: dict[str | None, list[Counted]] = {}
        for figure in figures:
            self.sums[_set_of(figure)] += figure.counted.count
            self.sizes[_set_of(figure)] += 1
            if figure.is_known:
                self.known.setdefault(_list_of(figure), figure)
            if figure.dimension == "total" and figure.counted.setting.level == "own":
                self.totals.setdefault(figure.counted.setting.meeting_id, []).append(figure.counted)

    def measure(self, figure: Figure) -> str | None:
        """What words near the figure say; else the population whose total its set adds up to, or the only one."""
        setting = figure.counted.setting
        if not figure.is_known:
            beside = self.known.get(_list_of(figure))
            return self.measure(beside) if beside else setting.measure
        if setting.level not in ("document", "none") or figure.dimension == "total":
            return setting.measure
        totals, group = self.totals.get(setting.meeting_id, []), _set_of(figure)
        is_set = self.sizes[group] >= WHOLE_SET
        fitting = {total.setting.measure for total in totals if is_set and total.count == self.sums[group]}
        stated = {total.setting.measure for total in totals}
        if len(fitting) == 1:
            return fitting.pop()
        return setting.measure or (stated.pop() if len(stated) == 1 else "participants" if stated else None)


def _list_of(figure: Figure) -> tuple[object, ...]:
    """What figures have in common that were printed as one list, or one column, of one dimension."""
    counted = figure.counted
    return figure.dimension, counted.group if counted.is_row else counted.passage.run


def _set_of(figure: Figure) -> tuple[object, ...]:
    setting = figure.counted.setting
    return figure.dimension, setting.meeting_id, setting.measure, figure.counted.group


def _schemes(figures: Iterable[Figure]) -> dict[tuple[object, ...], str]:
    """The scheme of every set of regions."""
    sets: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        if figure.dimension == "region":
            sets.setdefault(_set_of(figure), []).append(figure)
    return {key: scheme_of([(f.name, f.counted.pair.label) for f in found]) for key, found in sets.items()}


def _columns(figure: Figure, measure: str, scheme: str | None) -> Row:
    pair, setting = figure.counted.pair, figure.counted.setting
    return {
        "meeting_id": setting.meeting_id,
        "year": setting.year,
        "phase": setting.phase,
        "measure": measure,
        "dimension": figure.dimension,
        "scheme": scheme,
        "group_name": named_in(scheme, figure.name) if figure.dimension == "region" else figure.name,
        "label": pair.label,
        "count": pair.amount.count,
        "share": pair.amount.share,
        "qualifier": pair.amount.qualifier,
        "status": setting.status,
    }


def _add(reading: Reading, figure: Figure, row: Row) -> None:
    counted = figure.counted
    reading.add(
        "participation", counted.line, EXTRACTOR, span=counted.span, is_derived=False, is_preferred=False, **row
    )
    if not figure.is_known:
        file = DIMENSIONS[figure.dimension].vocabulary
        reading.note("label-unknown", counted.line, row["label"],
                     f"not in data/vocabulary/{file}.yml, and among labels that are; add it there")  # fmt: skip
