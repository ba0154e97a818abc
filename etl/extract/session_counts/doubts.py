"""What looks like a number of a programme's sessions and is none: one organisation's, one day's, one topic's."""

from __future__ import annotations

import re

from etl.extract.session_counts.kinds import BESIDE_WORDS, SIBLINGS, Count, speaks_of_sessions
from etl.extract.session_counts.runs import Run
from etl.extract.session_counts.topics import TOPIC
from etl.figures.counted import Counted
from etl.figures.lexicon import says, says_within, things_of
from etl.figures.measured import is_measured, is_of_one_day
from etl.parse.phrases import words_of

MANY = 20
"""So many sessions are a programme's, whoever speaks of them."""
FEWEST_PROPOSALS = 10
COMMUNITIES = frozenset(("Dynamic Coalition", "Best Practice Forum", "Policy Network", "NRI Session"))
"""Groups that hold sessions under their own name: 17 dynamic coalitions are not 17 sessions."""
OF_FIRST_DAY = frozenset(("Pre-event",))
"""Types of which all sessions are on one day."""
ARE_SESSIONS = re.compile(
    r"sessions?\b|meetings?\b|sesi[oó]n|sess[oõã]|s[eé]ances?\b|sitzung|treffen|reuni[oõ]|r[eé]union", re.IGNORECASE
)
TOPIC_BEFORE = re.compile(r"\W*(?:about|regarding|sobre|acerca de|sur|zu|zum thema|über)\s", re.IGNORECASE)
POSSIBLE = re.compile(
    r"\b(?:can|could|may|might)\s+be\s+(?:held|hosted|accepted|scheduled|organi[sz]ed|accommodated|selected|offered|approved)|\bpueden\s+\w+rse\b|\bpodem\s+ser\b"
    r"|\bpeuvent\s+être\b|\bkönnen\b[^.]*\bwerden\b",
    re.IGNORECASE,
)
"""A call says how many sessions there can be."""
ONE_DAY = re.compile(
    r"\b(?:held|took place|scheduled|celebrad[oa]s|realizad[oa]s|tenues?)\s+(?:on|el|em|le|am)\s+\d{1,2}\b"
    r"|\bon\s+\d{1,2}\s+[A-Z]\w+\b",
    re.IGNORECASE,
)


def is_of_programme(count: Count, run: Run, language: str) -> bool:
    """Whether a number is of the meeting's whole programme; `run` is what is counted in the same list."""
    if is_measured(count.counted, language) or is_of_one_day(count.counted) or POSSIBLE.search(count.counted.words):
        return False
    if count.dimension == "track":
        return True
    if count.dimension in ("proposals", "accepted"):
        return _are_proposals(count, run, language)
    if count.counted.pair.is_listed:
        return not ONE_DAY.search(count.counted.pair.label) and _is_in_list(count, run, language)
    return not _is_part(count, run, language) and _is_whole(count, run, language)


def _are_proposals(count: Count, run: Run, language: str) -> bool:
    """Whether what was accepted is sessions: where proposals are spoken of, or sessions counted beside."""
    counted = count.counted
    if count.dimension == "proposals":
        return counted.pair.is_listed or counted.count >= FEWEST_PROPOSALS
    said = [thing for text in (counted.words, *counted.titles) for thing in things_of(text, language)]
    beside = [other.pair for other in run.of_passage(counted.passage) if other is not counted]
    is_said = any(thing.has("proposals") for thing in said) or any(p.has("proposals", "type") for p in beside)
    return is_said or count.group_name is not None


def _is_in_list(count: Count, run: Run, language: str) -> bool:
    """A line of a list of types, or one that says no more than how many sessions of which type there were."""
    counted, pair = count.counted, count.counted.pair
    if run.listed_sessions > SIBLINGS:
        return True
    text = counted.passage.text
    known = sum(len(words_of(text[thing.start : thing.end])) for thing in pair.things)
    most = 0 if counted.passage.kind == "heading" else BESIDE_WORDS
    is_plain = len(words_of(pair.label)) - known <= most or bool(pair.hints)
    is_backed = counted.count >= MANY or run.listed_sessions >= SIBLINGS or _is_titled(counted, language)
    return is_plain and is_backed and not _is_of_communities(count, run)


def _is_titled(counted: Counted, language: str) -> bool:
    titles = (*counted.pair.hints, *(text for _, text in counted.passage.under.titles[:2]))
    return any(speaks_of_sessions(title, language) or says("programme", title, language) for title in titles)


def _is_part(count: Count, run: Run, language: str) -> bool:
    """Whether prose speaks of a day, a topic, a community, or of what somebody did in sessions."""
    counted, pair, text = count.counted, count.counted.pair, count.counted.passage.text
    start, end = counted.sentence[0], max(pair.scope[1], pair.end)
    is_of_a_day = says_within("part_of_meeting", text, start, end, language) or ONE_DAY.search(text, start, end)
    if is_of_a_day and count.group_name not in OF_FIRST_DAY:
        return True
    if TOPIC_BEFORE.match(text[start : pair.amount.start]):
        return True
    if TOPIC.match(text[pair.end : counted.sentence[1]]) or _is_of_communities(count, run):
        return True
    takes_part = says_within("part_in_sessions", text, start, pair.amount.start, language)
    return takes_part and not _is_said_before(counted, run, "population")


def _is_whole(count: Count, run: Run, language: str) -> bool:
    """Whether there are many, or the sentence speaks of the programme, or counts several kinds of sessions."""
    counted = count.counted
    if counted.count >= MANY:
        return True
    if counted.words.rstrip().endswith(":") and not says("programme", counted.words, language):
        return False
    organises = says_within("organises", counted.passage.text, counted.sentence[0], counted.pair.amount.start, language)
    if organises and not _is_said_before(counted, run, "sessions"):
        return False
    beside = [other for other in run.beside(counted) if other.pair.has("type", "sessions")]
    return len(beside) >= SIBLINGS or bool(says("programme", counted.words, language))


def _is_of_communities(count: Count, run: Run) -> bool:
    if count.group_name not in COMMUNITIES or ARE_SESSIONS.search(count.label):
        return False
    return run.sessions_at(count.counted.sentence) <= SIBLINGS


def _is_said_before(counted: Counted, run: Run, kind: str) -> bool:
    """Whether the sentence counts many before: people, who took part in all sessions, or all sessions."""
    place = counted.pair.amount.start
    before = (other for other in run.beside(counted) if other.pair.amount.start < place)
    return any(other.pair.has(kind) and other.count >= MANY for other in before)
