"""What a document and a list say of the figures in them, found out once."""

from __future__ import annotations

from collections.abc import Iterable

from etl.document import Line
from etl.figures.counted import Counted
from etl.figures.joints import PLURAL_BODIES
from etl.kinds import kind_of
from etl.reading import Reading

OF_A_YEAR = "annual report"
"""A document that tells of much else than meetings."""
FEWEST_SIBLINGS = 2


class Context:
    """What is known of a document whose figures are looked at one by one."""

    def __init__(self, reading: Reading, counted: Iterable[Counted]) -> None:
        self.language = reading.language
        self.meeting_id = reading.meeting_id
        self.is_of_a_year = kind_of(reading.document) == OF_A_YEAR
        self.is_of_one_session = len(reading.table("sessions")) == 1
        self._with_meeting = {mention.line.index for mention in reading.mentions}
        self._beside: dict[tuple[int, tuple[int, int]], list[Counted]] = {}
        for one in counted:
            self._beside.setdefault((id(one.passage), one.sentence), []).append(one)

    def names_meeting(self, *lines: Line) -> bool:
        """Whether one of `lines` names a meeting."""
        return any(line.index in self._with_meeting for line in lines)

    def is_under_meeting(self, counted: Counted) -> bool:
        """Whether the paragraph of a figure, or a heading above it, names a meeting."""
        titles = (line for line, _ in counted.passage.under.titles)
        return self.names_meeting(*(piece.line for piece in counted.passage.pieces), *titles)

    def beside(self, counted: Counted) -> list[Counted]:
        """What else is counted in the sentence of a figure."""
        return [one for one in self._beside[id(counted.passage), counted.sentence] if one is not counted]


class Bodies:
    """Which lines of a list count governments or companies rather than their people: "96 governments"."""

    def __init__(self, run: Iterable[Counted]) -> None:
        labels = (one.pair.label for one in run if one.pair.has("stakeholder") and one.pair.amount.count is not None)
        self._are_few_people = sum(not PLURAL_BODIES.fullmatch(label) for label in labels) < FEWEST_SIBLINGS

    def has(self, counted: Counted) -> bool:
        pair, amount = counted.pair, counted.pair.amount
        is_before_label = pair.is_listed and not counted.is_row and pair.start == amount.start
        if not is_before_label or amount.count is None or amount.share is not None:
            return False
        return self._are_few_people and PLURAL_BODIES.fullmatch(pair.label) is not None
