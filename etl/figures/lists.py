"""Amounts and their labels in lines that are nothing else: "Government: 906 (17.3%) Civil Society: 2136 (40.9%)".

Labels stand before their amounts or after them, the same way along the line. What stands there is the
label as printed, whether it is known or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from etl.figures.amounts import Amount
from etl.figures.headed import headed_in
from etl.figures.lexicon import Thing, senses_of, words_in
from etl.figures.pairs import Pair, meaning_of
from etl.parse.phrases import Word, words_of, words_within
from etl.vocabulary import labels

LETTER = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")
SEGMENT = re.compile(r"\t|\s\|\s|$")
LAST_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
FEWEST_IN_PROSE = 4
"""A sentence that counts so many known things, each before its label, is a list."""

LONGEST_LABEL = 16
LONGEST_NAME = 4
"""Words of the name of a population, which may begin small: "À distance"."""
LONGEST_IN_CHARACTERS = 240
AROUND = " \t\u00a0,;:.–—-|•·*_/=→►‣▪…"
QUOTES = {"“": "”", "«": "»", '"': '"', "„": "“", "‘": "’"}
LONGEST_ASIDE = 4
ENDS_A_SENTENCE = re.compile(r"[.!?]$")
SENTENCE = re.compile(r"[a-zà-ÿ)]\.\s+[A-ZÀ-Þ]|[!?]\s")


def segments_of(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a line that tabs and bars set apart, unless they part labels from figures."""
    parts, start = [], 0
    for found in SEGMENT.finditer(text):
        if text[start : found.start()].strip():
            parts.append((start, found.start()))
        start = found.end()
    whole = all(LETTER.search(text, *part) and DIGIT.search(text, *part) for part in parts)
    yield from parts if whole else [(0, len(text))]


def pairs_in(
    text: str, start: int, end: int, amounts: Sequence[Amount], things: Sequence[Thing], language: str
) -> list[Pair] | None:
    """The pairs of the segment [start, end), or None where it is no list of labels and amounts."""
    may_head = len(amounts) > 1 or _is_labelled(text, start, amounts[0].start)
    label = trimmed(text, start, amounts[0].start) if may_head else None
    if label and (headed := headed_in(text, label, end, amounts, things, language)):
        return headed
    labels = _labels_before(text, start, end, amounts) or _labels_after(text, start, end, amounts)
    if labels is None:
        return None
    pairs = []
    is_plain = True
    for amount, (low, high) in zip(amounts, labels, strict=True):
        low, high = trimmed(text, low, high)
        inside = tuple(thing for thing in things if low <= thing.start and thing.end <= high)
        senses = senses_of(text[low:high], language) if high - low <= LONGEST_IN_CHARACTERS else ()
        if not senses and (not is_label(_without(text, low, high, inside)) or _is_said(inside)):
            return None
        bounds = min(low, amount.start), max(high, amount.last)
        is_plain = is_plain and bool(senses)
        senses = senses or meaning_of(text[low:high], inside, low, language)
        pairs.append(Pair(amount, text[low:high], *bounds, senses, inside, bounds, is_listed=True))
    if not ENDS_A_SENTENCE.search(text[start:end].rstrip()) or is_plain:
        return pairs
    is_enumeration = len(pairs) >= FEWEST_IN_PROSE and all(p.senses and p.start == p.amount.start for p in pairs)
    return pairs if is_enumeration else None


def _is_labelled(text: str, start: int, end: int) -> bool:
    """Whether a colon may part [start, end) from what follows: nothing is between that labels keep."""
    colon = text.rfind(":", start, end)
    if colon < 0:
        return False
    is_aside = text.find("(", colon, end) >= 0 or text.find("[", colon, end) >= 0
    between = words_within(text, colon + 1, end)
    return is_aside or all(word.folded in words_in("trailing") for word in between)


def _without(text: str, low: int, high: int, things: Sequence[Thing]) -> str:
    """The words [low, high) with one word for each known phrase: "countries represented" is no sentence."""
    for thing in reversed(things):
        if " " in text[thing.start : thing.end]:
            text, high = f"{text[: thing.start]}known{text[thing.end :]}", high - (thing.end - thing.start) + 5
    return text[low:high]


def _is_said(things: Sequence[Thing]) -> bool:
    """Whether a label says who comes from where ("delegates from government and business"), as prose does."""
    return any(t.has("population") for t in things) and sum(t.is_group for t in things) > 1


