"""What a printer repeats on the pages of a document: running headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from etl.formats.printed import Printed

Key = tuple[str, int, int]

EDGE, MARGIN = 3, 0.12
"""How many lines, within what part of the page at its top and its bottom, may be running ones."""
SHARE = 0.6
NUMBER = re.compile(
    r"[\s\W]*(?:(?:page|página|pagina|pág\.?|seite|s\.|p\.)\s*)?(?P<number>\d{1,4})(?:\s*(?:of|/|de|von|sur|di)\s*\d{1,4})?[\s\W]*$",
    re.IGNORECASE,
)
SAYS_PAGE = re.compile(r"page|p[áa]g|seite", re.IGNORECASE)


def without_running(pages: Sequence[Sequence[Printed]]) -> list[list[Printed]]:
    """The pages without running headers, footers and page numbers.

    A line is a running one where three pages in five (three at least; both where there are two) have
    it at the same height of their margin, figures aside, with nothing but such lines beyond it.
    """
    edges = [[*_edge(page, -1), *_edge(page, 1)] for page in pages]
    counts = Counter(key for page, edge in zip(pages, edges, strict=True) for key in {_key(page[i]) for i in edge})
    printed = sum(map(bool, pages))
    least = max(2 if printed == 2 else 3, SHARE * printed)
    running = {key for key, count in counts.items() if count >= least and any(map(str.isalpha, key[0]))}
    numbered = _numbered(pages, edges)
    return [_body(page, running, number in numbered) for number, page in enumerate(pages)]


def _body(page: Sequence[Printed], running: set[Key], is_numbered: bool) -> list[Printed]:
    left_out: set[int] = set()
    for side in (-1, 1):
        for index in _edge(page, side):
            is_number = NUMBER.match(page[index].text) and (is_numbered or SAYS_PAGE.search(page[index].text))
            if not is_number and _key(page[index]) not in running:
                break
            left_out.add(index)
    return [line for index, line in enumerate(page) if index not in left_out]


def _numbered(pages: Sequence[Sequence[Printed]], edges: Sequence[Sequence[int]]) -> set[int]:
    """The pages whose number stands at their edge, counting up with them."""
    starts: Counter[int] = Counter()
    found: dict[int, set[int]] = {}
    for index, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        numbers = {int(match["number"]) for i in edge if (match := NUMBER.match(page[i].text))}
        found[index] = {number - index for number in numbers}
        starts.update(found[index])
    if not starts or max(starts.values()) < 2:
        return set()
    start = max(starts, key=lambda value: (starts[value], -value))
    return {index for index, values in found.items() if start in values}


def _edge(page: Sequence[Printed], side: int) -> list[int]:
    """The lines in the margin at the bottom (1) or at the top (-1) of a page, from the edge inwards."""
    inside = [i for i, line in enumerate(page) if (line.height if side > 0 else 1 - line.height) < MARGIN]
    return sorted(inside, key=lambda index: (side * page[index].y, index))[:EDGE]


def _key(line: Printed) -> Key:
    return (
        re.sub(r"\d+", "#", " ".join(line.text.casefold().split())),
        round(line.size),
        round(line.height * 50),
    )
