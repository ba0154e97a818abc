"""Readers' own SQL: one SELECT at a time in a process of its own, with limits, and switched off by a setting.

DuckDB is no sandbox, and interrupting a query does not end it; so the limits are those of the operating system.
"""

from __future__ import annotations

import io
import json
import threading
import time
from collections import OrderedDict
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pyarrow as pa

from pages.shared import access
from pages.shared.sandbox.copies import Copy as Copy
from pages.shared.sandbox.copies import copy_of
from pages.shared.sandbox.forkserver import Forkserver, NotRunning

SECONDS = 3.0
AT_ONCE = 2
WAITING = 6
PATIENCE = 1.2
"""Seconds that a query waits for its turn."""
ROWS = 50_000
COLUMNS = 100
BYTES = 32 << 20
MEMORY = 2_304 << 20
"""Of address space; libraries and their threads take up 1,460 MB of it before the first row is read."""
KEPT_BYTES = 128 << 20
"""So much of the last answers is kept."""
TOO_LONG = f"The query was ended after {SECONDS:.0f} seconds. Ask for less: fewer rows, fewer joined tables."
NO_MEMORY = "The query was ended: it needed more memory than it may use. Ask for fewer rows, or for sums."
NOT_RUNNING = "Queries cannot be run on this server at the moment."
BUSY = "Other queries are running on this server. Try again in a few seconds."


class Refused(Exception):
    """There is no answer; the message says why, and quotes the reader's own text."""


_server = Forkserver()
_turns = threading.BoundedSemaphore(AT_ONCE)
_lock = threading.Lock()
_waiting = 0
_kept: OrderedDict[tuple[Path, str], tuple[int, pd.DataFrame]] = OrderedDict()


def is_on() -> bool:
    """Whether readers may ask: where the setting allows it and the system has limits."""
    return access.offers("sql") and find_spec("resource") is not None


def prepare() -> None:
    """Let the first query begin without delay."""
    _server.start()


def ask(build: Path, sql: str, own: Copy | None = None) -> pd.DataFrame:
    """The answer to `sql` from the tables of the build in the folder `build`: at most ROWS rows. Raises Refused.

    `own` is the copy of a build that one reader alone sees; of its answers nothing is kept.
    """
    if not is_on():
        raise Refused("SQL is switched off on this server.")
    if own is None and (kept := _kept.get((build, sql))):
        return kept[1]
    _wait()
    try:
        rows, size = _asked((own or copy_of(build)).file, sql)
    finally:
        _turns.release()
    if own is None:
        _keep(build, sql, rows, size)
    return rows


def _wait() -> None:
    """Wait for a turn. Raises Refused where too many wait, or this one would wait too long."""
    global _waiting
    with _lock:
        if _waiting >= WAITING:
            raise Refused(BUSY)
        _waiting += 1
    try:
        if not _turns.acquire(timeout=PATIENCE):
            raise Refused(BUSY)
    finally:
        with _lock:
            _waiting -= 1


def _asked(database: Path, sql: str) -> tuple[pd.DataFrame, int]:
    """The answer, and its size in bytes."""
    limits = {"rows": ROWS, "columns": COLUMNS, "bytes": BYTES, "memory": MEMORY, "seconds": SECONDS}
    begin = time.monotonic()
    try:
        written = _server.answer({"sql": sql, **limits}, database)
    except NotRunning:
        raise Refused(NOT_RUNNING) from None
    head, _, rest = written.partition(b"\n")
    try:
        header = json.loads(head)
        if "error" in header:
            raise Refused(header["error"])
        table = pa.ipc.open_stream(io.BytesIO(rest)).read_all()
    except (ValueError, pa.ArrowException, KeyError):
        raise Refused(TOO_LONG if time.monotonic() - begin > SECONDS - 0.1 else NO_MEMORY) from None
    rows: pd.DataFrame = table.to_pandas(date_as_object=False)
    return rows, table.nbytes


def _keep(build: Path, sql: str, rows: pd.DataFrame, size: int) -> None:
    with _lock:
        _kept[(build, sql)] = (size, rows)
        while sum(size for size, _ in _kept.values()) > KEPT_BYTES:
            _kept.popitem(last=False)
