"""The tables, built where they are missing or older than what they are made of: once per server."""

from __future__ import annotations

import os
import threading
import time

from pages.shared.serving import log

_lock = threading.Lock()
_prepared = threading.Event()


def is_prepared() -> bool:
    """Whether the tables can be read."""
    return _prepared.is_set()


def prepare() -> None:
    """Build the tables where that is needed, and wait until they are built. Where ATLAS_TABLES says that others
    build them, nothing is done. Raises what `etl.build.build` raises where there is nothing to read."""
    with _lock:
        if _prepared.is_set():
            return
        if not os.environ.get("ATLAS_TABLES"):
            from etl.build import ensure  # readers of a server that is up do not wait for the extractors

            begun = time.monotonic()
            ensure()
            log.event("tables", seconds=round(time.monotonic() - begun, 1))
        _prepared.set()