def is_label(text: str) -> bool:
    """Whether `text` can be a label: a few words, no sentence."""
    words = words_of(text)
    if not 1 <= len(words) <= LONGEST_LABEL or SENTENCE.search(text) or all(w.folded.isdigit() for w in words):
        return False
    return not any(word.folded in words_in("verbs") for word in words)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without the punctuation and the small words at its ends."""
    while True:
        before = start, end
        start, end = _without_marks(text, start, end)
        words = words_within(text, start, end)
        if len(words) <= LONGEST_NAME and labels("measures").match(text[start:end]):
            return start, end
        if len(words) > 1 and words[0].folded in words_in("leading") and not _is_marked(text, words[0]):
            start = words[0].end
        elif len(words) > 1 and words[-1].folded in words_in("trailing"):
            end = words[-1].start
        if (start, end) == before:
            return start, end


def _is_marked(text: str, word: Word) -> bool:
    """Whether a small word is joined to the next: "e-commerce", "a/b"."""
    return text[word.end : word.end + 1] not in (" ", "\t", ":", ",", "")


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    stripped = part.strip(AROUND)
    if stripped.startswith(("(", "[")) and stripped.endswith((")", "]")) and stripped.count(stripped[0]) == 1:
        stripped = stripped[1:-1].strip(AROUND)
    stripped = _unquoted(_balanced(stripped))
    if (aside := LAST_ASIDE.search(stripped)) and len(words_of(aside.group())) > LONGEST_ASIDE:
        stripped = stripped[: aside.start()].rstrip(AROUND)
    at = part.find(stripped)
    return start + at, start + at + len(stripped)


def _unquoted(part: str) -> str:
    """`part` without quotation marks around it, or at an end where the other one is missing."""
    for opening, closing in QUOTES.items():
        if part.startswith(opening) and (part.endswith(closing) or closing not in part[1:]):
            part = part[1:].removesuffix(closing)
        if part.endswith(closing) and opening not in part[:-1]:
            part = part[:-1]
    return part.strip(AROUND)


def _balanced(part: str) -> str:
    """`part` without a bracket at its ends whose other half is missing."""
    for opening, closing in ("()", "[]"):
        if part.count(opening) > part.count(closing):
            head, _, tail = part.rpartition(opening)
            part = head if head.strip(AROUND) and not tail.strip(AROUND) else (tail if not head.strip(AROUND) else part)
        if part.count(closing) > part.count(opening):
            head, _, tail = part.partition(closing)
            part = tail if not head.strip(AROUND) else (head if not tail.strip(AROUND) else part)
        part = part.strip(AROUND)
    return part


def _labels_before(text: str, start: int, end: int, amounts: Sequence[Amount]) -> list[tuple[int, int]] | None:
    """The labels, where each stands before its amount. What ends in a colon introduces the first."""
    after = LAST_ASIDE.sub("", text[amounts[-1].end : end].rstrip(AROUND))
    if any(amount.aside for amount in amounts) or any(map(str.isalpha, after)):
        return None
    gaps = list(zip([start, *(a.end for a in amounts)], [a.start for a in amounts], strict=False))
    return [_after_introduction(text, *gaps[0]), *gaps[1:]] if _has_words(text, *gaps[0]) else None


def _labels_after(text: str, start: int, end: int, amounts: Sequence[Amount]) -> list[tuple[int, int]] | None:
    """The labels, where each stands after its amount, or between its count and its share."""
    ends = [a.aside[0] if a.aside else b for a, b in zip(amounts, [*(a.start for a in amounts[1:]), end], strict=True)]
    gaps = list(zip([a.end for a in amounts], ends, strict=True))
    rests = zip([a.last for a in amounts], [*(a.start for a in amounts[1:]), end], strict=True)
    if any(a.aside and _has_words(text, *rest) for a, rest in zip(amounts, rests, strict=True)):
        return None
    introduces = len(amounts) > 1 and text[start : amounts[0].start].rstrip().endswith(":")
    if not _has_words(text, *gaps[-1]) or (_has_words(text, start, amounts[0].start) and not introduces):
        return None
    return gaps


def _after_introduction(text: str, low: int, high: int) -> tuple[int, int]:
    parts = text[low:high].rstrip(AROUND + "([")
    colon = parts.rfind(": ")
    return (low + colon + 1 if colon >= 0 else low), high


def _has_words(text: str, start: int, end: int) -> bool:
    return any(char.isalpha() for char in text[start:end])
