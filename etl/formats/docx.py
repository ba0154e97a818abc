"""Word documents: paragraphs with the levels of their headings and lists, tables, notes.

Places: "paragraph 12" (those with text, outside of tables, counted from the top), "table 2, row 4", and
"note 3" for foot- and endnotes. Inserted text counts as accepted, deleted and hidden text is no content,
nor are the headers and footers of pages. Numbers that Word puts before the items of a list are part of
the text where they are plain ("3."), bullets are not.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from etl.document import Content, LineKind
from etl.formats.docx_styles import Style, W, heading_of, number_shape, styles_of, value_of
from etl.formats.encoding import tidy
from etl.formats.lines import Builder
from etl.formats.package import checked, damaged
from etl.formats.sniff import office_kind
from etl.formats.structure import could_be_heading
from etl.formats.tables import Row, write_table

SUFFIXES = (".docx", ".docm")

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
NO_CONTENT = [
    "del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "tcPr", "trPr", "sectPr",
    "sdtPr", "txbxContent", "pict"]  # fmt: skip
LEFT_OUT = {f"{MC}Fallback", *(f"{W}{name}" for name in NO_CONTENT)}
LOOKS_LIKE_HEADING = 6
MAIN_PARTS = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
"""Documents all the same: the library reads those that say "document" and no others."""
PartFactory.part_type_for.update(dict.fromkeys(MAIN_PARTS, DocumentPart))
ERRORS = (OpcError, etree.LxmlError, KeyError, ValueError, AttributeError, TypeError, IndexError, OSError)


def recognises(data: bytes) -> bool:
    """Whether it is a Word document beyond doubt."""
    return office_kind(data) == "docx"


def read(data: bytes) -> Content:
    """The lines of the document's body and notes. Raises Unreadable."""
    checked(data, "docx").close()
    try:
        document = Package.open(io.BytesIO(data)).main_document_part.document
        lines = _Reading(document).lines()
        return Content(lines, dict(_front(document)))
    except ERRORS as error:
        raise damaged("docx", error) from error


@dataclass
class _Reading:
    """A walk through a document."""

    document: WordDocument
    builder: Builder = field(default_factory=Builder)
    paragraphs: int = 0
    table: int = -1
    counters: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, Style] = field(default_factory=dict)

    def lines(self) -> Any:
        """Every line of the document."""
        self.styles = styles_of(self.document)
        self._blocks(self.document.element.body)
        for kind, tag in ((RELATIONSHIP_TYPE.FOOTNOTES, "footnote"), (RELATIONSHIP_TYPE.ENDNOTES, "endnote")):
            self._notes(kind, tag)
        return self.builder.lines

    def _blocks(self, parent: Any) -> None:
        for element in parent:
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._data_table(element)
            elif element.tag not in LEFT_OUT:
                self._blocks(element)

    def _paragraph(self, element: Any) -> None:
        texts = [text for text in map(tidy, _words(element).split("\n")) if text]
        if texts:
            self.paragraphs += 1
            self._lines_of(element, texts)
        else:
            self.builder.blank(self._place())
        for box in _boxes(element):
            self._blocks(box)

    def _lines_of(self, element: Any, texts: list[str]) -> None:
        kind, level, marker = self._kind(element, texts[0])
        if kind == "heading":
            self.builder.blank(self._place())
        self.builder.add(self._place(), marker + texts[0], kind, level)
        for text in texts[1:]:
            self.builder.add(self._place(), text, "text" if kind == "item" else kind, level if kind == "heading" else 0)
        if kind == "heading":
            self.builder.blank(self._place())

    def _place(self) -> str:
        return f"paragraph {max(1, self.paragraphs)}"

    def _kind(self, element: Any, text: str) -> tuple[LineKind, int, str]:
        properties = element.find(f"{W}pPr")
        style = self.styles.get(value_of(properties, "pStyle") or "", Style())
        heading = heading_of("", properties) or style.heading
        if heading:
            return "heading", min(heading, 6), ""
        numbering = properties.find(f"{W}numPr") if properties is not None else None
        list_id = value_of(numbering, "numId") or style.list_id
        if list_id and list_id != "0":
            level = int(value_of(numbering, "ilvl") or 0)
            return "item", max(level, style.list_level), self._marker(list_id, level)
        if could_be_heading(text) and _is_bold(element):
            return "heading", LOOKS_LIKE_HEADING, ""
        return "text", 0, ""

    def _marker(self, list_id: str, level: int) -> str:
        """The number before an item, where it is printed as a plain one."""
        number = self.counters.get((list_id, level), 0) + 1
        self.counters[list_id, level] = number
        for deeper in [key for key in self.counters if key[0] == list_id and key[1] > level]:
            del self.counters[deeper]
        shape = number_shape(self.document, list_id, level)
        return re.sub(r"%\d", str(number), shape) + " " if shape else ""

    def _data_table(self, element: Any) -> None:
        rows = [row for row in element.iter(f"{W}tr") if _nearest(row, f"{W}tbl") is element]
        if element.find(f".//{W}tbl") is not None or max((len(_cells(row)) for row in rows), default=0) < 2:
            for row in rows:
                for cell in _cells(row):
                    self._blocks(cell)
            return
        self.builder.blank(self._place())
        self.table += 1
        write_table(self.builder, [_row_of(row) for row in rows], self.table, "table {table}, row {row}")
        self.builder.blank(self._place())

    def _notes(self, relationship: str, tag: str) -> None:
        for related in self.document.part.rels.values():
            if related.reltype != relationship or related.is_external:
                continue
            for note in etree.fromstring(related.target_part.blob, _parser()).iter(f"{W}{tag}"):
                if note.get(f"{W}type") is None:
                    number = note.get(f"{W}id", "")
                    self.builder.add(f"{tag} {number}", " ".join(_words(note).split()))


