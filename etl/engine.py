"""What reads the documents of a build: processes on this machine, or a cluster (`etl.on_dask`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from etl.document import Unreadable
from etl.pool import MEMORY_MB, SECONDS, Found, read_all
from etl.worker import Read, T


class Engine(Protocol):
    """Reads documents: the same results in whatever order, wherever it does."""

    def read_all(
        self, found: Sequence[Found], read: Read[T], *, seconds: float = SECONDS, memory_mb: int = MEMORY_MB
    ) -> Iterator[tuple[str, T | Unreadable]]:
        """As `etl.pool.read_all` says."""


@dataclass(frozen=True)
class Local:
    """Processes on this machine, as many as `workers` (default: one per processor, at most four)."""

    workers: int | None = None

    def read_all(
        self, found: Sequence[Found], read: Read[T], *, seconds: float = SECONDS, memory_mb: int = MEMORY_MB
    ) -> Iterator[tuple[str, T | Unreadable]]:
        """As `etl.pool.read_all` says."""
        return read_all(found, read, workers=self.workers, seconds=seconds, memory_mb=memory_mb)
