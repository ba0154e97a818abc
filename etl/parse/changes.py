"""Two levels of one thing in a sentence: "rose from 39 % to 42 %", "subió al 46 % desde el 41 %"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.parse.figure import Figure

VERB = (
    r"\b(?:ros?en?|rise|grew|grown|increased|climbed|went|jumped|fell|fallen|dropped|declined|decreased|moved|up|down"
    r"|subi[óo]|subiu|pasó|passou|creció|cresceu|aument[óo]u?|baj[óo]|cayó|caiu|descendió|desceu"
    r"|passée?s?|montée?s?|augmenté|progressé|reculé|baissé|tombée?s?|stieg|stiegen|wuchs|sank|fiel|kletterte|gestiegen|erhöhte)\b"
)
BEFORE_FIRST = re.compile(VERB + r"[^.;:\d]{0,30}\b(?:from|de|del|du|von)\s+(?:el\s|le\s|les\s)?$", re.IGNORECASE)
TO_LAST = re.compile(r"[^.;:]{0,45}\b(?:to|a|al|hasta|para|à|auf)\s+(?:el\s|um\s)?$", re.IGNORECASE)
TO_FIRST = re.compile(VERB + r"[^.;:\d]{0,30}\b(?:to|a|al|hasta|para|à|auf)\s+(?:el\s)?$", re.IGNORECASE)
FROM_LAST = re.compile(r"[^.;:\d]{0,20}\b(?:from|desde|de|del|von|contra|ante)\s+(?:el\s|os\s)?$", re.IGNORECASE)
LONGEST = 60


def with_changes(figures: Sequence[Figure], text: str) -> Iterator[Figure]:
    """`figures` where the earlier of two levels is a comparison, and the later one a level."""
    roles: dict[int, str] = {}
    for index, left in enumerate(figures):
        following = (i for i in range(index + 1, len(figures)) if figures[i].role != "year")
        other = next((i for i in following if figures[i].kind == left.kind or left.value <= 100), None)
        if other is None or left.role in ("year", "name"):
            continue
        ahead, between = text[max(0, left.start - LONGEST) : left.start], text[left.end : figures[other].start]
        if BEFORE_FIRST.search(ahead) and TO_LAST.fullmatch(between):
            roles |= {index: "comparison", other: "level"}
        elif TO_FIRST.search(ahead) and FROM_LAST.fullmatch(between):
            roles |= {index: "level", other: "comparison"}
    for index, figure in enumerate(figures):
        role = roles.get(index)
        if role == "comparison":
            share = figures[index + 1 :][:1]
            is_bare = figure.kind == "count" and share and share[0].kind == "share" and figure.value <= 100
            figure = replace(figure, kind="share", value=round(figure.value / 100, 6)) if is_bare else figure
            yield replace(figure, role="comparison")
        else:
            yield replace(figure, role="level") if role == "level" else figure
