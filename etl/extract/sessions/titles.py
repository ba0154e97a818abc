"""Steps about titles: with a code or a type, above their details, in a list that is announced."""

from __future__ import annotations

from etl.extract.sessions import groups
from etl.extract.sessions.draft import Draft, Item
from etl.extract.sessions.fields import LABEL, field_of, read_field
from etl.extract.sessions.heads import Head, is_title, parse_bare, split_number, unquoted
from etl.extract.sessions.kinds import (
    code_alone,
    code_within,
    kind_of_title,
    leading_kind,
    read_type_line,
    without_kinds,
)
from etl.extract.sessions.labelled import has_fields
from etl.extract.sessions.leads import without_report
from etl.extract.sessions.outline import Walk
from etl.extract.sessions.rooms import is_room
from etl.extract.sessions.when import says_only_when, says_zone

LONGEST_LINE_WITH_HEAD = 350
LONGEST_DETAIL = 500


def read_head(walk: Walk, item: Item) -> bool:
    """A line that says itself that it is a session: "WS #17 Title", "Title (10 October | 11:00 - 12:30)"."""
    if item.line.kind == "text" and len(item.text) > LONGEST_LINE_WITH_HEAD:
        return False
    head = walk.head_of(item.text)
    if head is None or (not head.code and _is_type_of_session_above(walk, item)):
        return False
    if not (head.code or head.kind) and not _is_timed(walk, item, head):
        return False
    walk.begin(Draft(item.line, head, "coded" if head.code else "labelled" if head.kind else "timed"), item)
    return True


def _is_type_of_session_above(walk: Walk, item: Item) -> bool:
    """Whether "Workshop – Round table" stands beneath a title and is no session of its own."""
    draft = walk.open_draft
    if draft is None or walk.since_head or item.has_gap or draft.shape != "supported":
        return False
    found = read_type_line(item.text)
    return bool(found and (found.organisers or draft.kind is None))


def _is_timed(walk: Walk, item: Item, head: Head) -> bool:
    time = None if says_only_when(head.title) else head.when.time if head.when else None
    if head.when is None or time is None or not (head.when.day or walk.context.day):
        return False
    return bool(time.end_clock) or item.line.kind == "item"


def read_title_above_details(walk: Walk, item: Item) -> bool:
    """A title with nothing of its own, above a line of type and organisers or of day and time."""
    number, text = split_number(item.text)
    if read_field(item.text) or field_of(text.rstrip(":"))[0] or not _could_be_title(walk, text, item.index):
        return False
    if not _has_details(walk, item, number is not None):
        return False
    text = without_report(text)
    walk.begin(Draft(item.line, Head(unquoted(text), kind=kind_of_title(text), number=number), "supported"), item)
    return True


def _could_be_title(walk: Walk, text: str, index: int) -> bool:
    after = walk.at(index + 1)
    is_coded = after is not None and code_alone(after.text) is not None
    if not is_title(text, is_coded=is_coded) or is_room(text) or says_only_when(text) or says_zone(text):
        return False
    labelled = LABEL.match(text)
    if labelled and says_only_when(labelled["value"]):
        return False
    if code_within(text) and says_only_when(without_kinds(text)[0]):
        return False
    return not (groups.read_day(text, walk.language) or groups.is_generic(text))


def _has_details(walk: Walk, item: Item, is_numbered: bool) -> bool:
    after, second = walk.at(item.index + 1), walk.at(item.index + 2)
    if after is None or after.index in walk.taken or len(after.text) > LONGEST_DETAIL:
        return False
    if kind_of_title(split_number(item.text)[1]) and groups.announces_takeaways(after.text):
        return True
    if code_alone(after.text) and (item.is_heading or not after.has_gap):
        return bool(walk.pure_when(second)) or has_fields(walk, item.index + 2)
    if found := read_type_line(after.text):
        return (
            bool(found.organisers)
            or is_numbered
            or bool(walk.pure_when(second))
            or (item.is_heading and not after.is_heading)
        )
    if walk.head_of(after.text):
        return False
    if _lacks_details(walk):
        return False
    when = walk.pure_when(after) or (walk.when_and_place(after) if item.is_heading else None)
    if when is None or walk.times_lead:
        return has_fields(walk, item.index + 1)
    if when.time is None:
        following = walk.pure_when(second)
        return bool(following and following.time) or bool(second and read_type_line(second.text))
    is_sure = is_numbered or when.time.end_clock or when.time.zone or when.time.is_local
    return bool(is_sure and (is_numbered or when.day or walk.context.day))


def _lacks_details(walk: Walk) -> bool:
    """Whether the session above, a page's own, still waits for its day and time."""
    draft = walk.draft
    return draft is not None and len(walk.drafts) == 1 and draft.shape in ("coded", "labelled") and draft.when is None


def read_type_above(walk: Walk, item: Item) -> bool:
    """A session type alone above the heading that is its title: "Workshop" over "## Title"."""
    after, kind = walk.at(item.index + 1), leading_kind(item.text)
    if item.is_heading or kind is None or kind.name is None or kind.is_plural or kind.end < len(item.text):
        return False
    draft = walk.open_draft
    is_of_draft = draft is not None and not item.has_gap and draft.when is None
    if is_of_draft or after is None or not after.is_heading or not opens(walk, after.index):
        return False
    walk.kind_above = after.index, kind
    walk.claim(item)
    return True


def opens(walk: Walk, index: int) -> bool:
    """Whether a session begins at `index`."""
    item = walk.at(index)
    if item is None:
        return False
    if walk.head_of(item.text) or (walk.context.is_announced and walk.has_bare_lists and parse_bare(item.text)):
        return True
    number, text = split_number(item.text)
    could_be = _could_be_title(walk, text, index) and not read_field(item.text)
    return could_be and _has_details(walk, item, number is not None)


def read_listed(walk: Walk, item: Item) -> bool:
    """A line in a list that is announced as one of sessions: "36 Title", "1. Title", "- Title"."""
    if not walk.context.is_announced or len(item.text) > LONGEST_LINE_WITH_HEAD:
        return False
    if walk.has_bare_lists and (bare := parse_bare(item.text)):
        walk.begin(Draft(item.line, bare, "bare"), item)
        return True
    number, text = split_number(item.text)
    if item.line.kind != "item" or not is_title(text) or _is_content_of_session(walk):
        return False
    if not walk.context.is_announced_here:
        return False
    walk.begin(Draft(item.line, Head(unquoted(text), number=number), "listed"), item)
    return True


def _is_content_of_session(walk: Walk) -> bool:
    """Whether a list stands beneath a session: questions, speakers."""
    draft = walk.open_draft
    return draft is not None and draft.shape not in ("listed", "bare")
