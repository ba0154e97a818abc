"""What a document would add to a build: each fact that was read from it is new, matches what the tables hold, or
contradicts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.reading import Facts, Row
from etl.vocabulary import fold

NEW, MATCHING, CONTRADICTING = "new", "matching", "contradicting"
Tables = Mapping[str, Sequence[Row]]
"""The rows that the tables hold, by table."""


@dataclass(frozen=True)
class Addition:
    """A fact of a document, and how it stands to the tables."""

    document_id: str
    fact: str
    said: str
    verdict: str
    known: str
    """What the tables hold of the same, where they hold any."""
    known_from: str
    """The sources of that."""
    place: str
    quote: str


@dataclass(frozen=True)
class _Kind:
    """How rows of a table are told apart, and what they state."""

    fact: str
    same: Callable[[Row], tuple[Any, ...]]
    states: Callable[[Row], Mapping[str, Any]]
    words: Callable[[Row], str]


def additions(facts: Facts, held: Tables) -> Iterator[Addition]:
    """Every fact that was read from a document, table by table; themes and text are none."""
    for name, kind in _KINDS.items():
        known: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in held[name]:
            if not row.get("is_derived"):
                known[kind.same(row)].append(row)
        for row in facts.table(name):
            if not row.get("is_derived"):
                yield _judged(facts, kind, row, known.get(kind.same(row), []))


def _judged(facts: Facts, kind: _Kind, row: Row, known: Sequence[Row]) -> Addition:
    stated = kind.states(row)
    verdicts = [_verdict(stated, kind.states(other)) for other in known]
    # One source that agrees is enough: sources contradict each other already.
    verdict = next((wanted for wanted in (MATCHING, CONTRADICTING) if wanted in verdicts), NEW)
    shown = known if verdict == CONTRADICTING else [o for o, one in zip(known, verdicts, strict=True) if one == verdict]
    return Addition(
        facts.document_id,
        kind.fact,
        kind.words(row),
        verdict,
        "; ".join(dict.fromkeys(kind.words(other) for other in shown)),
        " ".join(dict.fromkeys(str(other.get("source_url") or other["document_id"]) for other in shown)),
        row["place"],
        row["quote"],
    )


def _verdict(stated: Mapping[str, Any], held: Mapping[str, Any]) -> str:
    """How what is stated stands to what is held. Something that only one of them states decides nothing."""
    both = [name for name in stated if stated[name] is not None and held.get(name) is not None]
    if any(not _agree(stated[name], held[name]) for name in both):
        return CONTRADICTING
    more = any(stated[name] is not None and held.get(name) is None for name in stated)
    return NEW if more and not both else MATCHING


def _agree(one: Any, other: Any) -> bool:
    if isinstance(one, _Figure) and isinstance(other, _Figure):
        return one.agrees(other)
    return fold(one) == fold(other) if isinstance(one, str) and isinstance(other, str) else bool(one == other)


@dataclass(frozen=True)
class _Figure:
    value: float
    qualifier: str
    within: float

    def agrees(self, other: _Figure) -> bool:
        """Over 6,000 and 6,435 do not contradict each other."""
        if abs(self.value - other.value) <= max(self.within, other.within):
            return True
        low, high = sorted((self, other), key=lambda figure: figure.value)
        return low.qualifier == "over" or high.qualifier == "under"


def _figures(row: Row) -> Mapping[str, Any]:
    qualifier = row["qualifier"] or "exact"
    count, share = row["count"], row.get("share")
    return {
        "count": None if count is None else _Figure(count, qualifier, 0),
        "share": None if share is None else _Figure(share, qualifier, 0.005),
    }


def _group(row: Row) -> str:
    return "" if row["dimension"] == "total" else fold(row["group_name"] or row["label"])


def _said(*names: str) -> Callable[[Row], str]:
    return lambda row: ", ".join(str(row[name]) for name in names if row.get(name) not in (None, ""))


def _figure_words(*names: str) -> Callable[[Row], str]:
    def words(row: Row) -> str:
        qualifier = {"exact": "", "under": "less than "}.get(row["qualifier"], f"{row['qualifier']} ")
        count, share = row["count"], row.get("share")
        figures = [f"{count:,}"] if count is not None else []
        figures += [f"{share * 100:.4g} %"] if share is not None else []
        return f"{_said(*names)(row)}: {qualifier}{', '.join(figures)}"

    return words


_OF_MEETING = ("edition", "city", "country", "mode", "start_date", "end_date", "theme")
_OF_SESSION = ("title", "session_type", "track", "date", "start_time", "end_time")
_KINDS: Mapping[str, _Kind] = {
    "meetings": _Kind(
        "meeting",
        lambda row: (row["meeting_id"],),
        lambda row: {name: row[name] for name in _OF_MEETING},
        _said("meeting_id", "name", *_OF_MEETING),
    ),
    "participation": _Kind(
        "figure",
        lambda row: (*(row[name] for name in ("meeting_id", "phase", "measure", "dimension", "scheme")), _group(row)),
        _figures,
        _figure_words("meeting_id", "phase", "measure", "dimension", "label"),
    ),
    "session_counts": _Kind(
        "number of sessions",
        lambda row: (*(row[name] for name in ("meeting_id", "phase", "dimension")), _group(row)),
        _figures,
        _figure_words("meeting_id", "phase", "dimension", "label"),
    ),
    "tracks": _Kind(
        "track",
        lambda row: (row["meeting_id"], fold(row["track"])),
        lambda row: {"track": row["track"]},
        _said("meeting_id", "track", "role"),
    ),
    "sessions": _Kind(
        "session",
        lambda row: (row["session_id"],),
        lambda row: {name: row[name] for name in _OF_SESSION},
        _said("meeting_id", "code", *_OF_SESSION),
    ),
    "organisation_roles": _Kind(
        "organisation",
        lambda row: (row["organisation_id"], row["role"], row["session_id"] or row["meeting_id"]),
        lambda row: {"organisation": row["organisation_id"]},
        _said("name_as_printed", "role", "session_id"),
    ),
    "takeaways": _Kind(
        "takeaway",
        lambda row: (row["meeting_id"], fold(row["text"])),
        lambda row: {"text": row["text"]},
        _said("meeting_id", "text"),
    ),
}
TABLES_JUDGED = tuple(_KINDS)
"""The tables whose rows are judged."""
