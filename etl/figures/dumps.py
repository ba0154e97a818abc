"""Data that stands among the words of a document: thousands of lines with hardly anything in each.

What they count nobody could tell, and looking at each with its neighbours would take minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.document import Line
from etl.reading import Reading

FEWEST = 1_000
"""Lines in a row. The longest tables and lists that are printed cell by cell have some hundreds."""
LONGEST = 12
"""Characters of each."""


def without_dumps(reading: Reading) -> list[Line]:
    """The lines of the document but those of such data, with a finding where they begin."""
    lines = reading.document.lines
    kept: list[Line] = []
    end = 0
    for start, stop in _dumps(lines):
        kept += lines[end:start]
        end = stop
        message = (
            f"from here on {stop - start:,} lines have no more than {LONGEST} characters each, and no figure is read "
            "from them; if they hold some, write label and figure on one line"
        )
        reading.note("lines-passed-over", lines[start], lines[start].text, message)
    return [*kept, *lines[end:]]


def _dumps(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where so many lines, blank ones aside, are no longer."""
    start = filled = 0
    for index, line in enumerate(lines):
        if len(line.text) > LONGEST:
            if filled >= FEWEST:
                yield start, index
            start, filled = index + 1, 0
        elif line.text:
            start, filled = start if filled else index, filled + 1
    if filled >= FEWEST:
        yield start, len(lines)
