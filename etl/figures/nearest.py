"""Which phrase of a sentence each amount takes: the nearest, where distance is what lies between.

Words cost little, a comma more, the end of a clause most; changing sides along the sentence costs a
little too. The cheapest way to give all amounts of the sentence a phrase of their own wins. The
prices are set by trial on samples in five languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from etl.figures.amounts import Amount
from etl.figures.joints import CLAUSE_END, CONJUNCTIONS, INCLUDING, SUPERLATIVE
from etl.figures.lexicon import GROUPS, SESSIONS, Kind, Thing, words_in
from etl.parse.phrases import words_of
from etl.vocabulary import fold

Side = Literal["left", "right", "none"]
SIDES: tuple[Side, ...] = ("left", "right", "none")
COUNTED: tuple[Kind, ...] = ("population", *GROUPS, *SESSIONS, "uncounted", "bodies")
"""What an amount can be of."""

NOUN = re.compile(r"\s([^\W\d_]{3,})")

UNPAIRED = 2.2
CHANGE_OF_SIDE = 0.3
BEFORE = 0.25
PER_WORD = 0.12
PER_WORD_TO_PEOPLE = 0.15
COMMA = 1.3
CONJUNCTION = 1.0
BRACKET_CLOSED = 1.5
COLON_AFTER = 1.5
INCLUSION = 2.0
COUNTRIES_FIRST = 1.0
CLAUSE = 9.0


@dataclass(frozen=True, slots=True)
class Choice:
    """An amount and the phrase that it takes."""

    amount: Amount
    side: Side
    thing: Thing | None


def cheapest(text: str, amounts: Sequence[Amount], things: Sequence[Thing]) -> list[Choice]:
    """The cheapest choice of a phrase for every amount, by dynamic programming over their sides."""
    ways: dict[Side, tuple[float, list[Choice]]] = {"none": (0.0, [])}
    for index, amount in enumerate(amounts):
        following: dict[Side, tuple[float, list[Choice]]] = {}
        for side in SIDES:
            cost, thing = _option(text, amounts, index, side, things)
            fitting = [
                (total + cost + _change(before, side), way)
                for before, (total, way) in ways.items()
                if not (thing and way and way[-1].thing is thing)
            ]
            if fitting and cost < CLAUSE:
                best = min(fitting, key=lambda item: item[0])
                following[side] = best[0], [*best[1], Choice(amount, side, thing)]
        ways = following
    return min(ways.values(), key=lambda item: item[0])[1]


def _change(before: Side, side: Side) -> float:
    return CHANGE_OF_SIDE if {before, side} == {"left", "right"} else 0.0


def _option(
    text: str, amounts: Sequence[Amount], index: int, side: Side, things: Sequence[Thing]
) -> tuple[float, Thing | None]:
    """What it costs an amount to take the first phrase on one side, and that phrase."""
    if side == "none":
        return UNPAIRED, None
    amount = amounts[index]
    low = amounts[index - 1].last if index else 0
    high = amounts[index + 1].start if index + 1 < len(amounts) else len(text)
    fitting = [thing for thing in things if _fits(thing, amount)]
    if side == "right":
        after = next((t for t in fitting if amount.end <= t.start and t.end <= high), None)
        return (_cost_after(text, amount, after), after) if after else (CLAUSE, None)
    if _counts_something(text, amount, things):
        fitting = [thing for thing in fitting if not thing.is_group]
    before = next((t for t in reversed(fitting) if low <= t.start and t.end <= amount.start), None)
    return (_cost_before(text, amount, before), before) if before else (CLAUSE, None)


def _counts_something(text: str, amount: Amount, things: Sequence[Thing]) -> bool:
    """Whether a noun that is not known follows a number, which counts it: "The media centre has 120 seats"."""
    noun = NOUN.match(text, amount.last) if amount.count is not None and amount.share is None else None
    if noun is None or fold(noun[1]) in words_in("small") | words_in("verbs"):
        return False
    return not any(thing.start <= noun.start(1) < thing.end for thing in things)


def _fits(thing: Thing, amount: Amount) -> bool:
    """A share is one of a population, so that a population is not what it is a share of; nor are countries."""
    if not amount.is_share:
        return thing.has(*COUNTED)
    return thing.has(*GROUPS, *SESSIONS, "uncounted", "bodies") and thing.name("part") != "countries"


def _cost_after(text: str, amount: Amount, thing: Thing) -> float:
    gap = text[amount.last if thing.start >= amount.last else amount.end : thing.start]
    cost = _cost(gap) + COLON_AFTER * (":" in gap) + INCLUSION * bool(INCLUDING.search(gap))
    return cost + PER_WORD_TO_PEOPLE * thing.has("population") * len(words_of(gap))


def _cost_before(text: str, amount: Amount, thing: Thing) -> float:
    gap = text[thing.end : amount.start]
    if SUPERLATIVE.search(gap):
        gap = gap.replace(",", " ")
    return _cost(gap) + BEFORE + COUNTRIES_FIRST * (thing.name("part") == "countries" and ":" not in gap)


def _cost(gap: str) -> float:
    if CLAUSE_END.search(gap):
        return CLAUSE
    cost = PER_WORD * len(words_of(gap)) + COMMA * ("," in gap) + BRACKET_CLOSED * (")" in gap)
    return cost + CONJUNCTION * bool(CONJUNCTIONS.search(gap))
