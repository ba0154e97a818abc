"""Word documents: paragraphs with the levels of their headings and lists, tables, notes.

Places: "paragraph 12" (those with text, outside of tables, counted from the top), "table 2, row 4", and
"note 3" for foot- and endnotes. Inserted text counts as accepted, deleted and hidden text is no content,
nor are the headers and footers of pages. Numbers that Word puts before the items of a list are part of
the text where they are plain ("3."), bullets are not.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
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
from etl.formats.encoding import tidy
from etl.formats.lines import Builder
from etl.formats.package import checked, damaged
from etl.formats.sniff import office_kind
from etl.formats.structure import could_be_heading
from etl.formats.tables import Row, write_table

SUFFIXES = (".docx", ".docm")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
NO_CONTENT = [
    "del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "tcPr", "trPr", "sectPr",
    "sdtPr", "txbxContent", "pict"]  # fmt: skip
LEFT_OUT = {f"{MC}Fallback", *(f"{W}{name}" for name in NO_CONTENT)}
STYLE = re.compile(r"(?:heading|titre|überschrift|título|rubrik)\s*(\d)$", re.IGNORECASE)
DEEPER_LIST = re.compile(r"list (?:bullet|number)\s+([2-5])$", re.IGNORECASE)
PLAIN_NUMBER = re.compile(r"%\d[.)]?$")
LOOKS_LIKE_HEADING = 6
MAIN_PARTS = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
"""Documents all the same: the library reads those that say "document" and no others."""
PartFactory.part_type_for.update(dict.fromkeys(MAIN_PARTS, DocumentPart))
TITLES = {"title": 1, "subtitle": 2}
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


@dataclass(frozen=True)
class _Style:
    """What a paragraph's style says of it."""

    heading: int = 0
    list_id: str | None = None
    list_level: int = 0


@dataclass
class _Reading:
    """A walk through a document."""

    document: WordDocument
    builder: Builder = field(default_factory=Builder)
    paragraphs: int = 0
    table: int = -1
    counters: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, _Style] = field(default_factory=dict)

    def lines(self) -> Any:
        """Every line of the document."""
        self.styles = _styles_of(self.document)
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
        style = self.styles.get(_value(properties, "pStyle") or "", _Style())
        heading = _heading_of("", properties) or style.heading
        if heading:
            return "heading", min(heading, 6), ""
        numbering = properties.find(f"{W}numPr") if properties is not None else None
        list_id = _value(numbering, "numId") or style.list_id
        if list_id and list_id != "0":
            level = int(_value(numbering, "ilvl") or 0)
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
        shape = _number_shape(self.document, list_id, level)
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
        span = _value(properties, "gridSpan") or "1"
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


def _value(properties: Any, name: str) -> str | None:
    found = properties.find(f"{W}{name}") if properties is not None else None
    value = found.get(f"{W}val") if found is not None else None
    return str(value) if value is not None else None


def _styles_of(document: WordDocument) -> dict[str, _Style]:
    elements = {style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")}
    return {name: _style_of(name, elements) for name in elements if name}


def _style_of(name: str | None, elements: Mapping[Any, Any]) -> _Style:
    """Heading level and list of a style, its own or those of the styles that it is based on."""
    heading, list_id, level = 0, None, 0
    seen: set[str] = set()
    while name and name in elements and name not in seen:
        seen.add(name)
        style, properties = elements[name], elements[name].find(f"{W}pPr")
        heading = heading or _heading_of((_value(style, "name") or "").strip(), properties)
        deeper = DEEPER_LIST.match(_value(style, "name") or "")
        level = level or (int(deeper[1]) - 1 if deeper else 0)
        numbering = properties.find(f"{W}numPr") if properties is not None else None
        if list_id is None and numbering is not None:
            list_id, level = _value(numbering, "numId"), int(_value(numbering, "ilvl") or level)
        name = _value(style, "basedOn")
    return _Style(heading, list_id, level)


def _heading_of(name: str, properties: Any) -> int:
    match = STYLE.match(name)
    outline = _value(properties, "outlineLvl")
    by_outline = int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else 0
    return int(match[1]) if match else TITLES.get(name.lower(), by_outline)


def _number_shape(document: WordDocument, list_id: str, level: int) -> str:
    """How the numbers of a list are printed, as "%1."; empty for bullets, letters and compound numbers."""
    part = next((r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING), None)
    if part is None:
        return ""
    root = part.element
    abstract = next(
        (_value(num, "abstractNumId") for num in root.iter(f"{W}num") if num.get(f"{W}numId") == list_id),
        None,
    )
    for candidate in root.iter(f"{W}abstractNum"):
        if candidate.get(f"{W}abstractNumId") == abstract:
            for shape in candidate.iter(f"{W}lvl"):
                if shape.get(f"{W}ilvl") == str(level) and _value(shape, "numFmt") == "decimal":
                    text = _value(shape, "lvlText") or ""
                    return text if PLAIN_NUMBER.match(text) else ""
    return ""


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _front(document: WordDocument) -> Iterator[tuple[str, Any]]:
    properties = document.core_properties
    if title := " ".join(tidy(properties.title or "").split()):
        yield "title", title
    language = properties.language or ""
    if re.match(r"[A-Za-z]{2}(?![A-Za-z])", language):
        yield "language", language[:2].lower()
