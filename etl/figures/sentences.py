"""Amounts and their labels in prose: "34 per cent came from civil society, followed by governments (19%)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from etl.figures.amounts import Amount
from etl.figures.joints import CLAUSE_END, FROM, NEXT_CLAUSE, OUT_OF, SEPARATOR
from etl.figures.labels import label_of, populations_joined
from etl.figures.lexicon import Sense, Thing
from etl.figures.nearest import Choice, cheapest
from etl.figures.pairs import Pair, chosen, plain_pair
from etl.figures.shared import shared_in
from etl.parse.numbers import qualifier_at

ALL_GROUPS = 3
"""So many stakeholder groups, counted together, are all of them."""


def pairs_in(
    text: str, start: int, end: int, amounts: Sequence[Amount], things: Sequence[Thing], language: str
) -> list[Pair]:
    """The pairs of the sentence [start, end)."""
    inside = [thing for thing in things if start <= thing.start and thing.end <= end and not _within(thing, amounts)]
    named = populations_joined(text, inside)
    whole, rest = _bases(text, amounts, named)
    coming = _from_countries(text, rest, named)
    whole, rest = [*whole, *coming], [a for a in rest if all(a is not pair.amount for pair in coming)]
    shared = shared_in(text, start, end, rest, named, language)
    settled = {pair.amount for pair in shared}
    left = [thing for thing in named if not any(p.start <= thing.start and thing.end <= p.end for p in shared)]
    choices = cheapest(text, [amount for amount in rest if amount not in settled], left)
    taken = {id(choice.thing) for choice in choices}
    free = [thing for thing in named if id(thing) not in taken]
    pairs = [_pair(text, choice, choices, free, start, end) for choice in choices if choice.thing]
    return _united(text, sorted([*whole, *shared, *pairs], key=lambda pair: pair.amount.start))


def _within(thing: Thing, amounts: Sequence[Amount]) -> bool:
    return any(amount.start < thing.end and thing.start < amount.end for amount in amounts)


def _bases(text: str, amounts: Sequence[Amount], things: Sequence[Thing]) -> tuple[list[Pair], list[Amount]]:
    """Totals that a part is taken of ("34 % of the 5,120 participants"), and the other amounts."""
    totals, rest = [], list(amounts[:1])
    for part, base in pairwise(amounts):
        population = next((t for t in things if base.end <= t.start and t.has("population", "uncounted")), None)
        is_base = OUT_OF.fullmatch(text[part.end : base.start]) and not base.is_share and not base.is_year_like
        if is_base and population and not CLAUSE_END.search(text[base.end : population.start]):
            totals.append(plain_pair(text, base, population))
        else:
            rest.append(base)
    return totals, rest


def _from_countries(text: str, amounts: Sequence[Amount], things: Sequence[Thing]) -> list[Pair]:
    """Amounts with nothing but where they come from beside: "and 1,880 from 131 countries joined online"."""
    found = []
    for index, (people, countries) in enumerate(pairwise(amounts)):
        after = [thing for thing in things if thing.start >= countries.last]
        is_of_countries = bool(after) and after[0].name("part") == "countries" and not people.is_share
        if not (is_of_countries and FROM.fullmatch(text[people.last : countries.start])):
            continue
        end = amounts[index + 2].start if index + 2 < len(amounts) else len(text)
        population = next((t for t in after[1:] if t.has("population") and t.end <= end), None)
        if population and not CLAUSE_END.search(text[countries.last : population.start]):
            found.append(plain_pair(text, people, population))
    return found


def _united(text: str, pairs: list[Pair]) -> list[Pair]:
    """In "1,400 people from 101 countries took part online" what follows the countries is said of the people."""
    united = list(pairs)
    for index, (people, countries) in enumerate(pairwise(pairs)):
        is_one = people.has("population") and any(sense.name == "countries" for sense in countries.senses)
        if is_one and not CLAUSE_END.search(text[people.end : countries.amount.start]):
            united[index] = replace(people, things=(*people.things, *countries.things))
    return united


def _pair(text: str, choice: Choice, choices: Sequence[Choice], free: Sequence[Thing], start: int, end: int) -> Pair:
    thing = choice.thing
    assert thing is not None
    beside = sorted([*free, thing], key=lambda one: one.start)
    low, high = _scope(text, choice, choices, start, end)
    run = label_of(text, choice, choices, beside)
    named = run[-1:] if run[0].has("population") and run[-1].is_group else run
    senses = _senses(run, named, choice.amount)
    names = {sense.name for sense in senses if sense.kind != "population"}
    return Pair(
        _qualified(text, choice.amount, run[-1].end),
        text[named[0].start : named[-1].end],
        min(run[0].start, choice.amount.start),
        max(run[-1].end, choice.amount.last),
        senses,
        tuple(one for one in beside if low <= one.start and one.end <= high),
        (low, high),
        is_spanning=len(names) > 1 and len(run) > 1,
    )


def _senses(run: Sequence[Thing], named: Sequence[Thing], amount: Amount) -> tuple[Sense, ...]:
    """What a label means; "2,000 representatives of governments, business and civil society" are participants."""
    if len(named) >= ALL_GROUPS and not amount.is_share and all(thing.has("stakeholder") for thing in named):
        return (Sense("population", "participants"),)
    return chosen(run)


def _qualified(text: str, amount: Amount, label_end: int) -> Amount:
    """`amount` with what is said after its label: "11 000 personnes environ", "300 people or more"."""
    said = qualifier_at(text, label_end) if amount.qualifier == "exact" and label_end > amount.last else None
    return replace(amount, qualifier=said) if said else amount


def _scope(text: str, choice: Choice, choices: Sequence[Choice], start: int, end: int) -> tuple[int, int]:
    """The words that speak of this amount: from where the one before it ends to where the next begins."""
    index = next(i for i, other in enumerate(choices) if other is choice)
    low = _border(text, choices[index - 1], choice) if index else start
    high = _border(text, choice, choices[index + 1]) if index + 1 < len(choices) else _last_word(text, choice, end)
    clauses = [found.end() for found in CLAUSE_END.finditer(text, low, high)]
    low = max([low, *(place for place in clauses if place <= choice.amount.start)])
    high = min([high, *(place for place in clauses if place >= choice.amount.last)])
    return low, high


def _last_word(text: str, choice: Choice, end: int) -> int:
    """Where the words about the sentence's last amount end: at the next clause, if there is one."""
    low = max([choice.amount.last, *([choice.thing.end] if choice.thing else [])])
    found = NEXT_CLAUSE.search(text, low, end)
    return found.start() if found else end


def _border(text: str, left: Choice, right: Choice) -> int:
    """Where the words about one amount end and those about the next begin: the last comma or "and" between."""
    low = max([left.amount.last, *([left.thing.end] if left.thing and left.side == "right" else [])])
    high = min([right.amount.start, *([right.thing.start] if right.thing and right.side == "left" else [])])
    breaks = [found.start() for found in SEPARATOR.finditer(text, low, high)] if low < high else []
    if not breaks:
        return high if left.side == "right" else low
    return breaks[-1] if left.side == "right" else breaks[0]
