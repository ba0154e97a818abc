"""What was read from a document, kept between builds: a document is parsed again only when it must be.

DIR/cache/<key>.json, where the key is a hash of the document's content and path and of everything
that parses it (program, vocabulary, libraries). Its first line is the SHA-256 of the rest: a file that
is damaged or cannot be understood is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from etl.document import Unreadable
from etl.findings import Finding
from etl.reading import Facts
from etl.vocabulary import FOLDER

FOLDER_NAME = "cache"
UNREADABLE = "unreadable"


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


def load(folder: Path, key: str) -> Facts | Unreadable | None:
    """What was read from the document with this key, or why it cannot be read, where that is kept."""
    try:
        digest, _, content = (folder / f"{key}.json").read_bytes().partition(b"\n")
        if digest.decode() != hashlib.sha256(content).hexdigest():
            return None
        stored = json.loads(content, object_hook=_restored)
        if UNREADABLE in stored:
            return Unreadable(*stored[UNREADABLE])
        return Facts(**{**stored, "findings": [Finding(**finding) for finding in stored["findings"]]})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def store(folder: Path, key: str, result: Facts | Unreadable) -> None:
    """Keep `result` under `key`; that it cannot be kept is no reason to stop."""
    if isinstance(result, Unreadable):
        stored: dict[str, Any] = {UNREADABLE: [result.code, result.message, result.place]}
    else:
        stored = asdict(result)
    beside = folder / f"{key}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        content = json.dumps(stored, default=_stored, ensure_ascii=False).encode()
        beside.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        beside.replace(folder / f"{key}.json")
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def keep_only(folder: Path, keys: Iterable[str]) -> None:
    """Remove what belongs to no document of the build any more."""
    kept = {f"{key}.json" for key in keys}
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.name not in kept:
            with suppress(OSError):
                path.unlink()


def _stored(value: Any) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"moment": value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _restored(value: dict[str, Any]) -> Any:
    if value.keys() == {"day"}:
        return date.fromisoformat(value["day"])
    if value.keys() == {"moment"}:
        return datetime.fromisoformat(value["moment"])
    return value
