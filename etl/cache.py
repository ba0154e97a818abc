"""What was read from a document, kept between builds: a document is parsed again only when it must be.

DIR/cache/<key>.read (as `etl.packed` says), where the key is a hash of the document's content and path and
of everything that parses it (program, vocabulary, libraries). A file that is damaged is as good as none.
DIR/cache/inputs says of which documents, read by which program, the build was made that was published last.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from etl.packed import is_whole
from etl.vocabulary import FOLDER

FOLDER_NAME = "cache"
INPUTS = "inputs"


@cache
def parser_version() -> str:
    """A hash of everything but the document that decides what is read from it."""
    digest = hashlib.sha256()
    program = Path(__file__).resolve().parent
    for path in sorted((*program.rglob("*.py"), *FOLDER.rglob("*.yml"))):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    for line in sorted(f"{each.name}=={each.version}" for each in distributions()):
        digest.update(line.encode())
    return digest.hexdigest()


def key_of(sha256: str, relative: str, about: str = "") -> str:
    """The key of a document: of its content, its path, and what is said about it beside it."""
    return hashlib.sha256("\0".join((parser_version(), sha256, relative, about)).encode()).hexdigest()[:40]


def load(folder: Path, key: str) -> bytes | None:
    """What was read from the document with this key, packed, where that is kept and whole."""
    try:
        data = (folder / f"{key}.read").read_bytes()
    except OSError:
        return None
    return data if is_whole(data) else None


def store(folder: Path, key: str, data: bytes) -> None:
    """Keep what was read, packed, under `key`. Raises OSError where there is no room."""
    _write(folder, f"{key}.read", data)


def keep_only(folder: Path, keys: Iterable[str]) -> None:
    """Remove what belongs to no document of the build any more."""
    kept = {f"{key}.read" for key in keys} | {INPUTS}
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.name not in kept:
            with suppress(OSError):
                path.unlink()


def version_made_of(folder: Path, inputs: str) -> str | None:
    """The version of the build that was published last, where it was made of `inputs`."""
    try:
        made_of, _, version = (folder / INPUTS).read_text("ascii").partition(" ")
    except (OSError, ValueError):
        return None
    return version if made_of == inputs else None


def note(folder: Path, inputs: str, version: str) -> None:
    """Note that the build `version` was made of `inputs`; that it cannot be noted is no reason to stop."""
    with suppress(OSError):
        _write(folder, INPUTS, f"{inputs} {version}".encode())


def _write(folder: Path, name: str, data: bytes) -> None:
    beside = folder / f"{name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(folder / name)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
