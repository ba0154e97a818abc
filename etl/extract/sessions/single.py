"""The one session that a session report is about: its title and fields at the top, its organisers in the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from etl.document import Line
from etl.extract.sessions import groups
from etl.extract.sessions.draft import Draft, Item
from etl.extract.sessions.fields import Field, field_of, read_field
from etl.extract.sessions.heads import Head, is_title, parse_head, unquoted
from etl.extract.sessions.kinds import (
    AROUND_MEETING,
    Kind,
    code_alone,
    code_within,
    kinds_within,
    leading_kind,
    without_kinds,
)
from etl.extract.sessions.labelled import apply, field_at, is_plausible
from etl.extract.sessions.outline import Walk
from etl.extract.sessions.quoted import QUOTED
from etl.extract.sessions.reports import add_organisers, read_report
from etl.extract.sessions.rooms import is_room
from etl.extract.sessions.when import When, read_when, says_only_when
from etl.kinds import kind_of
from etl.parse.phrases import words_of
from etl.words import alternatives, words

HEAD_ITEMS = 14
LONGEST_LINE = 220
LONGEST_LEAD = 80
FEWEST_LISTED = 2
LONGEST_ABBREVIATION = 4
STATED = ("type", "code", "date", "time", "start", "end", "zone", "track", "organisers", "status")
NUMBERED = re.compile(r"\s?#\s?(?P<number>\d{1,4})\b")
JOINT = r"\s*[:|–—·]\s*|\s-\s"


def is_of_one_session(walk: Walk, drafts: Sequence[Draft]) -> bool:
    """Whether the document reports on one session, and is no list of sessions with what was said in each."""
    if kind_of(walk.reading.document) == "session report":
        listed = [draft for draft in drafts if draft.shape in ("fields", "supported", "labelled", "coded", "row")]
        return len({draft.head.title for draft in listed}) < FEWEST_LISTED
    top = walk.items[:HEAD_ITEMS]
    short = (item.text for item in walk.items if len(item.text) <= LONGEST_LINE)
    codes = {code for text in short if (code := code_alone(text))} if not drafts else ()
    return not drafts and len(codes) == 1 and any(map(walk.pure_when, top))


def read_single(walk: Walk, drafts: Sequence[Draft]) -> Draft | None:
    """The session of the report, with what the top of the document and its fields say of it."""
    draft = _begun(walk, drafts)
    if draft is None:
        return None
    for item in walk.items:
        found = field_at(walk, item)
        if found and found.name in STATED and is_plausible(walk, found) and not _has(draft, found):
            apply(draft, item.line, found, walk.language)
    _take_when(walk, draft)
    top = [item for item in walk.items[:HEAD_ITEMS] if len(item.text) <= LONGEST_LINE]
    alone = ((item, code) for item in top if (code := code_alone(item.text) or code_within(item.text)))
    if draft.code is None and (coded := next(alone, None)):
        draft.claims += coded[0].parts or (coded[0].line,)
        draft.code = coded[1]
    draft.code = draft.code or _only_code(walk)
    draft.kind = draft.kind or _kind_of_report(walk)
    if not draft.organisers:
        add_organisers(walk.reading, draft)
    return draft


def _has(draft: Draft, found: Field) -> bool:
    when = draft.when
    stated = {
        "date": when and when.day and (when.time or not read_when(found.value, "en")),
        "time": when and when.time,
        "start": when and when.time,
        "track": draft.track,
        "code": draft.code,
        "type": draft.head.kind,
    }
    return bool(stated.get(found.name))


def _begun(walk: Walk, drafts: Sequence[Draft]) -> Draft | None:
    """A session whose title the walk has found near the top, else one with the title of the document."""
    top = walk.items[: HEAD_ITEMS + 1]
    last = top[-1].line.index if top else 0
    if titled := _of_title_field(walk, top):
        return titled
    near = [draft for draft in drafts if draft.line.index <= last]
    for is_best in (_is_coded, _is_titled, _is_quoted):
        if found := next((draft for draft in near if is_best(draft)), None):
            return found
    return next(iter(read_report(walk.reading)), None) or _titled(walk, top)


def _of_title_field(walk: Walk, top: Sequence[Item]) -> Draft | None:
    """The session of "Session title: …"."""
    for item in top:
        found = read_field(item.text)
        if found and found.name == "title" and not found.is_numbered:
            value = found.value.rstrip(".")
            head = parse_head(value, walk.language) or (Head(unquoted(value)) if is_title(value) else None)
            if head:
                return Draft(item.line, head, "fields", claims=[item.line])
    return None


def _is_coded(draft: Draft) -> bool:
    return draft.code is not None and draft.shape != "slot"


def _is_titled(draft: Draft) -> bool:
    is_heading = draft.line.kind == "heading"
    return draft.shape in ("fields", "row") or (draft.shape in ("labelled", "supported") and is_heading)


def _is_quoted(draft: Draft) -> bool:
    return draft.shape in ("quoted", "labelled")


def _titled(walk: Walk, top: Sequence[Item]) -> Draft | None:
    beneath_code = {item.index + 1 for item in top if code_alone(item.text)}
    ordered = sorted(
        top, key=lambda one: (not _says_report(one.text), one.index not in beneath_code, not one.is_heading, one.index)
    )
    for item in ordered:
        if head := _head_of(walk, item):
            return Draft(item.line, head, "report", claims=list(item.parts or (item.line,)))
    return None


def _only_code(walk: Walk) -> str | None:
    """The code of the one session that the prose of the report names by its code: "held workshop #12"."""
    found = {code for item in walk.items for code in _codes_in(item.text)}
    return next(iter(found)) if len(found) == 1 else None


def _codes_in(text: str) -> Iterator[str]:
    for word in words_of(text) if "#" in text else ():
        kind = leading_kind(text[word.start :])
        number = NUMBERED.match(text, word.start + kind.end) if kind and kind.name else None
        if kind and number:
            yield f"{kind.label} #{number['number']}"


def _kind_of_report(walk: Walk) -> Kind | None:
    """The type in the line that says that this is a report: "Report of a workshop at IGF 2022"."""
    says_so = (item.text for item in walk.items[:HEAD_ITEMS] if words("reports").search(item.text[:LONGEST_LINE]))
    kinds = (kind for text in says_so for kind in kinds_within(text[:LONGEST_LINE]) if not kind.is_plural)
    return next(kinds, None)


def _says_report(text: str) -> bool:
    return bool(words("session_reports").search(text) or words("reports").search(text)) and not _is_nothing_else(text)


def _head_of(walk: Walk, item: Item) -> Head | None:
    """The title in a line at the top, without what says that this is a report, and of which meeting."""
    text = item.text
    is_field = read_field(text) and not (item.is_heading and _lead().match(text))
    is_label = field_of(text.rstrip(" :"))[0] is not None
    if len(text) > LONGEST_LINE or is_field or is_label or item.line.kind == "item" or is_room(text):
        return None
    kind = next(iter(kinds_within(text[:LONGEST_LEAD])), None)
    if (quoted := QUOTED.search(text)) and words("reports").search(text[: quoted.start()]):
        return Head((quoted["title"] or quoted["plain"]).strip(" ,."), kind=kind)
    text = _bare(text)
    if head := parse_head(text, walk.language):
        return head
    when = read_when(text, walk.language)
    is_of_meeting = says_only_when(without_kinds(text)[0] if code_within(text) else text)
    is_other = (when and (when.time or when.day)) or is_of_meeting or _is_nothing_else(text)
    is_word = len(text.split()) < 2 and text == item.text
    if is_other or groups.is_generic(text) or not is_title(text) or is_word:
        return None
    return Head(unquoted(text), kind=kind if _says_report(item.text) and _is_of_lead(kind, item.text) else None)


def _is_of_lead(kind: Kind | None, text: str) -> bool:
    """Whether the type stands in the words that say that this is a report: "Workshop report: …"."""
    lead = _lead().match(text)
    return kind is not None and lead is not None and bool(kinds_within(lead.group()))


def _bare(text: str) -> str:
    if (meeting := AROUND_MEETING.match(text)) and meeting.end() > LONGEST_ABBREVIATION:
        text = text[meeting.end() :]
    text = _lead().sub("", text, count=1)
    text = _tail().sub("", text, count=1)
    return text.strip(" |–—-:")


def _is_nothing_else(text: str) -> bool:
    """Whether a line says no more than that this is a report of some meeting."""
    return not re.sub(r"[\W\d_]+", "", _tokens().sub(" ", text))


@cache
def _lead() -> re.Pattern[str]:
    """ "Session report: ", "Informe de la sesión – ", "IGF 2023 Workshop Report | "."""
    return re.compile(
        rf"^(?:[^:|–—“«„\"]{{0,40}}\b)?(?:{alternatives('reports')})\b[^:|–—“«„\"]{{0,50}}(?:{JOINT})(?=\S)",
        re.IGNORECASE,
    )


@cache
def _tail() -> re.Pattern[str]:
    """ " – session report", "| Informe"."""
    return re.compile(
        rf"(?:{JOINT}|\s\()[^:|–—“«„\"]{{0,30}}\b(?:{alternatives('reports')})\b[^:|–—“«„\"]{{0,30}}$", re.IGNORECASE
    )


@cache
def _tokens() -> re.Pattern[str]:
    names = ("reports", "session_reports", "sessions", "rounds", "any_type", "prepositions", "after_generic")
    return re.compile(rf"(?<!\w)(?:{alternatives(*names)})(?!\w)", re.IGNORECASE)


def _take_when(walk: Walk, draft: Draft) -> None:
    """Day and time from the lines at the top, else from the sentence that says when the session took place."""
    top = [item for item in walk.items[:HEAD_ITEMS] if len(item.text) <= LONGEST_LINE and item.line.kind != "row"]
    found = [(item.line, when) for item in top if (when := _single(read_when(item.text, walk.language)))]
    for line, when in sorted(found, key=lambda pair: pair[1].time is None):
        if draft.add_when(when):
            draft.claims.append(line)
    if draft.when is None or draft.when.time is None or draft.when.day is None:
        for line in walk.reading.document.lines:
            if line.kind != "row" and (when := _said_in(line, walk.language)):
                draft.add_when(when)


def _single(when: When | None) -> When | None:
    """`when`, unless it is a range of days without a time: those of the meeting."""
    return None if when is None or (when.day and when.day.is_range) else when


def _said_in(line: Line, language: str) -> When | None:
    for sentence in re.split(r"(?<=[a-zà-ÿ)][.!?])\s+", line.text):
        if words("held").search(sentence) and words("rounds").search(sentence):
            return _single(read_when(sentence, language))
    return None
