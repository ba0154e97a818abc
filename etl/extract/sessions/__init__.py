"""Sessions of a programme, with their organisers: from lines, tables and reports."""

from __future__ import annotations

from etl.extract.sessions.above import read_day, read_heading
from etl.extract.sessions.details import read_detail
from etl.extract.sessions.draft import Draft, Group
from etl.extract.sessions.labelled import read_labelled
from etl.extract.sessions.outline import Walk
from etl.extract.sessions.quoted import read_quoted
from etl.extract.sessions.reports import add_organisers, read_report
from etl.extract.sessions.rows import Writer
from etl.extract.sessions.single import is_of_one_session, read_single
from etl.extract.sessions.slots import read_slot, without_gatherings
from etl.extract.sessions.tables import read_tables
from etl.extract.sessions.titles import read_head, read_listed, read_title_above_details, read_type_above
from etl.reading import Reading
from etl.words import words

__all__ = ["extract"]

STEPS = (
    read_labelled,
    read_day,
    read_slot,
    read_head,
    read_type_above,
    read_detail,
    read_title_above_details,
    read_listed,
    read_heading,
)


def extract(reading: Reading) -> None:
    """Add the document's sessions and who organised them."""
    walk = Walk(reading)
    drafts = without_gatherings(walk.read(STEPS))
    _settle_tracks(reading, walk.groups, drafts)
    drafts += read_tables(reading)
    known = {draft.line.index for draft in drafts}
    drafts += [draft for draft in read_quoted(reading) if draft.line.index not in known]
    if is_of_one_session(walk, drafts):
        only = read_single(walk, drafts)
        drafts = [only] if only else []
    drafts = drafts or read_report(reading)
    drafts.sort(key=lambda draft: draft.line.index)
    if len(drafts) == 1 and not drafts[0].organisers:
        add_organisers(reading, drafts[0])
    writer = Writer(reading, _status(reading, drafts))
    for draft in drafts:
        writer.write(draft)
    writer.finish()


def _settle_tracks(reading: Reading, found: list[Group], drafts: list[Draft]) -> None:
    """Keep the headings that are tracks: they say so, or several alike stand directly above sessions."""
    with_drafts = {id(draft.group) for draft in drafts}
    used = [group for group in found if group.is_empty or id(group) in with_drafts]
    alike: dict[tuple[int, bool], set[str]] = {}
    for group in used:
        alike.setdefault(_likeness(group), set()).add(group.name)
    over_bare = {id(draft.group) for draft in drafts if draft.shape == "bare"}
    tracks = [g for g in used if g.is_explicit or len(alike[_likeness(g)]) >= 2 or id(g) in over_bare]
    kept = {id(group) for group in tracks}
    for draft in drafts:
        draft.group = draft.group if id(draft.group) in kept else None
    for group in tracks:
        reading.claim(group.item.line, 0, len(group.item.line.text))
        if group.is_empty:
            reading.note("track-without-sessions", group.item.line, group.name,
                         f'the document names no session under "{group.name}"; '
                         "add its sessions to a record if there were any")  # fmt: skip


def _likeness(group: Group) -> tuple[int, bool]:
    return group.item.line.level, group.is_direct


def _status(reading: Reading, drafts: list[Draft]) -> str:
    """The status where nothing is said: on the programme, if the document presents one or reports on it."""
    has_times = any(draft.day or draft.when for draft in drafts)
    head = [line.text for line in reading.document.lines if line.kind == "heading" or line.index < 40]
    return "scheduled" if has_times or any(words("presents").search(text) for text in head) else "unknown"
