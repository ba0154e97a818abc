"""Everything that a document counts, in order, with its setting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from weakref import ReferenceType, ref

from etl.document import Line
from etl.figures import lists, sentences, tables
from etl.figures.amounts import Amount, amounts_in, masked
from etl.figures.lexicon import SESSIONS, Thing, things_in
from etl.figures.meetings import Meetings
from etl.figures.pairs import Pair
from etl.figures.passages import Passage, is_data, passages_of
from etl.figures.setting import OTHERS, Setting, Subjects, phase_of, status_of
from etl.parse.numbers import find
from etl.parse.phrases import words_of
from etl.parse.sentences import sentences as sentences_of
from etl.reading import Reading

ABBREVIATED = re.compile(r"\b(?:approx|ca|aprox|circa|no|nr|núm|vol|e\.g|i\.e|bzw|inkl|incl)\.$", re.IGNORECASE)
WITH = re.compile(r"\b(?:with|of|by|con|com|avec|mit|were|had|de|gathered|reunió|reuniu|a réuni)$", re.IGNORECASE)
SEPARATOR = re.compile(r"[,;.]\s")
LONGEST_GAP = 50
LEADERS = re.compile(r"\.{4,}|(?:\s\.){3,}|…{2,}")


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount that counts something, and all that is known about it."""

    pair: Pair
    setting: Setting
    passage: Passage
    sentence: tuple[int, int]
    group: tuple[int, int]
    """Amounts with the same value were printed as one list, one column of a table or one sentence."""

    @property
    def line(self) -> Line:
        """The line of the amount."""
        return self.passage.piece_at(self.pair.amount.start).line

    @property
    def span(self) -> tuple[int, int]:
        """Where amount and label stand in that line, as far as they stand in it."""
        piece = self.passage.piece_at(self.pair.amount.start)
        low, high = max(self.pair.start, piece.start), min(self.pair.end, piece.end)
        return low - piece.start + piece.offset, high - piece.start + piece.offset

    @property
    def words(self) -> str:
        """The sentence that it is printed in."""
        return self.passage.text[slice(*self.sentence)]


def counted_in(reading: Reading) -> list[Counted]:
    """Everything that the document counts. Read once for the extractors that ask for it one after the other."""
    if _last is None or _last[0]() is not reading:
        _remember(reading, list(_Reader(reading).read()))
    assert _last is not None
    return _last[1]


_last: tuple[ReferenceType[Reading], list[Counted]] | None = None


def _remember(reading: Reading, counted: list[Counted]) -> None:
    global _last
    _last = ref(reading), counted


