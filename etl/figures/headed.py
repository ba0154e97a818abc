"""One label at the head of several figures.

Government: 1,622 registered, 1,104 on site          the label has a figure for each population
Onsite participants: 6,279 (41% women)               the others count parts of what the label names
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.figures.amounts import Amount
from etl.figures.lexicon import GROUPS, SESSIONS, Sense, Thing, senses_of
from etl.figures.pairs import Pair, chosen, plain_pair

LONGEST = 240
HEAD = re.compile(
    r"\s*[:=]\s*(?:\W{0,3})(?:(?:over|about|some|around|más de|cerca de|plus de|mais de|rund|über)\s+)?", re.IGNORECASE
)
INTRODUCES_PART = re.compile(
    r"[\s,;(–—-]*(?:(?:of|from|in|with|including|among|them|whom|these|those|which|de|del|des?|desde|con|entre|ellos|ellas|eles|elas|quienes|quais"
    r"|com|dos|das|dont|parmi|eux|venus|aus|davon|darunter|mit|von|denen|ihnen|coming|representing|provenance|provenant|procedentes|provenientes|vind[oa]s|oriund[oa]s|issue?s|stammend|and|y|e|en|et|und)\b[\s,]*)*",
    re.IGNORECASE,
)


def headed_in(
    text: str, label: tuple[int, int], end: int, amounts: Sequence[Amount], things: Sequence[Thing], language: str
) -> list[Pair]:
    """The pairs of a segment up to `end` that begins with `label`; none where it heads no other figures."""
    low, high = label
    head = text[low:high] if high - low <= LONGEST else ""
    senses = senses_of(head, language) or _population(things, low, high)
    if len(amounts) < 2 and ":" not in text[high : amounts[0].start] or not senses:
        return []
    ends = [*(amount.start for amount in amounts[1:]), end]
    beside = [[t for t in things if a.last <= t.start < b] for a, b in zip(amounts, ends, strict=True)]
    is_group = any(sense.kind in (*GROUPS, "type") for sense in senses) and ":" in text[high : amounts[0].start]
    if is_group and all(found and all(t.has("population") for t in found) for found in beside):
        return [_crossed(head, senses, *pair) for pair in zip(amounts, beside, strict=True)]
    is_head = HEAD.fullmatch(text[high : amounts[0].start]) is not None and len(amounts) > 1
    return _parts(text, label, senses, amounts, things, end) if is_head and not beside[0] else []


def _population(things: Sequence[Thing], low: int, high: int) -> tuple[Sense, ...]:
    """What a label says that is known in part: "Total number of participants"."""
    inside = [thing for thing in things if low <= thing.start and thing.end <= high]
    return chosen(inside) if inside and all(thing.has("population", "total") for thing in inside) else ()


def _crossed(label: str, senses: tuple[Sense, ...], amount: Amount, found: Sequence[Thing]) -> Pair:
    bounds = (amount.start, found[-1].end)
    return Pair(amount, label, *bounds, senses, tuple(found), bounds, is_listed=True)


def _parts(
    text: str,
    label: tuple[int, int],
    senses: tuple[Sense, ...],
    amounts: Sequence[Amount],
    things: Sequence[Thing],
    end: int,
) -> list[Pair]:
    """The label's own figure, and those after it with the words behind them; parts of a group are left out."""
    low, high = label
    first = amounts[0]
    inside = tuple(thing for thing in things if low <= thing.start and thing.end <= high)
    whole = Pair(first, text[low:high], low, first.last, senses, inside, (low, first.last), is_listed=True)
    if not any(sense.kind in ("population", "total") for sense in senses):
        return [whole] if any(sense.kind in GROUPS for sense in senses) and _are_aside(text, amounts) else []
    parts = []
    for index, amount in enumerate(amounts[1:], 1):
        before = text[amounts[index - 1].last : amount.start]
        stop = amounts[index + 1].start if index + 1 < len(amounts) else end
        after = next(
            (t for t in things if amount.last <= t.start and t.end <= stop and t.has(*GROUPS, *SESSIONS)), None
        )
        is_said = after is not None and len(text[amount.last : after.start].split()) <= 2
        if (index == 1 and not INTRODUCES_PART.fullmatch(before)) or after is None or not is_said:
            break
        parts.append(replace(plain_pair(text, amount, after), is_listed=True))
    return [whole, *parts]


def _are_aside(text: str, amounts: Sequence[Amount]) -> bool:
    """Whether all figures but the first stand in one bracket: "Civil society: 906 (45% women, 20 countries)"."""
    between = text[amounts[0].last : amounts[1].start]
    return "(" in between and ")" not in text[amounts[0].last : amounts[-1].start]
