"""The tables, read only: one build per page run, one DuckDB connection per build.

A query is SQL with bound parameters; its rows are kept as long as the build is the newest, because a
build never changes. What is made from a build that one reader alone sees is kept with that build and
nowhere else.
"""

from __future__ import annotations

import atexit
import os
import re
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from etl import parquet, tables
from etl.history import Damaged
from pages.shared import remote, sandbox, terms, withheld
from pages.shared.kept import Kept

ROOT = Path(__file__).resolve().parents[2]
RESULTS_KEPT = 512
BUILDS_OPEN = 3
HELD = 4_000_000
"""Tables of so many bytes at most are held in memory: reading their files took a fifth of each question."""
# Rows of an answer are gone through one by one, which strings of Arrow make slow.
pd.options.mode.string_storage = "python"

WITH_OWN = "-with-own-documents"
"""After the version of tables that hold a reader's own documents too: links, files and pictures say so with it."""
Made = TypeVar("Made")
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
    memory: Kept[Any] | None = field(default=None, compare=False, repr=False)
    """What was made from a build that one reader alone sees; None: readers share the build and what is made from it."""


class PerBuild(Generic[Made]):
    """A function of a build that is called once per build. Two readers' own builds never meet in it."""

    def __init__(self, make: Callable[[Build], Made]) -> None:
        self._make, self._shared = make, lru_cache(maxsize=BUILDS_OPEN)(make)
        self.cache_clear = self._shared.cache_clear

    def __call__(self, build: Build) -> Made:
        if build.memory is None:
            return self._shared(build)
        made: Made = build.memory.get(self, lambda: self._make(build))
        return made


class NoTables(Exception):
    """There is no build to read."""


@dataclass
class _Chosen(threading.local):
    build: Build | None = field(default=None)


_chosen = _Chosen()
_results: OrderedDict[tuple[str, Query], pd.DataFrame] = OrderedDict()
_lock = threading.Lock()


def tables_folder() -> Path:
    """Where the builds are: ATLAS_TABLES, of what is at a URL a copy, else data/tables. Raises NoTables where there
    is no copy, and none can be made."""
    try:
        return remote.folder(_given())
    except (OSError, Damaged) as error:
        raise NoTables(str(error)) from error


def _given() -> str:
    return os.environ.get("ATLAS_TABLES") or str(ROOT / "data" / "tables")


def use_latest() -> Build:
    """Choose the newest build for what this thread does next. Raises NoTables."""
    found = tables.hold(tables_folder())
    if found is None:
        raise NoTables(f"no tables in {_given()}: run `python -m etl build`")
    return _choose(*found)


def choose(build: Build) -> None:
    """Choose a build for what this thread does next."""
    _chosen.build = build


def _choose(folder: Path, version: str, descriptor: int) -> Build:
    """Read the build that `descriptor` holds, and let go of it when nobody uses it any more."""
    _chosen.build = Build(folder, version)
    weakref.finalize(_chosen.build, os.close, descriptor)
    return _chosen.build


def use(version: str) -> Build:
    """Choose the build `version` where it is still kept and has the tables of today, else the newest.

    A version with a reader's own documents is the one without them. Raises NoTables.
    """
    version = version.removesuffix(WITH_OWN)
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
    return {name: pq.read_schema(files[0]).names for name, files in parquet.files_by_table(folder).items()}


def newest() -> str:
    """The version of the newest build. Raises NoTables."""
    found = tables.current(tables_folder())
    if found is None:
        raise NoTables(f"no tables in {_given()}: run `python -m etl build`")
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
        return _numbered(sandbox.ask(chosen.folder, query.sql, _copy(chosen)))
    if chosen.memory:
        rows: pd.DataFrame = chosen.memory.get(query, lambda: _run(chosen, query))
        return rows.copy(deep=False)
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


def _copy(chosen: Build) -> sandbox.Copy | None:
    """The copy of a reader's own build for queries in SQL; None: the copy that readers share."""
    if chosen.memory is None:
        return None
    copy: sandbox.Copy = chosen.memory.get("copy", lambda: sandbox.Copy(chosen.folder, is_readers_own=True))
    return copy


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


@PerBuild
def _connection(chosen: Build) -> duckdb.DuckDBPyConnection:
    """A database with a table or a view of every table and cube of the build, and nothing else in reach."""
    connection = duckdb.connect()
    connection.execute(f"set allowed_directories = [{_quoted(chosen.folder)}]")
    connection.execute("set enable_external_access = false")
    for name, files in parquet.files_by_table(chosen.folder).items():
        shown = withheld.condition(chosen.memory is not None) if name == withheld.TABLE else "true"
        kind = "table" if sum(path.stat().st_size for path in files) <= HELD else "view"
        connection.execute(f"create {kind} {name} as select * from {parquet.scan(files)} where {shown}")
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
