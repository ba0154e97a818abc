"""What was read from a document, as bytes: how it travels between processes and is kept between builds.

    <SHA-256 of the rest> <bytes of the head> <SHA-256 of the document, or "unreadable">
    the head (JSON), the bulk (Arrow)

The head is what assembly needs of the document. The bulk are the rows of the tables that are as long as
the documents' own text (STREAMED): they go from here to the files of a build, past assembly, so that
memory does not grow with them. Of these the head has their number, and the first mention of each meeting.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from etl.document import Unreadable
from etl.findings import Finding
from etl.parquet import to_arrow
from etl.reading import Facts, Row
from etl.schema import BY_NAME

STREAMED = ("theme_mentions", "lines")
UNREADABLE = "unreadable"
OPTIONS = pa.ipc.IpcWriteOptions(compression="lz4")


def pack(result: Facts | Unreadable) -> bytes:
    """`result` as bytes. Raises WrongType where a value of the bulk is none of its column's."""
    bulk = b""
    if isinstance(result, Unreadable):
        stored: dict[str, Any] = {UNREADABLE: [result.code, result.message, result.place]}
    else:
        bulk = b"".join(_written(name, result.table(name)) for name in STREAMED)
        head = without_bulk(result)
        stored = vars(head) | {"findings": [asdict(finding) for finding in head.findings]}
    head_bytes = json.dumps(stored, default=_stored, ensure_ascii=False).encode()
    rest, content = head_bytes + bulk, UNREADABLE if isinstance(result, Unreadable) else result.sha256
    return f"{hashlib.sha256(rest).hexdigest()} {len(head_bytes)} {content}\n".encode() + rest


def content_of(packed: bytes) -> str | None:
    """The SHA-256 of the document that was read; None where it could not be."""
    content = packed[: packed.index(b"\n")].decode("ascii").split(" ")[2]
    return None if content == UNREADABLE else content


def is_whole(packed: bytes) -> bool:
    """Whether these are the bytes that were packed."""
    digest, _, _ = packed.partition(b" ")
    return digest == hashlib.sha256(memoryview(packed)[packed.find(b"\n") + 1 :]).hexdigest().encode()


def unpack(packed: bytes) -> Facts | Unreadable:
    """What was packed, without the bulk."""
    stored = json.loads(_parts(packed)[0], object_hook=_restored)
    if UNREADABLE in stored:
        return Unreadable(*stored[UNREADABLE])
    return Facts(**{**stored, "findings": [Finding(**finding) for finding in stored["findings"]]})


def bulk_of(packed: bytes) -> dict[str, pa.Table]:
    """The rows of the STREAMED tables, as they were read."""
    source = pa.BufferReader(pa.py_buffer(_parts(packed)[1]))
    return {name: pa.ipc.open_stream(source).read_all() for name in STREAMED}


def without_bulk(facts: Facts) -> Facts:
    """`facts` with the number of rows in place of those of the STREAMED tables.

    A mention may be all that there is about a meeting: the first of each meeting stays.
    """
    rows = {name: found for name, found in facts.rows.items() if name not in STREAMED}
    first: dict[Any, Row] = {}
    for row in facts.table("theme_mentions"):
        first.setdefault(row["meeting_id"], row)
    first.pop(None, None)
    counts = {name: len(facts.table(name)) for name in STREAMED}
    return replace(facts, rows=rows | ({"theme_mentions": list(first.values())} if first else {}), counts=counts)


def _written(name: str, rows: Sequence[Row]) -> bytes:
    # The same words at the same place state a thing once.
    table = to_arrow(BY_NAME[name], list({tuple(row.values()): row for row in rows}.values()))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema.remove_metadata(), options=OPTIONS) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _parts(packed: bytes) -> tuple[bytes, memoryview]:
    begin = packed.index(b"\n") + 1
    end = begin + int(packed[:begin].split(b" ")[1])
    return packed[begin:end], memoryview(packed)[end:]


def _stored(value: Any) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"moment": value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _restored(value: dict[str, Any]) -> Any:
    if value.keys() == {"day"}:
        return date.fromisoformat(value["day"])
    if value.keys() == {"moment"}:
        return datetime.fromisoformat(value["moment"])
    return value
