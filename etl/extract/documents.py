"""The row of `documents`: what a document is, by its front matter and by how it is written."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from etl.document import Document, Line
from etl.kinds import kind_of
from etl.parse.dates import parse_date
from etl.parse.language import detect_language
from etl.reading import Reading
from etl.schema import KINDS

LONGEST_TITLE = 110
HEAD_LINES = 8
MARKUP = re.compile(r"^#{1,6}\s+|[*_]{2}")
# A line of page furniture, a label or a sentence is no title.
NO_TITLE = re.compile(r"[.;,:]$|^[\[(•\-–*|]|^\d+[.)]\s|://|^\W*$")
PUBLISHED = re.compile(
    r"\W{0,4}(?:published|posted|date\sof\spublication|publication\sdate|publicado|fecha\sde\spublicación|publié|date\sde\spublication|"
    r"data\sde\spublicação|veröffentlicht|erschienen)(?:\s(?:on|el|le|em|am))?\s?:?\s{1,3}(?P<date>\S.{5,40})$",
    re.IGNORECASE,
)


def extract(reading: Reading) -> None:
    """Append the row. The table has no provenance: the row is about the document as a whole."""
    document = reading.document
    front = document.front
    if front.get("kind") and front["kind"] not in KINDS:
        message = f"front matter, kind: it is none of {', '.join(KINDS)}; correct it"
        reading.note("value-invalid", None, str(front["kind"]), message)
    reading.rows.setdefault("documents", []).append(
        {
            "document_id": document.document_id,
            "title": title_of(document),
            "publisher": _text(front.get("publisher")),
            "url": _text(front.get("url")),
            "kind": kind_of(document),
            "form": document.form,
            "format": document.format,
            "language": _text(front.get("language")) or detect_language(document.text),
            "published": _day(front.get("published"), reading.language) or _published_in_text(reading),
            "meeting_id": reading.meeting_id,
            "year": reading.year,
            "word_count": document.word_count,
            "byte_count": len(document.data),
            "sha256": document.sha256,
            "path": document.path,
        }
    )


def title_of(document: Document) -> str | None:
    """The title: of the front matter, the first heading of level 1, or a first line that looks like one."""
    stated = _text(document.front.get("title"))
    if stated:
        return stated
    head = [line for line in document.lines if line.text][:HEAD_LINES]
    heading = next((line for line in document.lines if line.kind == "heading" and line.level == 1), None)
    found = heading or next((line for line in head[:2] if _looks_like_a_title(line)), None)
    found = found or next((line for line in head if line.kind == "heading" and _looks_like_a_title(line)), None)
    return MARKUP.sub("", found.text).strip() if found else None


def _looks_like_a_title(line: Line) -> bool:
    text = MARKUP.sub("", line.text).strip()
    return (
        len(text) <= LONGEST_TITLE
        and len(text.split()) >= 3
        and line.kind in ("heading", "text")
        and not NO_TITLE.search(text)
    )


def _text(value: Any) -> str | None:
    text = " ".join(str(value).split()) if value is not None else ""
    return text or None


def _day(value: Any, language: str) -> date | None:
    """A day as front matter or a page states it: a date, an ISO moment or words."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    if text is None:
        return None
    found = parse_date(text.split("T")[0] if re.match(r"\d{4}-\d{2}-\d{2}T", text) else text, language)
    return found.start_date() if found and found.year and not found.is_range else None


def _published_in_text(reading: Reading) -> date | None:
    for line in [line for line in reading.document.lines if line.text][: HEAD_LINES * 2]:
        if found := PUBLISHED.match(line.text):
            return _day(found["date"], reading.language)
    return None
