"""Lines that announce the tracks of a meeting: "under four thematic tracks:", "Main themes:", "Sessions by theme"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from etl.document import Line
from etl.extract.tracks.names import WORDS
from etl.parse.lists import cardinals
from etl.parse.numbers import parse_count
from etl.parse.wording import finder, pattern_of, phrases_of
from etl.screen import Need, holds

LONGEST_INTRO = 700
LONGEST_CLAUSE = 90
LONGEST_TITLE = 120
MOST_TRACKS = 20
MARKS = "# *_:."
NOUNS = Need(lambda: phrases_of(WORDS, "always", "often", "weak"))
TITLES = Need(lambda: phrases_of(WORDS, "alone", "by_track"))
SECTION = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[A-Z])[.)]?\s+(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Announcement:
    """A line that announces tracks: how many, of what role, and where in it they would begin."""

    line: Line
    count: int | None
    role: str
    begin: int
    """Where the list begins in the same line; its length where the list is on the next lines."""
    is_title: bool = False
    """Whether the line is the title of their list and nothing more: "Themes"."""
    is_counted: bool = False
    """Whether each line of the list must hold a figure: "Sessions by theme"."""
    is_sentence: bool = False
    """Whether the list is what the sentence says of them: "the four themes were A, B, C and D"."""


@cache
def _intro() -> re.Pattern[str]:
    number = "|".join(sorted(cardinals(range(2, 16)), key=len, reverse=True))
    adjective = pattern_of(WORDS, "adjectives", "telling")
    always, often, weak = (pattern_of(WORDS, name) for name in ("always", "often", "weak"))
    return re.compile(
        rf"(?:(?<![\w-])(?P<number>\d{{1,2}}|{number})\s)?(?P<adjectives>(?:{adjective},?\s){{0,3}})"
        rf"(?<![\w-])(?:(?P<always>{always})|(?P<often>{often})|(?P<weak>{weak}))(?![\w-])(?P<after>(?:\s{adjective}){{0,2}})",
        re.IGNORECASE,
    )


@cache
def _nouns() -> re.Pattern[str]:
    """The one part that every announcement has."""
    nouns = "|".join(pattern_of(WORDS, name) for name in ("always", "often", "weak"))
    return re.compile(rf"(?<![\w-])(?:{nouns})(?![\w-])", re.IGNORECASE)


def _intros(text: str) -> Iterator[re.Match[str]]:
    head = text[:LONGEST_INTRO]
    return _intro().finditer(head) if holds(text, NOUNS) and _nouns().search(head) else iter(())


def is_announcement(text: str) -> bool:
    """Whether `text` holds the words of an announcement, so that it is no list itself."""
    return any(_intros(text))


def announcements(line: Line, language: str) -> Iterator[Announcement]:
    """The announcement of tracks that `line` holds, if any."""
    text = line.text
    if line.kind == "row":
        return
    if title := _title(line):
        yield title
        return
    for found in _intros(text):
        count = _count(found, language)
        begin, is_sentence = _begin_of_list(line, found), False
        if begin is None:
            begin, is_sentence = _begin_of_predicate(line, found, count), True
        if begin is None:
            continue
        adjectives = f"{found['adjectives'] or ''} {found['after'] or ''} {found['always'] or ''}"
        is_telling = bool(found["always"] or count or finder(WORDS, "telling").search(adjectives))
        if (is_telling and not found["weak"]) or finder(WORDS, "arranged").search(text[: found.start()]):
            role = "transversal" if finder(WORDS, "transversal").search(adjectives) else "main"
            yield Announcement(line, count, role, begin, is_sentence=is_sentence)
            return


def _title(line: Line) -> Announcement | None:
    """A line that is the title of a list of tracks, or of figures for each of them, and nothing more."""
    text = _bare(line.text) if holds(line.text, TITLES) else ""
    if not text or len(text) > LONGEST_TITLE or line.text.endswith((".", ";", ",")):
        return None
    if finder(WORDS, "alone").fullmatch(text):
        return Announcement(line, None, "main", len(line.text), is_title=True)
    if finder(WORDS, "by_track").search(text) and finder(WORDS, "counted").search(text):
        return Announcement(line, None, "main", len(line.text), is_title=True, is_counted=True)
    return None


def _bare(text: str) -> str:
    """A heading without its marks and its number: "## 3. Themes:" is "Themes"."""
    return SECTION.sub("", text.strip(MARKS).strip())


def is_title_of_tracks(text: str) -> bool:
    """Whether `text`, the heading over a table, says that its rows are tracks."""
    text = _bare(text)
    found = _intro().fullmatch(text)
    return _says_track(found) or bool(finder(WORDS, "alone").fullmatch(text) or finder(WORDS, "by_track").search(text))


def _says_track(found: re.Match[str] | None) -> bool:
    """Whether the words of an announcement mean tracks by themselves: "Main themes"."""
    return bool(found and not found["weak"] and (found["always"] or found["adjectives"] or found["after"]))


def _is_heading(line: Line) -> bool:
    return line.kind == "heading" and _says_track(_intro().fullmatch(_bare(line.text)))


def _begin_of_list(line: Line, found: re.Match[str]) -> int | None:
    """Where the list begins: after a colon or "namely" in the same clause. None where no list follows."""
    text = line.text
    namely = finder(WORDS, "namely").search(text, found.end(), found.end() + LONGEST_CLAUSE)
    colon = text.find(":", found.end(), found.end() + LONGEST_CLAUSE + 1)
    if colon < 0 and not namely:
        return len(text) if _is_heading(line) else None
    end, begin = (colon, colon + 1) if colon >= 0 else namely.span() if namely else (0, 0)
    clause = text[found.end() : end]
    return None if re.search(r"[.;!?]", clause) or finder(WORDS, "said").search(clause) else begin


def _begin_of_predicate(line: Line, found: re.Match[str], count: int | None) -> int | None:
    """Where the list begins in "the four themes of the programme were A, B, C and D"."""
    text = line.text
    verb = finder(WORDS, "are").search(text, found.end(), found.end() + LONGEST_CLAUSE)
    if verb is None or not (count or found["adjectives"] or found["always"] or found["after"]):
        return None
    clause = text[found.end() : verb.start()]
    is_said = finder(WORDS, "said").search(text, found.end(), verb.end() + LONGEST_CLAUSE)
    return None if re.search(r"[.,;:!?]", clause) or is_said else verb.end()


def stated_count(line: Line, language: str) -> int | None:
    """How many tracks a line says there are, where it does not list them: "There are three main themes."."""
    for found in _intros(line.text):
        count = _count(found, language)
        if count and not finder(WORDS, "said").search(line.text[found.end() : found.end() + LONGEST_CLAUSE]):
            return count
    return None


def _count(found: re.Match[str], language: str) -> int | None:
    number = parse_count(found["number"], language) if found["number"] else None
    return number.value if number and 2 <= number.value <= MOST_TRACKS else None
