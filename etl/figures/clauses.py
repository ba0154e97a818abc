"""Sentences, the years among their amounts, and the levels of another time that stand beside one of now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.figures.amounts import Amount
from etl.figures.lexicon import SESSIONS, Thing
from etl.figures.pairs import Pair
from etl.parse.sentences import sentences as sentences_of

ABBREVIATED = re.compile(r"\b(?:approx|ca|aprox|circa|no|nr|núm|vol|e\.g|i\.e|bzw|inkl|incl)\.$", re.IGNORECASE)
LONGEST_ABBREVIATED = 8
"""Characters of such an abbreviation, and one before it."""
WITH = re.compile(r"\b(?:with|of|by|con|com|avec|mit|were|had|de|gathered|reunió|reuniu|a réuni)$", re.IGNORECASE)
SEPARATOR = re.compile(r"[,;.]\s")
LONGEST_GAP = 50


def is_count(amount: Amount, text: str, things: Sequence[Thing]) -> bool:
    """Whether what may be a year counts something: "Participants: 2012", "with 2012 participants"."""
    if not amount.is_year_like:
        return True
    counts = has_label(amount, things)
    before, after = text[: amount.start].rstrip(), text[amount.last :]
    if not after.strip(" .;)"):
        return before.endswith(":")
    return counts and (not before or before[-1] in ",;:(•-–" or WITH.search(before) is not None)


def has_label(amount: Amount, things: Sequence[Thing]) -> bool:
    """Whether what the amount counts follows at once: "compared with 2,000 participants"."""
    return any(t.start == amount.last + 1 and t.has("population", *SESSIONS) for t in things)


def with_comparisons(text: str, pairs: Sequence[Pair], others: Sequence[Amount], end: int) -> list[Pair]:
    """`pairs`, and the levels of another time that stand beside one: "38 %, up from 35 % in 2023"."""
    found = list(pairs)
    for other, following in zip(others, [*(o.start for o in others[1:]), end], strict=False):
        before = next((p for p in reversed(pairs) if max(p.end, p.amount.last) <= other.start), None)
        gap = text[max(before.end, before.amount.last) : other.start] if before else ""
        if before and before.amount.is_share == other.is_share and _is_beside(gap):
            stop = SEPARATOR.search(text, other.last, following)
            scope = other.start, stop.start() if stop else following
            found.append(replace(before, amount=other, start=other.start, end=other.last, scope=scope))
    return sorted(found, key=lambda pair: pair.amount.start)


def _is_beside(gap: str) -> bool:
    return len(gap) <= LONGEST_GAP and not re.search(r"[;.]", gap)


def sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of [start, end); "approx. 3,000" is not the end of one."""
    low = start
    for begin, stop in sentences_of(text[start:end]):
        last = text[start + begin : start + stop].rstrip()[-LONGEST_ABBREVIATED:]
        if start + stop < end and ABBREVIATED.search(last):
            continue
        yield low, start + stop
        low = start + stop
    if low < end:
        yield low, end
