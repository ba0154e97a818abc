"""As what a number counts sessions: all of them, a type, a track, proposals, or those that were accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.extract.session_counts.runs import Run
from etl.extract.session_counts.topics import beside_sessions
from etl.figures.counted import Counted
from etl.figures.lexicon import GROUPS, says, things_of
from etl.parse.phrases import words_of
from etl.vocabulary import fold

SIBLINGS = 2
BESIDE_WORDS = 3
LONGEST_HEAD = 5
PROPOSED = {
    "workshop": "Workshop",
    "taller": "Workshop",
    "atelier": "Workshop",
    "oficina": "Workshop",
    "open forum": "Open Forum",
}
WITHOUT = re.compile(r"(?:without|outside|sin|sem|sans|hors|ohne|außerhalb)\b", re.IGNORECASE)
AND_OTHERS = re.compile(
    r",?\s+(?:and|y|e|et|und)\s+(?:many\s+)?(?:other|otr[ao]s|outr[ao]s|d'autres|autres|andere|weitere)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of sessions or proposals, and of which."""

    counted: Counted
    dimension: str
    group_name: str | None
    label: str
    is_known: bool = True


def count_of(counted: Counted, run: Run, language: str) -> Count | None:
    """What a number counts, where its label speaks of sessions; `run` is what is counted in the same list."""
    pair = counted.pair
    is_in_list = pair.is_listed and _is_among_types(counted, run)
    if pair.has("total") and any(t.has("population") for hint in pair.hints for t in things_of(hint, language)):
        return None
    if is_in_list and (not pair.senses or pair.has("total")):
        return Count(counted, "total" if pair.senses else "type", None, pair.label, is_known=bool(pair.senses))
    if _are_others(counted, run):
        return Count(counted, "type", "Other", pair.label)
    if not pair.has("type", "sessions", "proposals", "accepted") or pair.has("population"):
        return None
    if pair.has(*GROUPS) and not _is_among_types(counted, run):
        return None
    if _is_one_of_topics(counted, run, language):
        return None
    if dimension := _proposed(counted, language):
        return Count(counted, dimension, _proposed_type(counted, run, language), pair.label)
    return _of_sessions(counted, run)


def _are_others(counted: Counted, run: Run) -> bool:
    """Whether "16 others" ends a sentence that counts sessions of several types."""
    if not counted.pair.senses or any(sense.name != "Other" for sense in counted.pair.senses):
        return False
    before = [other for other in run.beside(counted) if other.pair.start < counted.pair.start]
    return sum(other.pair.has("type") for other in before) >= SIBLINGS and before[-1].pair.has("type")


def _is_one_of_topics(counted: Counted, run: Run, language: str) -> bool:
    """Whether several lines count sessions, each beside a name of its own that is no type."""
    name = beside_sessions(counted)
    if counted.pair.has("type") or not counted.pair.has("sessions") or not name or _is_programme(name, language):
        return False
    return run.named_topics > SIBLINGS


def _of_sessions(counted: Counted, run: Run) -> Count:
    pair = counted.pair
    types = list(dict.fromkeys(sense.name for sense in pair.senses if sense.kind == "type"))
    if not types:
        is_part = pair.is_listed and counted.count < run.most_of_a_type(counted)
        label = pair.label if is_part else "" if pair.is_listed else _unknown_type(counted, run)
        return Count(counted, "type" if label else "total", None, label or pair.label, is_known=not label)
    if AND_OTHERS.match(counted.passage.text, pair.end) or (pair.is_spanning and types[-1] == "Other"):
        return Count(counted, "total", None, pair.label)
    is_one = len(types) == 1 and not pair.is_spanning
    return Count(counted, "type", types[0] if is_one else None, pair.label)


def _unknown_type(counted: Counted, run: Run) -> str:
    """The label of "12 unplugged sessions" in a sentence that counts several known types."""
    pair, text = counted.pair, counted.passage.text
    types = [other for other in run.beside(counted) if other.pair.has("type")]
    at = text.find(pair.label, pair.amount.end)
    words = words_of(text[pair.amount.end : at]) if at >= 0 else []
    is_named = len(types) >= SIBLINGS and 1 <= len(words) <= BESIDE_WORDS
    return text[pair.amount.end : at + len(pair.label)].strip() if is_named else ""


def _proposed(counted: Counted, language: str) -> str | None:
    """Whether the words count proposals, or those of them that were accepted."""
    pair = counted.pair
    titles = counted.titles if pair.is_listed else pair.hints
    things = [*pair.things, *(thing for title in titles for thing in things_of(title, language))]
    said = {sense.kind for thing in things for sense in thing.senses} | {sense.kind for sense in pair.senses}
    if "accepted" in said:
        return "accepted"
    is_submitted = "submitted" in said and pair.has("type", "sessions")
    return "proposals" if "proposals" in said or is_submitted else None


def _proposed_type(counted: Counted, run: Run, language: str) -> str | None:
    """The type of what was proposed: by the label, else by the proposals counted before in the text."""
    before = [
        other.pair.label for other in reversed(run.of_passage(counted.passage))
        if other.pair.has("proposals") and other.pair.start < counted.pair.start
    ]  # fmt: skip
    near = next(filter(None, (_type_of(label, language) for label in (counted.pair.label, *before))), None)
    return near or _type_of(counted.words, language)


def _type_of(label: str, language: str) -> str | None:
    names = {sense.name for thing in things_of(label, language) for sense in thing.senses if sense.kind == "type"}
    names = names or {name for word, name in PROPOSED.items() if word in fold(label)}
    return names.pop() if len(names) == 1 else None


def _is_among_types(counted: Counted, run: Run) -> bool:
    """Whether a label stands in a list of session types."""
    return run.types_like(counted) >= SIBLINGS


# --- tracks


def track_count_of(counted: Counted, tracks: set[str], language: str) -> Count | None:
    """A number of sessions of one track, in a list or a table of tracks; `tracks` are folded names."""
    pair = counted.pair
    if pair.has("type", "population", "proposals", "total") or not (pair.is_listed or pair.has("sessions")):
        return None
    label = pair.label if pair.is_listed and not pair.has("sessions") else beside_sessions(counted)
    if not label or _is_programme(label, language) or _is_uncounted(label, language) or WITHOUT.match(label):
        return None
    titles = (*counted.pair.hints, *(text for _, text in counted.passage.under.titles[:2]))
    is_titled = any(says("track_heading", title, language) for title in titles)
    is_about_sessions = any(speaks_of_sessions(text, language) for text in (*titles, counted.words))
    is_track = fold(label) in tracks or (is_titled and is_about_sessions)
    return Count(counted, "track", None, label) if is_track else None


def _is_programme(label: str, language: str) -> bool:
    """Whether words that could name a track name the programme: "The programme: 268 sessions"."""
    return (0, len(label)) in says("programme", label, language)


def speaks_of_sessions(text: str, language: str) -> bool:
    """Whether a title or a sentence has a word for sessions in it."""
    return any(thing.has("sessions", "type") for thing in things_of(text, language))


def _is_uncounted(label: str, language: str) -> bool:
    """Whether a label begins with what is no session: "booths in the village"; "Media, Issues and Rights" does not."""
    things = things_of(label, language)
    is_head = bool(things) and things[0].has("uncounted") and things[0].start == 0
    return is_head and len(words_of(label)) <= LONGEST_HEAD and "," not in label
