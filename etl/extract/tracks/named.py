"""Tracks that are named one by one: in lines that call themselves tracks, in headings, as "The Data track …".

"There are three main themes." says how many there are; where the names stand in headings, in a block of lines
or in prose, they count only where they are as many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from etl.document import Line
from etl.extract.tracks.announcements import stated_count
from etl.extract.tracks.names import LONGEST_NAME, is_name, name_in, numbered_start, start_of
from etl.vocabulary import fold

CAPITALS = r"[A-ZÀ-Þ][\w’'-]*"
TRACK = re.compile(rf"\bThe\s({CAPITALS}(?:,?\s(?:{CAPITALS}|and|&|of)){{0,7}})\s(?:track|theme)\b")
FARTHEST_HEADING = 3
MOST_HEADINGS = 40
FEWEST_NUMBERED = 2
ENDS_A_SENTENCE = re.compile(r"[.!?;,]$")

Spans = list[tuple[Line, int, int]]


def named_tracks(lines: Sequence[Line], language: str) -> Spans:
    """Where the tracks are named that a line announces by number; empty where they are not as many."""
    for place, line in enumerate(lines):
        count = stated_count(line, language)
        if count is None:
            continue
        after = lines[place + 1 :]
        for found in (_in_headings(after), _in_block(line, after), _as_the_track(lines)):
            if len(found) == count:
                return found
    return []


def numbered_tracks(lines: Sequence[Line]) -> Spans:
    """Where several lines call themselves tracks: "Track 1 – Data", "## Theme: Data"."""
    found: dict[str, tuple[Line, int, int]] = {}
    for line in lines:
        is_short = line.kind != "row" and len(line.text) <= LONGEST_NAME
        start = numbered_start(line.text) if is_short else None
        if start is not None and not ENDS_A_SENTENCE.search(line.text):
            found.setdefault(fold(name_in(line.text[start:])), (line, start, len(line.text)))
    return list(found.values()) if len(found) >= FEWEST_NUMBERED else []


def _in_block(before: Line, after: Sequence[Line]) -> Spans:
    """The short lines that follow each other soon, without a blank line between them."""
    block: list[Line] = []
    for line in after:
        expected = block[-1].index + 1 if block else before.index + 2
        if line.index > expected or line.kind == "row" or not is_name(line.text) or ENDS_A_SENTENCE.search(line.text):
            break
        block.append(line)
    return [(line, start_of(line.text), len(line.text)) for line in block]


def _in_headings(after: Sequence[Line]) -> Spans:
    """The headings of one level that follow soon, up to one of a higher level."""
    first = next((line for line in after[:FARTHEST_HEADING] if line.kind == "heading"), None)
    if first is None:
        return []
    headings = [line for line in after if line.kind == "heading"][:MOST_HEADINGS]
    own = list(takewhile(lambda line: line.level >= first.level, headings))
    return [(line, _start(line), len(line.text)) for line in own if line.level == first.level]


def _start(line: Line) -> int:
    marker = re.match(r"#{1,6}\s+", line.text)
    return marker.end() if marker else 0


def _as_the_track(lines: Sequence[Line]) -> Spans:
    found: dict[str, tuple[Line, int, int]] = {}
    for line in lines:
        for match in TRACK.finditer(line.text):
            found.setdefault(match[1], (line, match.start(1), match.end(1)))
    return list(found.values())
