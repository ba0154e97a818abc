"""Reading many documents: parsers run in processes that can be killed, one document at a time.

Libraries that parse PDF, Office files and HTML are written in C or meet files made to harm: they can
hang, exhaust the memory or crash. That costs the one document, which becomes Unreadable, and a process.
Text, Markdown and CSV files of usual size are read line by line by our own code, for which starting a
process (half a second) would be most of the work: they are read in this process.

A process is started as a program of its own (`python -m etl.worker`), not as a fork: that is safe
beside threads, and does not run the main module of whoever calls (a dashboard, a test) once more.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import IO, Any, TypeVar, cast

from etl.document import Unreadable, reason_of
from etl.formats import is_plain

T = TypeVar("T")
Read = Callable[[Path, str], T]

ROOT = Path(__file__).resolve().parent.parent
QUICK_BYTES = 256 << 10
MOST_WORKERS = 4
START_SECONDS = 120.0
PATIENCE = 10
"""How many times its seconds of computing a document may take by the clock: it may wait, but not for ever."""
GRACE_SECONDS = 5
SHORTAGE = "reader-memory"
TIMEOUT = "reader-timeout"
OUT_OF_TIME = signal.SIGPROF
"""What the system sends when the time set for computing (ITIMER_PROF) is up; it ends the process."""


class NoProcess(RuntimeError):
    """No process for reading documents can be started."""


def read_all(
    found: Sequence[tuple[Path, str]],
    read: Read[T],
    *,
    workers: int | None = None,
    seconds: float = 30.0,
    memory_mb: int = 1024,
) -> Iterator[tuple[str, T | Unreadable]]:
    """`read(path, relative)` of every file in `found`, as (relative, result), in that order.

    `read` is a function at the top of a module that can be imported, its result can be pickled. What
    it raises becomes Unreadable. A document that takes more than `seconds` of computing (or PATIENCE
    times as long by the clock), more than `memory_mb` beyond what the program itself takes, or that ends
    its process is Unreadable with the code `reader-timeout`, `reader-memory` or `reader-died`; the others
    are read. The results do not depend on the number of `workers` (default: one per processor, at most
    four), nor on what else the machine is busy with.

    Raises NoProcess where no process can be started.
    """
    here = {index for index, (path, relative) in enumerate(found) if _is_quick(path, relative)}
    pool = _Pool(read, workers, seconds, memory_mb)
    pool.jobs.extend((index, *found[index]) for index in range(len(found)) if index not in here)
    try:
        for index, (path, relative) in enumerate(found):
            pool.fill()
            yield relative, _guarded(read, path, relative) if index in here else pool.result(index)
    finally:
        pool.close()


def _is_quick(path: Path, relative: str) -> bool:
    try:
        return is_plain(relative) and path.stat().st_size <= QUICK_BYTES
    except OSError:
        # `read` says what is wrong with it.
        return True


def _guarded(read: Read[T], path: Path, relative: str) -> T | Unreadable:
    try:
        return read(path, relative)
    except Unreadable as unreadable:
        return Unreadable(unreadable.code, unreadable.message, unreadable.place)
    except MemoryError:
        return _too_much()
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__} in {Path(at.filename).name}, line {at.lineno}: {reason_of(error, 200)}"
        message = f"the program failed on it ({reason}); report this"
        return Unreadable("document-unreadable", message)


Job = tuple[int, Path, str]


@dataclass
class _Worker:
    """A process that reads, and what it is at."""

    process: subprocess.Popen[bytes]
    connection: Connection[Any, Any]
    errors: IO[bytes]
    deadline: float
    is_ready: bool = False
    job: Job | None = None
    done: int = 0
    """How many documents it has read."""

    def end(self) -> None:
        """Kill the process, wherever it is."""
        self.process.kill()
        self.process.wait()
        self.connection.close()
        self.errors.close()


@dataclass
class _Pool:
    """The processes, the documents that wait for one, and what was read."""

    read: Read[Any]
    most: int | None
    seconds: float
    memory_mb: int
    jobs: deque[Job] = field(default_factory=deque)
    results: dict[int, Any] = field(default_factory=dict)
    workers: list[_Worker] = field(default_factory=list)

    def result(self, index: int) -> Any:
        """What was read as the document `index`, as soon as it is there."""
        while index not in self.results:
            self.fill()
            self._listen()
        return self.results.pop(index)

    def fill(self) -> None:
        """Give every idle process a document, and start one where there are more documents."""
        most = max(1, self.most or min(MOST_WORKERS, os.cpu_count() or 1))
        idle = [worker for worker in self.workers if worker.job is None]
        for _ in range(min(most - len(self.workers), len(self.jobs) - len(idle))):
            self.workers.append(_start(self.read, self.memory_mb))
        for worker in idle:
            if worker.is_ready and self.jobs:
                self._give(worker, self.jobs.popleft())

    def close(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.end()
        self.workers.clear()

    def _give(self, worker: _Worker, job: Job) -> None:
        worker.job = job
        worker.deadline = time.monotonic() + self.seconds * PATIENCE
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            worker.connection.send((job[1], job[2], self.seconds))

    def _listen(self) -> None:
        """Wait for the next result, death or end of time."""
        busy = {worker.connection: worker for worker in self.workers if worker.job or not worker.is_ready}
        left = min(worker.deadline for worker in busy.values()) - time.monotonic()
        for connection in wait(list(busy), max(0.0, left)):
            self._receive(busy.pop(cast("Connection[Any, Any]", connection)))
        now = time.monotonic()
        for worker in [worker for worker in busy.values() if worker.deadline <= now]:
            self._give_up(worker, _too_slow(self.seconds * PATIENCE))

    def _receive(self, worker: _Worker) -> None:
        try:
            result = worker.connection.recv()
        except (EOFError, OSError):
            self._give_up(worker, None)
            return
        if not worker.is_ready:
            worker.is_ready = True
        elif isinstance(result, Unreadable) and result.code == SHORTAGE:
            self._give_up(worker, result)
        else:
            self._settle(worker, result)

    def _settle(self, worker: _Worker, result: Any) -> None:
        assert worker.job is not None
        self.results[worker.job[0]] = result
        worker.job = None
        worker.done += 1

    def _give_up(self, worker: _Worker, reason: Unreadable | None) -> None:
        """End a process that hangs, is out of memory or (no `reason`) has died, with its document.

        What other documents left behind in it may be to blame: unless it hung, the document is read
        once more, by a fresh process, so that its result does not depend on the others.
        """
        status = _status_of(worker.process) if reason is None else 0
        if status == -OUT_OF_TIME:
            reason = _too_slow(self.seconds)
        if worker.job is None:
            self._cannot_start(worker)
        elif worker.done and not (reason and reason.code == TIMEOUT):
            self.jobs.appendleft(worker.job)
        else:
            self._settle(worker, reason or _died(status))
        worker.end()
        self.workers.remove(worker)

    def _cannot_start(self, worker: _Worker) -> None:
        worker.errors.seek(0)
        said = worker.errors.read().decode("utf-8", "replace").strip().splitlines()
        raise NoProcess(f"no process for reading documents could be started: {' '.join(said[-1:])}")


def _start(read: Read[Any], memory_mb: int) -> _Worker:
    ours, theirs = Pipe()
    errors = tempfile.TemporaryFile()  # noqa: SIM115
    function = f"{read.__module__}:{read.__qualname__}"
    arguments = [str(theirs.fileno()), function, str(memory_mb), str(os.getpid())]
    process = subprocess.Popen(
        [sys.executable, "-m", "etl.worker", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        pass_fds=[theirs.fileno()],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
    )
    theirs.close()
    return _Worker(process, ours, errors, time.monotonic() + START_SECONDS)


def _status_of(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait(timeout=GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _too_much() -> Unreadable:
    return Unreadable(SHORTAGE, "reading it takes more memory than allowed; cut it into parts")


def _too_slow(seconds: float) -> Unreadable:
    message = f"reading it took more than {seconds:g} seconds and was stopped; cut it into parts"
    return Unreadable(TIMEOUT, message)


def _died(status: int) -> Unreadable:
    name = signal.Signals(-status).name if status < 0 else f"status {status}"
    message = f"the process that read it died ({name}): the file is damaged; save it anew, or as text"
    return Unreadable("reader-died", message)


def serve(descriptor: int, function: str, memory_mb: int, parent: int) -> None:
    """Read what the other end of the connection asks for, until it is closed: the life of a worker."""
    signal.signal(OUT_OF_TIME, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    _die_with(parent)
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
            result = _guarded(read, path, relative)
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.alarm(0)
            _send(connection, result)


def _send(connection: Connection[Any, Any], result: Any) -> None:
    try:
        connection.send(result)
    except MemoryError:
        connection.send(_too_much())


def _die_with(parent: int) -> None:
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
