"""Documents read on a cluster by dask.distributed, for archives that a machine takes too long for.

Documents travel in batches, with their content: a cluster needs the program and no file system in common.
Each is parsed in a process that can be killed, as on one machine (`etl.pool`), one beside each thread of a
Dask worker. A batch whose worker is lost is read again by another.
"""

from __future__ import annotations

import importlib
import itertools
import logging
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from etl import cache
from etl.document import Unreadable
from etl.formats import read_bytes
from etl.pool import MEMORY_MB, SECONDS, Found, NoProcess, Pool
from etl.worker import Read, T, guarded

BATCH = 50
BATCH_BYTES = 8 << 20
WAITING = 3
"""So many batches per thread are on the cluster: one is read, the others are there when it is done."""
LOST_WORKERS = 10
"""So many workers may be lost under one batch."""
ANOTHER = "a Dask worker runs another version of the program, its vocabulary or libraries; install the same everywhere"


class _Job(NamedTuple):
    """A document on its way: its path within the folder given, the name of its file and of what stands beside it,
    with their content."""

    relative: str
    files: Sequence[tuple[str, bytes]]


class _Order(NamedTuple):
    """How documents are to be read, and by which program."""

    function: str
    seconds: float
    memory_mb: int
    version: str


class Dask:
    """An engine (`etl.engine`) on the cluster at `scheduler`, or on one on this machine with so many `workers`."""

    def __init__(self, scheduler: str | None = None, workers: int | None = None) -> None:
        try:
            self._distributed = importlib.import_module("distributed")
        except ImportError as error:
            raise NoProcess(
                "dask.distributed is not installed; `pip install -r requirements-scale.txt`, or build with "
                "--engine local"
            ) from error
        self._cluster: Any = None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # a lost worker is told by nobody else either
        try:
            if scheduler is None:
                importlib.import_module("dask").config.set({"distributed.scheduler.allowed-failures": LOST_WORKERS})
                self._cluster = self._distributed.LocalCluster(
                    n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0"
                )
            self._client = self._distributed.Client(self._cluster or scheduler, set_as_default=False)
        except (OSError, ValueError) as error:
            raise NoProcess(f"no Dask cluster at {scheduler} ({error}); correct --scheduler") from error

    @property
    def dashboard(self) -> str:
        """The address at which Dask shows what the cluster does."""
        return str(self._client.dashboard_link)

    def __enter__(self) -> Dask:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._client.close()
        if self._cluster:
            self._cluster.close()

    def read_all(
        self, found: Sequence[Found], read: Read[T], *, seconds: float = SECONDS, memory_mb: int = MEMORY_MB
    ) -> Iterator[tuple[str, T | Unreadable]]:
        """As `etl.pool.read_all` says. Raises NoProcess where the cluster cannot read."""
        order = _Order(f"{read.__module__}:{read.__qualname__}", seconds, memory_mb, cache.parser_version())
        refused: list[tuple[str, Unreadable]] = []
        batches = _batches(found, refused)
        threads = max(1, sum(self._client.nthreads().values()))
        running = self._distributed.as_completed(loop=self._client.loop)
        try:
            for batch in itertools.islice(batches, threads * WAITING):
                running.add(self._client.submit(read_batch, batch, order, pure=False))
            for future in running:
                yield from future.result()
                future.release()
                for batch in itertools.islice(batches, 1):
                    running.add(self._client.submit(read_batch, batch, order, pure=False))
        except (self._distributed.KilledWorker, self._distributed.CancelledError, OSError) as error:
            raise NoProcess(f"the Dask cluster was lost ({error}); see its log, and build again") from error
        yield from refused


def _batches(found: Sequence[Found], refused: list[tuple[str, Unreadable]]) -> Iterator[Sequence[_Job]]:
    """The documents in batches; those that cannot be opened are `refused`."""
    batch: list[_Job] = []
    size = 0
    for path, relative in found:
        data = guarded(_content, path, relative)
        if isinstance(data, Unreadable):
            refused.append((relative, data))
            continue
        batch.append(_Job(relative, data))
        size += sum(len(content) for _, content in data)
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _content(path: Path, _: str) -> list[tuple[str, bytes]]:
    beside = path.with_suffix(".json")
    files = [path, *([beside] if beside.is_file() and beside != path else [])]
    return [(file.name, read_bytes(file)) for file in files]


class _Own(threading.local):
    """The process that reads for this thread of a Dask worker, for as long as orders are the same."""

    def __init__(self) -> None:
        self.pools: dict[_Order, Pool] = {}


_own = _Own()


def read_batch(batch: Sequence[_Job], order: _Order) -> list[tuple[str, Any]]:
    """What was read of each document, as (relative, result): what a Dask worker does."""
    if cache.parser_version() != order.version:
        raise NoProcess(ANOTHER)
    with tempfile.TemporaryDirectory(prefix="atlas-batch-") as folder:
        found = []
        for number, job in enumerate(batch):
            place = Path(folder) / str(number)
            place.mkdir()
            for name, content in job.files:
                (place / name).write_bytes(content)
            found.append((place / job.files[0][0], job.relative))
        pool = _pool(order)
        try:
            pool.add(found)
            return list(pool.results())
        except BaseException:
            pool.close()
            del _own.pools[order]
            raise


def _pool(order: _Order) -> Pool:
    if order not in _own.pools:
        for pool in _own.pools.values():
            pool.close()
        module, _, name = order.function.partition(":")
        read = getattr(importlib.import_module(module), name)
        _own.pools = {order: Pool(read, 1, order.seconds, order.memory_mb)}
    return _own.pools[order]