def _row_of(row: Any) -> Row:
    cells: list[str] = []
    spans: list[int] = []
    for cell in _cells(row):
        properties = cell.find(f"{W}tcPr")
        span = value_of(properties, "gridSpan") or "1"
        width = min(int(span), 100) if span.isdigit() else 1
        cells += [_cell_text(cell), *[""] * (width - 1)]
        spans += [width, *[0] * (width - 1)]
    return Row(tuple(cells), row.find(f"{W}trPr/{W}tblHeader") is not None, tuple(spans))


def _cell_text(cell: Any) -> str:
    """The words of a cell; list items in it are set apart by semicolons."""
    words = ""
    for paragraph in cell.iter(f"{W}p"):
        text = " ".join(_words(paragraph).split())
        is_item = paragraph.find(f"{W}pPr/{W}numPr") is not None
        if text:
            joint = "; " if is_item and words and words[-1] not in ":;," else " "
            words += joint + text if words else text
    return words


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row.iter(f"{W}tc") if _nearest(cell, f"{W}tr") is row]


def _nearest(element: Any, tag: str) -> Any:
    parent = element.getparent()
    while parent is not None and parent.tag != tag:
        parent = parent.getparent()
    return parent


def _words(element: Any) -> str:
    return "".join(_pieces(element))


def _pieces(root: Any) -> Iterator[str]:
    """The words below `root`, line breaks as \\n; without recursion, as files nest deeper than Python."""
    stack = list(reversed(root))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in LEFT_OUT or (tag == f"{W}r" and _is_hidden(element)):
            continue
        if tag == f"{W}t":
            yield element.text or ""
        elif tag in (f"{W}tab", f"{W}ptab"):
            yield "\t"
        elif tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        else:
            stack.extend(reversed(element))


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes that hang on a paragraph; each is there twice, for old and for new programs."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if _nearest(box, f"{MC}Fallback") is None:
            yield box


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false")


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(f"{W}r") if any((text.text or "").strip() for text in run.iter(f"{W}t"))]
    marks = [run.find(f"{W}rPr/{W}b") for run in runs]
    return bool(runs) and all(mark is not None and mark.get(f"{W}val") not in ("0", "false") for mark in marks)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _front(document: WordDocument) -> Iterator[tuple[str, Any]]:
    properties = document.core_properties
    if title := " ".join(tidy(properties.title or "").split()):
        yield "title", title
    language = properties.language or ""
    if re.match(r"[A-Za-z]{2}(?![A-Za-z])", language):
        yield "language", language[:2].lower()
