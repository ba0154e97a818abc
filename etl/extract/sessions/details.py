"""Step about the lines beneath a title that need no label: day and time, type and organisers, room."""

from __future__ import annotations

import re

from etl.document import Line
from etl.extract.sessions.draft import Draft, Item
from etl.extract.sessions.heads import split_cancelled, split_when
from etl.extract.sessions.kinds import TypeLine, code_alone, code_within, read_type_line, without_kinds
from etl.extract.sessions.outline import Walk
from etl.extract.sessions.rooms import is_room
from etl.extract.sessions.slots import is_when_of
from etl.extract.sessions.when import read_when
from etl.parse.organisations import find_organisations, names_in_sentence

WINDOW = 6
LONGEST_REMARK = 40
# "organised by A and B, filled the room."
GOES_ON = re.compile(r",\s[a-zß-ÿ]{3,}\s.*\.$")


def read_detail(walk: Walk, item: Item) -> bool:
    """A line of day and time, of type and organisers, or of a room beneath a title."""
    draft = walk.open_draft
    if draft is None or walk.since_head >= WINDOW:
        return False
    if not (
        _takes_code(draft, item)
        or _takes_when(walk, draft, item)
        or _takes_type_line(walk, draft, item)
        or _says_little(draft, item)
    ):
        return False
    walk.since_head += 1
    walk.claim(item)
    return True


def _takes_code(draft: Draft, item: Item) -> bool:
    code = code_alone(item.text) if draft.code is None else None
    draft.code = draft.code or code
    return code is not None


def _takes_when(walk: Walk, draft: Draft, item: Item) -> bool:
    when = walk.pure_when(item)
    if when is None and (stated := read_when(item.text, walk.language)) and is_when_of(walk, item, stated):
        when = stated
    is_news = bool(when and draft.add_when(when))
    if is_news and draft.head.kind is None and draft.kind in (None, walk.context.kind):
        draft.kind = without_kinds(item.text)[1] or draft.kind
    if is_news:
        draft.code = draft.code or code_within(item.text)
    return is_news


def _takes_type_line(walk: Walk, draft: Draft, item: Item) -> bool:
    found = read_type_line(item.text)
    if found is None or (found.organisers is None and not _is_news(walk, draft, found)):
        return False
    if draft.code is None and (code := code_within(item.text)):
        draft.code = code
    elif found.kind and _is_news(walk, draft, found):
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
    words = words.split(" | ")[0]
    for name in names_in_sentence(words) if GOES_ON.search(words) else find_organisations(words):
        draft.add_organiser(line, name)
