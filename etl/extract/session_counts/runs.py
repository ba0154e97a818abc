"""What is counted in one list, found by where it is printed without going through the list for each of its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from etl.extract.session_counts.topics import beside_sessions
from etl.figures.counted import Counted
from etl.figures.lexicon import GROUPS
from etl.figures.passages import Passage


class Run:
    """What is counted in one list, in order."""

    def __init__(self, counted: Sequence[Counted]) -> None:
        self.counted = counted

    def beside(self, one: Counted) -> list[Counted]:
        """What is counted in the sentence of `one`, itself included."""
        return [other for other in self.of_passage(one.passage) if other.is_beside(one)]

    def of_passage(self, passage: Passage) -> list[Counted]:
        """What is counted in `passage`."""
        return self._by_passage.get(id(passage), [])

    def types_like(self, one: Counted) -> int:
        """How many listed session types have the same kind of figure in the list, column or sentence of `one`."""
        return self._types[one.group, one.pair.amount.is_share]

    def most_of_a_type(self, one: Counted) -> int:
        """The largest number of sessions of one type in the list, column or sentence of `one`; 0 where it has none."""
        return self._most[one.group]

    def sessions_at(self, sentence: tuple[int, int]) -> int:
        """How many session types or numbers of sessions stand at the same place in their passages."""
        return self._sessions[sentence]

    @cached_property
    def listed_sessions(self) -> int:
        """How many listed labels are session types or speak of sessions."""
        return sum(one.pair.is_listed and one.pair.has("type", "sessions") for one in self.counted)

    @cached_property
    def named_topics(self) -> int:
        """How many lines count sessions beside a name of their own that is no type and has no figure in it."""
        plain = (o for o in self.counted if o.pair.has("sessions") and not o.pair.has("type") and not o.is_row)
        return sum(bool(name) and not any(map(str.isdigit, name)) for name in map(beside_sessions, plain))

    @cached_property
    def _by_passage(self) -> dict[int, list[Counted]]:
        found: dict[int, list[Counted]] = {}
        for one in self.counted:
            found.setdefault(id(one.passage), []).append(one)
        return found

    @cached_property
    def _types(self) -> Counter[tuple[tuple[int, int], bool]]:
        pairs = ((one, one.pair) for one in self.counted)
        listed = ((one, pair) for one, pair in pairs if pair.is_listed and pair.has("type") and not pair.has(*GROUPS))
        return Counter((one.group, pair.amount.is_share) for one, pair in listed)

    @cached_property
    def _most(self) -> Counter[tuple[int, int]]:
        most: Counter[tuple[int, int]] = Counter()
        for one in self.counted:
            if one.pair.is_listed and one.pair.has("type") and not one.pair.has("population", "sessions"):
                most[one.group] = max(most[one.group], one.count)
        return most

    @cached_property
    def _sessions(self) -> Counter[tuple[int, int]]:
        return Counter(one.sentence for one in self.counted if one.pair.has("type", "sessions"))
