"""What kind of document it is, by the way it is written."""

from __future__ import annotations

import re
from functools import cache
from weakref import ReferenceType, ref

from etl.document import Document, Line
from etl.parse.wording import pattern_of, phrases_of
from etl.schema import KINDS
from etl.vocabulary import fold

HEAD_LINES = 12
HEAD_LENGTH = 160
FEWEST_SLOTS = 3
FEWEST_FIGURES = 4
LONGEST_FIGURES = 1_000

TITLE_KINDS = (
    "transcript",
    "annual report",
    "call",
    "statistics",
    "session list",
    "session report",
    "meeting summary",
)
SLOT = re.compile(r"\d{1,2}[:.h]\d{2}\s?(?:[ap]\.?m\.?)?\s?[-–—]\s?\d{1,2}[:.h]\d{2}", re.IGNORECASE)
CODE = re.compile(
    r"\b(?:(?:WS|OF|DC|BPF|TH|LT|NRI|Workshop|Open Forum|Town Hall|Session|Lightning Talk|Event)\s?#\s?\d{1,4}"
    r"|(?i:taller|foro abierto|sesión|atelier|forum ouvert|séance|session|oficina|fórum aberto|sessão|workshop"
    r"|offenes forum|sitzung)"
    r"\s(?i:n\s?[.º°]{1,2}|no\.|nr\.)\s?\d{1,4})\b"
)
SPEAKER = re.compile(r">>|[A-Z][A-Z .'-]{4,40}:\s")
NUMBER = re.compile(r"\d[\d.,'’]*")


def kind_of(document: Document) -> str:
    """The kind (see `etl.schema.KINDS`): as front matter states it, where it is one, else by title, else by content.

    Found out once for the extractors that ask for it one after the other.
    """
    global _last
    if _last is None or _last[0]() is not document:
        _last = ref(document), _kind_of(document)
    return _last[1]


_last: tuple[ReferenceType[Document], str] | None = None


def _kind_of(document: Document) -> str:
    stated = document.front.get("kind")
    if stated in KINDS:
        return str(stated)
    head = _head(document)
    lines = [line for line in document.lines if line.text]
    return _by_title(head[:2]) or _by_content(lines) or _by_title(head[2:]) or "other"


def _head(document: Document) -> list[str]:
    title = document.front.get("title")
    texts = [line.text for line in document.lines if line.text][:HEAD_LINES]
    return ([str(title)] if title else []) + [text for text in texts if len(text) <= HEAD_LENGTH]


def _by_title(texts: list[str]) -> str | None:
    says = (kind for kind in TITLE_KINDS for text in texts if _opens(kind).search(text))
    found = next(says, None)
    is_of_one_session = found == "meeting summary" and any(CODE.search(text) for text in texts)
    return "session report" if is_of_one_session else found


@cache
def _opens(key: str) -> re.Pattern[str]:
    """The phrases of a kind, each at the beginning of a word."""
    return re.compile(rf"(?<!\w)(?:{pattern_of('document_kinds', key)})(?!\w)", re.IGNORECASE)


def _by_content(lines: list[Line]) -> str | None:
    if sum(bool(SPEAKER.match(line.text)) for line in lines) >= 10:
        return "transcript"
    fields = sum(bool(_opens("session fields").match(line.text.lstrip(" #*•-"))) for line in lines[:30])
    slots = sum(bool(SLOT.search(line.text[:400])) for line in lines)
    codes = sum(bool(CODE.search(line.text[:200])) for line in lines)
    rows = sum(_is_of_a_session(line) for line in lines)
    if max(slots, codes, rows) >= FEWEST_SLOTS or (slots + codes >= FEWEST_SLOTS and fields < 2):
        return "session list"
    if fields >= 2 or (codes and CODE.search(lines[0].text)):
        return "session report"
    figures = sum(_is_of_figures(line) for line in lines)
    return "statistics" if figures >= FEWEST_FIGURES and 3 * figures >= len(lines) else None


def _is_of_figures(line: Line) -> bool:
    """Whether the line is a label with a figure, or several, and no sentence."""
    words = line.text[:LONGEST_FIGURES].split()
    numbers = len(NUMBER.findall(line.text[:LONGEST_FIGURES]))
    return numbers > 0 and len(words) <= 8 * numbers and not line.text.endswith((".", ":"))


def _is_of_a_session(line: Line) -> bool:
    """Whether the line is a row of a table of sessions, by the names of its columns."""
    columns = set(map(fold, line.header))
    return bool(columns & _columns("title")) and len(columns & _columns("other")) >= 2


@cache
def _columns(key: str) -> frozenset[str]:
    return frozenset(map(fold, phrases_of("document_kinds", f"{key} columns")))
