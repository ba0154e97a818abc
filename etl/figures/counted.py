"""Everything that a document counts, in order, with its setting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from weakref import ReferenceType, ref

from etl.document import Line
from etl.figures import lists, sentences, tables
from etl.figures.amounts import Amount, amounts_in, masked
from etl.figures.blocks import is_data
from etl.figures.clauses import has_label, is_count, sentences_in, with_comparisons
from etl.figures.dumps import without_dumps
from etl.figures.lexicon import Thing, signals, things_of
from etl.figures.meetings import Meetings
from etl.figures.nearest import COUNTED
from etl.figures.pairs import Pair
from etl.figures.passages import Passage, passages_of
from etl.figures.percent import are_shares, as_shares, shares_in
from etl.figures.setting import OTHERS, Setting, Subjects
from etl.figures.stated import phase_of, status_of
from etl.parse.numbers import find, may_count
from etl.parse.phrases import words_of
from etl.reading import Reading

LONGEST_HEADING = 40
FEWEST_IN_A_LIST = 2
LEADERS = re.compile(r"\.\.\.\.|\s\.\s\.\s\.|……")
"""In a line that is no row: those of a page of contents."""


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

    @property
    def count(self) -> int:
        """The count; 0 where only a share is printed."""
        return self.pair.amount.count or 0

    @property
    def is_row(self) -> bool:
        """Whether it is printed in a table."""
        return self.passage.kind == "row"

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of its column and row, and the words right above it."""
        return (*self.pair.hints, *(text for _, text in self.passage.under.titles[:1]))

    def is_beside(self, other: Counted) -> bool:
        """Whether both are printed in one sentence."""
        return self.passage is other.passage and self.sentence == other.sentence

    def is_claimed(self, reading: Reading) -> bool:
        """Whether its figure is accounted for already."""
        piece = self.passage.piece_at(self.pair.amount.start)
        start = self.pair.amount.start - piece.start + piece.offset
        return reading.is_claimed(piece.line, start, start + 1)

    def claim(self, reading: Reading) -> None:
        """Say that its words are accounted for, on every line that they stand on."""
        reading.claim(self.line, *self.span)
        for piece in self.passage.pieces:
            if piece.line is not self.line and self.pair.start < piece.end and piece.start < self.pair.end:
                reading.claim(piece.line, piece.offset, len(piece.line.text))


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
        self.caption = ""
        """The heading between its rows under which the next row stands."""

    def read(self) -> Iterator[Counted]:
        for passage in passages_of(without_dumps(self.reading), self.language):
            if _is_related(passage, self.language):
                continue
            if passage.kind == "row":
                yield from self._row(passage)
            elif may_count(passage.text, self.language) and not _is_unfit(passage.text):
                yield from self._text(passage)

    def _row(self, passage: Passage) -> Iterator[Counted]:
        line = passage.line
        if line.table != self.table:
            self.table, self.lower, self.caption = line.table, (), ""
        if caption := tables.caption_of(line):
            self.caption, self.lower = caption, ()
            return
        if tables.is_header(line):
            self.lower = line.cells if (line.header or self.caption) and not self.lower else self.lower
            return
        header = self.lower if self.caption and self.lower else tables.header_of(line, self.lower)
        if are_shares(_titles_of(passage, self.caption), find(masked(line.text), self.language)):
            header = tuple(f"{name} %".strip() for name in header or line.cells)
        pairs = tables.pairs_in(line, header, self.language)
        if self.caption:
            pairs = [replace(pair, hints=(*pair.hints, self.caption)) for pair in pairs]
        for column, pair in enumerate(pairs):
            whole = (0, len(passage.text))
            setting = self._setting(pair, [], passage, whole, ())
            yield Counted(pair, setting, passage, whole, (-1 - passage.line.table, column))

    def _text(self, passage: Passage) -> Iterator[Counted]:
        text = masked(passage.text)
        figures = find(text, self.language)
        is_all = are_shares(_titles_of(passage), figures)
        figures = as_shares(figures) if is_all else shares_in(text, figures, sentences_in(text, 0, len(text)))
        found = amounts_in(text, figures)
        if not found:
            return
        things = things_of(text, self.language)
        amounts = [amount for amount in found if is_count(amount, text, things)]
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
        pairs = _with_tail(pairs, things, segment)
        for index, pair in enumerate(pairs):
            setting = self._setting(pair, pairs[:index], passage, segment, _inside(things, *segment))
            yield Counted(pair, setting, passage, segment, group)

    def _said(
        self, passage: Passage, text: str, amounts: Sequence[Amount], things: Sequence[Thing], segment: tuple[int, int]
    ) -> Iterator[Counted]:
        for start, end in sentences_in(passage.text, *segment):
            inside = [
                a
                for a in amounts
                if start <= a.start and a.last <= end and (not a.is_comparison or has_label(a, things))
            ]
            beside = _inside(things, start, end)
            if not inside or (len(inside) < FEWEST_IN_A_LIST and not any(thing.has(*COUNTED) for thing in beside)):
                continue
            # As a whole the segment is no list.
            is_whole = (start, end) == segment and not any(amount.is_comparison for amount in inside)
            listed = None if is_whole else lists.pairs_in(text, start, end, inside, things, self.language)
            if listed is not None and len(listed) > 1:
                yield from self._listed(passage, listed, things, (start, end))
                continue
            self.group += 1
            pairs = sentences.pairs_in(text, start, end, inside, things, self.language)
            pairs = with_comparisons(
                text, pairs, [a for a in amounts if a.is_comparison and start <= a.start < end], end
            )
            known = {pair.amount for pair in pairs}
            for index, pair in enumerate(pairs):
                unknown = any(a.count and a.last <= pair.amount.start and a not in known for a in inside)
                setting = self._setting(pair, pairs[:index], passage, (start, end), beside, is_after_unknown=unknown)
                yield Counted(pair, setting, passage, (start, end), (passage.run, self.group))

    def _setting(
        self, pair: Pair, before: Sequence[Pair], passage: Passage, sentence: tuple[int, int], things: Sequence[Thing],
        *, is_after_unknown: bool = False,
    ) -> Setting:  # fmt: skip
        measure, level = self.subjects.measure(pair, before, passage, things, is_after_unknown=is_after_unknown)
        meeting_id, year = self.meetings.of(pair, passage, sentence)
        if meeting_id is not None:
            self.subjects.note(pair, measure, level, passage, (sentence[0], meeting_id))
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


