"""Reading made-up files: what the tests of all formats look at."""

from __future__ import annotations

from etl.document import Document, Line, Unreadable
from etl.formats import document_of


def read(data: bytes | str, name: str) -> Document:
    """The document in `data` (text is UTF-8), as the file `name`."""
    return document_of(data.encode() if isinstance(data, str) else data, name)


def texts(document: Document) -> list[str]:
    """The lines that are not blank."""
    return [line.text for line in document.lines if line.text]


def line(document: Document, text: str) -> Line:
    """The one line whose text is `text`."""
    found = [line for line in document.lines if line.text == text]
    assert len(found) == 1, f"{text!r} is {len(found)} times among {texts(document)}"
    return found[0]


def codes(document: Document) -> list[str]:
    """The codes of the warnings."""
    return [code for code, _, _ in document.warnings]


def refusal(data: bytes | str, name: str) -> str:
    """The code with which `data` is refused as the file `name`; empty where it is read."""
    try:
        read(data, name)
    except Unreadable as unreadable:
        assert unreadable.message, "a refusal says what is wrong and what to do"
        return unreadable.code
    return ""
