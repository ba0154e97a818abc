"""What the phrase that an amount took means together with those beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.figures.joints import (
    CLAUSE_END,
    JOINS,
    LEFT_LABEL,
    PLURAL_BODIES,
    REPRESENTATIVES,
    SEPARATOR,
    SOURCE,
    SUPERLATIVE,
)
from etl.figures.lexicon import GROUPS, SESSIONS, Sense, Thing
from etl.figures.nearest import Choice
from etl.parse.phrases import words_of

LARGEST = re.compile(
    rf"[^.;,:\d]*{SUPERLATIVE.pattern}[^.;:\d]*?"
    r"(?:\b(?:with|at|con|com|avec|mit)|[,:])\s*|\s(?:stellten?|bildeten?)\smit\s",
    re.IGNORECASE,
)
"""Between a group and its people: "Civil society was the largest group, with 618 people"."""
BODIES = (Sense("bodies", "bodies"),)
CLOSE = 2
"""Words between the parts of one name of a population: "joined us on site"."""


def populations_joined(text: str, things: Sequence[Thing]) -> list[Thing]:
    """`things`, with the words that name one population together as one: "people took part on site"."""
    joined: list[Thing] = []
    for thing in things:
        last = joined[-1] if joined else None
        if last and _is_population(last) and _is_population(thing) and _is_close(text[last.end : thing.start]):
            joined[-1] = Thing(last.start, thing.end, tuple(dict.fromkeys((*last.senses, *thing.senses))))
        else:
            joined.append(thing)
    return joined


def label_of(text: str, choice: Choice, choices: Sequence[Choice], free: Sequence[Thing]) -> list[Thing]:
    """The phrase that an amount took, and those of the `free` ones that make one label with it."""
    amount, thing = choice.amount, choice.thing
    assert thing is not None
    after = [t for t in free if t.start >= thing.end and (choice.side == "right" or t.end <= amount.start)]
    before = [t for t in free if t.end <= thing.start]
    if choice.side == "right" and _is_head(text, thing, after):
        return [after[0]] if thing.has("population") else [thing, after[0]]
    if thing.has("population") and not thing.is_group:
        source = _source(text, thing, after) if choice.side == "right" else []
        return source or _labelled(text, amount.start, before) or [thing]
    if not amount.is_share and not _are_divided(text, choices) and _are_bodies(text, choice, after):
        return [Thing(thing.start, thing.end, BODIES)]
    return _enumerated(text, thing, after, before if choice.side == "left" else ())


def _is_population(thing: Thing) -> bool:
    return all(sense.kind == "population" for sense in thing.senses)


def _is_close(gap: str) -> bool:
    """Whether two words name a population together: "joined on site", "onsite and remotely"."""
    if any(char.isdigit() for char in gap):
        return False
    is_joined = len(words_of(gap)) == 1 and JOINS.fullmatch(gap) and "," not in gap
    return bool(is_joined) or len(words_of(gap)) <= CLOSE and not SEPARATOR.search(gap) and not CLAUSE_END.search(gap)


def _is_head(text: str, thing: Thing, after: Sequence[Thing]) -> bool:
    """Whether the next word is what is counted: "12 women speakers", "two online sessions"."""
    if not after or text[thing.end : after[0].start].strip():
        return False
    return after[0].has("uncounted") or (thing.has("population") and after[0].has("bodies", *SESSIONS, *GROUPS))


def _source(text: str, thing: Thing, after: Sequence[Thing]) -> list[Thing]:
    """What "2,136 participants from civil society" counts; a list of groups counts them all."""
    group = after[0] if after else None
    if group is None or not group.is_group or group.name("part") == "countries":
        return []
    if not SOURCE.fullmatch(text[thing.end : group.start]):
        return []
    is_list = len(after) > 1 and after[1].is_group and JOINS.fullmatch(text[group.end : after[1].start])
    return [] if is_list else [thing, group]


def _labelled(text: str, place: int, before: Sequence[Thing]) -> list[Thing]:
    """What "Government: 906 representatives" counts."""
    if before and before[-1].is_group and LEFT_LABEL.fullmatch(text[before[-1].end : place]):
        return [before[-1]]
    group = next((thing for thing in reversed(before) if thing.is_group), None)
    return [group] if group and LARGEST.fullmatch(text[group.end : place]) else []


def _are_divided(text: str, choices: Sequence[Choice]) -> bool:
    """Whether the sentence divides people into groups, some of which can be nothing else: "571 governments and
    779 from civil society"."""
    taken = [c.thing for c in choices if c.thing and c.thing.has("stakeholder") and not c.amount.is_share]
    return len(taken) > 1 and not all(PLURAL_BODIES.search(text[t.start : t.end]) for t in taken)


def _are_bodies(text: str, choice: Choice, after: Sequence[Thing]) -> bool:
    """Whether so many bodies are counted ("96 governments"), not people ("96 government representatives")."""
    thing = choice.thing
    if choice.side != "right" or thing is None or thing.has("part", "gender", "type"):
        return False
    follows = after[0] if after and not text[thing.end : after[0].start].strip() else None
    if follows and follows.has("bodies"):
        return True
    label = text[thing.start : thing.end]
    is_of_people = REPRESENTATIVES.search(label) or (follows and follows.has("population"))
    return not is_of_people and not text[choice.amount.end : thing.start].strip() and bool(PLURAL_BODIES.search(label))


def _enumerated(text: str, thing: Thing, after: Sequence[Thing], before: Sequence[Thing]) -> list[Thing]:
    """The phrase and those of its kind that "and", "or" or a comma join to it."""
    kinds = [sense.kind for sense in thing.senses]
    run = [thing]
    for following in (t for t in after if t.has(*kinds)):
        gap = text[run[-1].end : following.start]
        if not JOINS.fullmatch(gap) or not gap.strip():
            break
        run.append(following)
    for preceding in reversed(before):
        gap = text[preceding.end : run[0].start]
        if not preceding.has(*kinds) or not JOINS.fullmatch(gap) or not re.search(r"\w|[&/]", gap):
            break
        run.insert(0, preceding)
    return run
