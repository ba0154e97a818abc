"""Rows <-> Arrow <-> Parquet, and where the files of a table are in a build.

A table is one file, `<table>.parquet`, until it has more than LARGEST rows. Then it is a folder of files,
one for each year, each sorted as the one file would be:

    <table>/year=2019/<table>.parquet, …, <table>/year=unknown/<table>.parquet

The row groups of a file are small enough that a question about one document, theme or year reads few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.reading import Row
from etl.schema import DATE, FLAG, MOMENT, NUMBER, TEXT, WHOLE, Table

LARGEST = 1_000_000
ROW_GROUP = 32_768
TYPES: Mapping[pa.DataType, tuple[type, ...]] = {
    TEXT: (str,), WHOLE: (int,), NUMBER: (float, int), FLAG: (bool,), DATE: (date,), MOMENT: (datetime,),
}  # fmt: skip
LARGEST_WHOLE = 2**63 - 1


class WrongType(TypeError):
    """A value of another type than its column is declared to have."""


def to_arrow(table: Table, rows: Sequence[Row]) -> pa.Table:
    """`rows` as an Arrow table with the declared schema. Raises WrongType; Arrow itself would cut 3.5 to 3."""
    arrays = []
    for column in table.columns:
        values = [row[column.name] for row in rows]
        types = TYPES[column.type]
        if not set(map(type, values)) <= {*types, type(None)}:
            wrong = next(value for value in values if value is not None and type(value) not in types)
            raise WrongType(f"{table.name}.{column.name}: {wrong!r} is no {types[0].__name__}")
        if column.type == WHOLE and (large := next((v for v in values if v and abs(v) > LARGEST_WHOLE), None)):
            raise WrongType(f"{table.name}.{column.name}: {large} is too large")
        arrays.append(pa.array(values, column.type))
    return pa.Table.from_arrays(arrays, schema=table.arrow())


def parquet_bytes(table: pa.Table) -> bytes:
    """`table` as Parquet: the same rows give the same bytes."""
    sink = pa.BufferOutputStream()
    with _writer(sink, table.schema) as writer:
        writer.write_table(table, ROW_GROUP)
    return bytes(sink.getvalue())


class File:
    """A Parquet file that grows by parts: the same rows give the same bytes, however they are cut into parts."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._schema, self._held, self._writer = schema, schema.empty_table(), _writer(path, schema)
        self._is_empty = True

    def add(self, part: pa.Table) -> None:
        """Add rows behind the others."""
        self._held = pa.concat_tables([self._held, part.cast(self._schema)])
        while self._held.num_rows >= ROW_GROUP:
            self._write(self._held.slice(0, ROW_GROUP))
            self._held = self._held.slice(ROW_GROUP)

    def close(self) -> None:
        """Write what is left, and end the file."""
        if self._held.num_rows or self._is_empty:
            self._write(self._held)
        self._writer.close()

    def _write(self, rows: pa.Table) -> None:
        self._writer.write_table(rows.combine_chunks(), ROW_GROUP)
        self._is_empty = False


def _writer(where: Path | pa.BufferOutputStream, schema: pa.Schema) -> pq.ParquetWriter:
    return pq.ParquetWriter(where, schema, compression="zstd", version="2.6", store_schema=True)


def partition(name: str, year: int | None) -> str:
    """Where the rows of one year are, in the folder of a build, of a table that is partitioned."""
    return f"{name}/year={'unknown' if year is None else year}/{name}.parquet"


def files_of_table(build: Path, name: str) -> list[Path]:
    """The files of the table `name` in a build; none where the build lacks it."""
    single = build / f"{name}.parquet"
    return [single] if single.is_file() else sorted(build.glob(f"{name}/year=*/{name}.parquet"))


def files_by_table(build: Path) -> dict[str, list[Path]]:
    """The files of every table and cube in a build, by its name."""
    found: dict[str, list[Path]] = {}
    for path in sorted(build.rglob("*.parquet")):
        found.setdefault(path.stem, []).append(path)
    return found


def scan(files: Sequence[Path]) -> str:
    """What DuckDB reads the files of a table with."""
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    return f"read_parquet([{listed}], hive_partitioning = false)"


def load_table(build: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """The table `name` of a build, or some `columns` of it, in which equal texts are held once."""
    wanted = None if columns is None else list(columns)
    parts = [pq.ParquetFile(path, read_dictionary=wanted).read(wanted) for path in files_of_table(build, name)]
    return pa.concat_tables(parts)


def row_count(build: Path, name: str) -> int:
    """How many rows the table `name` of a build has."""
    return sum(pq.read_metadata(path).num_rows for path in files_of_table(build, name))
