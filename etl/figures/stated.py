"""In which part of a meeting an amount was counted, and whether it was final when it was stated."""

from __future__ import annotations

import re
from collections.abc import Iterable

from etl.figures.lexicon import says
from etl.figures.pairs import Pair
from etl.figures.passages import Passage
from etl.reading import Reading

SUPERLATIVE = re.compile(
    r"\b(?:largest|biggest|highest|most|greatest|record|mayor|récord|maior|recorde|(?:la|el|los|las|o|a) m[áa]i?s|(?:la|le|les) plus|\w+ste[rnms]?|rekord)\b",  # noqa: E501
    re.IGNORECASE,
)
"""With one of these "so far" and "to date" look back: "the largest meeting so far"."""

PHASE = re.compile(r"\b(?:phase|fase)\s+(?P<number>\d{1,2}|[IVX]{1,4})\b", re.IGNORECASE)


def phase_of(reading: Reading, passage: Passage, pair: Pair, sentence: tuple[int, int]) -> str | None:
    """ "Phase 1", where the amount, its headings or the document's title say so."""
    said = list(PHASE.finditer(passage.text, *sentence))
    before = [found for found in said if found.start() < pair.amount.start] or said
    if before:
        return _phase(before[-1])
    title = next((line.text for line in reading.document.lines if line.text), "")
    for text in (*pair.hints, *(text for _, text in passage.under.titles), title):
        if found := PHASE.search(text):
            return _phase(found)
    return None


def _phase(found: re.Match[str]) -> str:
    return f"Phase {found['number']}"


def status_of(text: str, amount_at: int, titles: Iterable[str], language: str) -> str:
    """`forecast`, `interim` or `final`, by the words of the sentence; a contrast ends what came before it."""
    low, high = _part(text, amount_at, language)
    said = text[low:high]
    denied = says("not_forecast", said, language)
    if any(not _lies_in(span, denied) for span in says("forecast", said, language)):
        return "forecast"
    is_interim = says("interim", said, language) and not SUPERLATIVE.search(said)
    is_interim = is_interim or any(says("interim", title, language) for title in titles)
    return "interim" if is_interim else "final"


def _part(text: str, at: int, language: str) -> tuple[int, int]:
    breaks = [start for start, _ in says("contrast", text, language)] + [f.start() for f in re.finditer(";", text)]
    low = max((place for place in breaks if place < at), default=0)
    high = min((place for place in breaks if place >= at), default=len(text))
    return low, high


def _lies_in(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    return any(low <= span[0] and span[1] <= high for low, high in spans)
