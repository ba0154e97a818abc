"""The tree of a page -> lines: one per block; a line break splits, emphasis and links do not.

A blank line stands between paragraphs, headings, lists and tables, as in the text that a browser
copies. Numbers that a browser puts before the items of a list are part of the text, bullets are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from etl.document import Line, LineKind
from etl.formats.encoding import tidy
from etl.formats.lines import Builder
from etl.formats.structure import LONGEST_HEADING, could_be_heading
from etl.formats.tables import is_data, rows_of, write_table

APART = {
    "p", "ul", "ol", "dl", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "section", "article", "fieldset", "figure", "details", "main"}  # fmt: skip
BLOCKS = APART | {
    "div", "li", "dt", "dd", "tr", "td", "th", "caption", "tbody", "thead", "tfoot", "summary",
    "figcaption", "address", "header", "footer", "aside", "nav", "form", "legend", "center",
    "body"}  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = {"ul", "ol", "menu", "dir"}
FOOTNOTE = re.compile(r"\[?\d{1,3}\]?$|[*†‡]+$")
LOOKS_LIKE_HEADING = 6


def lines_of(tree: LexborHTMLParser, skipped: frozenset[int]) -> list[Line]:
    """The lines of a page's body without the elements in `skipped` (by `mem_id`)."""
    if tree.body is None:
        return []
    walk = Walk(skipped)
    walk.through(tree.body)
    lines = walk.builder.lines
    return lines[:-1] if lines and not lines[-1].text else lines


@dataclass
class Walk:
    """A walk through a tree, and the block that is being read."""

    skipped: frozenset[int]
    builder: Builder = field(default_factory=Builder)
    words: list[str] = field(default_factory=list)
    heading: int = 0
    items: list[int | None] = field(default_factory=list)
    """Per open list the number of its next item; None where it has bullets."""
    marker: str | None = None
    """What stands before the first line of an open item; None after it, and outside of items."""
    strong: int = 0
    plain: int = 0
    """Characters of the block that are set bold, and that are not."""
    bold: int = 0
    """How many open elements set bold."""
    preformatted: int = 0
    table: int = -1

    def through(self, root: LexborNode) -> None:
        """Read everything in `root`. Without recursion: pages nest deeper than Python does."""
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, is_left = stack.pop()
            if is_left:
                self._leave(node)
            elif node.tag == "-text":
                self._text(node.text(deep=False))
            elif self._enter(node):
                stack.append((node, True))
                stack.extend((child, False) for child in _children_backwards(node))
        self.flush()

    def flush(self) -> None:
        """End the line that is being read."""
        if not self.words:
            return
        text = "".join(self.words)
        text = tidy(text) if self.preformatted else " ".join(tidy(text).split())
        self.words.clear()
        is_strong = self.strong > 0 and self.plain == 0
        self.strong = self.plain = 0
        if not text:
            return
        kind, level = self._kind(text, is_strong)
        if kind == "item":
            text = (self.marker or "") + text
        self.marker = None
        self.builder.add(self._place(), text, kind, level)

    def _kind(self, text: str, is_strong: bool) -> tuple[LineKind, int]:
        if self.heading:
            return "heading", self.heading
        if self.marker is not None:
            return "item", max(0, len(self.items) - 1)
        if is_strong and not self.items and could_be_heading(text) and len(text) <= LONGEST_HEADING:
            return "heading", LOOKS_LIKE_HEADING
        return "text", 0

    def _place(self) -> str:
        return f"line {len(self.builder.lines) + 1}"

    def _text(self, text: str) -> None:
        if self.preformatted and "\n" in text:
            first, *rest = text.split("\n")
            self.words.append(first)
            for line in rest:
                self.flush()
                self.words.append(line)
            return
        self.words.append(text)
        length = len(text.strip())
        self.strong += length if self.bold else 0
        self.plain += 0 if self.bold else length

    def _enter(self, node: LexborNode) -> bool:
        """Begin an element; whether its content is to be read."""
        tag = node.tag or ""
        if tag.startswith("-") or tag == "!doctype" or node.mem_id in self.skipped:
            return False
        if tag == "table" and is_data(node):
            self._data_table(node)
            return False
        if tag == "sup" and FOOTNOTE.match(node.text().strip()):
            return False
        if tag in BLOCKS:
            self._begin_block(node, tag)
        elif tag == "br":
            self._line_break()
        elif tag in ("b", "strong"):
            self.bold += 1
        elif tag == "span":
            self._keep_apart(node)
        return True

    def _begin_block(self, node: LexborNode, tag: str) -> None:
        self.flush()
        if tag in APART and not (self.items and tag in LISTS | {"p"}):
            self.builder.blank(self._place())
        if tag in HEADINGS:
            self.heading = HEADINGS[tag]
        elif tag in LISTS:
            self.items.append(_first_number(node) if tag == "ol" else None)
        elif tag == "li":
            self.marker = self._next_marker(node)
        elif tag == "pre":
            self.preformatted += 1

    def _next_marker(self, node: LexborNode) -> str:
        if not self.items or self.items[-1] is None:
            return ""
        number = _whole(node.attributes.get("value")) or self.items[-1]
        self.items[-1] = number + 1
        return f"{number}. "

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in ("b", "strong"):
            self.bold -= 1
        if tag not in BLOCKS:
            return
        self.flush()
        if tag in HEADINGS:
            self.heading = 0
        elif tag in LISTS:
            self.items.pop()
        elif tag == "li":
            self.marker = None
        elif tag == "pre":
            self.preformatted -= 1
        if tag in APART and not (self.items and tag in LISTS | {"p"}):
            self.builder.blank(self._place())

    def _line_break(self) -> None:
        if "".join(self.words).strip():
            self.flush()
        else:
            self.words.clear()
            self.builder.blank(self._place())

    def _keep_apart(self, node: LexborNode) -> None:
        """A space between two spans where a figure meets a word: pages set them apart by style."""
        before = node.prev
        if before is None or before.tag != "span" or not self.words:
            return
        last, first = self.words[-1][-1:], node.text()[:1]
        if (last.isdigit() or last in "%)") and first.isalpha() or last.isalpha() and first.isdigit():
            self.words.append(" ")

    def _data_table(self, node: LexborNode) -> None:
        self.flush()
        self.builder.blank(self._place())
        if caption := node.css_first("caption"):
            self.through(caption)
        self.table += 1
        write_table(self.builder, rows_of(node, self._cell_text), self.table, "table {table}, row {row}")
        self.builder.blank(self._place())

    def _cell_text(self, cell: LexborNode) -> str:
        """The words of a cell; list items in it are set apart by semicolons."""
        walk = Walk(self.skipped)
        walk.through(cell)
        words = ""
        for line in walk.builder.lines:
            if line.text:
                joint = "; " if line.kind == "item" and words and words[-1] not in ":;," else " "
                words += joint + line.text if words else line.text
        return words


def _children_backwards(node: LexborNode) -> Iterator[LexborNode]:
    child = node.last_child
    while child is not None:
        yield child
        child = child.prev


def _first_number(node: LexborNode) -> int | None:
    if "none" in (node.attributes.get("style") or "") or (node.attributes.get("type") or "1") != "1":
        return None
    return _whole(node.attributes.get("start")) or 1


def _whole(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else None
