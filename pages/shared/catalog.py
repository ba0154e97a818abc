"""The tables, read only: one build per page run, one DuckDB connection per build.

A query is SQL with bound parameters; its rows are kept as long as the build is the newest, because a
build never changes.
"""

from __future__ import annotations

import atexit
import os
import re
import threading
import weakref
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from etl import tables
from pages.shared import sandbox, terms

ROOT = Path(__file__).resolve().parents[2]
RESULTS_KEPT = 512
BUILDS_OPEN = 3

Parameter = str | int | float | tuple[str, ...] | None


@dataclass(frozen=True)
class Query:
    """A question to the tables.

    `behind` is SQL over the same parameters for the rows that the answer was made of: `key` as in the
    answer, then document_id, place, quote, source_url and what else tells them apart.
    """

    name: str
    sql: str
    parameters: tuple[tuple[str, Parameter], ...] = ()
    behind: str = ""
    is_readers: bool = False
    """Whether the SQL is a reader's own: it runs in a process of its own and may raise `sandbox.Refused`."""

    def bound(self) -> dict[str, Any]:
        """The parameters as DuckDB takes them: those that the SQL names and no others."""
        named = set(re.findall(r"\$(\w+)", self.sql))
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in self.parameters if name in named
        }


@dataclass(frozen=True)
class Build:
    """A build of the tables, which never changes, and is not removed as long as this object is used."""

    folder: Path
    version: str


class NoTables(Exception):
    """There is no build to read."""


@dataclass
class _Chosen(threading.local):
    build: Build | None = field(default=None)


_chosen = _Chosen()
_results: OrderedDict[tuple[str, Query], pd.DataFrame] = OrderedDict()
_lock = threading.Lock()


def tables_folder() -> Path:
    """Where the builds are: ATLAS_TABLES, else data/tables."""
    return Path(os.environ.get("ATLAS_TABLES") or ROOT / "data" / "tables")


def use_latest() -> Build:
    """Choose the newest build for what this thread does next. Raises NoTables."""
    found = tables.hold(tables_folder())
    if found is None:
        raise NoTables(f"no tables in {tables_folder()}: run `python -m etl build`")
    return _choose(*found)


def _choose(folder: Path, version: str, descriptor: int) -> Build:
    """Read the build that `descriptor` holds, and let go of it when nobody uses it any more."""
    _chosen.build = Build(folder, version)
    weakref.finalize(_chosen.build, os.close, descriptor)
    return _chosen.build


def use(version: str) -> Build:
    """Choose the build `version` where it is still kept and has the tables of today, else the newest.

    Raises NoTables.
    """
    newest = use_latest()
    kept = {path.name: path for path in tables.builds(tables_folder())}
    descriptor = tables.hold_build(kept[version]) if version in kept and version != newest.version else None
    if descriptor is not None:
        older = _choose(kept[version], version, descriptor)
        if _shape(older.folder) == _shape(newest.folder):
            return older
        _chosen.build = newest
    return newest


@lru_cache(maxsize=BUILDS_OPEN)
def _shape(folder: Path) -> dict[str, list[str]]:
    """The columns of every file of a build: those of an earlier program may be others."""
    return {path.stem: pq.read_schema(path).names for path in folder.rglob("*.parquet")}


def newest() -> str:
    """The version of the newest build. Raises NoTables."""
    found = tables.current(tables_folder())
    if found is None:
        raise NoTables(f"no tables in {tables_folder()}: run `python -m etl build`")
    return found[1]


def forget() -> None:
    """Let the next question choose the newest build."""
    _chosen.build = None


def build() -> Build:
    """The build that this thread reads: chosen at the beginning of the page run."""
    return _chosen.build or use_latest()


def fetch(query: Query) -> pd.DataFrame:
    """The rows that answer `query`, in the build of this page run."""
    chosen = build()
    if query.is_readers:
        return _numbered(sandbox.ask(chosen.folder, query.sql))
    key = (chosen.version, query)
    with _lock:
        kept = _results.get(key)
    if kept is None:
        kept = _run(chosen, query)
        with _lock:
            _results[key] = kept
            while len(_results) > RESULTS_KEPT:
                _results.popitem(last=False)
    return kept.copy(deep=False)


def _numbered(rows: pd.DataFrame) -> pd.DataFrame:
    """With a key as all answers have one: the number of the row."""
    return rows.assign(key=[str(number) for number in range(len(rows))])


def read(query: Query) -> pd.DataFrame:
    """The same, for an answer so large that it is not kept."""
    return _run(build(), query)


def _run(chosen: Build, query: Query) -> pd.DataFrame:
    cursor = _connection(chosen).cursor()
    try:
        return cursor.execute(query.sql, query.bound()).df()
    finally:
        cursor.close()


@lru_cache(maxsize=BUILDS_OPEN)
def _connection(chosen: Build) -> duckdb.DuckDBPyConnection:
    """An empty database with a view of every Parquet file of the build, and nothing else in reach."""
    connection = duckdb.connect()
    connection.execute(f"set allowed_directories = [{_quoted(chosen.folder)}]")
    connection.execute("set enable_external_access = false")
    for path in sorted(chosen.folder.rglob("*.parquet")):
        connection.execute(f"create view {path.stem} as select * from read_parquet({_quoted(path)})")
    connection.create_function("matches", terms.matches, list(terms.PARAMETERS), terms.RESULT)
    connection.execute("set lock_configuration = true")
    return connection


atexit.register(_connection.cache_clear)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def rows_behind(query: Query, key: str) -> Query:
    """The question for the rows that the answer's row `key` was made of."""
    return Query(
        f"{query.name}-behind",
        f"select * exclude (key) from ({query.behind}) where key = $key",
        (*query.parameters, ("key", key)),
    )
