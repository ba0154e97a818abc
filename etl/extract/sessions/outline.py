"""The sessions in the lines of a document, from top to bottom.

A line is a session only where something says so: a code or type label in it, a day and time or an
organiser beneath it, a time before it under a day, its place in a list that is announced as one of
sessions. `Walk` takes the lines in order; each step is about one way of writing, and says whether the
line was that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from etl.extract.sessions import groups
from etl.extract.sessions.context import Context
from etl.extract.sessions.draft import Draft, Group, Item, items_of
from etl.extract.sessions.fields import Field
from etl.extract.sessions.heads import Head, parse_bare, parse_head
from etl.extract.sessions.when import When, read_when
from etl.reading import Reading

LONG_PROSE = 200
WITHOUT_LEVELS = ("txt", "text", "pdf")
FEWEST_IN_A_LIST = 2


class Walk:
    """The sessions of a document in the making: `drafts` are all of them once `read` has run."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.language = reading.language
        self.items = items_of(list(reading.document.lines))
        self.context = Context(reading.document.format not in WITHOUT_LEVELS)
        self.drafts: list[Draft] = []
        self.groups: list[Group] = []
        self.since_head = 0
        """How many lines of other things stand between the last title and here."""
        self.waiting: list[tuple[Item, Field]] = []
        """Fields that stand above the title they belong to."""
        self.taken: set[int] = set()
        """Positions of items that were read together with one before."""

    def read(self, steps: tuple[Callable[[Walk, Item], bool], ...]) -> list[Draft]:
        """Every session of the document's lines, in order."""
        for item in self.items:
            if item.index in self.taken or any(step(self, item) for step in steps):
                continue
            self.since_head += 2 if len(item.text) > LONG_PROSE else 1
        return self.drafts

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
        draft.kind = draft.kind or (context.kind if draft.head.session_type is None else None)
        draft.status = draft.status or context.status
        draft.group = context.group
        draft.day = None if draft.when and draft.when.day else context.day
        draft.meeting_id = self.meeting_named(item) if item.text.startswith(("IGF", "FGI")) else context.meeting_id
        draft.claims.append(item.line)
        self.drafts.append(draft)
        self.since_head = 0

    def close(self) -> None:
        """Let nothing more beneath belong to the session above."""
        if self.draft:
            self.draft.is_open = False

    def claim(self, item: Item) -> None:
        """Say that the words of `item` are accounted for."""
        self.reading.claim(item.line, 0, len(item.line.text))

    def at(self, index: int) -> Item | None:
        return self.items[index] if 0 <= index < len(self.items) else None

    def head_of(self, text: str) -> Head | None:
        return parse_head(text, self.language)

    def pure_when(self, item: Item | None) -> When | None:
        """The day and time that `item` is, if it is nothing else."""
        when = read_when(item.text, self.language) if item else None
        return when if when and when.is_pure and not (when.day and when.day.is_range) else None

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
    def times_lead(self) -> bool:
        """Whether times that stand alone are above their titles: the first one follows a day or heading."""
        before: Item | None = None
        for item in self.items:
            when = self.pure_when(item)
            if when and when.time and not when.day:
                return before is None or groups.read_day(before.text, self.language) is not None
            before = item
        return False
