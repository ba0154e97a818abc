"""Which of rival figures charts show.

It is decided for a whole set (say, the stakeholder groups of those registered for one meeting): all
rows of one source are preferred, or none, so that no bar mixes sources. The order is: never a
forecast and never a copy of others' pages; final before interim; official first; a complete set
before a part; exact before rounded; latest; then the one that is stated first.

What would count twice is no part of a set, though it is kept: a figure that its source states again,
and a figure beside groups that add up without it. One group alone is no split.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from etl.reading import Row
from etl.vocabulary import fold, load

Published = Mapping[str, date | None]
Key = tuple[Any, ...]

SINGLE = ("total", "countries", "newcomers", "parliamentarians")
"""Dimensions of one figure: a source that states two of them states rivals."""
PER_TYPE = ("proposals", "accepted")
"""Dimensions of one figure for each session type, and one for all types (`group_name` null)."""
SPLITS = ("stakeholder", "region")
"""Dimensions that say nothing until two groups are known."""
UNITS = ("share", "count")
STATUS_RANK = {"final": 1, "interim": 0}
ROUNDING = 0.005
"""Half of the last digit of a share printed in whole per cent."""


def mark_participation(rows: Sequence[Row], published: Published) -> None:
    """Set `is_preferred` in rows of `participation`; `published` is the day of each document, by its id."""
    _mark(rows, ("meeting_id", "phase", "measure"), ("dimension", "scheme"), published)


def mark_session_counts(rows: Sequence[Row], published: Published) -> None:
    """Set `is_preferred` in rows of `session_counts`; `published` is the day of each document, by its id."""
    _mark(rows, ("meeting_id", "phase"), ("dimension",), published)


def value_of(statements: Sequence[Row], column: str) -> Row:
    """The row among `statements` (of one meeting, `column` not null) whose value of `column` is shown.

    The value that most official sources state, else most sources; spellings count as one value, and
    its most usual spelling is shown.
    """
    stated: Counter[str] = Counter()
    official: Counter[str] = Counter()
    for row in statements:
        standing = _standing(row.get("_source_url"))
        stated[fold(str(row[column]))] += standing >= 0
        official[fold(str(row[column]))] += standing > 0
    spelled = Counter(str(row[column]) for row in statements)

    def rank(row: Row) -> Key:
        value, standing = str(row[column]), rank_of_source(row.get("_source_url"), row)
        return official[fold(value)], stated[fold(value)], spelled[value], standing

    return max(statements, key=rank)


def rank_of_source(url: str | None, row: Row) -> Key:
    """How much a statement counts, the highest most: official first, then the fullest, then the first."""
    filled = sum(value is not None for name, value in row.items() if not name.startswith("_"))
    return _standing(url), filled, _First(_position(row))


def _mark(rows: Sequence[Row], whole: Sequence[str], part: Sequence[str], published: Published) -> None:
    sets: dict[Key, dict[Key, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        row["is_preferred"] = False
        if row["status"] in STATUS_RANK and _standing(row["source_url"]) >= 0:
            sets[_key(row, (*whole, *part))][_source(row), row["status"]].append(row)
    totals = _totals(rows, whole)
    for candidates in sets.values():
        found = (_Statement(rows, totals[_source(rows[0]), _key(rows[0], whole)]) for rows in candidates.values())
        split = [statement for statement in found if not statement.is_one_group]
        best = max(split, key=lambda statement: statement.rank(published), default=None)
        for row in best.counted if best else ():
            row["is_preferred"] = True


def _totals(rows: Iterable[Row], whole: Sequence[str]) -> Mapping[Key, set[int]]:
    """The totals that each source prints."""
    found: dict[Key, set[int]] = defaultdict(set)
    for row in rows:
        if row["dimension"] == "total" and row["count"] is not None:
            found[_source(row), _key(row, whole)].add(row["count"])
    return found


@dataclass(frozen=True)
class _Statement:
    """What one source states of one set, either during the meeting or after it."""

    rows: Sequence[Row]
    totals: set[int]

    def rank(self, published: Published) -> Key:
        first = self.rows[0]
        printed = [row for row in self.rows if not row.get("is_derived")]
        return (
            STATUS_RANK[first["status"]],
            _standing(first["source_url"]),
            self.is_single or self.unit is not None,
            1 if self.is_single else len({_group(row) for row in self.rows}),
            sum(row["qualifier"] == "exact" for row in printed) / max(1, len(printed)),
            max(published.get(row["document_id"]) or date.min for row in self.rows),
            _First(min(_position(row) for row in self.rows)),
        )

    @cached_property
    def is_single(self) -> bool:
        return self.rows[0]["dimension"] in (*SINGLE, *PER_TYPE)

    @cached_property
    def is_one_group(self) -> bool:
        return self.rows[0]["dimension"] in SPLITS and len({_group(row) for row in self.rows}) < 2

    @cached_property
    def unit(self) -> str | None:
        """`share` or `count` where the printed groups add up, to one or to a total of the source."""
        printed = [row for row in self.rows if not row.get("is_derived")]
        shares, counts = ([row[unit] for row in printed if row.get(unit) is not None] for unit in UNITS)
        if len(shares) > 1 and abs(sum(shares) - 1) <= ROUNDING * len(shares) + 1e-9:
            return "share"
        return "count" if len(counts) > 1 and sum(counts) in self.totals else None

    @cached_property
    def counted(self) -> list[Row]:
        """Its rows without those that would count twice."""
        rows = list(self.rows)
        if not self.is_single and self.unit:
            within = {_group(row) for row in rows if row.get(self.unit) is not None}
            rows = [row for row in rows if _group(row) in within]
        kept: dict[Key, Row] = {}
        for row in sorted(rows, key=_clarity):
            for figure in _figures(row):
                kept.setdefault(figure, row)
        return [row for row in rows if all(kept[figure] is row for figure in _figures(row))]


def _clarity(row: Row) -> Key:
    return row["qualifier"] != "exact", bool(row.get("is_derived")), _position(row)


def _figures(row: Row) -> list[Key]:
    """What a row states, for its count and for its share; another row that states one of them repeats it."""
    stated = [unit for unit in UNITS if row.get(unit) is not None]
    if row["dimension"] in SINGLE:
        return [(unit,) for unit in stated]
    if row["dimension"] in PER_TYPE:
        return [(unit, row["group_name"]) for unit in stated]
    named = row["group_name"] if "measure" in row else None
    again = [(unit, named, row[unit]) for unit in stated if named]
    return [*((unit, *_group(row)) for unit in stated), *again]


def _group(row: Row) -> Key:
    return row["group_name"], fold(row["label"])


def _key(row: Row, columns: Sequence[str]) -> Key:
    return tuple(row[name] for name in columns)


def _source(row: Row) -> str:
    return str(row["source_url"] or row["document_id"])


def _standing(url: str | None) -> int:
    """1 for an official source, -1 for a copy, else 0; a document without an address is its own source."""
    host = urlsplit(url or "").hostname or ""
    sources = load("sources")
    if any(_is_at(host, name) for name in sources["copies"]):
        return -1
    return int(any(_is_at(host, name) for name in sources["official"]))


def _is_at(host: str, name: str) -> bool:
    return host == name or host.endswith(f".{name}")


def _position(row: Row) -> Key:
    """Where a row stands, for comparison: its document, and the numbers in its place."""
    return row["document_id"], tuple(map(int, re.findall(r"\d+", row["place"])))


@dataclass(frozen=True)
class _First:
    """A key that sorts the other way round, so that `max` takes the first."""

    key: Key

    def __lt__(self, other: _First) -> bool:
        return bool(other.key < self.key)
