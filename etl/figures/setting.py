"""What is said around an amount: of which population, at which meeting, in which part, and when it was stated.

The nearest words count: those that speak of the amount itself, then those before it in the sentence, then
the line that introduces it, the paragraph, the headings from the lowest up, and last the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from etl.figures.lexicon import SESSIONS, Sense, Thing, says, says_within, things_of
from etl.figures.pairs import Pair
from etl.figures.passages import Passage
from etl.parse.phrases import words_of
from etl.reading import Reading

Level = Literal["own", "sentence", "title", "paragraph", "above", "document", "none"]
"""Where the population is named: with the amount, in its sentence, in the line or heading right above, in
the sentences before, in a heading further up, by the totals of the document, or nowhere."""

OTHERS = "others"
"""A subject that is no population of a meeting: speakers, contributions …"""

SMALLEST = 20
"""Fewer people are no meeting's participants, but a room's."""

PEOPLE = re.compile(
    r"particip|attend|delegat|delegad|délégu|asist|teiln|people|persons|personas|personnes|pessoas|personen|menschen",
    re.IGNORECASE,
)
SHORT = 3
"""Words of a title that is nothing but "On site" or "Remote (estimated)"."""

SUPERLATIVE = re.compile(
    r"\b(?:largest|biggest|highest|most|greatest|record|mayor|récord|maior|recorde|(?:la|el|los|las|o|a) m[áa]i?s|(?:la|le|les) plus|\w+ste[rnms]?|rekord)\b",  # noqa: E501
    re.IGNORECASE,
)
"""With one of these "so far" and "to date" look back: "the largest meeting so far"."""

PHASE = re.compile(r"\b(?:phase|fase)\s+(?P<number>\d{1,2}|[IVX]{1,4})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is said of one amount beside its label."""

    measure: str | None
    """The population; None where nothing says which."""
    level: Level
    """How near the words are that name the population."""
    is_of_others: bool
    """Whether it is about speakers, contributions or the like, and not about who took part."""
    meeting_id: str | None
    year: int | None
    phase: str | None
    status: str


def measure_of(names: Iterable[str]) -> str | None:
    """The population that words name together: registering comes before coming, both ways of coming are one."""
    said = set(names)
    if "registered" in said:
        return "registered"
    if {"onsite", "online"} <= said:
        return "participants"
    return next((name for name in ("onsite", "online", "participants") if name in said), None)


def populations(things: Iterable[Thing]) -> list[str]:
    return [name for thing in things for name in thing.names("population")]


# --- which population


