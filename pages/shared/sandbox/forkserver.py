"""The process that forks for each query: started before the first is asked, and again where it is gone."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHILD = Path(__file__).with_name("child.py")
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
"""All that it gets of an environment: libraries that a query does not need take no threads and no memory."""
GRACE = 0.5
"""Seconds after its time in which a query has to be over, or all queries are ended."""
STARTS_WITHIN = 20.0
"""Seconds in which its libraries have to be loaded; no part of a query's time."""


class NotRunning(Exception):
    """It could not be started."""


@dataclass
class _Started:
    process: subprocess.Popen[bytes]
    control: socket.socket
    is_ready: bool = False

    def end(self) -> None:
        """End it and every query that still runs."""
        self.control.close()
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Forkserver:
    """Passes orders on; any number at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._started: _Started | None = None

    def start(self) -> None:
        """Start it, where it does not run; returns at once."""
        with self._lock:
            self._running()

    def answer(self, order: dict[str, Any], database: Path) -> bytes:
        """What the process that got `order` wrote until it was over; empty where it was ended. Raises NotRunning."""
        over, end = os.pipe()
        try:
            with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answered, database.open("rb") as tables:
                given.write(json.dumps(order).encode())
                given.seek(0)
                try:
                    started = self._send([given.fileno(), answered.fileno(), end, tables.fileno()])
                finally:
                    os.close(end)
                if not select.select([over], [], [], order["seconds"] + GRACE)[0]:
                    started.end()
                answered.seek(0)
                return answered.read()
        finally:
            os.close(over)

    def _send(self, descriptors: list[int]) -> _Started:
        """Pass an order on, to another process where the one is gone."""
        with self._lock:
            for _ in range(2):
                started = self._running()
                try:
                    if not started.is_ready:
                        started.control.settimeout(STARTS_WITHIN)
                        started.is_ready = started.control.recv(1) != b""
                    socket.send_fds(started.control, [b"q"], descriptors)
                    return started
                except OSError:
                    started.end()
        raise NotRunning

    def _running(self) -> _Started:
        if self._started is None or self._started.process.poll() is not None:
            if self._started is not None:
                self._started.end()
            control, theirs = socket.socketpair()
            with theirs:
                process = subprocess.Popen(
                    [sys.executable, "-I", str(CHILD)],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=ENVIRONMENT,
                    cwd=tempfile.gettempdir(),
                    start_new_session=True,
                )
            self._started = _Started(process, control)
        return self._started
