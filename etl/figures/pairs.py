"""An amount and what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.figures.amounts import Amount
from etl.figures.lexicon import GROUPS, SESSIONS, Sense, Thing, senses_of

JOINED_AFTER = re.compile(
    r"\s*(?:\b(?:and|or|y|o|e|ou|et|und|oder)\b|[/&])\s*(?:(?:the|la|el|los|las|le|les|die|der)\s+)?[\"“„«]?\w",
    re.IGNORECASE,
)
JOINED_BEFORE = re.compile(
    r"\w+[\"”»]?\s*(?:\b(?:and|or|y|o|e|ou|et|und|oder)\b|[/&])\s*(?:(?:the|la|el|los|las|le|les|die|der)\s+)?[\"“„«]?$",
    re.IGNORECASE,
)
ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Pair:
    """An amount and its label, within [start, end) of the text that they were read from."""

    amount: Amount
    label: str
    """As printed."""
    start: int
    end: int
    senses: tuple[Sense, ...]
    """What the label can mean; nothing where it is not known, several where it spans or can mean several."""
    things: tuple[Thing, ...]
    """The phrases that are said along with it: which population, and what else."""
    scope: tuple[int, int]
    """The words of the text that speak of this amount and of no other."""
    hints: tuple[str, ...] = ()
    """What it stands under within its table: the names of its column and row, nearest first."""
    is_listed: bool = False
    """Read from a list or a table, where the whole label is printed beside the figure."""
    is_spanning: bool = False
    """The label names several groups: "governmental or intergovernmental"."""

    @property
    def is_group(self) -> bool:
        """Whether the label can be a group of a population, countries aside."""
        return self.has(*GROUPS) and not any(sense.name == "countries" for sense in self.senses)

    def has(self, *kinds: str) -> bool:
        return any(sense.kind in kinds for sense in self.senses)


def plain_pair(text: str, amount: Amount, thing: Thing) -> Pair:
    """An amount and a phrase that is its label, with nothing said beside."""
    start, end = min(amount.start, thing.start), max(amount.last, thing.end)
    return Pair(amount, text[thing.start : thing.end], start, end, chosen([thing]), (thing,), (start, end))


def chosen(things: Sequence[Thing]) -> tuple[Sense, ...]:
    """What a label with these phrases means: what is no participant first, then groups, then the rest."""
    for kinds in (
        ("uncounted",),
        GROUPS,
        ("bodies",),
        ("proposals", "accepted"),
        SESSIONS,
        ("population",),
        ("total",),
    ):
        fitting = [thing for thing in things if thing.has(*kinds)]
        if fitting:
            return tuple(dict.fromkeys(s for thing in fitting for s in thing.senses if s.kind in kinds))
    return ()


def meaning_of(label: str, things: Sequence[Thing], offset: int, language: str) -> tuple[Sense, ...]:
    """What a label means as a whole, else by the phrases in it, which stand `offset` characters further on.

    What stands in brackets explains the rest, if that is known.
    """
    if whole := senses_of(label, language):
        return whole
    asides = [(found.start() + offset, found.end() + offset) for found in ASIDE.finditer(label)]
    plain = [t for t in things if not any(low < t.start < high for low, high in asides)]
    whole = senses_of(ASIDE.sub(" ", label), language) if asides else ()
    if not whole and any(thing.is_group and _is_joined(label, thing, things, offset) for thing in plain):
        return ()
    return whole or chosen(plain) or chosen(things)


def _is_joined(label: str, thing: Thing, things: Sequence[Thing], offset: int) -> bool:
    """Whether a group is joined to something that is not known: "governments and parliaments"."""
    known = [(other.start - offset, other.end - offset) for other in things]
    after, before = JOINED_AFTER.match(label, thing.end - offset), JOINED_BEFORE.search(label[: thing.start - offset])
    places = [*([after.end() - 1] if after else []), *([before.start()] if before else [])]
    return any(not any(low <= place < high for low, high in known) for place in places)
