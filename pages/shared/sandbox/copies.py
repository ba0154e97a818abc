"""The tables of a build as one DuckDB file, made once per build, for readers' queries to open read only."""

from __future__ import annotations

import os
import shutil
import threading
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import duckdb

from etl.schema import TABLES

KEPT = 3
"""Copies of so many builds."""
PREFIX = "atlas-tables-"
_lock = threading.Lock()


class Copy:
    """A file that lives as long as this object."""

    def __init__(self, build: Path) -> None:
        _sweep()
        self._folder = TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-")
        self.file = Path(self._folder.name) / "tables.duckdb"
        with duckdb.connect(str(self.file)) as connection:
            for table in TABLES:
                source = build / f"{table.name}.parquet"
                if source.exists():  # a build of an older edition may lack a table
                    connection.execute(f"create table {table.name} as select * from read_parquet($source)",
                                       {"source": str(source)})  # fmt: skip


def _sweep() -> None:
    """Remove what servers that were ended have left behind."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdecimal() and not _is_running(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def copy_of(build: Path) -> Copy:
    """The copy of the build in the folder `build`."""
    with _lock:
        return _made(build)


@lru_cache(maxsize=KEPT)
def _made(build: Path) -> Copy:
    return Copy(build)
