"""Step about lines that name what they state: fields of the session above, or of the one that follows."""

from __future__ import annotations

from dataclasses import replace

from etl.document import Line
from etl.extract.sessions import groups
from etl.extract.sessions.details import take_organisers
from etl.extract.sessions.draft import Draft, Item
from etl.extract.sessions.fields import LABEL, LONGEST_LABEL, Field, field_of, read_field
from etl.extract.sessions.heads import Head, is_title, unquoted
from etl.extract.sessions.kinds import Kind, leading_kind, type_of
from etl.extract.sessions.outline import Walk
from etl.extract.sessions.people import organisation_beside_person, without_person
from etl.extract.sessions.when import When, read_when, says_only_when, spanning
from etl.parse.organisations import Name

STATED = frozenset(("type", "code", "time", "start", "date", "organisers", "status", "track", "end", "zone"))
MOST_FIELDS = 8
LONGEST_TRACK = 100
LISTED = ("slot", "listed", "bare")


def read_labelled(walk: Walk, item: Item) -> bool:
    """ "Time: 10:00", or "Time" above "10:00": a field of the session above, or of the one that follows."""
    found = field_at(walk, item)
    if found is None or not is_plausible(walk, found) or _is_heading(walk, item, found):
        return False
    if found.name == "title":
        return _read_title(walk, item, found)
    if _is_of_next(walk, found):
        walk.waiting = [*walk.waiting[-MOST_FIELDS:], (item, found)]
        return found.name not in ("track", "date")
    draft = walk.draft
    if draft is None or found.name == "title" or (draft.shape in LISTED and item.has_gap):
        return False
    apply(draft, item.line, found, walk.language)
    _skip_value(walk, item, found)
    return True


def _is_heading(walk: Walk, item: Item, found: Field) -> bool:
    """Whether "Theme: …" stands over the sessions beneath, and is no field of the one above."""
    draft = walk.draft
    if found.name != "track" or draft is None or draft.shape == "fields":
        return False
    if item.is_heading and walk.context.has_levels:
        return draft.line.kind != "heading" or item.line.level <= draft.line.level
    return walk.tracks_lead


def field_at(walk: Walk, item: Item) -> Field | None:
    """The field in `item`: label and value, or its label alone with the value in the next line."""
    found = read_field(item.text)
    if found and (found.value or found.name == "other"):
        return found
    label = item.text.rstrip(" :")
    name, is_numbered, note = field_of(label)
    after = walk.at(item.index + 1)
    # "Sala 7" is a room, and no label.
    if name is None or after is None or (name == "room" and is_numbered):
        return None
    if len(label.split()) < 2 and not _is_label_of_session(walk, item, name, after):
        return None
    if field_of(after.text.rstrip(" :"))[0] or read_field(after.text):
        return None
    return Field(name, after.text, -1, is_numbered, note)


def _is_label_of_session(walk: Walk, item: Item, name: str, value: Item) -> bool:
    """Whether one word above another line is a label: "Theme" only among the other fields of a session."""
    if name != "track":
        return name != "title"
    return walk.draft is not None and not item.is_heading and len(value.text) <= LONGEST_TRACK


def has_fields(walk: Walk, index: int) -> bool:
    """Whether fields of a session stand from `index` on: its type, code or time, its day and organisers."""
    names: set[str] = set()
    for offset in range(MOST_FIELDS):
        item = walk.at(index + offset)
        found = field_at(walk, item) if item else None
        is_labelled = item is not None and LABEL.match(item.text[:LONGEST_LABEL]) is not None
        if found is None and not is_labelled and (offset > 1 or not names):
            break
        if found and is_plausible(walk, found):
            names.add(found.name)
    return "title" not in names and (bool(names & {"type", "code", "time", "start"}) or {"date", "organisers"} <= names)


def is_plausible(walk: Walk, found: Field) -> bool:
    """Whether the value is of the kind that its label promises."""
    value = found.value
    if found.name in ("date", "time", "start", "end"):
        return len(value) <= 200 and read_when(value, walk.language) is not None
    if found.name == "type":
        return leading_kind(value) is not None
    if found.name == "code":
        return len(value) <= 30 and any(c.isdigit() for c in value)
    return bool(value) and len(value) <= 1_000


def _is_of_next(walk: Walk, found: Field) -> bool:
    """Whether a field stands above the title that it belongs to."""
    draft = walk.draft
    if found.name not in STATED or draft is None:
        return found.name in STATED
    is_again = (found.name == "code" and draft.code is not None) or (found.name == "track" and draft.track is not None)
    return draft.shape == "fields" and (bool(walk.waiting) or is_again)


def _read_title(walk: Walk, item: Item, found: Field) -> bool:
    value_at = item.index + (1 if found.start < 0 else 0)
    if found.is_numbered or not (walk.waiting or has_fields(walk, value_at + 1)):
        return False
    head = walk.head_of(found.value) or (Head(unquoted(found.value)) if is_title(found.value.rstrip(".")) else None)
    if head is None or says_only_when(head.title):
        return False
    _skip_value(walk, item, found)
    if walk.draft is None or walk.draft.head.title != head.title:
        walk.begin(Draft(item.line, head, "fields"), item)
    waiting, walk.waiting = walk.waiting, []
    for above, other in waiting:
        apply(walk.drafts[-1], above.line, other, walk.language)
    return True


def _skip_value(walk: Walk, item: Item, found: Field) -> None:
    value = walk.at(item.index + 1)
    if found.start < 0 and value:
        walk.taken.add(value.index)
        walk.claim(value)


def apply(draft: Draft, line: Line, found: Field, language: str) -> None:
    """Complete `draft` by a field; what it has already stays."""
    draft.claims.append(line)
    value = found.value
    if found.name == "type":
        draft.kind = draft.head.kind or kind_of_value(value)
    elif found.name == "code":
        draft.code = draft.code or value
    elif found.name in ("date", "time", "start", "end"):
        add_when(draft, found.name, read_when(value, language))
    elif found.name == "track":
        draft.track = draft.track or groups.without_brackets(value)
    elif found.name == "status":
        draft.status = groups.status_of(value) or draft.status
    elif found.name == "organisers":
        _apply_organisers(draft, line, found)
    if found.name in ("time", "start", "zone"):
        draft.zone = draft.zone or (value if found.name == "zone" else found.note) or None


def kind_of_value(value: str) -> Kind:
    """The type in a field or cell, whose label is the whole of it."""
    leading = leading_kind(value)
    return Kind(type_of(value) or (leading.name if leading else None), value, len(value))


def add_when(draft: Draft, name: str, when: When | None) -> None:
    """Add what a field or column says of day and time; "end" completes a beginning."""
    if when is None or (when.day and when.day.is_range):
        return
    mine = draft.when
    if name == "end" and mine and mine.time and when.time:
        draft.when = replace(mine, time=spanning(mine.time, when.time))
    else:
        draft.add_when(when)


def _apply_organisers(draft: Draft, line: Line, found: Field) -> None:
    """ "Organizer 1: person, organisation" names a person first; "Organizers: A, B" organisations."""
    if not found.is_numbered:
        take_organisers(draft, line, without_person(found.value))
    elif name := organisation_beside_person(found.value):
        draft.add_organiser(line, Name(0, len(name), name))
