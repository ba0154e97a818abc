"""Sessions that prose names by type or code and title: the workshop “Title” (WS #3) on 5 December."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from etl.document import Line
from etl.extract.sessions.draft import Draft
from etl.extract.sessions.heads import Head, clean, is_title, parse_head
from etl.extract.sessions.kinds import Kind, leading_kind
from etl.extract.sessions.when import When, read_when
from etl.parse.dates import find_dates
from etl.parse.organisations import names_in_sentence
from etl.reading import Reading
from etl.words import alternatives, words

LONGEST_BEFORE = 100
NUMBER = re.compile(r"\s?\(?(?:#|no\.?\s|nr\.?\s|n[.º°]{1,2}\s?)\s?(?P<number>\d{1,4})\)?\s*[,:]?$", re.IGNORECASE)
CODE_AFTER = re.compile(r"\s?\((?P<code>[^(),;:]{1,30}\d{1,4})[),;]")
SENTENCE = re.compile(r"(?<=[^\d\s][.!?])\s|[“«„]")
# Other gatherings have workshops, too.
ELSEWHERE = re.compile(r"\b(?:RightsCon|WSIS|ICANN\d*|Plenipotentiary|UNGA|EuroDIG|CSTD|COP\s?\d\d|G7|G20)\b")
QUOTATION_MARKS = '“«„"'
LONGEST_AFTER = 200
MOST_LABEL_WORDS = 5
QUOTED = re.compile(r"[“«„](?P<title>[^“”«»„\n]{8,200}?)[”»“]|(?<!\w)\"(?P<plain>[^\"\n]{8,200})\"(?!\w)")
# "“A” (10:00) and “B”": what stands in brackets is of A.
IN_BRACKETS_BEFORE = re.compile(r"^[\s*_]*\([^()]*\)")
ORGANISING = re.compile(
    r"\b(?:co-?)?(?:organi[sz]|host|conven|invit|accueill|veranstalt|richten|lädt|laden|promov|realiz)", re.IGNORECASE
)


def read_quoted(reading: Reading) -> list[Draft]:
    """Sessions that a sentence names by type or code and title."""
    drafts: list[Draft] = []
    for line in reading.document.lines:
        if line.kind == "row" or not any(mark in line.text for mark in QUOTATION_MARKS) or ELSEWHERE.search(line.text):
            continue
        named = {mention.meeting_id for mention in reading.mentions if mention.line is line}
        if named - {reading.meeting_id} and (reading.meeting_id or len(named) > 1):
            continue
        for draft in _in_line(reading, line):
            draft.meeting_id = next(iter(named), None)
            drafts.append(draft)
    return drafts


def _in_line(reading: Reading, line: Line) -> Iterator[Draft]:
    end = 0
    for quoted in QUOTED.finditer(line.text):
        if draft := _quoted(reading, line, quoted, end):
            yield draft
        end = quoted.end()


def _quoted(reading: Reading, line: Line, found: re.Match[str], previous: int) -> Draft | None:
    """The session of a quotation, where `previous` is the end of the quotation before it."""
    title = clean(found["title"] or found["plain"]).rstrip(",.")
    before = line.text[max(previous, found.start() - LONGEST_BEFORE) : found.start()]
    kind, code = _named_before(line.text[max(0, found.start() - LONGEST_BEFORE) : found.start()])
    after = CODE_AFTER.match(line.text, found.end())
    named = leading_kind(after["code"]) if after else None
    if after and named and (named.name or "#" in after["code"]):
        kind, code = kind or (named if named.name else None), after["code"]
    if code is None and (inner := parse_head(title, reading.language)) and inner.code:
        title, code, kind = inner.title, inner.code, inner.kind or kind
    if (kind is None and code is None) or not is_title(title) or len(title.split()) < 2:
        return None
    rest = SENTENCE.split(line.text[found.end() : found.end() + LONGEST_AFTER])[0]
    when = _when_of(reading, line, found, previous, rest)
    draft = Draft(line, Head(title, code=code, kind=kind, when=when), "quoted")
    by = words("organised_by").search(rest)
    if by is None and ORGANISING.search(before):
        by = _together().match(rest)
    if by:
        draft.organisers += [(line, name) for name in names_in_sentence(rest[by.end() :].lstrip())]
    return draft


def _when_of(reading: Reading, line: Line, found: re.Match[str], previous: int, rest: str) -> When | None:
    """Day and time: of the words before in the sentence, else of those that follow up to the next quotation; a
    time without a day has that which was named last."""
    lead = SENTENCE.split(IN_BRACKETS_BEFORE.sub("", line.text[previous : found.start()]))[-1]
    before, after = (_of_one_day(read_when(text, reading.language)) for text in (lead, rest.split('"')[0]))
    if before is None or before.time is None:
        when = after if before is None else before
        if before and after and after.time and after.day is None:
            when = replace(before, time=after.time)
    else:
        when = before
    if when and when.time and when.day is None:
        days = [day for day in find_dates(line.text[: found.start()], reading.language) if not day.is_range]
        when = replace(when, day=days[-1]) if days else when
    return when


def _of_one_day(when: When | None) -> When | None:
    return None if when and when.day and when.day.is_range else when


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


@cache
def _together() -> re.Pattern[str]:
    return re.compile(rf"[\s*_,]*(?:{alternatives('together_with')})\s", re.IGNORECASE)
