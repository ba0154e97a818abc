"""Steps about timetables: "13.00 - 13.20  Title" under a day, or a time alone above its title."""

from __future__ import annotations

import re

from etl.extract.sessions.draft import Draft, Item
from etl.extract.sessions.heads import (
    Head,
    is_break,
    is_title,
    parse_bare,
    parse_head,
    split_cancelled,
    split_number,
    unquoted,
    without_room,
)
from etl.extract.sessions.kinds import Kind, code_alone, kind_of_title, leading_kind, split_last_kind
from etl.extract.sessions.outline import Walk
from etl.extract.sessions.rooms import is_room, without_rooms
from etl.extract.sessions.when import When, read_when

LONGEST_SLOT = 400
LATEST_START = 3
FEWEST_ENDS, MOST_OF = 3, 0.7
MOST_WORDS_OF_PLACE, LONGEST_PLACE = 5, 45
TITLED = ("coded", "labelled", "fields", "supported", "listed")
AFTER_TIME = re.compile(r"[\s|:–—,.;)-]+")
PARTS = re.compile(r"\s*(?:\||\t|\s{2,}|•|·)\s*")


def read_slot(walk: Walk, item: Item) -> bool:
    """A line that begins with a time, and the title that follows."""
    when = read_when(item.text[:200], walk.language)
    if when is None or when.time is None or when.start > LATEST_START:
        return False
    # "On Wednesday at 12:50 we host …, and at 16:30 …" is prose.
    if (lead := read_when(item.text[: when.end], walk.language)) and not lead.is_pure:
        return False
    if when.is_pure:
        return _read_time_alone(walk, item, when)
    if is_when_of(walk, item, when):
        return False
    rest = AFTER_TIME.match(item.text, when.end)
    if not rest or not _is_in_timetable(walk, when) or len(item.text) > LONGEST_SLOT:
        return False
    parts = without_rooms(PARTS.split(item.text[rest.end() :]))
    if not parts or is_break(parts[0]):
        walk.close()
        return True
    return _begin(walk, item, item, parts, when)


def is_when_of(walk: Walk, item: Item, when: When) -> bool:
    """Whether the line directly beneath a title says when it is, and in a word or two where."""
    draft = walk.open_draft
    is_bare = draft is not None and draft.shape in TITLED and draft.when is None and walk.since_head == 0
    if not is_bare or when.time is None or when.start > LATEST_START or (item.has_gap and not when.day):
        return False
    place = AFTER_TIME.match(item.text, when.end)
    rest = item.text[place.end() :] if place else ""
    is_marked = bool(place and place.group().strip())
    return is_marked and len(rest.split()) <= MOST_WORDS_OF_PLACE and len(rest) <= LONGEST_PLACE


def _read_time_alone(walk: Walk, item: Item, when: When) -> bool:
    after = walk.titled_by(item)
    if not walk.times_lead or after is None or not _is_in_timetable(walk, when):
        return False
    walk.close()
    walk.claim(item)
    if is_break(after.text) or is_room(after.text):
        walk.taken.add(after.index)
        return True
    above = walk.items[item.index + 1 : after.index]
    if _begin(walk, item, after, [after.text, *(line.text for line in above)], when):
        walk.taken |= {line.index for line in above} | {after.index}
    return True


def _begin(walk: Walk, item: Item, titled: Item, parts: list[str], when: When) -> bool:
    head = head_of_slot(parts, walk.language)
    if head:
        walk.begin(Draft(titled.line, head, "slot", when=when), item)
    return head is not None


def _is_in_timetable(walk: Walk, when: When) -> bool:
    """Whether a time at the beginning of a line is one of a programme, not of the run of one session."""
    if not (walk.context.day or when.day):
        return False
    draft = walk.open_draft
    return draft is None or draft.shape in ("slot", "timed") or draft.when is None


def head_of_slot(parts: list[str], language: str) -> Head | None:
    """The session in what stands beside a time: a title, perhaps with its type in a column of its own."""
    text, is_cancelled = split_cancelled(parts[0])
    text = without_room(text.strip(" :–—-|"))
    if found := parse_head(text, language):
        return Head(found.title, found.code, found.kind, found.when, found.number, is_cancelled or found.is_cancelled)
    text = split_number(text)[1]
    if found := parse_bare(text):
        return found
    if found := _beside_code(parts):
        return found
    first, last = leading_kind(text), leading_kind(parts[-1])
    if len(parts) > 1 and first and first.name and first.end == len(text) and is_title(parts[1]):
        return Head(unquoted(parts[1]), kind=first, is_cancelled=is_cancelled)
    title, stated = split_last_kind(text.rstrip("."))
    kind = stated or kind_of_title(text) or (_whole(last, parts[-1]) if len(parts) > 1 else None)
    return Head(unquoted(title), kind=kind, is_cancelled=is_cancelled) if is_title(title) else None


def _beside_code(parts: list[str]) -> Head | None:
    """ "Workshop 52 | Title", "Title | WS #52"."""
    for code, title in ((parts[0], parts[1]), (parts[-1], parts[0])) if len(parts) > 1 else ():
        if code_alone(code) and is_title(title):
            return Head(unquoted(title), code=code, kind=leading_kind(code))
    return None


def without_gatherings(drafts: list[Draft]) -> list[Draft]:
    """`drafts` without what a timetable prints without an end, a type and a code, where its sessions have an end:
    "20:00 The delegation meets for a meal"."""
    timed = [draft.when.time for draft in drafts if draft.when and draft.when.time]
    ended = sum(1 for time in timed if time.end_clock)
    if ended < FEWEST_ENDS or ended < MOST_OF * len(timed):
        return drafts
    return [draft for draft in drafts if draft.shape != "slot" or draft.code or draft.kind or _has_end(draft)]


def _has_end(draft: Draft) -> bool:
    return bool(draft.when and draft.when.time and draft.when.time.end_clock)


def _whole(kind: Kind | None, text: str) -> Kind | None:
    return kind if kind and kind.name and kind.end == len(text) else None
