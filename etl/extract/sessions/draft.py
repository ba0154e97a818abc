"""A session in the making: what its head says, completed by the lines beneath and the headings above."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from etl.document import Line
from etl.extract.sessions.heads import Head
from etl.extract.sessions.kinds import Kind
from etl.extract.sessions.when import When
from etl.parse.organisations import Name
from etl.reading import Reading

SHAPES = (
    "coded",
    "labelled",
    "timed",
    "bare",
    "supported",
    "slot",
    "fields",
    "listed",
    "row",
    "report",
    "quoted",
)


@dataclass(frozen=True, slots=True)
class Item:
    """A line that is not blank, its words without marks, and whether a blank line stands before it."""

    line: Line
    text: str
    has_gap: bool
    index: int
    parts: tuple[Line, ...] = ()
    """The lines of the document that it is made of, where a title is broken into several."""

    @property
    def is_heading(self) -> bool:
        return self.line.kind == "heading"


@dataclass
class Group:
    """A heading above sessions that may be the name of their track."""

    item: Item
    name: str
    is_explicit: bool = False
    """Whether it says so: "Track 1: Data"."""
    is_direct: bool = False
    """Whether a session, or a remark that there is none, follows immediately."""
    is_empty: bool = False


@dataclass
class Above:
    """What the lines above a table, and the rows that span it, say of the rows beneath."""

    reading: Reading
    day: date | None = None
    kind: Kind | None = None
    status: str | None = None
    track: str | None = None
    announces: bool = False
    """Whether the heading says that sessions follow."""


@dataclass
class Draft:
    """A session read so far. What is not stated stays null."""

    line: Line
    head: Head
    shape: str
    kind: Kind | None = None
    code: str | None = None
    status: str | None = None
    track: str | None = None
    group: Group | None = None
    day: date | None = None
    when: When | None = None
    zone: str | None = None
    organisers: list[tuple[Line, Name]] = field(default_factory=list)
    claims: list[Line] = field(default_factory=list)
    meeting_id: str | None = None
    is_aside: bool = False
    """Whether it is mentioned as related to what the document is about."""
    is_open: bool = True
    """Whether lines of day, type and organisers beneath may still belong to it."""

    def __post_init__(self) -> None:
        self.kind = self.kind or self.head.kind
        self.code = self.code or self.head.code
        self.when = self.when or self.head.when
        if self.head.is_cancelled:
            self.status = "cancelled"

    def add_organiser(self, line: Line, name: Name) -> None:
        """Take an organisation that `line` names, unless it is there already."""
        if name.text not in (known.text for _, known in self.organisers):
            self.organisers.append((line, name))

    def add_when(self, when: When) -> bool:
        """Take the day or the time of `when`, if either is missing so far; whether anything was."""
        mine = self.when
        if mine is None:
            self.when = when
            return True
        if (mine.day is None and when.day) or (mine.time is None and when.time):
            self.when = replace(when, day=mine.day or when.day, time=mine.time or when.time)
            return True
        return False
