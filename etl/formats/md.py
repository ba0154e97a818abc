"""Markdown: headings, lists and pipe tables; YAML front matter, which every record has.

Places: "line 43" of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from etl.document import Content, Line, Unreadable
from etl.formats.encoding import decode, numbered_lines, tidy

SUFFIXES = (".md", ".markdown")
IS_PLAIN = True

FENCE = "---"
HEADING = re.compile(r"(#{1,6})\s+\S")
ITEM = re.compile(r"(\s*)(?:[-*+•]|\d{1,3}[.)])\s+\S")
RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
UNDERLINE = re.compile(r"(?P<first>={2,})\s*$|-{2,}\s*$")
CELL = re.compile(r"(?<!\\)\|")

Numbered = Sequence[tuple[int, str]]


def read(data: bytes) -> Content:
    """The lines below the front matter, blank ones included. Raises Unreadable."""
    text, warnings = decode(data)
    numbered = list(numbered_lines(text))
    front, body_at = _front_matter(numbered)
    return Content(list(_lines(numbered[body_at:])), front, warnings)


def cells_of(text: str) -> tuple[str, ...]:
    """The cells of a table's row: `| a | b |` gives a and b; `\\|` is a bar within a cell."""
    inner = text.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.replace("\\|", "|").strip() for cell in CELL.split(inner))


def _front_matter(numbered: Numbered) -> tuple[dict[str, Any], int]:
    fences = [index for index, (_, raw) in enumerate(numbered) if raw.strip() == FENCE][:2]
    if len(fences) < 2 or fences[0] != 0:
        return {}, 0
    try:
        front = yaml.safe_load("\n".join(raw for _, raw in numbered[1 : fences[1]])) or {}
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, OverflowError) as error:
        raise Unreadable(
            "front-matter-invalid",
            f"the front matter is not valid YAML: {' '.join(str(error).split())}; correct it",
            "line 1",
        ) from error
    if isinstance(front, str):
        return {}, 0
    if not isinstance(front, dict):
        raise Unreadable("front-matter-invalid", "the front matter is no list of `name: value`; correct it", "line 1")
    return {str(name): value for name, value in front.items()}, fences[1] + 1


def _lines(numbered: Numbered) -> Iterator[Line]:
    header: tuple[str, ...] = ()
    table, in_table = -1, False
    for index, (number, raw) in enumerate(numbered):
        text, place = tidy(raw), f"line {number}"
        begins = not in_table and bool(CELL.search(text)) and _is_rule(numbered, index + 1)
        if begins or text.startswith("|") or (in_table and CELL.search(text)):
            if not in_table:
                table, header, in_table = table + 1, (), True
            if RULE.match(text):
                yield Line(index, place, "")
                continue
            cells = cells_of(text)
            yield Line(index, place, text, "row", cells=cells, header=header, table=table)
            header = header or (cells if begins else ())
            continue
        in_table = False
        if UNDERLINE.match(text) and _is_underlined(numbered, index - 1):
            yield Line(index, place, "")
        elif underline := _underline(numbered, index):
            yield Line(index, place, text, "heading", level=1 if underline["first"] else 2)
        else:
            yield _line(index, place, raw, text)


def _underline(numbered: Numbered, index: int) -> re.Match[str] | None:
    """The "===" or "---" beneath a line of words that makes it a heading."""
    text = tidy(numbered[index][1])
    is_words = bool(text) and text[0] not in "#>|-*+" and not ITEM.match(numbered[index][1])
    return UNDERLINE.match(numbered[index + 1][1].strip()) if is_words and index + 1 < len(numbered) else None


def _is_underlined(numbered: Numbered, index: int) -> bool:
    return index >= 0 and _underline(numbered, index) is not None


def _line(index: int, place: str, raw: str, text: str) -> Line:
    if heading := HEADING.match(text):
        return Line(index, place, text, "heading", level=len(heading[1]))
    if item := ITEM.match(raw):
        return Line(index, place, text, "item", level=len(item[1].expandtabs(4)) // 2)
    return Line(index, place, text)


def _is_rule(numbered: Numbered, index: int) -> bool:
    return index < len(numbered) and bool(RULE.match(numbered[index][1].strip()))
