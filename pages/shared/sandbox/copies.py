"""The tables of a build as one DuckDB file, made once per build, for readers' queries to open read only."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

import duckdb

from etl.parquet import files_of_table, scan
from etl.schema import TABLES
from pages.shared import temporary, withheld

KEPT = 3
"""Copies of so many builds."""
PREFIX = "atlas-tables-"
_lock = threading.Lock()


class Copy:
    """A file that lives as long as this object."""

    def __init__(self, build: Path, is_readers_own: bool = False) -> None:
        self._folder = temporary.folder(PREFIX)
        self.file = Path(self._folder.name) / "tables.duckdb"
        with duckdb.connect(str(self.file)) as connection:
            for table in TABLES:
                files = files_of_table(build, table.name)
                if files:  # a build of an older edition may lack a table
                    shown = withheld.condition(is_readers_own) if table.name == withheld.TABLE else "true"
                    connection.execute(f"create table {table.name} as select * from {scan(files)} where {shown}")


def copy_of(build: Path) -> Copy:
    """The copy of the build in the folder `build`."""
    with _lock:
        return _made(build)


@lru_cache(maxsize=KEPT)
def _made(build: Path) -> Copy:
    return Copy(build)
