"""Stated numbers of sessions, by type and by track, and of proposals.

"80 pre-events" counts sessions of a type, "146 sessions" all of them, "434 workshop proposals" none. A
number of coalitions, booths or hubs is no number of sessions, nor is what one organisation did or what
was about one topic or on one day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from etl.figures.counted import Counted, counted_in
from etl.figures.lexicon import GROUPS, says, says_within, senses_of, things_of
from etl.figures.lists import trimmed
from etl.parse.phrases import words_of
from etl.reading import Reading
from etl.vocabulary import fold

EXTRACTOR = "session_counts"
MANY = 20
"""So many sessions are a programme's, whoever speaks of them."""
FEWEST_PROPOSALS = 10
SIBLINGS = 2
LONGEST_LINE = 25
BESIDE_WORDS = 3
COMMUNITIES = frozenset(("Dynamic Coalition", "Best Practice Forum", "Policy Network", "NRI Session"))
"""Groups that hold sessions under their own name: 17 dynamic coalitions are not 17 sessions."""
ARE_SESSIONS = re.compile(
    r"sessions?\b|meetings?\b|sesi[oó]n|sess[oõã]|s[eé]ances?\b|sitzung|treffen|reuni[oõ]|r[eé]union", re.IGNORECASE
)
TOPIC = re.compile(
    r"\s*(?:\w+\s+)?(?:on|about|regarding|related to|dealing with|devoted to|dedicated to|focus(?:ed|ing|sed) on|addressing|covering|sobre|acerca de"  # noqa: E501
    r"|dedicad[oa]s a|relacionad[oa]s con|sur|portant sur|consacrée?s à|zum|zur|zu|über)\s+(?!the (?:programme|program|agenda|schedule)\b|site\b|\d)",  # noqa: E501
    re.IGNORECASE,
)
AND_OTHERS = re.compile(
    r",?\s+(?:and|y|e|et|und)\s+(?:many\s+)?(?:other|otr[ao]s|outr[ao]s|d'autres|autres|andere|weitere)\b",
    re.IGNORECASE,
)
ONE_DAY = re.compile(
    r"\b(?:held|took place|scheduled|celebrad[oa]s|realizad[oa]s|tenues?)\s+(?:on|el|em|le|am)\s+\d{1,2}\b|\bon\s+\d{1,2}\s+[A-Z]\w+\b",  # noqa: E501
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Count:
    """A number of sessions or proposals, and of which."""

    counted: Counted
    dimension: str
    group_name: str | None
    label: str
    is_known: bool = True


def extract(reading: Reading) -> None:
    """Add a row for every stated number of sessions or proposals."""
    counted = [c for c in counted_in(reading) if not _is_read(reading, c) and c.setting.meeting_id]
    tracks = {fold(row["track"]) for row in reading.table("tracks")}
    seen: set[tuple[object, ...]] = set()
    for _, run in groupby(counted, key=lambda c: c.group[0]):
        for count in _of_run(list(run), tracks, reading.language):
            setting, pair = count.counted.setting, count.counted.pair
            key = (
                setting.meeting_id,
                setting.phase,
                count.dimension,
                count.group_name or fold(count.label),
                pair.amount.count,
            )
            if key not in seen and not pair.amount.is_comparison:
                _add(reading, count)
            seen.add(key)
            reading.claim(count.counted.line, *count.counted.span)


def _is_read(reading: Reading, counted: Counted) -> bool:
    piece = counted.passage.piece_at(counted.pair.amount.start)
    start = counted.pair.amount.start - piece.start + piece.offset
    return reading.is_claimed(piece.line, start, start + 1)


def _of_run(run: Sequence[Counted], tracks: set[str], language: str) -> Iterator[_Count]:
    for counted in run:
        if counted.pair.amount.count is None:
            continue
        count = _track(counted, run, tracks, language) or _count(counted, run, language)
        if count and _is_of_programme(count, run, language):
            yield count


# --- what is counted


def _count(counted: Counted, run: Sequence[Counted], language: str) -> _Count | None:
    pair = counted.pair
    types = list(dict.fromkeys(s.name for s in pair.senses if s.kind == "type"))
    if pair.is_listed and not pair.senses and _is_type_list(counted, run):
        return _Count(counted, "type", None, pair.label, is_known=False)
    if pair.is_listed and pair.has("total") and _is_type_list(counted, run):
        return _Count(counted, "total", None, pair.label)
    if not pair.has("type", "sessions", "proposals", "accepted") or pair.has("population"):
        return None
    if pair.has(*GROUPS) and not _is_type_list(counted, run):
        return None
    if dimension := _proposed(counted, run, language):
        near = [
            c.pair.label for c in reversed(run)
            if c.passage is counted.passage and c.pair.has("proposals") and c.pair.start < pair.start
        ]  # fmt: skip
        name = next(filter(None, (_type_of(label, language) for label in (pair.label, *near))), None)
        return _Count(counted, dimension, name, pair.label)
    if not types and not pair.is_listed and (label := _unknown_type(counted, run)):
        return _Count(counted, "type", None, label, is_known=False)
    if types and (AND_OTHERS.match(counted.passage.text, pair.end) or (pair.is_spanning and types[-1] == "Other")):
        return _Count(counted, "total", None, pair.label)
    if types:
        is_one = len(types) == 1 and not pair.is_spanning
        return _Count(counted, "type", types[0] if is_one else None, pair.label)
    return _Count(counted, "total", None, pair.label)


def _unknown_type(counted: Counted, run: Sequence[Counted]) -> str:
    """The label of "12 unplugged sessions" in a sentence that counts several known types."""
    pair, text = counted.pair, counted.passage.text
    beside = [c for c in run if c.passage is counted.passage and c.sentence == counted.sentence and c.pair.has("type")]
    at = text.find(pair.label, pair.amount.end)
    words = words_of(text[pair.amount.end : at]) if at >= 0 else []
    is_named = len(beside) >= SIBLINGS and 1 <= len(words) <= BESIDE_WORDS and pair.has("sessions")
    return text[pair.amount.end : at + len(pair.label)].strip() if is_named else ""


def _proposed(counted: Counted, run: Sequence[Counted], language: str) -> str | None:
    """Whether the words count proposals, or those of them that were accepted."""
    pair = counted.pair
    said = [s.kind for thing in pair.things for s in thing.senses]
    titles = [*pair.hints, *(text for _, text in counted.passage.under.titles[:1])] if pair.is_listed else pair.hints
    for title in titles:
        said += [s.kind for thing in things_of(title, language) for s in thing.senses]
    if pair.has("accepted") or "accepted" in said:
        return "accepted"
    is_proposed = pair.has("proposals") or "proposals" in said
    return "proposals" if is_proposed or "submitted" in said and pair.has("type", "sessions") else None


def _type_of(label: str, language: str) -> str | None:
    names = {s.name for thing in things_of(label, language) for s in thing.senses if s.kind == "type"}
    if not names:
        names = {s for word, s in PROPOSED if word in fold(label)}
    return names.pop() if len(names) == 1 else None


PROPOSED = (("workshop", "Workshop"), ("taller", "Workshop"), ("atelier", "Workshop"), ("oficina", "Workshop"),
            ("open forum", "Open Forum"))  # fmt: skip


def _is_type_list(counted: Counted, run: Sequence[Counted]) -> bool:
    """Whether an unknown label stands among session types."""
    types = [
        c for c in run
        if c.pair.is_listed and c.pair.has("type") and not c.pair.has(*GROUPS) and _is_near(c, counted)
    ]  # fmt: skip
    return len(types) >= SIBLINGS


def _is_near(one: Counted, other: Counted) -> bool:
    return one.group == other.group and one.pair.amount.is_share == other.pair.amount.is_share


def _track(counted: Counted, run: Sequence[Counted], tracks: set[str], language: str) -> _Count | None:
    """A number of sessions of one track, in a list or a table of tracks."""
    pair = counted.pair
    if not pair.is_listed and not pair.has("sessions") or pair.has("type", "population", "proposals"):
        return None
    label = pair.label if pair.is_listed and not pair.has("sessions") else _beside(counted)
    if (
        not label
        or pair.has("total")
        or any(s.kind == "uncounted" for s in senses_of(label, language)[:1])
        or _is_uncounted(label, language)
    ):
        return None
    titles = (*pair.hints, *(text for _, text in counted.passage.under.titles[:1]))
    is_track = fold(label) in tracks
    is_titled = any(says("track_heading", title, language) for title in titles) and any(
        _speaks_of_sessions(title, language) for title in (*titles, counted.words)
    )
    return _Count(counted, "track", None, label) if is_track or is_titled else None


def _is_uncounted(label: str, language: str) -> bool:
    """Whether the last word of a label is what is counted, and no session: "71 booths in the village"."""
    things = things_of(label, language)
    return (
        bool(things)
        and things[0].has("uncounted")
        and things[0].start == 0
        and len(words_of(label)) <= 5
        and "," not in label
    )


def _speaks_of_sessions(text: str, language: str) -> bool:
    return any(thing.has("sessions", "type") for thing in things_of(text, language))


def _beside(counted: Counted) -> str:
    """The rest of a line that counts a track's sessions: "28 sessions on Trust", "Trust: 28 sessions"."""
    pair, text = counted.pair, counted.passage.text
    sessions = next((thing for thing in pair.things if thing.has("sessions")), None)
    if sessions is None or counted.passage.kind not in ("item", "text") or len(words_of(text)) > LONGEST_LINE:
        return ""
    before = text[counted.sentence[0] : min(pair.amount.start, sessions.start)]
    after = text[max(pair.amount.last, sessions.end) : counted.sentence[1]]
    topic = TOPIC.match(after)
    rest = after[topic.end() :] if topic else (after if words_of(after) else before)
    low, high = trimmed(rest, 0, len(rest))
    return rest[low:high] if words_of(rest[low:high]) else ""


# --- what is no number of the programme's sessions


def _is_of_programme(count: _Count, run: Sequence[Counted], language: str) -> bool:
    counted = count.counted
    pair, text = counted.pair, counted.passage.text
    if count.dimension in ("track", "proposals", "accepted"):
        return count.dimension == "track" or _are_proposals(count, run, language)
    if pair.is_listed:
        return not ONE_DAY.search(pair.label) and _is_in_list(count, run, language)
    start, end = counted.sentence[0], max(pair.scope[1], pair.end)
    if says_within("part_of_meeting", text, start, end, language) or ONE_DAY.search(text, start, end):
        return False
    if TOPIC.match(text[pair.end : counted.sentence[1]]) or _is_of_communities(count, run):
        return False
    if says_within("part_in_sessions", text, start, pair.amount.start, language) and not _has_participants(
        run, counted
    ):
        return False
    is_many = (pair.amount.count or 0) >= MANY
    if (
        not is_many
        and not _has_total(run, counted)
        and says_within("organises", text, start, pair.amount.start, language)
    ):
        return False
    return is_many or _is_summed_up(count, run, language)


def _are_proposals(count: _Count, run: Sequence[Counted], language: str) -> bool:
    """Whether what was accepted is sessions: where proposals are spoken of, or sessions counted beside."""
    counted = count.counted
    if count.dimension == "proposals":
        return counted.pair.is_listed or (counted.pair.amount.count or 0) >= FEWEST_PROPOSALS
    if count.group_name:
        return True
    titles = [text for _, text in counted.passage.under.titles[:1]]
    said = [t for text in (counted.words, *counted.pair.hints, *titles) for t in things_of(text, language)]
    beside = [c for c in run if c.passage is counted.passage and c is not counted]
    return any(thing.has("proposals") for thing in said) or any(c.pair.has("proposals", "type") for c in beside)


def _is_in_list(count: _Count, run: Sequence[Counted], language: str) -> bool:
    """A line of a list of types, or one that says no more than how many sessions of which type there were."""
    pair = count.counted.pair
    types = [c for c in run if c.pair.is_listed and c.pair.has("type", "sessions")]
    if len(types) > SIBLINGS:
        return True
    text = count.counted.passage.text
    known = sum(len(words_of(text[thing.start : thing.end])) for thing in pair.things)
    is_plain = len(words_of(pair.label)) - known <= BESIDE_WORDS or bool(pair.hints)
    is_many = (pair.amount.count or 0) >= MANY
    return (
        is_plain
        and not _is_of_communities(count, run)
        and (is_many or len(types) >= SIBLINGS or _is_titled(count, language))
    )


def _is_titled(count: _Count, language: str) -> bool:
    titles = (*count.counted.pair.hints, *(text for _, text in count.counted.passage.under.titles[:2]))
    return any(_speaks_of_sessions(title, language) or says("programme", title, language) for title in titles)


def _is_of_communities(count: _Count, run: Sequence[Counted]) -> bool:
    if count.group_name not in COMMUNITIES or ARE_SESSIONS.search(count.label):
        return False
    beside = [c for c in run if c.sentence == count.counted.sentence and c.pair.has("type", "sessions")]
    return len(beside) <= SIBLINGS


def _has_participants(run: Sequence[Counted], counted: Counted) -> bool:
    """Whether the sentence says before that so many people came: they took part in all sessions."""
    return any(
        c.passage is counted.passage
        and c.sentence == counted.sentence
        and c.pair.has("population")
        and c.pair.amount.start < counted.pair.amount.start
        and (c.pair.amount.count or 0) >= MANY
        for c in run
    )


def _has_total(run: Sequence[Counted], counted: Counted) -> bool:
    """Whether the sentence says before how many sessions there were in all."""
    return any(
        c.passage is counted.passage
        and c.sentence == counted.sentence
        and c.pair.has("sessions")
        and c.pair.amount.start < counted.pair.amount.start
        and (c.pair.amount.count or 0) >= MANY
        for c in run
    )


def _is_summed_up(count: _Count, run: Sequence[Counted], language: str) -> bool:
    """Whether the sentence speaks of the programme, or counts several kinds of sessions."""
    counted = count.counted
    beside = [
        c
        for c in run
        if c.passage is counted.passage and c.sentence == counted.sentence and c.pair.has("type", "sessions")
    ]
    return len(beside) >= SIBLINGS or bool(says("programme", counted.words, language))


# --- the row


def _add(reading: Reading, count: _Count) -> None:
    counted, pair, setting = count.counted, count.counted.pair, count.counted.setting
    reading.add(
        "session_counts", counted.line, EXTRACTOR, span=counted.span,
        meeting_id=setting.meeting_id, year=setting.year, phase=setting.phase, dimension=count.dimension,
        group_name=count.group_name, label=count.label, count=pair.amount.count, qualifier=pair.amount.qualifier,
        status=setting.status, is_preferred=False,
    )  # fmt: skip
    for piece in counted.passage.pieces:
        if piece.line is not counted.line and pair.start < piece.end and piece.start < pair.end:
            reading.claim(piece.line, piece.offset, len(piece.line.text))
    if not count.is_known:
        reading.note("label-unknown", counted.line, count.label,
                     "not in data/vocabulary/session_types.yml, and among labels that are; add it there")  # fmt: skip
