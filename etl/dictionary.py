"""The data dictionary, in Markdown, from the declarations in `etl.schema`."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from etl.schema import PROVENANCE, TABLES, Column, Table

TYPES = {
    pa.string(): "text",
    pa.int64(): "whole number",
    pa.float64(): "number",
    pa.bool_(): "yes or no",
    pa.date32(): "date",
}


def markdown() -> str:
    """Every table with its columns; the columns of provenance once, at the end."""
    parts = [part for table in TABLES for part in _table(table)]
    parts += ["### Provenance", "", "The last columns of every extracted row.", "", *_columns(PROVENANCE), ""]
    return "\n".join(parts)


def _table(table: Table) -> Iterator[str]:
    columns = table.columns[: -len(PROVENANCE)] if table.has_provenance else table.columns
    yield from (f"### {table.name}", "", table.meaning, "", *_columns(columns), "")


def _columns(columns: tuple[Column, ...]) -> Iterator[str]:
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column in columns:
        yield f"| `{column.name}` | {type_of(column)} | {meaning_of(column)} |"


def type_of(column: Column) -> str:
    """The column's type in words, with its unit."""
    name = TYPES.get(column.type, "moment")
    return f"{name} ({column.unit})" if column.unit else name


def meaning_of(column: Column) -> str:
    """What the column holds, and the values it may have."""
    values = f" One of {', '.join(f'`{value}`' for value in column.allowed)}." if column.allowed else ""
    return column.meaning + values