class Subjects:
    """The populations that a document has spoken of so far."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.totals: list[str] = []
        self.named: list[str] = []
        self.paragraph: tuple[Passage | None, str | None] = (None, None)
        self.counted: set[str] = set()
        """The populations whose size the paragraph has stated."""

    def measure(
        self, pair: Pair, before: Sequence[Pair], passage: Passage, sentence: Sequence[Thing], *, is_after_unknown: bool
    ) -> tuple[str | None, Level]:
        """The subject of `pair` (a population or OTHERS), and where it is named.

        After a number of something unknown ("1,300 calls, 40% of them from journalists") it is that.
        """
        own = measure_of(populations(pair.things))
        titled, level = self._of_titles(pair, passage)
        if titled and titled != OTHERS:
            self.named.append(titled)
        if own == "participants" and not pair.has("population", "total") and not pair.is_listed:
            own = self._of_pairs([earlier for earlier in before if _is_one_clause(passage.text, earlier, pair)]) or own
        if own and not (own == "participants" and pair.is_listed and titled not in (None, OTHERS)):
            return own, "own"
        ways: tuple[tuple[str | None, Level], ...] = (
            (self._of_sentence(pair, before, passage.text, sentence), "sentence"),
            (OTHERS if is_after_unknown else None, "sentence"),
            (self._of_paragraph(passage) if passage.kind != "row" else None, "paragraph"),
            (titled, level),
            (self._of_document(), "document"),
        )
        return next((way for way in ways if way[0]), (None, "none"))

    def note(self, pair: Pair, measure: str | None, level: Level, passage: Passage, start: int) -> None:
        """Remember a total: what follows in its paragraph is of that population, unless it says otherwise.

        Groups that are said to be of some population are followed by more of its groups.
        """
        if measure and pair.is_group and level in ("own", "sentence") and passage.kind != "row":
            self.paragraph = (passage, measure)
            return
        is_total = pair.has("population", "total") and (pair.amount.count or 0) >= SMALLEST
        if measure is None or not (is_total or any(sense.name == "countries" for sense in pair.senses)):
            return
        if is_total and measure != OTHERS:
            self.totals.append(measure)
        if says_within("beside", passage.text, start, pair.amount.start, self.language):
            return
        is_same = self.paragraph[0] is passage
        self.counted = {*self.counted, measure} if is_same else {measure}
        if {"onsite", "online"} <= self.counted:
            measure = "participants"
        if not is_same or measure == "participants":
            self.paragraph = (passage, measure)

    def _of_sentence(self, pair: Pair, before: Sequence[Pair], text: str, sentence: Sequence[Thing]) -> str | None:
        """The last population, or other subject, that the sentence names before the amount."""
        if measure := self._of_pairs(
            [earlier for earlier in before if not _is_aside(text[earlier.end : pair.amount.start])]
        ):
            return measure
        ahead = [thing for thing in sentence if thing.end <= pair.amount.start]
        named = measure_of(populations(ahead))
        is_programme = not pair.is_listed and any(earlier.has(*SESSIONS) for earlier in before)
        if named is None and (is_programme or any(_is_other(thing.senses) for thing in ahead)):
            return OTHERS
        return named

    def _of_pairs(self, before: Sequence[Pair]) -> str | None:
        """The population, or other subject, that was counted last."""
        for earlier in reversed(before):
            if _is_other(earlier.senses):
                return OTHERS
            if not earlier.has(*SESSIONS) and (measure := measure_of(populations(earlier.things))):
                return measure
        return None

    def _of_paragraph(self, passage: Passage) -> str | None:
        return self.paragraph[1] if self.paragraph[0] is passage else None

    def _of_titles(self, pair: Pair, passage: Passage) -> tuple[str | None, Level]:
        titles = (*pair.hints, *(text for _, text in passage.under.titles))
        for place, title in enumerate(titles):
            level: Level = "title" if place <= len(pair.hints) else "above"
            things = things_of(title, self.language)
            if measure := _titled(title, things):
                return measure, level
            if any(_is_other(thing.senses) or thing.has("proposals") for thing in things):
                return OTHERS, level
        return None, "none"

    def _of_document(self) -> str | None:
        """The one population that the document has counted or named in headings; `participants` if several."""
        stated = {*self.totals, *self.named}
        return stated.pop() if len(stated) == 1 else ("participants" if stated else None)


def _is_one_clause(text: str, earlier: Pair, pair: Pair) -> bool:
    between = text[max(earlier.end, earlier.amount.last) : pair.amount.start]
    return ";" not in between and not _is_aside(between)


def _is_aside(between: str) -> bool:
    """Whether a bracket was closed between two places that was opened before both."""
    return ")" in between.split("(", 1)[0]


def _titled(title: str, things: Sequence[Thing]) -> str | None:
    """The population that a title names: "Online participation", "On site", but not "a virtual meeting"."""
    measure = measure_of(populations(things))
    is_plain = measure in ("registered", "participants") or PEOPLE.search(title) is not None
    return measure if is_plain or len(words_of(title)) <= SHORT else None


def _is_other(senses: Sequence[Sense]) -> bool:
    return any(sense.name == OTHERS for sense in senses)


# --- which part of it, and when it was stated


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
