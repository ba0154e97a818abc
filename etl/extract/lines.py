"""The document's own text, line by line: what search, contexts and the page of a document read."""

from __future__ import annotations

from itertools import accumulate

from etl.extract.theme_mentions import runs_on, sessions_by_line
from etl.phrases import folded
from etl.reading import Reading, Row


def extract(reading: Reading) -> None:
    """Add a row for every line that is not blank."""
    document = reading.document
    sessions = sessions_by_line(reading)
    starts = accumulate((len(line.text) + 1 for line in document.lines[:-1]), initial=0)
    rows: list[Row] = []
    passage, is_continued = 1, False
    for line, after, start in zip(document.lines, [*document.lines[1:], None], starts, strict=True):
        if line.is_blank:
            continue
        passage = passage if is_continued else line.index + 1
        is_continued = runs_on(line, after)
        rows.append(
            {
                "document_id": document.document_id,
                "form": document.form,
                "line": line.index + 1,
                "position": start,
                "place": line.place,
                "kind": line.kind,
                "passage": passage,
                "session_id": sessions.get(line.index),
                "text": line.text,
                "folded": folded(line.text),
            }
        )
    reading.rows.setdefault("lines", []).extend(rows)
