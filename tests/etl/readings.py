"""Readings made by hand, for tests of what happens to rows after they are read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from etl.assemble import assemble
from etl.document import Document, Line
from etl.extract import documents
from etl.reading import Reading, Rows


def reading(document_id: str, text: str = "A page.\nWith two lines.", *, meeting_id: str | None = "igf-2020",
            front: Mapping[str, Any] | None = None) -> Reading:  # fmt: skip
    """A reading of `text` without rows other than the document's own."""
    lines = [Line(index, f"line {index + 1}", words) for index, words in enumerate(text.split("\n"))]
    data = text.encode()
    document = Document(
        document_id, f"{document_id}.txt", "txt", data, hashlib.sha256(data).hexdigest(), lines, front or {}
    )
    made = Reading(document, meeting_id=meeting_id, year=2020 if meeting_id else None)
    documents.extract(made)
    return made


def add_figure(made: Reading, label: str, count: int | None = None, share: float | None = None, **columns: Any) -> None:
    """Add a row of `participation`: by default a stakeholder group of those registered."""
    row = {"meeting_id": made.meeting_id, "year": made.year, "measure": "registered", "dimension": "stakeholder",
           "group_name": label if columns.get("dimension") in (None, "gender") else None, "label": label,
           "count": count, "share": share, "qualifier": "exact", "status": "final", "is_derived": False,
           "is_preferred": False}  # fmt: skip
    made.add("participation", made.document.lines[0], "by hand", **(row | columns))


def add_session(made: Reading, session_id: str, title: str, **columns: Any) -> None:
    """Add a row of `sessions`."""
    row = {"session_id": session_id, "meeting_id": made.meeting_id, "year": made.year, "title": title,
           "status": "scheduled", "is_preferred": False}  # fmt: skip
    made.add("sessions", made.document.lines[0], "by hand", **(row | columns))


def tables_of(made: Iterable[Reading]) -> Rows:
    """The rows of all tables that come out of readings."""
    return assemble(one.facts() for one in made)
