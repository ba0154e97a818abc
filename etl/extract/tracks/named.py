"""Tracks that are announced by number and then named one by one: in headings, or as "The Data track …".

"There are three main themes." says how many there are; what is named counts only where it is as many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from etl.document import Line
from etl.extract.tracks.announcements import stated_count

CAPITALS = r"[A-ZÀ-Þ][\w’'-]*"
TRACK = re.compile(rf"\bThe\s({CAPITALS}(?:,?\s(?:{CAPITALS}|and|&|of)){{0,7}})\s(?:track|theme)\b")
FARTHEST_HEADING = 3
MOST_HEADINGS = 40

Spans = list[tuple[Line, int, int]]


def named_tracks(lines: Sequence[Line], language: str) -> Spans:
    """Where the tracks are named that a line announces by number; empty where they are not as many."""
    for place, line in enumerate(lines):
        count = stated_count(line, language)
        if count is None:
            continue
        for found in (_in_headings(lines[place + 1 :]), _as_the_track(lines)):
            if len(found) == count:
                return found
    return []


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
