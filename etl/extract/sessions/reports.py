"""Sessions that prose names: "The … space gathered participants", a workshop entitled “Title”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from etl.document import Line
from etl.extract.sessions.draft import Draft
from etl.extract.sessions.heads import Head
from etl.extract.sessions.kinds import Kind, type_of
from etl.parse.organisations import Name, find_organisations, looks_complete, names_in_sentence
from etl.reading import Reading
from etl.words import alternatives, words

FIRST_WORDS = 300
LONGEST_LIST = 400
LONGEST_BEFORE = 100
PLAIN = ("txt", "text", "pdf")
# "Er wurde von A und B organisiert"
ORGANISED_AT_END = re.compile(
    r"\b(?:wurde|wird|worden)\s(?:gemeinsam\s)?vo[nm]\s(?P<names>[^.;:]{3,200}?)\s"
    r"(?:gemeinsam\s)?(?:organisiert|veranstaltet|ausgerichtet|durchgeführt)\b"
)
HAS_DIGIT = re.compile(r"\d")
BEGINS_A_SENTENCE = re.compile(r"(?:^|[.!?:]\s)\W*$")


def read_report(reading: Reading) -> list[Draft]:
    """The one session that a report of a session is about, where only a sentence names it."""
    lines = reading.document.lines
    if not any(words("session_reports").search(line.text[:FIRST_WORDS]) for line in lines):
        return []
    for line in lines:
        found = _gathered().match(line.text[:FIRST_WORDS]) if line.kind != "row" else None
        if found and _is_proper(found["name"]):
            label = found["noun"] or found["lead"]
            name = type_of(label)
            return [Draft(line, Head(found["name"].strip(), kind=Kind(name, label, 0) if name else None), "report")]
    return []


@cache
def _gathered() -> re.Pattern[str]:
    """ "The … space gathered", "El taller de … reunió"."""
    noun = alternatives("rounds")
    return re.compile(
        rf"(?:The|La|El|Le|L['’]|O|A|Die|Das|Der)\s?"
        rf"(?P<name>[^.;:!?]{{3,140}}?(?<![^\W\d_])(?P<noun>(?i:{noun}))|(?P<lead>(?i:{noun}))\s[^.;:!?]{{3,140}}?)\s"
        rf"(?:{alternatives('gathered')})\b"
    )


def _is_proper(name: str) -> bool:
    """Whether a name says more than "first session"."""
    return sum(word[:1].isupper() for word in name.split()) >= 2


def add_organisers(reading: Reading, draft: Draft) -> None:
    """Organisers that the prose of a report about one session names: "The workshop was organised by …"."""
    lines = [line for line in reading.document.lines if line.kind != "row"]
    for line in (*paragraphs_of(reading.document.lines, reading.document.format), *lines):
        for names in (_organised_by(line.text), _organising(line.text)):
            named = [name for name in names if _is_organiser(name.text)]
            if named:
                for name in named:
                    draft.add_organiser(line, name)
                return


def _organised_by(text: str) -> list[Name]:
    """ "The workshop was organised by A and B", "Organised by A and B, the session …"."""
    for found in words("organised_by").finditer(text):
        before = text[max(0, found.start() - LONGEST_BEFORE) : found.start()]
        if _session_before().search(before) or BEGINS_A_SENTENCE.search(before):
            after = text[found.end() : found.end() + LONGEST_LIST].lstrip()
            return names_in_sentence(after)
    between = ORGANISED_AT_END.search(text)
    return find_organisations(between["names"]) if between else []


def _organising(text: str) -> list[Name]:
    """ "A and B organised the workshop"."""
    found = _organise().search(text)
    if not found:
        return []
    before = text[max(0, found.start() - LONGEST_LIST) : found.start()]
    sentence = re.split(r"(?<=[^\WA-Z\d_][.!?:])\s+", before)[-1]
    starts = [0, *(comma.end() for comma in re.finditer(r",\s", sentence))]
    parts = ((names_in_sentence(sentence[start:].strip()), len(sentence) - start) for start in starts)
    return next((names for names, length in parts if _are_all_of(names, length)), [])


def _are_all_of(names: Sequence[Name], length: int) -> bool:
    """Whether `names` are most of a text of `length`, and names of organisations."""
    is_said = sum(len(name.text) for name in names) * 2 > length
    return is_said and all(_is_organiser(name.text) and not HAS_DIGIT.search(name.text) for name in names)


def _is_organiser(name: str) -> bool:
    """Whether `name`, where an organiser is named, is one: it has a name of its own."""
    is_proper = len(name.split()) > 1 and name[:1].isupper() and not words("processes").search(name)
    return looks_complete(name) or is_proper


def paragraphs_of(lines: Sequence[Line], form: str) -> Iterator[Line]:
    """The lines that are no rows; in plain text those of a paragraph as one."""
    current: Line | None = None
    for line in lines:
        goes_on = current and current.text and line.kind == current.kind == "text" and line.text and form in PLAIN
        if current and goes_on:
            current = replace(current, text=f"{current.text} {line.text}")
            continue
        if current:
            yield current
        current = line if line.kind != "row" else None
    if current:
        yield current


@cache
def _session_before() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{alternatives('rounds', 'any_type')})\s(?:[“«„\"][^”»“\"]{{3,90}}[”»“\"],?\s)?"
        rf"(?:(?:{alternatives('verbs')})\s)?(?:\w+(?:ly|mente|ment)\s)?$",
        re.IGNORECASE,
    )


@cache
def _organise() -> re.Pattern[str]:
    german = "die|das|den|der|diesen?|dieses|eine?n?"
    articles = rf"(?:the|this|a|an|la|el|esta|este|un|una|le|cette|cet|ce|une|o|um|uma|{german}|l['’])"
    return re.compile(
        rf"\s(?:jointly\s)?(?:{alternatives('organise')})\s(?:jointly\s|together\s)?"
        rf"(?:{articles}\s?)?(?:\w+\s){{0,2}}(?:{alternatives('rounds', 'any_type')})\b",
        re.IGNORECASE,
    )
