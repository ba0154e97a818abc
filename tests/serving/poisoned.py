"""A build in which every text that a document may state is one that must not be taken for markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import pyarrow as pa

from etl.schema import BY_NAME, Column
from tests.pages import sample
from tests.pages.tiny import write_build

Row = dict[str, Any]
_KEPT = {"series", "language", "format", "sha256", "basket", "extractor", "time_zone", "phrase", "theme_id"}
"""What the program itself gives, or looks up."""

_RIVAL: Row = {
    "meeting_id": "igf-2020",
    "measure": "registered",
    "dimension": "stakeholder",
    "group_name": "Government",
    "document_id": "record",
    "is_preferred": False,
}


def publish(folder: Path, payloads: Sequence[str]) -> str:
    """Publish a build in which each of `payloads` stands in rows of all tables; returns its version."""
    rows = {name: list(_grown(name, list(given), payloads)) for name, given in sample.rows().items()}
    texts = cycle(payloads)
    poisoned = {name: [_poisoned(name, row, texts) for row in given] for name, given in rows.items()}
    return write_build(folder, poisoned)


def _grown(name: str, rows: Sequence[Row], payloads: Sequence[str]) -> Iterator[Row]:
    """The rows, and copies of them with keys of their own: one for each payload, where a table can hold so many."""
    yield from rows
    wanted = {"meetings": 0, "themes": 0, "session_counts": 0, "documents": 10}.get(name, len(payloads))
    for number in range(1, wanted + 1):
        row = dict(rows[number % len(rows)]) if rows else {}
        row |= {key: f"{row.get(key, key)}-{number}" for key in _own_keys(name)}
        if name == "lines":
            row |= {"line": 10 + number, "position": 1000 * number, "place": f"line {10 + number}"}
            row |= {"document_id": sample.DOCUMENTS[0]["document_id"], "text": payloads[number - 1]}
        if name == "participation":  # a rival of a figure that is shown: listed behind it
            row = {**_RIVAL, "count": 1000 + number}
        yield row


def _own_keys(name: str) -> list[str]:
    own = {"documents": "document_id", "sessions": "session_id", "organisations": "organisation_id"}
    return [own[name]] if name in own else [f"{name[:-1]}_id"] if name in ("takeaways", "findings") else []


def _poisoned(name: str, row: Mapping[str, Any], texts: Iterator[str]) -> Row:
    free = [column.name for column in BY_NAME[name].columns if _is_free(name, column)]
    # A line that was added has its payload: a page that shows the document then shows all of them.
    return {**row, **{column: next(texts) for column in free if (name, column) != ("lines", "text")}}


def _is_free(table: str, column: Column) -> bool:
    """Whether the words of a document may stand in the column."""
    return (
        column.type == pa.string()
        and not (column.allowed or column.vocabulary or column.refers_to)
        and not column.name.endswith("_id")
        and column.name not in _KEPT
        and (table, column.name) != ("lines", "place")
    )
