"""The process that reads documents, one at a time, and can be killed: `python -m etl.worker`.

It is started as a program of its own, not as a fork: that is safe beside threads, and does not run the
main module of whoever calls (a dashboard, a test) once more.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from etl.document import Unreadable, reason_of

T = TypeVar("T")
Read = Callable[[Path, str], T]

PATIENCE = 10
"""How many times its seconds of computing a document may take by the clock: it may wait, but not for ever."""
GRACE_SECONDS = 5
SHORTAGE = "reader-memory"
OUT_OF_TIME = signal.SIGPROF
"""What the system sends when the time set for computing (ITIMER_PROF) is up; it ends the process."""


def guarded(read: Read[T], path: Path, relative: str) -> T | Unreadable:
    """`read(path, relative)`, or Unreadable where that fails in any way."""
    try:
        return read(path, relative)
    except Unreadable as unreadable:
        return Unreadable(unreadable.code, unreadable.message, unreadable.place)
    except MemoryError:
        return too_much()
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__} in {Path(at.filename).name}, line {at.lineno}: {reason_of(error, 200)}"
        message = f"the program failed on it ({reason}); report this"
        return Unreadable("document-unreadable", message)


def too_much() -> Unreadable:
    """What to say of a document that takes more memory than is allowed."""
    return Unreadable(SHORTAGE, "reading it takes more memory than allowed; cut it into parts")


def serve(descriptor: int, function: str, memory_mb: int, parent: int) -> None:
    """Read what the other end of the connection asks for, until it is closed: the life of a worker."""
    signal.signal(OUT_OF_TIME, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    die_with(parent)
    connection: Connection[Any, Any] = Connection(descriptor)
    module, _, name = function.partition(":")
    read: Read[Any] = getattr(importlib.import_module(module), name)
    _limit_memory(memory_mb)
    connection.send("ready")
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            path, relative, seconds = connection.recv()
            # The system itself ends a parser that computes too long, in whatever library it is.
            signal.setitimer(signal.ITIMER_PROF, seconds)
            # Should the parent be gone, nobody else ends a parser that hangs.
            signal.alarm(int(seconds * PATIENCE) + GRACE_SECONDS)
            result = guarded(read, path, relative)
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.alarm(0)
            _send(connection, result)


def _send(connection: Connection[Any, Any], result: Any) -> None:
    try:
        connection.send(result)
    except MemoryError:
        connection.send(too_much())


def die_with(parent: int) -> None:
    """Be killed by the system when the parent ends, however it ends (Linux)."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


def _limit_memory(memory_mb: int) -> None:
    statm = Path("/proc/self/statm")
    taken = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
    limit = taken + (memory_mb << 20)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
