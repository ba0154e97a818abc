"""Small builds for tests: rows given by their telling columns, everything else filled in."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from etl import cubes, tables
from etl.phrases import folded
from etl.schema import TABLES, Column, Table

Row = Mapping[str, Any]
DOCUMENT = "a-record"
FILLED: dict[str, Any] = {
    "document_id": DOCUMENT,
    "place": "line 1",
    "quote": "words",
    "extractor": "test",
    "qualifier": "exact",
    "status": "final",
    "is_derived": False,
    "is_preferred": True,
    "measure": "registered",
    "dimension": "total",
    "series": "IGF",
    "role": "main",
    "language": "en",
    "position": 1,
    "kind": "meeting summary",
    "form": "record",
    "format": "md",
    "word_count": 10,
    "byte_count": 60,
    "sha256": "0" * 64,
    "severity": "info",
}
STATUS_OF_SESSIONS = {"sessions": "scheduled", "meetings": "held"}


def write_build(folder: Path, rows: Mapping[str, Sequence[Row]]) -> str:
    """Publish a build of `rows` (table name -> rows) in `folder`; returns its version."""
    given = dict(rows)
    given.setdefault("documents", [{"document_id": DOCUMENT, "title": "A record"}])
    arrow = {
        table.name: tables.to_arrow(table, [_filled(table, row) for row in given.get(table.name, ())])
        for table in TABLES
    }
    files = {f"{name}.parquet": tables.parquet_bytes(table) for name, table in arrow.items()}
    files |= {f"cubes/{name}.parquet": tables.parquet_bytes(cube) for name, cube in cubes.build(arrow).items()}
    return tables.publish(folder, files)


def _filled(table: Table, row: Row) -> dict[str, Any]:
    unknown = set(row) - set(table.names)
    assert not unknown, f"{table.name} has no column {unknown}"
    return {column.name: _value(table, column, row) for column in table.columns}


def _value(table: Table, column: Column, row: Row) -> Any:
    if column.name in row:
        return row[column.name]
    if column.name == "status" and table.name in STATUS_OF_SESSIONS:
        return STATUS_OF_SESSIONS[table.name]
    if column.name == "year" and (row.get("meeting_id") or "").startswith("igf-"):
        return int(row["meeting_id"].removeprefix("igf-"))
    if column.name == "series" and row.get("meeting_id", "igf").startswith("igf"):
        return "IGF"
    if column.name == "label" and row.get("group_name"):
        return row["group_name"].lower()
    if column.name in ("label", "title", "text", "message", "phrase", "name_as_printed"):
        return row.get(column.name, column.name)
    if column.name in FILLED and (column.required or column.name in ("status",)):
        return FILLED[column.name]
    if column.name in ("passage", "folded"):
        return row["line"] if column.name == "passage" else folded(row["text"])
    if column.required and column.type == pa.bool_():
        return False
    if column.required and column.type == pa.string():
        return f"{table.name}-{zlib.crc32(repr(sorted(row.items())).encode())}"
    return None
