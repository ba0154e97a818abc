"""Uploaded files -> what they would add: checked, read and built in a process that is ended when it takes too long."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from etl.formats import suffixes
from etl.trial import RESULT
from pages.shared import withheld
from pages.shared.catalog import ROOT, tables_folder

FILES = 10
FILE_MB = 25
SECONDS = 120.0
PATIENCE = 30.0
"""Seconds that documents wait until others' are read."""
TOO_MANY = f"At most {FILES} files at a time. Leave some out, and add them later."
BUSY = "Somebody else’s documents are being read at the moment. Try again in a minute."
TOO_LONG = f"Reading took more than {SECONDS:.0f} seconds and was stopped. Leave out the longest document."
FAILED = "The documents could not be read here (the program ended). Try them one by one."
_turn = threading.BoundedSemaphore(1)
_NAMELESS = re.compile(r"[\x00-\x1f\x7f/\\:]+")
_LONGEST = 100


class NotTried(Exception):
    """Nothing was read; the message says why and what to do."""


class File(NamedTuple):
    """A file as it was uploaded."""

    name: str
    data: bytes


def tried(files: Sequence[File], folder: Path) -> Mapping[str, Any]:
    """What `etl.trial` made of the files, in `folder`: its Trial, and the tables in `folder`/out. Raises NotTried.

    The files themselves are gone from `folder` afterwards.
    """
    if len(files) > FILES:
        raise NotTried(TOO_MANY)
    readable, refused = _sorted_out(files)
    if not readable:
        return {"version": "", "error": "", "documents": refused, "added": [], "findings": [], "records": {}}
    if not _turn.acquire(timeout=PATIENCE):
        raise NotTried(BUSY)
    try:
        result = _run(readable, folder)
    finally:
        _turn.release()
    return {**result, "documents": [*result["documents"], *refused]}


def _sorted_out(files: Sequence[File]) -> tuple[list[File], list[dict[str, Any]]]:
    """The files that may be read, under names of their own, and why the others may not."""
    readable: dict[str, File] = {}
    refused = []
    for file in files:
        name = _name(file.name)
        suffix = PurePosixPath(name).suffix.lower()
        if len(file.data) > FILE_MB << 20:
            reason = f"{len(file.data) >> 20} MB, more than the limit of {FILE_MB} MB; cut it into parts"
        elif suffix not in suffixes():
            reason = f"no reader for {suffix or 'a file without a suffix'}; save it as one of {', '.join(suffixes())}"
        elif name.lower() in readable:
            reason = "another file has the same name; rename one of them"
        else:
            readable[name.lower()] = File(name, file.data)
            continue
        refused.append({"name": name, "reason": reason})
    return list(readable.values()), refused


def _name(name: str) -> str:
    stem, dot, suffix = _NAMELESS.sub("-", name).strip().lstrip(".~$").rpartition(".")
    return f"{stem[:_LONGEST]}{dot}{suffix}" or "document"


def _run(files: Sequence[File], folder: Path) -> Mapping[str, Any]:
    inside, out = folder / "in" / withheld.OWN, folder / "out"
    inside.mkdir(parents=True)
    out.mkdir()
    paths = [inside / file.name for file in files]
    try:
        for path, file in zip(paths, files, strict=True):
            path.write_bytes(file.data)
        _wait_for([str(tables_folder().resolve()), str(folder / "in"), str(out)])
        result: Mapping[str, Any] = json.loads((out / RESULT).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise NotTried(FAILED) from error
    finally:
        for path in paths:
            path.unlink(missing_ok=True)
    return result


def _wait_for(arguments: Sequence[str]) -> None:
    """Run the trial to its end. Raises NotTried where it takes too long."""
    process = subprocess.Popen(
        [sys.executable, "-m", "etl.trial", str(os.getpid()), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]), "LANG": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise NotTried(TOO_LONG) from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
