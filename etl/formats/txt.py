"""Plain text: one line per line, structure as its look suggests. Places: "line 43" of the file."""

from __future__ import annotations

from etl.document import Content, Line
from etl.formats.encoding import decode, numbered_lines, tidy
from etl.formats.structure import is_rule, kinds_of

SUFFIXES = (".txt", ".text")
IS_PLAIN = True
TAB = 8


def read(data: bytes) -> Content:
    """The lines of a text file, blank ones included; drawn ones are blank. Raises Unreadable."""
    text, warnings = decode(data)
    numbered = list(numbered_lines(text))
    texts = [tidy(raw) for _, raw in numbered]
    kinds = kinds_of(texts, [_indent(raw) for _, raw in numbered])
    lines = [
        Line(index, f"line {number}", "" if is_rule(text) else text, kind, level)
        for index, ((number, _), text, (kind, level)) in enumerate(zip(numbered, texts, kinds, strict=True))
    ]
    return Content(lines, warnings=warnings)


def _indent(raw: str) -> int:
    expanded = raw.expandtabs(TAB)
    return len(expanded) - len(expanded.lstrip())
