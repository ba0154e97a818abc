"""Tables that are built elsewhere: the current build at a URL, copied to this machine and kept up to date."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from etl import storage, tables
from etl.history import Damaged

EVERY = 20.0
"""Seconds after which the store is asked whether there is a newer build."""


class _Copy:
    """The copy of what is at one URL."""

    def __init__(self, source: storage.Remote) -> None:
        self.source, self.folder = source, storage.workplace(source) / "served"
        self._lock = threading.Lock()
        self._asked = float("-inf")

    def refresh(self) -> None:
        """Copy what is new. Where there is a build to read meanwhile, nobody waits, and a store that cannot be
        reached is asked again later; else raises what `storage.pull` raises."""
        if time.monotonic() - self._asked < EVERY:
            return
        if tables.current(self.folder) is not None:
            if self._lock.acquire(blocking=False):
                self._asked = time.monotonic()
                threading.Thread(target=self._pull_and_release, daemon=True).start()
            return
        with self._lock:
            if tables.current(self.folder) is None:
                storage.pull(self.source, self.folder)
            self._asked = time.monotonic()

    def _pull_and_release(self) -> None:
        try:
            storage.pull(self.source, self.folder)
        except (OSError, Damaged) as error:
            logging.getLogger("atlas").warning("tables: %s; the copy of the build before is served", error)
        finally:
            self._lock.release()


_copies: dict[storage.Remote, _Copy] = {}


def folder(given: str) -> Path:
    """The folder of the tables that `given`, a path or a URL, names on this machine: of a URL a copy."""
    source = storage.place(given)
    if isinstance(source, Path):
        return source
    copy = _copies.setdefault(source, _Copy(source))
    copy.refresh()
    return copy.folder