class _Reader:
    """Reads a document's passages in order, and remembers which populations it has named."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.language = reading.language
        self.subjects = Subjects(reading.language)
        self.meetings = Meetings(reading)
        self.group = 0
        self.table = -1
        self.lower: tuple[str, ...] = ()
        """The second header row of the table that is being read."""

    def read(self) -> Iterator[Counted]:
        for passage in passages_of(self.reading.document.lines, self.language):
            if passage.kind == "row":
                yield from self._row(passage)
            elif not is_data(passage.text) and not LEADERS.search(passage.text):
                yield from self._text(passage)

    def _row(self, passage: Passage) -> Iterator[Counted]:
        line = passage.line
        if line.table != self.table:
            self.table, self.lower = line.table, ()
        if tables.is_header(line):
            self.lower = line.cells if line.header and not self.lower else self.lower
            return
        pairs = tables.pairs_in(line, tables.header_of(line, self.lower), self.language)
        for column, pair in enumerate(pairs):
            whole = (0, len(passage.text))
            setting = self._setting(pair, [], passage, whole, ())
            yield Counted(pair, setting, passage, whole, (-1 - passage.line.table, column))

    def _text(self, passage: Passage) -> Iterator[Counted]:
        text = masked(passage.text)
        found = amounts_in(text, find(text, self.language))
        if not found:
            return
        things = things_in(text, words_of(text), self.language)
        amounts = [amount for amount in found if _is_count(amount, text, things)]
        for start, end in lists.segments_of(text):
            inside = [amount for amount in amounts if start <= amount.start and amount.last <= end]
            plain = [amount for amount in inside if not amount.is_comparison]
            pairs = lists.pairs_in(text, start, end, plain, things, self.language) if plain else None
            if pairs is not None:
                yield from self._listed(passage, pairs, things, (start, end))
            elif inside:
                yield from self._said(passage, text, inside, things, (start, end))

    def _listed(
        self, passage: Passage, pairs: Sequence[Pair], things: Sequence[Thing], segment: tuple[int, int]
    ) -> Iterator[Counted]:
        if len(pairs) > 1:
            self.group += 1
        group = (passage.run, self.group if len(pairs) > 1 else 0)
        for index, pair in enumerate(pairs):
            setting = self._setting(pair, pairs[:index], passage, segment, _inside(things, *segment))
            yield Counted(pair, setting, passage, segment, group)

    def _said(
        self, passage: Passage, text: str, amounts: Sequence[Amount], things: Sequence[Thing], segment: tuple[int, int]
    ) -> Iterator[Counted]:
        for start, end in _sentences(passage.text, *segment):
            inside = [
                a
                for a in amounts
                if start <= a.start and a.last <= end and (not a.is_comparison or _has_label(a, things))
            ]
            if not inside:
                continue
            listed = lists.pairs_in(text, start, end, inside, things, self.language)
            if listed is not None and len(listed) > 1:
                yield from self._listed(passage, listed, things, (start, end))
                continue
            self.group += 1
            pairs = sentences.pairs_in(text, start, end, inside, things, self.language)
            pairs = _with_comparisons(
                text, pairs, [a for a in amounts if a.is_comparison and start <= a.start < end], end
            )
            known = {pair.amount for pair in pairs}
            for index, pair in enumerate(pairs):
                unknown = any(a.count and a.last <= pair.amount.start and a not in known for a in inside)
                setting = self._setting(
                    pair, pairs[:index], passage, (start, end), _inside(things, start, end), is_after_unknown=unknown
                )
                yield Counted(pair, setting, passage, (start, end), (passage.run, self.group))

    def _setting(
        self, pair: Pair, before: Sequence[Pair], passage: Passage, sentence: tuple[int, int], things: Sequence[Thing],
        *, is_after_unknown: bool = False,
    ) -> Setting:  # fmt: skip
        measure, level = self.subjects.measure(pair, before, passage, things, is_after_unknown=is_after_unknown)
        self.subjects.note(pair, measure, level, passage, sentence[0])
        meeting_id, year = self.meetings.of(pair, passage, sentence)
        words, titles = passage.text[slice(*sentence)], [*pair.hints, *(t for _, t in passage.under.titles[:1])]
        return Setting(
            measure=None if measure == OTHERS else measure,
            level=level,
            is_of_others=measure == OTHERS,
            meeting_id=meeting_id,
            year=year,
            phase=phase_of(self.reading, passage, pair, sentence),
            status=status_of(words, pair.amount.start - sentence[0], titles, self.language),
        )


def _is_count(amount: Amount, text: str, things: Sequence[Thing]) -> bool:
    """Whether what may be a year counts something: "Participants: 2012", "with 2012 participants"."""
    if not amount.is_year_like:
        return True
    counts = _has_label(amount, things)
    before, after = text[: amount.start].rstrip(), text[amount.last :]
    if not after.strip(" .;)"):
        return before.endswith(":")
    return counts and (not before or before[-1] in ",;:(•-–" or WITH.search(before) is not None)


def _has_label(amount: Amount, things: Sequence[Thing]) -> bool:
    """Whether what the amount counts follows at once: "compared with 2,000 participants"."""
    return any(t.start == amount.last + 1 and t.has("population", *SESSIONS) for t in things)


def _with_comparisons(text: str, pairs: Sequence[Pair], others: Sequence[Amount], end: int) -> list[Pair]:
    """`pairs`, and the levels of another time that stand beside one: "38 %, up from 35 % in 2023"."""
    found = list(pairs)
    for other, following in zip(others, [*(o.start for o in others[1:]), end], strict=False):
        before = next((p for p in reversed(pairs) if p.amount.last <= other.start), None)
        if before and before.amount.is_share == other.is_share and _is_beside(text[before.amount.last : other.start]):
            stop = SEPARATOR.search(text, other.last, following)
            scope = other.start, stop.start() if stop else following
            found.append(replace(before, amount=other, start=other.start, end=other.last, scope=scope))
    return sorted(found, key=lambda pair: pair.amount.start)


def _is_beside(gap: str) -> bool:
    return len(gap) <= LONGEST_GAP and not re.search(r"[;.]", gap)


def _inside(things: Sequence[Thing], start: int, end: int) -> list[Thing]:
    return [thing for thing in things if start <= thing.start and thing.end <= end]


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of [start, end); "approx. 3,000" is not the end of one."""
    low = start
    for begin, stop in sentences_of(text[start:end]):
        if ABBREVIATED.search(text[start + begin : start + stop].rstrip()) and start + stop < end:
            continue
        yield low, start + stop
        low = start + stop
    if low < end:
        yield low, end
