"""Where in a document's lines the quotes stand that facts were read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Span = tuple[int, int, str]
"""Beginning and end in the line, and what was read there."""
Part = tuple[str, str]
"""Words of a line, and what was read from them; empty: nothing."""


def marked(lines: Sequence[Mapping[Any, Any]], facts: Iterable[Mapping[Any, Any]]) -> list[list[Part]]:
    """The parts of each line, in order. Lines have `place` and `text`, facts `place`, `quote` and `fact`."""
    at = {line["place"]: index for index, line in reversed(list(enumerate(lines)))}
    spans: dict[int, list[Span]] = defaultdict(list)
    for fact in facts:
        if fact["place"] in at:
            for index, start, end in _places(lines, at[fact["place"]], fact["quote"]):
                spans[index].append((start, end, fact["fact"]))
    return [_parts(line["text"], spans[index]) for index, line in enumerate(lines)]


def _places(lines: Sequence[Mapping[Any, Any]], index: int, quote: str) -> list[tuple[int, int, int]]:
    """The quote in its line; one that goes on in the lines after it, in each of them."""
    text = lines[index]["text"]
    start = text.find(quote)
    if start >= 0:
        return [(index, start, start + len(quote))]
    start = next((at for at in range(len(text)) if quote.startswith(text[at:]) and text[at] != " "), -1)
    if start < 0:
        return []
    found, rest = [(index, start, len(text))], quote[len(text) - start :].lstrip()
    for after in range(index + 1, len(lines)):
        text = lines[after]["text"]
        if not rest:
            return found
        if text.startswith(rest):
            return [*found, (after, 0, len(rest))]
        if not rest.startswith(text):
            return []
        found.append((after, 0, len(text)))
        rest = rest[len(text) :].lstrip()
    return found if not rest else []


def _parts(text: str, spans: Iterable[Span]) -> list[Part]:
    """`text` cut where something begins or ends to be read."""
    spans = list(spans)
    cuts = sorted({0, len(text), *(at for start, end, _ in spans for at in (start, end))})
    parts: list[Part] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        read = ", ".join(sorted({what for low, high, what in spans if low <= start and end <= high}))
        if parts and parts[-1][1] == read:
            parts[-1] = (parts[-1][0] + text[start:end], read)
        else:
            parts.append((text[start:end], read))
    return parts
