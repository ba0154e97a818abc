"""Steps about what stands above sessions: a day, a heading."""

from __future__ import annotations

from etl.extract.sessions import groups
from etl.extract.sessions.context import section_of
from etl.extract.sessions.draft import Group, Item
from etl.extract.sessions.outline import Walk
from etl.extract.sessions.rows import settled
from etl.extract.sessions.titles import opens

MOST_LINES_BETWEEN = 3
FIRST_LINES = 3


def read_day(walk: Walk, item: Item) -> bool:
    """A day over the sessions beneath, rather than that of the session above."""
    found = groups.read_day(item.text, walk.language)
    if found is None or (_belongs_to_session(walk, item) and not found.is_marked):
        return False
    walk.context.day = settled(walk.reading, found.mention, item.line)
    walk.close()
    walk.claim(item)
    return True


def _belongs_to_session(walk: Walk, item: Item) -> bool:
    draft = walk.open_draft
    if (
        draft is None
        or draft.shape == "slot"
        or walk.since_head > MOST_LINES_BETWEEN
        or (draft.when and draft.when.day)
    ):
        return False
    following = walk.pure_when(walk.at(item.index + 1))
    if following and following.time:
        return not walk.times_lead
    return not (item.is_heading or item.has_gap) or (walk.context.day is None and not item.is_heading)


def read_heading(walk: Walk, item: Item) -> bool:
    """A heading: the type, the status, the track, the meeting of the sessions beneath."""
    if len(item.text) > groups.LONGEST or not _is_heading(walk, item):
        return False
    section = section_of(item, walk.meeting_named(item))
    section.group = _group(walk, item)
    says_something = section.is_aside or section.announces or section.status or section.group
    if says_something or (item.is_heading and walk.context.has_levels):
        walk.context.enter(section)
        walk.close()
    return section.announces or section.group is not None


def _is_heading(walk: Walk, item: Item) -> bool:
    if item.line.kind == "item":
        return opens(walk, item.index + 1) and not walk.open_draft
    is_intro = item.text.endswith(":") and groups.announces_sessions(item.text)
    return item.is_heading or item.index < FIRST_LINES or is_intro or opens(walk, item.index + 1)


def _group(walk: Walk, item: Item) -> Group | None:
    """The heading as the name of a track, if it may be one."""
    track = groups.read_track(item.text)
    if track is None or item.index == 0:
        return None
    after = walk.at(item.index + 1)
    is_empty = bool(after and len(after.text) < 100 and groups.NONE_THERE.fullmatch(after.text))
    is_direct = is_empty or opens(walk, item.index + 1)
    is_section = item.is_heading and walk.context.has_levels and not _is_part_of_session(walk, item)
    if not (is_direct or track[1] or is_section):
        return None
    group = Group(item, track[0], track[1], is_direct, is_empty)
    walk.groups.append(group)
    return group


def _is_part_of_session(walk: Walk, item: Item) -> bool:
    """Whether a heading stands deeper than the title of the session above."""
    return bool(walk.draft and walk.draft.line.kind == "heading" and item.line.level > walk.draft.line.level)
