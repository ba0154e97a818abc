"""Lists within a sentence: "A; B; and C", "A, B and C", "(1) A, (2) B", "“A”, “B” and “C”"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from num2words import num2words

from etl.parse.names import LANGUAGES
from etl.parse.quotes import quotations

AND = r"(?:and|y|e|et|und|sowie|ainsi que|así como|bem como|as well as|&)"
LEADING_AND = re.compile(rf"\s*{AND}\s+", re.IGNORECASE)
AS_WELL_AS = re.compile(r"\s+(?:as\swell\sas|sowie|así\scomo|ainsi\sque|bem\scomo)\s+", re.IGNORECASE)
LAST_AND = re.compile(rf"\s+{AND}\s+(?!.*\s{AND}\s)", re.IGNORECASE)
COUNTER = re.compile(r"(?:^|(?<=[\s;,]))\(?(?:\d{1,2}|[a-h]|i{1,3}|iv|vi{0,3})[.)]\s+")
COUNT_IN_BRACKETS = re.compile(r"\s?\(\s?\d[\d.,]*\s?%?(?:\s[^\W\d]+)?\s?\)")
BRACKETS = re.compile(r"\([^()]{3,300}\)")
END = re.compile(r"[.!?](?:\s|$)")
LONGEST = 2_000

Spans = list[tuple[int, int]]


def parse_list(text: str, start: int = 0, count: int | None = None) -> Spans:
    """The items of the list that begins at `start` of `text`, to the end of its sentence.

    `count` is how many there are, where the text says so: it settles whether "and" separates two
    items or belongs to one. Empty where the items do not fit that number, or are fewer than two.
    """
    text = text[: start + LONGEST]
    if (spans := _by_counts(text, start)) and count in (None, len(spans)):
        return spans
    masked = BRACKETS.sub(lambda found: "(" + "_" * (len(found.group()) - 2) + ")", text)
    end = (found := END.search(masked, start)) and found.start() or len(text)
    for split in (_quoted, _counted, _by_semicolon, _by_comma):
        spans = split(masked, start, end, count)
        if len(spans) >= 2 and count in (None, len(spans)):
            return [_trimmed(text, *span) for span in spans]
    return []


def cardinals(values: Iterable[int]) -> set[str]:
    """The words for `values` in the languages of the documents, small."""
    return {num2words(value, lang=language) for value in values for language in LANGUAGES}


def _by_counts(text: str, start: int) -> Spans:
    """ "AI (42), Safety, trust and care (38)": each item ends with its number; empty for other lists."""
    counts = list(COUNT_IN_BRACKETS.finditer(text, start))
    begins = [start, *(found.end() for found in counts)]
    if len(counts) < 2 or text[begins[-1] :].strip(" .,;") or any(END.search(text, *pair) for pair in pairwise(begins)):
        return []
    return [_trimmed(text, begin, found.start()) for begin, found in zip(begins, counts, strict=False)]


def _quoted(text: str, start: int, end: int, count: int | None) -> Spans:
    found = quotations(text, start)
    return [span for span in found if span[0] < end or count == len(found)]


def _counted(text: str, start: int, end: int, count: int | None) -> Spans:
    marks = [match for match in COUNTER.finditer(text, start, end)]
    starts, ends = [mark.end() for mark in marks], [mark.start() for mark in marks[1:]]
    return list(zip(starts, [*ends, end], strict=False)) if len(marks) >= 2 else []


def _by_semicolon(text: str, start: int, end: int, count: int | None) -> Spans:
    return _split(text, start, end, ";") if ";" in text[start:end] else []


def _by_comma(text: str, start: int, end: int, count: int | None) -> Spans:
    parts = _split(text, start, end, ",")
    if not parts:
        return []
    closing = next((i for i, (low, high) in enumerate(parts) if i and LEADING_AND.match(text[low:high])), None)
    if closing is not None and (count is None or len(parts) != count):
        return [*parts[:closing], (parts[closing][0], parts[-1][1])]
    for at, (low, high) in enumerate(parts):
        # "A, B as well as C, D and E" are three.
        if at + 2 == count and len(parts) > count - 1 and (joint := AS_WELL_AS.search(text, low, high)):
            return [*parts[:at], (low, joint.start()), (joint.end(), parts[-1][1])]
    last = AS_WELL_AS.search(text, *parts[-1]) or LAST_AND.search(text, *parts[-1])
    if last and (len(parts) + 1 == count or (count is None and _separates(text, parts, last))):
        return [*parts[:-1], (parts[-1][0], last.start()), (last.end(), parts[-1][1])]
    return parts


def _separates(text: str, parts: Spans, last: re.Match[str]) -> bool:
    """Whether the "and" of the last part stands between two items, and not within one as in others."""
    others = any(LAST_AND.search(text, low, high) for low, high in parts[:-1])
    return (
        not others
        and max(len(text[parts[-1][0] : last.start()].split()), len(text[last.end() : parts[-1][1]].split())) <= 3
    )


def _split(text: str, start: int, end: int, mark: str) -> Spans:
    spans, begin = [], start
    for place in [i for i in range(start, end) if text[i] == mark] + [end]:
        if text[begin:place].strip():
            spans.append((begin, place))
        begin = place + 1
    return spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    leading = LEADING_AND.match(text, start, end)
    start = leading.end() if leading else start
    while start < end and text[start] in " ,;:–-“\"'":
        start += 1
    while end > start and text[end - 1] in " ,;:.":
        end -= 1
    return start, end
