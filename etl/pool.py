"""Reading many documents: parsers run in processes that can be killed, one document at a time.

Libraries that parse PDF, Office files and HTML are written in C or meet files made to harm: they can
hang, exhaust the memory or crash. That costs the one document, which becomes Unreadable, and a process.
Text, Markdown and CSV files of usual size are read line by line by our own code. Where they are few,
starting a process (half a second) would be most of the work: they are read in this process.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import IO, Any, cast

from etl.document import Unreadable
from etl.formats import is_plain
from etl.worker import GRACE_SECONDS, OUT_OF_TIME, PATIENCE, SHORTAGE, Read, T, guarded

ROOT = Path(__file__).resolve().parent.parent
QUICK_BYTES = 256 << 10
FEW_BYTES = 2 << 20
"""Plain files of so many bytes together are few."""
MOST_WORKERS = 4
START_SECONDS = 120.0
SECONDS = 30.0
MEMORY_MB = 1024
TIMEOUT = "reader-timeout"

Found = tuple[Path, str]


class NoProcess(RuntimeError):
    """No process for reading documents can be started."""


def read_all(
    found: Sequence[Found],
    read: Read[T],
    *,
    workers: int | None = None,
    seconds: float = SECONDS,
    memory_mb: int = MEMORY_MB,
) -> Iterator[tuple[str, T | Unreadable]]:
    """`read(path, relative)` of every file in `found`, as (relative, result), each as soon as it is there.

    `read` is a function at the top of a module that can be imported, its result can be pickled. What
    it raises becomes Unreadable. A document that takes more than `seconds` of computing (or PATIENCE
    times as long by the clock), more than `memory_mb` beyond what the program itself takes, or that ends
    its process is Unreadable with the code `reader-timeout`, `reader-memory` or `reader-died`; the others
    are read. The results do not depend on the number of `workers` (default: one per processor, at most
    four), nor on what else the machine is busy with.

    Raises NoProcess where no process can be started.
    """
    plain = {one for one in found if _is_quick(*one)}
    here = plain if sum(_size(path) for path, _ in plain) <= FEW_BYTES else set()
    pool = Pool(read, workers or min(MOST_WORKERS, os.cpu_count() or 1), seconds, memory_mb)
    try:
        pool.add([one for one in found if one not in here])
        for path, relative in sorted(here):
            pool.fill()
            yield relative, guarded(read, path, relative)
        yield from pool.results()
    finally:
        pool.close()


def _is_quick(path: Path, relative: str) -> bool:
    # Of a file that is not there, `read` says what is wrong.
    return is_plain(relative) and _size(path) <= QUICK_BYTES


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


@dataclass
class _Worker:
    """A process that reads, and what it is at."""

    process: subprocess.Popen[bytes]
    connection: Connection[Any, Any]
    errors: IO[bytes]
    deadline: float
    is_ready: bool = False
    job: Found | None = None
    done: int = 0
    """How many documents it has read."""

    def end(self) -> None:
        """Kill the process, wherever it is."""
        self.process.kill()
        self.process.wait()
        self.connection.close()
        self.errors.close()


@dataclass
class Pool:
    """Processes that read documents as `read_all` says, and the documents that wait for one."""

    read: Read[Any]
    most: int
    seconds: float = SECONDS
    memory_mb: int = MEMORY_MB
    _jobs: deque[Found] = field(default_factory=deque)
    _read: deque[tuple[str, Any]] = field(default_factory=deque)
    _workers: list[_Worker] = field(default_factory=list)

    def add(self, found: Sequence[Found]) -> None:
        """Let these documents be read."""
        self._jobs.extend(found)

    def results(self) -> Iterator[tuple[str, Any]]:
        """What was read, as (relative, result), until all documents are."""
        while True:
            self.fill()
            if not self._read and not any(worker.job for worker in self._workers) and not self._jobs:
                return
            if not self._read:
                self._listen()
            while self._read:
                yield self._read.popleft()

    def fill(self) -> None:
        """Give every idle process a document, and start one where there are more documents."""
        idle = [worker for worker in self._workers if worker.job is None]
        for _ in range(min(max(1, self.most) - len(self._workers), len(self._jobs) - len(idle))):
            self._workers.append(_start(self.read, self.memory_mb))
        for worker in idle:
            if worker.is_ready and self._jobs:
                self._give(worker, self._jobs.popleft())

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _give(self, worker: _Worker, job: Found) -> None:
        worker.job = job
        worker.deadline = time.monotonic() + self.seconds * PATIENCE
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            worker.connection.send((*job, self.seconds))

    def _listen(self) -> None:
        """Wait for the next result, death or end of time."""
        busy = {worker.connection: worker for worker in self._workers if worker.job or not worker.is_ready}
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
        self.fill()

    def _settle(self, worker: _Worker, result: Any) -> None:
        assert worker.job is not None
        self._read.append((worker.job[1], result))
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
            self._jobs.appendleft(worker.job)
        else:
            self._settle(worker, reason or _died(status))
        worker.end()
        self._workers.remove(worker)

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


def _too_slow(seconds: float) -> Unreadable:
    message = f"reading it took more than {seconds:g} seconds and was stopped; cut it into parts"
    return Unreadable(TIMEOUT, message)


def _died(status: int) -> Unreadable:
    name = signal.Signals(-status).name if status < 0 else f"status {status}"
    message = f"the process that read it died ({name}): the file is damaged; save it anew, or as text"
    return Unreadable("reader-died", message)
