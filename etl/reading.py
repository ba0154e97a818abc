"""What has been read from one document so far: rows, findings, and the words they account for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from etl.document import Document, Line, quote_of
from etl.findings import Finding
from etl.schema import BY_NAME

Row = dict[str, Any]
"""One row of a table, columns by name. Columns whose names begin with `_` are for the assembly of
tables only (`_source_url` where a table has no such column) and are not written."""
Rows = dict[str, list[Row]]
"""The rows of tables, by their names."""


@dataclass(frozen=True)
class Mention:
    """A meeting named in a document."""

    meeting_id: str
    series: str
    year: int
    line: Line
    start: int
    end: int


@dataclass(frozen=True)
class Facts:
    """What assembly needs of one document that was read: its rows and findings, without its text."""

    document_id: str
    path: str
    sha256: str
    form: str
    url: str | None
    """Where the document was published, as it or its record says."""
    original: str | None
    """For a record: the SHA-256 of the document that it describes."""
    expect: Mapping[str, int]
    """For a record: how much of what it must hold at least."""
    rows: Mapping[str, list[Row]]
    findings: Sequence[Finding]
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many rows there are of tables whose rows are elsewhere (`etl.packed`)."""

    def table(self, name: str) -> list[Row]:
        """The rows of table `name`."""
        return self.rows.get(name, [])

    def count(self, name: str) -> int:
        """The number of rows of table `name`."""
        return self.counts.get(name, len(self.table(name)))


@dataclass
class Reading:
    """Rows and findings of one document, and which spans of its lines they were read from."""

    document: Document
    meeting_id: str | None = None
    """The meeting that the document is mainly about; set by `extract.meetings` before the others run."""
    year: int | None = None
    language: str = "en"
    mentions: list[Mention] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _claims: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, table: str, line: Line, extractor: str, *, span: tuple[int, int] | None = None, **values: Any) -> Row:
        """Add a row of `table` that was read from `line` (within `span`), and return it.

        Columns that are not given are null. `quote` may be given where the words span several lines;
        it must then be those lines' texts joined by single spaces, or a part of that.
        """
        start, end = span or (0, len(line.text))
        row: Row = dict.fromkeys(BY_NAME[table].names)
        row |= {
            "document_id": self.document.document_id,
            "place": line.place,
            "quote": quote_of(line, start, end),
            "extractor": extractor,
        }
        unknown = [name for name in values if name not in row and not name.startswith("_")]
        if unknown:
            raise KeyError(f"{table} has no column {', '.join(unknown)}")
        row |= values
        self.rows.setdefault(table, []).append(row)
        if span:
            self.claim(line, start, end)
        return row

    def note(self, code: str, line: Line | None, value: str, message: str) -> None:
        """Add a finding about `value` in `line` (None: about the document as a whole)."""
        self.note_at(code, line.place if line else "", value, message)

    def note_at(self, code: str, place: str, value: str, message: str) -> None:
        """Add a finding about `value` at `place`."""
        self.findings.append(Finding(self.document.document_id, place, code, value[:240], message))

    def claim(self, line: Line, start: int, end: int) -> None:
        """Say that the words [start, end) of `line` are accounted for."""
        self._claims.setdefault(line.index, []).append((start, end))

    def is_claimed(self, line: Line, start: int, end: int) -> bool:
        """Whether some of the words [start, end) of `line` are accounted for already."""
        return any(low < end and start < high for low, high in self._claims.get(line.index, ()))

    def table(self, name: str) -> list[Row]:
        """The rows of table `name` read so far."""
        return self.rows.get(name, [])

    def facts(self) -> Facts:
        """What was read, without the text it was read from."""
        document, front = self.document, self.document.front
        return Facts(
            document_id=document.document_id,
            path=document.path,
            sha256=document.sha256,
            form=document.form,
            url=front.get("url"),
            original=front.get("original"),
            expect=dict(front.get("expect") or {}),
            rows=self.rows,
            findings=self.findings,
        )
