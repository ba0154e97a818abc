"""Files and folders on disk: written so that they survive a power cut, held so that nobody removes them."""

from __future__ import annotations

import fcntl
import hashlib
import os
from contextlib import suppress
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Write `data` to `path`, and wait until it is on disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def settle(path: Path) -> None:
    """Wait until the content of `path` is on disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """Wait until the names in `folder` are on disk, where the file system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sha256(path: Path) -> str:
    """The SHA-256 of the content of `path`; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def locked(folder: Path, how: int) -> int | None:
    """A descriptor that holds `folder`, shared (LOCK_SH) or alone (LOCK_EX), until it is closed.

    None where another process holds it otherwise, or where it is gone. On a file system without locks
    nothing is held, and the descriptor is one all the same.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        return descriptor
    if not folder.is_dir():
        os.close(descriptor)
        return None
    return descriptor
