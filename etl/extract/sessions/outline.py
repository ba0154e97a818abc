"""The sessions in the lines of a document, from top to bottom.

A line is a session only where something says so: a code or type label in it, a day and time or an
organiser beneath it, a time before it under a day, its place in a list that is announced as one of
sessions. `Walk` takes the lines in order; each step is about one way of writing, and says whether the
line was that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from etl.extract.sessions import groups
from etl.extract.sessions.context import Context
from etl.extract.sessions.draft import Draft, Group, Item
from etl.extract.sessions.fields import Field, read_field
from etl.extract.sessions.heads import Head, parse_bare, parse_head
from etl.extract.sessions.items import WITHOUT_LEVELS, items_of
from etl.extract.sessions.kinds import Kind, code_alone, type_of, without_kinds
from etl.extract.sessions.when import When, read_when, says_zone
from etl.reading import Reading

LONG_PROSE = 200
LATEST_START = 3
LONGEST_PLACE = 5
AFTER_WHEN = re.compile(r"[^\w|·•,]*(?:\([^()]*\))?\s*[|·•,]\s*(?P<place>[^|·•.;:]{2,45})")
FEWEST_IN_A_LIST = 2


class Walk:
    """The sessions of a document in the making: `drafts` are all of them once `read` has run."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.language = reading.language
        self.items = items_of(reading.document.lines, reading.document.format, reading.language)
        self.context = Context(reading.document.format not in WITHOUT_LEVELS)
        self.drafts: list[Draft] = []
        self.groups: list[Group] = []
        self.since_head = 0
        """How many lines of other things stand between the last title and here."""
        self.waiting: list[tuple[Item, Field]] = []
        """Fields that stand above the title they belong to."""
        self.kind_above: tuple[int, Kind] | None = None
        """The type that stands alone above a heading, and the position of this one."""
        self.taken: set[int] = set()
        """Positions of items that were read together with one before."""

    def read(self, steps: tuple[Callable[[Walk, Item], bool], ...]) -> list[Draft]:
        """Every session of the document's lines, in order."""
        for item in self.items:
            if item.index in self.taken or any(step(self, item) for step in steps):
                continue
            self.since_head += 2 if len(item.text) > LONG_PROSE else 1
        for line in (line for draft in self.drafts if draft.is_aside for line in draft.claims):
            self.reading.claim(line, 0, len(line.text))
        return [draft for draft in self.drafts if not draft.is_aside]

    @property
    def draft(self) -> Draft | None:
        """The session above."""
        return self.drafts[-1] if self.drafts else None

    @property
    def open_draft(self) -> Draft | None:
        """The session above, while lines beneath its title may still belong to it."""
        return self.draft if self.draft and self.draft.is_open else None

    def begin(self, draft: Draft, item: Item) -> None:
        """Add a session, with what the headings above say of it."""
        self.close()
        context = self.context
        if draft.kind is None and self.kind_above and self.kind_above[0] == item.index:
            draft.kind = self.kind_above[1]
        draft.kind = draft.kind or (context.kind if draft.head.session_type is None else None)
        draft.status = draft.status or context.status
        draft.group = context.group
        draft.day = None if draft.when and draft.when.day else context.day
        draft.meeting_id = self.meeting_named(item) if item.text.startswith(("IGF", "FGI")) else context.meeting_id
        draft.is_aside = context.is_aside
        draft.claims += item.parts or (item.line,)
        self.drafts.append(draft)
        self.since_head = 0

    def close(self) -> None:
        """Let nothing more beneath belong to the session above."""
        if self.draft:
            self.draft.is_open = False

    def claim(self, item: Item) -> None:
        """Say that the words of `item` are accounted for."""
        for line in item.parts or (item.line,):
            self.reading.claim(line, 0, len(line.text))

    def at(self, index: int) -> Item | None:
        return self.items[index] if 0 <= index < len(self.items) else None

    def head_of(self, text: str) -> Head | None:
        return parse_head(text, self.language)

    def pure_when(self, item: Item | None) -> When | None:
        """The day and time that `item` is, if it is nothing else."""
        when = read_when(item.text, self.language) if item else None
        if item and when and not when.is_pure:
            when = read_when(without_kinds(item.text)[0], self.language) or when
        return when if when and when.is_pure and not (when.day and when.day.is_range) else None

    def when_and_place(self, item: Item) -> When | None:
        """The day and time that `item` begins with, where no more than a place follows: "16 May | 9:00–9:30 | Tent"."""
        when = read_when(item.text, self.language)
        if when is None or when.day is None or when.day.is_range or when.time is None or not when.time.end_clock:
            return None
        place = AFTER_WHEN.fullmatch(item.text, when.end)
        return when if when.start <= LATEST_START and place and len(place["place"].split()) <= LONGEST_PLACE else None

    def meeting_named(self, item: Item) -> str | None:
        """The one meeting that `item` names."""
        named = self._mentions.get(item.line.index, set())
        return next(iter(named)) if len(named) == 1 else None

    @cached_property
    def _mentions(self) -> dict[int, set[str]]:
        by_line: dict[int, set[str]] = {}
        for mention in self.reading.mentions:
            by_line.setdefault(mention.line.index, set()).add(mention.meeting_id)
        return by_line

    @cached_property
    def has_bare_lists(self) -> bool:
        """Whether several lines are a number and a title: "36 Title"."""
        found = (item for item in self.items if len(item.text) <= groups.LONGEST * 2 and parse_bare(item.text))
        return sum(1 for _, _ in zip(found, range(FEWEST_IN_A_LIST), strict=False)) == FEWEST_IN_A_LIST

    @cached_property
    def tracks_lead(self) -> bool:
        """Whether lines that name a track stand above their sessions: the first one precedes every session."""
        for item in self.items:
            found = read_field(item.text)
            if found and found.name == "track" and found.value:
                return True
            if self.head_of(item.text):
                return False
        return False

    @cached_property
    def times_head_cards(self) -> bool:
        """Whether several days with a time stand above a heading, with no more than a type between, the first of
        them above every such heading."""
        timed = [item for item in self.items if (when := self.pure_when(item)) and when.time and when.day]
        titles = [titled for item in timed if (titled := self.titled_by(item)) and titled.is_heading]
        if len(titles) < FEWEST_IN_A_LIST or not self.context.has_levels:
            return False
        levels = {titled.line.level for titled in titles}
        return all(not item.is_heading or item.line.level not in levels for item in self.items[: timed[0].index])

    def titled_by(self, item: Item) -> Item | None:
        """The line beneath a time that stands alone, or the one after it where a type or a code stands between."""
        after, second = self.at(item.index + 1), self.at(item.index + 2)
        if after is None or second is None:
            return after
        is_type = second.is_heading and not after.is_heading and type_of(after.text.strip(" :|"))
        return second if is_type or code_alone(after.text) else after

    @cached_property
    def times_lead(self) -> bool:
        """Whether times that stand alone are above their titles: the first one follows a day or heading, or
        stands with its day above the first title."""
        before: Item | None = None
        if self.times_head_cards:
            return True
        for item in (item for item in self.items if not says_zone(item.text)):
            when = self.pure_when(item)
            if when and when.time:
                after = self.at(item.index + 1)
                if when.day:
                    return item.has_gap and bool(after and not after.has_gap and self.head_of(after.text))
                return before is None or groups.read_day(before.text, self.language) is not None
            if self.head_of(item.text):
                return False
            before = item
        return False
