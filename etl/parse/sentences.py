"""Sentences of a line."""

from __future__ import annotations

import re

# Not after "U.S." or "14.", nor where the next word begins small.
BREAK = re.compile(r"(?<=[.!?…])(?<!\b\d\.)(?<!\b\d\d\.)(?<!\b[A-Z]\.)[\"”’»)\]]?\s+(?=[\"“«„'‘(\[¿¡]?[A-ZÀ-Þ0-9])")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of `text` begin and end, in order and without gaps but white space."""
    bounds = [0, *(found.end() for found in BREAK.finditer(text)), len(text)]
    return [(start, end) for start, end in zip(bounds, bounds[1:], strict=False) if start < end]
