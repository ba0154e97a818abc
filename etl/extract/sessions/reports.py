"""Sessions that prose names: "The … space gathered participants", a workshop entitled “Title”."""

from __future__ import annotations

import re
from functools import cache

from etl.document import Line
from etl.extract.sessions.draft import Draft
from etl.extract.sessions.heads import Head, clean, is_title
from etl.extract.sessions.kinds import Kind, leading_kind, type_of
from etl.extract.sessions.when import read_when
from etl.parse.organisations import looks_complete, names_in_sentence
from etl.reading import Reading
from etl.words import alternatives, words

FIRST_WORDS = 300
LONGEST_LIST = 400
LONGEST_BEFORE = 100
LONGEST_AFTER = 200
MOST_LABEL_WORDS = 5
QUOTED = re.compile(r"[“«„](?P<title>[^“”«»„\n]{8,200}?)[”»“]|(?<!\w)\"(?P<plain>[^\"\n]{8,200})\"(?!\w)")
QUOTATION_MARKS = '“«„"'
NUMBER = re.compile(r"\s?\(?(?:#|no\.?\s|nr\.?\s|n[.º°]{1,2}\s?)\s?(?P<number>\d{1,4})\)?\s*[,:]?$", re.IGNORECASE)
CODE_AFTER = re.compile(r"\s?\((?P<code>[^()]{1,30}\d{1,4})\)")
SENTENCE = re.compile(r"(?<=[^\d\s][.!?])\s|[“«„]")
# Other gatherings have workshops, too.
ELSEWHERE = re.compile(r"\b(?:RightsCon|WSIS|ICANN\d*|Plenipotentiary|UNGA|EuroDIG|CSTD|COP\s?\d\d|G7|G20)\b")


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
    for line in reading.document.lines:
        found = words("organised_by").search(line.text) if line.kind != "row" else None
        if found and _session_before().search(line.text, max(0, found.start() - LONGEST_BEFORE), found.start()):
            names = names_in_sentence(line.text[found.end() : found.end() + LONGEST_LIST].lstrip())
            draft.organisers += [(line, name) for name in names if looks_complete(name.text)]
            return


@cache
def _session_before() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{alternatives('rounds')})\s(?:(?:{alternatives('verbs')})\s)?(?:\w+(?:ly|mente|ment)\s)?$",
        re.IGNORECASE,
    )


def read_quoted(reading: Reading) -> list[Draft]:
    """Sessions that a sentence names by type and title: the workshop “Title” (WS #3) on 5 December."""
    drafts: list[Draft] = []
    for line in reading.document.lines:
        if line.kind == "row" or not any(mark in line.text for mark in QUOTATION_MARKS) or ELSEWHERE.search(line.text):
            continue
        if any(mention.line is line and mention.meeting_id != reading.meeting_id for mention in reading.mentions):
            continue
        drafts += [draft for found in QUOTED.finditer(line.text) if (draft := _quoted(reading, line, found))]
    return drafts


def _quoted(reading: Reading, line: Line, found: re.Match[str]) -> Draft | None:
    title = clean(found["title"] or found["plain"]).rstrip(",.")
    kind, code = _named_before(line.text[max(0, found.start() - LONGEST_BEFORE) : found.start()])
    after = CODE_AFTER.match(line.text, found.end())
    named = leading_kind(after["code"]) if after else None
    if after and named and (named.name or "#" in after["code"]):
        kind, code = kind or (named if named.name else None), after["code"]
    if (kind is None and code is None) or not is_title(title) or len(title.split()) < 2:
        return None
    rest = SENTENCE.split(line.text[found.end() : found.end() + LONGEST_AFTER])[0]
    when = read_when(rest, reading.language)
    when = None if when and when.day and when.day.is_range else when
    draft = Draft(line, Head(title, code=code, kind=kind, when=when), "quoted")
    if by := words("organised_by").search(rest):
        draft.organisers += [(line, name) for name in names_in_sentence(rest[by.end() :].lstrip())]
    return draft


def _named_before(text: str) -> tuple[Kind | None, str | None]:
    """The type and the code that `text` ends with: "the workshop", "Open Forum #4 entitled"."""
    text = _entitled().sub("", text)
    number = NUMBER.search(text)
    kind = _last_kind(text[: number.start()] if number else text)
    return kind, f"{kind.label} #{number['number']}" if kind and number else None


def _last_kind(text: str) -> Kind | None:
    last = text.split()[-MOST_LABEL_WORDS:]
    for first in range(len(last)):
        label = " ".join(last[first:])
        kind = leading_kind(label)
        if kind and kind.name not in (None, "Other") and kind.end == len(label) and not kind.is_plural:
            return kind
    return None


@cache
def _entitled() -> re.Pattern[str]:
    return re.compile(rf"(?:\s(?:{alternatives('entitled')}))?[\s,:]*$", re.IGNORECASE)
