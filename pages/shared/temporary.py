"""Folders for what a server needs for a while; what servers that were ended have left behind is removed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir


def folder(prefix: str) -> TemporaryDirectory[str]:
    """A folder that nobody else can read, and that is gone when the object is."""
    _sweep(prefix)
    return TemporaryDirectory(prefix=f"{prefix}{os.getpid()}-")


def _sweep(prefix: str) -> None:
    """Remove what servers that were ended have left behind."""
    for left in Path(gettempdir()).glob(f"{prefix}*"):
        owner = left.name.removeprefix(prefix).partition("-")[0]
        if owner.isdecimal() and not _is_running(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
