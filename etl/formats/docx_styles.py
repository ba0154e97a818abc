"""What the styles and the numberings of a Word document say of its paragraphs: headings, lists, their numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLE = re.compile(r"(?:heading|titre|überschrift|título|rubrik)\s*(\d)$", re.IGNORECASE)
DEEPER_LIST = re.compile(r"list (?:bullet|number)\s+([2-5])$", re.IGNORECASE)
PLAIN_NUMBER = re.compile(r"%\d[.)]?$")
TITLES = {"title": 1, "subtitle": 2}


@dataclass(frozen=True)
class Style:
    """What a paragraph's style says of it."""

    heading: int = 0
    list_id: str | None = None
    list_level: int = 0


def styles_of(document: WordDocument) -> dict[str, Style]:
    elements = {style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")}
    return {name: _style_of(name, elements) for name in elements if name}


def _style_of(name: str | None, elements: Mapping[Any, Any]) -> Style:
    """Heading level and list of a style, its own or those of the styles that it is based on."""
    heading, list_id, level = 0, None, 0
    seen: set[str] = set()
    while name and name in elements and name not in seen:
        seen.add(name)
        style, properties = elements[name], elements[name].find(f"{W}pPr")
        heading = heading or heading_of((value_of(style, "name") or "").strip(), properties)
        deeper = DEEPER_LIST.match(value_of(style, "name") or "")
        level = level or (int(deeper[1]) - 1 if deeper else 0)
        numbering = properties.find(f"{W}numPr") if properties is not None else None
        if list_id is None and numbering is not None:
            list_id, level = value_of(numbering, "numId"), int(value_of(numbering, "ilvl") or level)
        name = value_of(style, "basedOn")
    return Style(heading, list_id, level)


def heading_of(name: str, properties: Any) -> int:
    match = STYLE.match(name)
    outline = value_of(properties, "outlineLvl")
    by_outline = int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else 0
    return int(match[1]) if match else TITLES.get(name.lower(), by_outline)


def number_shape(document: WordDocument, list_id: str, level: int) -> str:
    """How the numbers of a list are printed, as "%1."; empty for bullets, letters and compound numbers."""
    part = next((r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING), None)
    if part is None:
        return ""
    root = part.element
    abstract = next(
        (value_of(num, "abstractNumId") for num in root.iter(f"{W}num") if num.get(f"{W}numId") == list_id),
        None,
    )
    for candidate in root.iter(f"{W}abstractNum"):
        if candidate.get(f"{W}abstractNumId") == abstract:
            for shape in candidate.iter(f"{W}lvl"):
                if shape.get(f"{W}ilvl") == str(level) and value_of(shape, "numFmt") == "decimal":
                    text = value_of(shape, "lvlText") or ""
                    return text if PLAIN_NUMBER.match(text) else ""
    return ""


def value_of(properties: Any, name: str) -> str | None:
    found = properties.find(f"{W}{name}") if properties is not None else None
    value = found.get(f"{W}val") if found is not None else None
    return str(value) if value is not None else None
