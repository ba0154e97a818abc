"""What headings say of the sessions beneath them, for as long as they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from etl.extract.sessions import groups
from etl.extract.sessions.draft import Group, Item
from etl.extract.sessions.kinds import Kind
from etl.words import words


@dataclass
class Section:
    """A heading, with what it says of sessions: nothing of it is required."""

    level: int
    kind: Kind | None = None
    status: str | None = None
    group: Group | None = None
    meeting_id: str | None = None
    announces: bool = False
    """Whether it says that a list of sessions follows."""
    is_aside: bool = False
    """Whether it is over other sessions than those of the document: "Related sessions"."""
    lists: bool = False
    """Whether it is the heading of such a list and nothing more."""


@dataclass
class Context:
    """The headings in force, outermost first, and the day."""

    has_levels: bool
    """Whether headings have a depth, as on a web page; in plain text all are alike."""
    day: date | None = None
    sections: list[Section] = field(default_factory=list)

    @property
    def kind(self) -> Kind | None:
        return next((section.kind for section in reversed(self.sections) if section.kind), None)

    @property
    def status(self) -> str | None:
        return next((section.status for section in reversed(self.sections) if section.status), None)

    @property
    def group(self) -> Group | None:
        return next((section.group for section in reversed(self.sections) if section.group), None)

    @property
    def meeting_id(self) -> str | None:
        return next((section.meeting_id for section in reversed(self.sections) if section.meeting_id), None)

    @property
    def is_aside(self) -> bool:
        return any(section.is_aside for section in self.sections)

    @property
    def is_announced(self) -> bool:
        return any(section.announces for section in self.sections)

    @property
    def is_announced_here(self) -> bool:
        """Whether every item beneath the nearest heading is a session: it heads their list, or says their
        type or track within a programme."""
        if not self.sections:
            return False
        last = self.sections[-1]
        is_within = any(section.announces for section in self.sections[:-1])
        return last.lists or (is_within and bool(last.kind or (last.group and last.group.is_explicit)))

    def enter(self, section: Section) -> None:
        """Take a heading: it ends those at its level and deeper (in plain text: those of its sort)."""
        if self.has_levels:
            self.sections = [other for other in self.sections if other.level < section.level]
        elif section.group and not section.announces:
            self.sections = [other for other in self.sections if not other.group]
        else:
            self.sections = [other for other in self.sections if other.level < section.level and not other.group]
        self.sections.append(section)


def section_of(item: Item, meeting_id: str | None) -> Section:
    """What the words of a heading say; its track is left to those who know what follows."""
    kind, status = groups.read_kind(item.text), groups.read_status(item.text)
    announces = kind is not None or groups.announces_sessions(item.text)
    level = item.line.level if item.is_heading else (1 if item.index == 0 else 6)
    lists = status is not None and groups.lists_sessions(item.text)
    is_aside = item.is_heading and bool(words("related").match(item.text))
    return Section(level, kind, status, None, meeting_id, announces, is_aside, lists)
