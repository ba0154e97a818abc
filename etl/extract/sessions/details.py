"""Step about the lines beneath a title that need no label: day and time, type and organisers, room."""

from __future__ import annotations

from etl.document import Line
from etl.extract.sessions.draft import Draft, Item
from etl.extract.sessions.heads import split_cancelled, split_when
from etl.extract.sessions.kinds import TypeLine, read_type_line
from etl.extract.sessions.outline import Walk
from etl.extract.sessions.rooms import is_room
from etl.parse.organisations import find_organisations

WINDOW = 6
LONGEST_REMARK = 40


def read_detail(walk: Walk, item: Item) -> bool:
    """A line of day and time, of type and organisers, or of a room beneath a title."""
    draft = walk.open_draft
    if draft is None or walk.since_head >= WINDOW:
        return False
    if not (_takes_when(walk, draft, item) or _takes_type_line(walk, draft, item) or _says_little(draft, item)):
        return False
    walk.since_head += 1
    walk.claim(item)
    return True


def _takes_when(walk: Walk, draft: Draft, item: Item) -> bool:
    when = walk.pure_when(item)
    return bool(when and draft.add_when(when))


def _takes_type_line(walk: Walk, draft: Draft, item: Item) -> bool:
    found = read_type_line(item.text)
    if found is None or (found.organisers is None and not _is_news(walk, draft, found)):
        return False
    if found.kind and _is_news(walk, draft, found):
        draft.kind = found.kind
    if found.organisers:
        words, when = split_when(item.text[slice(*found.organisers)], walk.language)
        if when:
            draft.add_when(when)
        take_organisers(draft, item.line, words)
    return True


def _is_news(walk: Walk, draft: Draft, found: TypeLine) -> bool:
    """Whether a type beneath the title says more than the title and the headings do."""
    return found.kind is not None and draft.head.kind is None and draft.kind in (None, walk.context.kind)


def _says_little(draft: Draft, item: Item) -> bool:
    if len(item.text) <= LONGEST_REMARK and split_cancelled(item.text) == ("", True):
        draft.status = "cancelled"
        return True
    return is_room(item.text)


def take_organisers(draft: Draft, line: Line, words: str) -> None:
    """Add the organisations that `words` of `line` list."""
    for name in find_organisations(words.split(" | ")[0]):
        draft.add_organiser(line, name)