def _with_tail(pairs: Sequence[Pair], things: Sequence[Thing], segment: tuple[int, int]) -> Sequence[Pair]:
    """The pairs of a list with the population that is named behind all of them: "(shares of those on site)"."""
    last = max(pair.end for pair in pairs)
    tail = tuple(thing for thing in things if last <= thing.start < segment[1] and thing.has("population"))
    is_set = len(pairs) > 1 and all(pair.is_group for pair in pairs)
    return [replace(pair, things=(*pair.things, *tail)) for pair in pairs] if tail and is_set else pairs


def _is_unfit(text: str) -> bool:
    """Whether a passage is no words about a meeting: data, or a line of a page of contents."""
    return is_data(text) or LEADERS.search(text) is not None


def _titles_of(passage: Passage, caption: str = "") -> list[str]:
    """The nearest title of a passage: the heading between the rows of its table, else what is right above it."""
    return [caption] if caption else [text for _, text in passage.under.titles[:1]]


def _is_related(passage: Passage, language: str) -> bool:
    """Whether a passage stands under "You may also like", or begins with "Read more:": it tells of something else."""
    known = signals("related_heading", language)
    begin, colon, _ = passage.text[:LONGEST_HEADING].partition(":")
    for title in (*(text for _, text in passage.under.titles), begin if colon else ""):
        words = words_of(title)
        found = known.at(title, words, 0)
        if found and len(words) <= found[0] + 2:
            return True
    return False


def _inside(things: Sequence[Thing], start: int, end: int) -> list[Thing]:
    return [thing for thing in things if start <= thing.start and thing.end <= end]
