"""What is said around an amount: of which population, at which meeting, in which part, and when it was stated.

The nearest words count: those that speak of the amount itself, then those before it in the sentence, then
the line that introduces it, the paragraph, the headings from the lowest up, and last the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from etl.figures.joints import JOINS
from etl.figures.lexicon import SESSIONS, Sense, Thing, says, says_within, things_of
from etl.figures.pairs import Pair
from etl.figures.passages import Passage
from etl.parse.phrases import words_of

Level = Literal["own", "sentence", "title", "paragraph", "above", "document", "none"]
"""Where the population is named: with the amount, in its sentence, in the line or heading right above, in
the sentences before, in a heading further up, by the totals of the document, or nowhere."""

OTHERS = "others"
"""A subject that is no population of a meeting: speakers, contributions …"""

SMALLEST = 20
"""Fewer people are no meeting's participants, but a room's."""

PEOPLE = re.compile(
    r"particip|attend|delegat|delegad|délégu|asist|teiln|people|persons|personas|personnes|pessoas|personen|menschen"
    r"|check(?:ed)?[- ]in|badge|crach|credencial|ausweis|audience|publi[ckq]",
    re.IGNORECASE,
)
MEETING = re.compile(r"\b(?:IGF|FGI|20\d\d)\b")
"""In a title of few words: "IGF 2020 (virtual)" says how the meeting was held."""
BY_GROUP = ("stakeholder_heading", "region_heading", "gender_heading")
SHORT = 3
"""Words of a title that is nothing but "On site" or "Remote (estimated)"."""


OF_THEM = re.compile(
    r"\W*(?:of (?:whom|which|them|these|those)|thereof|including|de (?:ellos|ellas|los cuales|las cuales|quienes)"
    r"|d(?:ele|ela|o)s quais|del[ea]s|destes|d['’]entre eux"
    r"|dont|parmi eux|davon|darunter|hiervon)\b",
    re.IGNORECASE,
)
"""Begins a line that speaks of the people whom the line before it counted."""
PRESENT = re.compile(r"presentes|présente?s", re.IGNORECASE)
STAKEHOLDERS = re.compile(r"stakeholders\s*:", re.IGNORECASE)
"""Introduces groups, and names no population."""


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
        self.last_total: str | None = None
        self.paragraph: tuple[Passage | None, str | None] = (None, None)
        self.meeting_id: str | None = None
        """The meeting whose total the paragraph has stated."""
        self.refined: tuple[Passage | None, str | None] = (None, None)
        """What a title says of the "participants" that a passage has counted."""
        self.counted: set[str] = set()
        """The populations whose size the paragraph has stated."""

    def measure(
        self, pair: Pair, before: Sequence[Pair], passage: Passage, sentence: Sequence[Thing], *, is_after_unknown: bool
    ) -> tuple[str | None, Level]:
        """The subject of `pair` (a population or OTHERS), and where it is named.

        After a number of something unknown ("1,300 calls, 40% of them from journalists") it is that.
        """
        own = measure_of(populations(_speaking(pair, passage.text)))
        titled, level = self._of_titles(pair, passage)
        if titled and titled != OTHERS:
            self.named.append(titled)
        if own == "participants" and not pair.has("population", "total") and not pair.is_listed:
            own = self._of_pairs([earlier for earlier in before if _is_one_clause(passage.text, earlier, pair)]) or own
        if own and not (own == "participants" and pair.is_listed and titled not in (None, OTHERS)):
            return own, "own"
        if own and titled and pair.has("population"):
            self.refined = (passage, titled)
        is_part = self.last_total is not None and OF_THEM.match(passage.text) is not None
        ways: tuple[tuple[str | None, Level], ...] = (
            (self.last_total if is_part else None, "sentence"),
            (self._of_sentence(pair, before, passage.text, sentence), "sentence"),
            (OTHERS if is_after_unknown else None, "sentence"),
            (self._of_paragraph(passage) if passage.kind != "row" else None, "paragraph"),
            (titled, level),
            (self._of_document(), "document"),
        )
        found = next((way for way in ways if way[0]), (None, "none"))
        is_refined = found[0] == "participants" and self.refined[0] is passage
        return (self.refined[1], found[1]) if is_refined else found

    def note(self, pair: Pair, measure: str | None, level: Level, passage: Passage, said: tuple[int, str]) -> None:
        """Remember a total: what follows in its paragraph is of that population, unless it says otherwise.

        Groups that are said to be of some population are followed by more of its groups. `said` is where
        the amount's sentence begins, and the meeting that it is about.
        """
        start, meeting_id = said
        if measure and pair.is_group and level in ("own", "sentence") and passage.kind != "row":
            self.paragraph = (passage, measure)
            return
        is_total = pair.has("population", "total") and (pair.amount.count or 0) >= SMALLEST
        if measure is None or not (is_total or any(sense.name == "countries" for sense in pair.senses)):
            return
        if is_total and measure != OTHERS:
            self.totals.append(measure)
            self.last_total = measure
        if says_within("beside", passage.text, start, pair.amount.start, self.language):
            return
        is_same = self.paragraph[0] is passage and self.meeting_id == meeting_id
        self.meeting_id = meeting_id
        self.counted = {*self.counted, measure} if is_same else {measure}
        if {"onsite", "online"} <= self.counted:
            measure = "participants"
        if not is_same or measure == "participants":
            self.paragraph = (passage, measure)

    def _of_sentence(self, pair: Pair, before: Sequence[Pair], text: str, sentence: Sequence[Thing]) -> str | None:
        """The last population, or other subject, that the sentence names before the amount."""
        if _are_both(pair, before, text):
            return "participants"
        if measure := self._of_pairs(
            [earlier for earlier in before if not _is_aside(text[earlier.end : pair.amount.start])]
        ):
            return measure
        ahead = [t for t in sentence if t.end <= pair.amount.start and not STAKEHOLDERS.match(text, t.start)]
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
        """What the nearest title says; where it says no more than "participants", the next ones may say which."""
        titles = (*pair.hints, *(text for _, text in passage.under.titles))
        plain: tuple[str | None, Level] = (None, "none")
        for place, title in enumerate(titles):
            level: Level = "title" if place <= len(pair.hints) else "above"
            if plain[0] and place > len(pair.hints) + 1:
                break
            things = things_of(title, self.language)
            measure = _titled(title, things, self.language)
            if measure and measure != "participants":
                return measure, plain[1] if plain[0] else level
            if measure:
                plain = plain if plain[0] else (measure, level)
            elif any(_is_other(thing.senses) or thing.has("proposals") for thing in things):
                return plain if plain[0] else (OTHERS, level)
        return plain

    def _of_document(self) -> str | None:
        """The one population that the document has counted or named in headings; `participants` if several."""
        stated = {*self.totals, *self.named}
        return stated.pop() if len(stated) == 1 else ("participants" if stated else None)


def _speaking(pair: Pair, text: str) -> list[Thing]:
    """The phrases that say of which population an amount is; countries can be present without being on site."""
    if not pair.has("part") or pair.is_listed:
        return list(pair.things)
    return [thing for thing in pair.things if not PRESENT.fullmatch(text, thing.start, thing.end)]


def _are_both(pair: Pair, before: Sequence[Pair], text: str) -> bool:
    """Whether countries are those of two populations: "2,400 on site and 1,300 online, from 160 countries"."""
    if len(before) < 2 or not any(sense.name == "countries" for sense in pair.senses):
        return False
    first, second = before[-2:]
    are_apart = {measure_of(populations(one.things)) for one in (first, second)} == {"onsite", "online"}
    between = text[first.end : second.amount.start]
    return are_apart and "," in text[second.end : pair.amount.start] and "countr" not in between and "," not in between


def _is_one_clause(text: str, earlier: Pair, pair: Pair) -> bool:
    between = text[max(earlier.end, earlier.amount.last) : pair.amount.start]
    return ";" not in between and not _is_aside(between)


def _is_aside(between: str) -> bool:
    """Whether a bracket was closed between two places that was opened before both."""
    return ")" in between.split("(", 1)[0]


def _titled(title: str, things: Sequence[Thing], language: str) -> str | None:
    """The population that a title names: "Online participation", "On site", but not "a virtual meeting"."""
    measure = measure_of(populations(things))
    if measure is None or (measure == "registered" and _are_two(title, things)):
        return None
    is_plain = measure in ("registered", "participants") or PEOPLE.search(title) is not None
    is_of_groups = any(says(section, title, language) for section in BY_GROUP)
    is_short = len(words_of(title)) <= SHORT and not MEETING.search(title)
    return measure if is_plain or is_of_groups or is_short else None


def _are_two(title: str, things: Sequence[Thing]) -> bool:
    """Whether a title names those who registered and those who came: "Registrations and attendance"."""
    named = [thing for thing in things if thing.has("population")]
    gaps = (title[one.end : other.start] for one, other in pairwise(named))
    return any(JOINS.fullmatch(gap) and (words_of(gap) or gap.strip()) for gap in gaps)


def _is_other(senses: Sequence[Sense]) -> bool:
    return any(sense.name == OTHERS for sense in senses)
