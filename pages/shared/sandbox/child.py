"""Readers' queries, each in a process of its own: read-only tables, nothing else in reach, little time and memory.

Run as a script, isolated (`python -I`); imports nothing of the project. It waits on a socket (standard input) with
everything loaded, which it says with a byte, and forks for each query, so that one begins at once. With each byte that
it gets come four file descriptors: the order as JSON {sql, rows, columns, bytes, memory, seconds}, the file for the
answer, a pipe whose end says that the process is over, and the database. The answer is a line of JSON ({"error"} or
nothing in it), then an Arrow stream.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import socket
from collections.abc import Iterator
from io import BufferedWriter
from typing import Any, cast

import duckdb
import pandas  # noqa: F401  # pyarrow would load it, and the next, when nothing can be opened any more
import pyarrow as pa
import pyarrow.compute  # noqa: F401

SETTINGS = {
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "python_scan_all_frames": "false",
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "memory_limit": "512MB",
    "enable_external_access": "false",
    "lock_configuration": "true",
}
NAME = "atlas"
RESERVED = "key"
"""The name of the column that a page adds; a reader's own is renamed."""
_GAP = r"(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/)*"
EXPLAIN = re.compile(rf"{_GAP}explain\b{_GAP}(?:analyze\b{_GAP})?(?:\([^()]*\))?", re.IGNORECASE | re.DOTALL)
LONGEST_MESSAGE = 600
BATCH = 2_048
FOR_MESSAGES = 1 << 20
ONE = "Write exactly one SELECT (or EXPLAIN of one); this is {}."
NO_MEMORY = "The query needed more memory than it may use. Ask for fewer rows, or for sums instead of rows."

UNREADABLE = "This cannot be answered here ({})."


class Refused(Exception):
    """The query is not run, or its answer not given."""


def main() -> None:
    """Fork for each order, until the server is gone."""
    pa.array(["loads what pyarrow loads late"])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control = socket.socket(fileno=0)
    control.send(b"r")
    while True:
        said, descriptors, *_ = socket.recv_fds(control, 1, 4)
        if not said:
            return
        if os.fork() == 0:
            control.close()
            try:
                serve(*descriptors)
            finally:
                os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


def serve(order_file: int, answer_file: int, _: int, database: int) -> None:
    """Answer one order."""
    with os.fdopen(order_file, "rb") as file:
        order = json.load(file)
    limit(order)
    with os.fdopen(answer_file, "wb") as out:
        try:
            reply(out, {}, answer(order, database))
        except Refused as refused:
            reply(out, {"error": str(refused)})
        except duckdb.OutOfMemoryException:
            reply(out, {"error": NO_MEMORY})
        except duckdb.Error as error:
            reply(out, {"error": str(error)[:LONGEST_MESSAGE]})
        except (MemoryError, OSError):  # pyarrow raises OSError for what DuckDB says while it reads
            reply(out, {"error": NO_MEMORY})
        except Exception as error:  # whatever it is, the reader is told and the next query is answered
            reply(out, {"error": UNREADABLE.format(type(error).__name__)})


def limit(order: dict[str, Any]) -> None:
    """The operating system's limits, which no query can lift. At the alarm the system ends the process."""
    os.nice(10)
    signal.setitimer(signal.ITIMER_REAL, order["seconds"])
    for what, most in (
        (resource.RLIMIT_AS, order["memory"]),
        (resource.RLIMIT_CPU, int(order["seconds"]) + 1),
        (resource.RLIMIT_FSIZE, order["bytes"] + FOR_MESSAGES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def answer(order: dict[str, Any], database: int) -> pa.Table:
    """The rows, in types that every file format knows."""
    connection = duckdb.connect(config={"threads": "1"})
    connection.execute("set TimeZone = 'UTC'")
    connection.execute(f"attach '/dev/fd/{database}' as {NAME} (read_only)")
    connection.execute(f"use {NAME}")
    for name, value in SETTINGS.items():
        connection.execute(f"set {name} = '{value}'")
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # from here on no file, pipe or socket can be opened
    is_select = check(connection, order["sql"]) == duckdb.StatementType.SELECT
    run = connection.sql if is_select else connection.execute
    return fetched(cast(pa.RecordBatchReader, run(order["sql"]).to_arrow_reader(BATCH)), order)


def check(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.StatementType:
    """The kind of the statement. Raises Refused for what is not one SELECT or the EXPLAIN of one."""
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise Refused(ONE.format(f"{len(statements)} statements"))
    kind = asked = statements[0].type
    if kind == duckdb.StatementType.EXPLAIN:
        opening = EXPLAIN.match(sql)
        rest = connection.extract_statements(sql[opening.end() :]) if opening else []
        asked = rest[0].type if len(rest) == 1 else kind
    if asked != duckdb.StatementType.SELECT:
        raise Refused(ONE.format(f"another kind of statement ({asked.name})"))
    return kind


def fetched(reader: pa.RecordBatchReader, order: dict[str, Any]) -> pa.Table:
    """At most the ordered number of rows."""
    if len(reader.schema) > order["columns"]:
        raise Refused(f"The answer has {len(reader.schema)} columns; at most {order['columns']} are shown.")
    batches, rows, size = [], 0, 0
    for batch in reader:
        batches.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if size > order["bytes"]:
            raise Refused(f"The answer is larger than {order['bytes'] >> 20} MB. Ask for fewer or shorter columns.")
        if rows >= order["rows"]:
            break
    table = pa.Table.from_batches(batches, reader.schema).slice(0, order["rows"])
    columns = [plain(column) for column in table.columns]
    return pa.table(columns, names=list(unique(table.column_names)))


def unique(names: list[str]) -> Iterator[str]:
    """The names, a repeated one with a number."""
    seen = {RESERVED}
    for name in names:
        new, number = name or "column", 1
        while new in seen:
            new, number = f"{name or 'column'}_{number}", number + 1
        seen.add(new)
        yield new


def plain(column: pa.ChunkedArray[Any]) -> pa.ChunkedArray[Any]:
    """A column as number, yes or no, date, moment or text."""
    kind = column.type
    if pa.types.is_decimal(kind):
        try:
            return column.cast(pa.int64() if kind.scale == 0 else pa.float64())
        except pa.ArrowInvalid:
            return column.cast(pa.float64())
    known = (pa.types.is_boolean, pa.types.is_integer, pa.types.is_floating, pa.types.is_date, pa.types.is_timestamp)
    if any(is_kind(kind) for is_kind in known):
        return column
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind):
        return column.cast(pa.large_string())
    texts = [None if value is None else str(value) for value in column.to_pylist()]
    return pa.chunked_array([pa.array(texts, pa.large_string())])


def reply(out: BufferedWriter, header: dict[str, Any], table: pa.Table | None = None) -> None:
    """Write the answer, in place of what there is of another."""
    out.seek(0)
    out.truncate()
    out.write(json.dumps(header).encode() + b"\n")
    if table is not None:
        with pa.ipc.new_stream(out, table.schema) as writer:
            writer.write_table(table)
    out.flush()


if __name__ == "__main__":
    main()
