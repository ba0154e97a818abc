"""The tables as they are: how many rows, and those that a reader looks for."""

from __future__ import annotations

from etl.schema import BY_NAME, MOMENT, TABLES, Column
from pages.shared.catalog import Query
from pages.shared.choice import Choice

PART = 500
"""Rows in a part."""


def table_sizes() -> Query:
    """How many rows each table has."""
    counts = [f"select '{table.name}' as name, count(*) as rows from {table.name}" for table in TABLES]
    return Query("table_sizes", " union all ".join(counts))


def table_found(chosen: Choice) -> Query:
    """How many rows of the chosen table have the words that are looked for."""
    return Query("table_found", f"select count(*) as found from {_name(chosen)} where {_has(chosen)}", _words(chosen))


def table_rows(chosen: Choice) -> Query:
    """Those rows, a part of them; moments in UTC."""
    columns = ", ".join(map(_column, BY_NAME[_name(chosen)].columns))
    return Query(
        "table_rows",
        f"select {columns} from {_name(chosen)} where {_has(chosen)} limit {PART} offset $offset",
        (*_words(chosen), ("offset", (part(chosen) - 1) * PART)),
    )


def part(chosen: Choice) -> int:
    """The number of the chosen part, from 1."""
    text = chosen.one("part")
    return max(1, int(text)) if text.isdecimal() else 1


def _name(chosen: Choice) -> str:
    return str(chosen.chosen["table"][0].value)


def _column(column: Column) -> str:
    return f"{column.name} at time zone 'UTC' as {column.name}" if column.type == MOMENT else column.name


def _has(chosen: Choice) -> str:
    if not chosen.one("find"):
        return "true"
    columns = ", ".join(f"{column.name}::varchar" for column in BY_NAME[_name(chosen)].columns)
    return f"contains(strip_accents(lower(concat_ws(' ', {columns}))), strip_accents(lower($find)))"


def _words(chosen: Choice) -> tuple[tuple[str, str], ...]:
    return (("find", chosen.one("find")),) if chosen.one("find") else ()
