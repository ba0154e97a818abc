"""Lists of tracks after a line that announces them: one per line, or in one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from etl.document import Line
from etl.extract.tracks.announcements import MOST_TRACKS, Announcement, is_announcement
from etl.extract.tracks.names import FIGURE, LONGEST_NAME, is_name, start_of
from etl.parse.lists import Spans, parse_list

FARTHEST_ITEM = 3
FEWEST_UNANNOUNCED = 3
EXPLANATION = re.compile(r"(?<=\w)(?:[”\"*_)]{0,3})(?::|\s[–—-])\s+(?=[^\W\d])")
HAS_FIGURE = re.compile(r"\d")
LAST_FIGURE = re.compile(rf"(?<=\w)[\s:|–—-]+{FIGURE}%?(?:\([^()]*\))?$")
UNFINISHED = re.compile(
    r"(?:[,&–-]|\b(?:the|of|and|for|in|on|to|de|la|el|los|las|del|y|des|du|le|les|et|da|do|e|der|die|das|und|für|zu))$"
)
ENDS_A_SENTENCE = re.compile(r"[.!?:;,]$")

Names = list[tuple[Line, int, int]]
"""Lines that hold the name of a track, each with where it begins and ends."""


def listed(announcement: Announcement, after: Sequence[Line]) -> Names:
    """The list that follows: items, else short lines without a break, as many as announced."""
    lines = _items(announcement, after)
    starts = (start_of(line.text, is_last=line is lines[-1]) for line in lines)
    ends = _before_counts(lines) if announcement.is_counted else _end_of(lines)
    return list(zip(lines, starts, ends, strict=True))


def of_number(announcement: Announcement, after: Sequence[Line]) -> Line | None:
    """The next line, where it may hold the list as a sentence does."""
    is_near = bool(after) and after[0].kind == "text" and after[0].index - announcement.line.index < FARTHEST_ITEM
    return after[0] if is_near and not announcement.is_title and not is_announcement(after[0].text) else None


def inline(announcement: Announcement, line: Line, begin: int) -> Spans:
    """Where the tracks are in `line` from `begin` on; empty where they do not fit their number."""
    spans = parse_list(line.text, begin, announcement.count)
    if not spans and announcement.count:
        spans = parse_list(line.text, begin)
        spans = spans if len(spans) == announcement.count else []
    if announcement.is_sentence and not announcement.count and len(spans) < FEWEST_UNANNOUNCED:
        return []
    fits = len(spans) <= MOST_TRACKS and all(is_name(line.text[start:end]) for start, end in spans)
    return spans if fits else []


def _items(announcement: Announcement, after: Sequence[Line]) -> list[Line]:
    for kind, lines in groupby(whole_items(after), key=lambda line: line.kind):
        found = list(lines)
        if kind == "item" and found[0].index - announcement.line.index <= FARTHEST_ITEM:
            level = min(line.level for line in found)
            found = [line for line in found if line.level == level][:MOST_TRACKS]
            return found if len(found) >= 2 and _are_names(announcement, found) else []
        break
    block = _counted(after) if announcement.is_counted else _block(after, announcement.line.index)
    is_list = len(block) == announcement.count or (announcement.is_title and len(block) <= MOST_TRACKS)
    return block if len(block) >= 2 and is_list and _are_names(announcement, block) else []


def whole_items(lines: Sequence[Line]) -> list[Line]:
    """`lines` with the rest of an item that plain text has broken joined to it."""
    whole: list[Line] = []
    last = -2
    for line in lines:
        before = whole[-1] if whole else None
        follows = line.kind == "text" and line.index == last + 1
        if before and before.kind == "item" and follows and _goes_on(before, line):
            whole[-1] = replace(before, text=f"{before.text} {line.text}")
        else:
            whole.append(line)
        last = line.index
    return whole


def _goes_on(item: Line, line: Line) -> bool:
    is_cut = line.text[:1].islower() or bool(UNFINISHED.search(item.text))
    return is_cut and len(item.text) < LONGEST_NAME and not item.text.endswith((".", ":"))


def _block(after: Sequence[Line], before: int) -> list[Line]:
    """The lines that follow each other without a blank line, from just after the announcement."""
    block: list[Line] = []
    for line in after:
        expected = block[-1].index + 1 if block else before + 1
        if line.index > expected + (not block) or line.kind in ("row", "heading"):
            break
        block.append(line)
    return block


def _counted(after: Sequence[Line]) -> list[Line]:
    """The lines with a figure, from the next one or, below the names of columns, the one after it."""
    rows = after[1:] if after and not HAS_FIGURE.search(after[0].text) else after
    return list(takewhile(lambda line: line.kind != "row" and bool(LAST_FIGURE.search(line.text)), rows))


def _are_names(announcement: Announcement, lines: Sequence[Line]) -> bool:
    texts = [line.text for line in lines]
    if announcement.is_counted and not all(HAS_FIGURE.search(text) for text in texts):
        return False
    if announcement.is_title and any(ENDS_A_SENTENCE.search(text) for text in texts[:-1]):
        return False
    return not texts[-1].endswith(":") and all(map(is_name, texts))


def _before_counts(lines: Sequence[Line]) -> list[int]:
    """Where each name ends in a list that must have a figure in each line: "Access 24"."""
    found = (LAST_FIGURE.search(line.text) for line in lines)
    return [match.start() if match else len(line.text) for line, match in zip(lines, found, strict=True)]


def _end_of(lines: Sequence[Line]) -> list[int]:
    """Where each name ends: "Data: how it flows" after "Data", where every name is explained so."""
    found = [EXPLANATION.search(line.text, start_of(line.text)) for line in lines]
    if len(lines) < 2:
        return [len(line.text) for line in lines]
    explained = [match.start() for match in found if match]
    return explained if len(explained) == len(lines) else [len(line.text) for line in lines]
