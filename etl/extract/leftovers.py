"""What looks like a figure of participation or a session, and was not read: one finding each.

Last of all: what another extractor has claimed is accounted for. Only what plainly looks like a fact is
noted (a number of participants, a share of a known group, a line that begins like a session), and of a
long document only the first of each kind, so that an editor can read the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from etl.document import Line
from etl.figures.counted import Counted, counted_in
from etl.figures.lexicon import GROUPS
from etl.figures.setting import SMALLEST
from etl.reading import Reading

MOST = 20
SESSION = re.compile(
    r"""(?:[#>*•·–-]\s*)*(?:(?:WS|OF|DC|BPF|TH|LT|NRI|PN)\s?(?:\#|no\.?\s?)?\s?\d{1,3}\b
    |(?:Workshop|Open\ Forum|Session|Event|Town\ Hall|Lightning\ Talk|Launch|Pre-?event|Day\ 0|Taller|Foro\ Abierto|Atelier|Forum\ Ouvert|Oficina|Fórum\ Aberto
    |Offenes\ Forum)\b[^#\n]{0,20}\#\s?\d{1,3}\b)""",  # noqa: E501
    re.IGNORECASE | re.VERBOSE,
)
LONGEST_SESSION_LINE = 300


def extract(reading: Reading) -> None:
    """Add a finding for every figure and every session that no extractor has claimed."""
    _note_figures(reading, (c for c in counted_in(reading) if _looks_like_figure(c)))
    _note_sessions(reading, reading.document.lines)


def _note_figures(reading: Reading, counted: Iterable[Counted]) -> None:
    noted: set[tuple[int, str]] = set()
    for item in counted:
        start, end = item.span
        if len(noted) == MOST or reading.is_claimed(item.line, start, end):
            continue
        piece = item.passage.piece_at(item.pair.amount.start)
        words = item.passage.text[max(item.pair.start, piece.start) : item.pair.end]
        if (item.line.index, words) not in noted:
            noted.add((item.line.index, words))
            reading.note("figure-not-understood", item.line, words, _why(item))


def _looks_like_figure(item: Counted) -> bool:
    """People at a meeting, or a share or a number of one of their groups."""
    pair, setting = item.pair, item.setting
    if setting.is_of_others or pair.amount.is_comparison or pair.has("uncounted"):
        return False
    if pair.has("population"):
        return (pair.amount.count or 0) >= SMALLEST
    if any(sense.name == "countries" for sense in pair.senses):
        return setting.level == "own"
    is_near = (
        setting.level in ("own", "sentence", "title", "paragraph") or pair.is_listed and setting.measure is not None
    )
    return is_near and pair.has(*GROUPS) and not (pair.is_spanning and pair.amount.count is not None)


def _why(item: Counted) -> str:
    if item.setting.meeting_id is None:
        return "no meeting is known that it could be about; name the meeting in the document"
    if item.setting.measure is None:
        return "it does not say whether people registered, came or took part online; add it to a record with its population"  # noqa: E501
    return "its words may be about a session, a day or a part of the participants; add it to a record if it is about the meeting"  # noqa: E501


def _note_sessions(reading: Reading, lines: Iterable[Line]) -> None:
    left = MOST
    for line in lines:
        found = SESSION.match(line.text) if len(line.text) <= LONGEST_SESSION_LINE else None
        if left and found and not reading.is_claimed(line, found.start(), found.end()):
            left -= 1
            reading.note("session-not-understood", line, line.text,
                         "it begins like a session, and no session was read from it; add it to a record if it is one")  # fmt: skip  # noqa: E501
