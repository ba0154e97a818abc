"""One figure for several labels, and figures and labels in the same order: "each", "respectively"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.figures.amounts import Amount
from etl.figures.joints import JOINS, TOGETHER
from etl.figures.lexicon import SESSIONS, Thing, says
from etl.figures.pairs import Pair, plain_pair
from etl.parse.phrases import words_of

LONGEST_LINK = 4
"""Words between a list of labels and their figure: "accounted for", "ficaram com"."""


def shared_in(
    text: str, start: int, end: int, amounts: Sequence[Amount], things: Sequence[Thing], language: str
) -> list[Pair]:
    """The pairs of the sentence [start, end) whose labels or figures are listed together."""
    groups = [thing for thing in things if thing.is_group or thing.has(*SESSIONS)]
    pairs = [pair for run in _runs(text, amounts) for pair in _in_order(text, run, groups)]
    for low, high in says("each", text, language):
        amount = next((a for a in amounts if a.last <= low and not text[a.last : low].strip(" ()")), None)
        if amount and start <= low and high <= end:
            pairs += [plain_pair(text, amount, thing) for thing in _listed_before(text, groups, amount.start)]
    return pairs


def _runs(text: str, amounts: Sequence[Amount]) -> Iterator[list[Amount]]:
    """The amounts that stand together: "34%, 29% and 16%"."""
    run: list[Amount] = []
    for amount in amounts:
        if run and not (run[0].is_share == amount.is_share and TOGETHER.fullmatch(text[run[-1].last : amount.start])):
            yield run
            run = []
        run.append(amount)
    yield run


def _in_order(text: str, run: Sequence[Amount], groups: Sequence[Thing]) -> list[Pair]:
    """As many labels as figures, one after the other: "11 and 10 per cent from Asia-Pacific and Africa"."""
    if len(run) < 2:
        return []
    after = _joined([group for group in groups if group.start >= run[-1].last], text)
    before = _joined([group for group in groups if group.end <= run[0].start][::-1], text)[::-1]
    labels = next((found for found in (after, before) if len(found) == len(run)), [])
    return [plain_pair(text, amount, label) for amount, label in zip(run, labels, strict=False)]


def _joined(groups: Sequence[Thing], text: str) -> list[Thing]:
    """The first of `groups`, going away from a figure, with those that a comma or "and" joins to it."""
    run = list(groups[:1])
    for group in groups[1:]:
        low, high = sorted((run[-1], group), key=lambda thing: thing.start)
        if not JOINS.fullmatch(text[low.end : high.start]):
            break
        run.append(group)
    return run


def _listed_before(text: str, groups: Sequence[Thing], place: int) -> list[Thing]:
    """The groups listed just before a place: "technical community and press"."""
    listed = _joined([group for group in groups if group.end <= place][::-1], text)[::-1]
    is_near = bool(listed) and len(words_of(text[listed[-1].end : place])) <= LONGEST_LINK
    return listed if is_near and len(listed) > 1 else []
