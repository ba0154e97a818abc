"""Lines that announce the tracks of a meeting: "under four thematic tracks:", "Main themes:"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from etl.document import Line
from etl.parse.lists import cardinals
from etl.parse.numbers import parse_count
from etl.parse.wording import finder, pattern_of

WORDS = "track_words"
LONGEST_INTRO = 700
LONGEST_CLAUSE = 90
MOST_TRACKS = 20


@dataclass(frozen=True, slots=True)
class Announcement:
    """A line that announces tracks: how many, of what role, and where in it they would begin."""

    line: Line
    count: int | None
    role: str
    begin: int
    """Where the list begins in the same line; its length where the list is on the next lines."""


@cache
def _intro() -> re.Pattern[str]:
    number = "|".join(sorted(cardinals(range(2, 16)), key=len, reverse=True))
    adjective = pattern_of(WORDS, "adjectives", "telling")
    always, often = pattern_of(WORDS, "always"), pattern_of(WORDS, "often")
    return re.compile(
        rf"(?:(?<![\w-])(?P<number>\d{{1,2}}|{number})\s)?(?P<adjectives>(?:{adjective},?\s){{0,3}})"
        rf"(?<![\w-])(?:(?P<always>{always})|(?P<often>{often}))(?![\w-])(?P<after>(?:\s{adjective}){{0,2}})",
        re.IGNORECASE,
    )


def is_announcement(text: str) -> bool:
    """Whether `text` holds the words of an announcement, so that it is no list itself."""
    return bool(_intro().search(text[:LONGEST_INTRO]))


def announcements(line: Line, language: str) -> Iterator[Announcement]:
    """The announcement of tracks that `line` holds, if any."""
    text = line.text
    if line.kind == "row" or not (finder(WORDS, "namely").search(text) or ":" in text or _is_heading(line)):
        return
    for found in _intro().finditer(text[:LONGEST_INTRO]):
        begin = _begin_of_list(line, found)
        if begin is None:
            continue
        count = _count(found, language)
        adjectives = f"{found['adjectives'] or ''} {found['after'] or ''} {found['always'] or ''}"
        is_telling = bool(found["always"] or count or finder(WORDS, "telling").search(adjectives))
        if is_telling or finder(WORDS, "arranged").search(text[: found.start()]):
            yield Announcement(
                line,
                count,
                "transversal" if finder(WORDS, "transversal").search(adjectives) else "main",
                begin,
            )
            return


def _is_heading(line: Line) -> bool:
    found = _intro().fullmatch(line.text.strip("# *:.").strip())
    return (
        line.kind == "heading" and found is not None and bool(found["always"] or found["adjectives"] or found["after"])
    )


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


def stated_count(line: Line, language: str) -> int | None:
    """How many tracks a line says there are, where it does not list them: "There are three main themes."."""
    for found in _intro().finditer(line.text[:LONGEST_INTRO]):
        count = _count(found, language)
        if count and not finder(WORDS, "said").search(line.text[found.end() : found.end() + LONGEST_CLAUSE]):
            return count
    return None


def _count(found: re.Match[str], language: str) -> int | None:
    number = parse_count(found["number"], language) if found["number"] else None
    return number.value if number and 2 <= number.value <= MOST_TRACKS else None
