"""What was read from a document, kept between builds: a document is parsed again only when it must be.

DIR/cache/<key>.json, where the key is a hash of the document's content and path and of everything
that parses it (program, vocabulary, libraries). A file that cannot be understood is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from etl.findings import Finding
from etl.reading import Facts
from etl.vocabulary import FOLDER

FOLDER_NAME = "cache"


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


def load(folder: Path, key: str) -> Facts | None:
    """What was read from the document with this key, where it is kept."""
    try:
        stored = json.loads((folder / f"{key}.json").read_text("utf-8"), object_hook=_restored)
        return Facts(**{**stored, "findings": [Finding(**finding) for finding in stored["findings"]]})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def store(folder: Path, key: str, facts: Facts) -> None:
    """Keep `facts` under `key`; that it cannot be kept is no reason to stop."""
    beside = folder / f"{key}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(facts), default=_stored, ensure_ascii=False), "utf-8")
        beside.replace(folder / f"{key}.json")
    except OSError:
        beside.unlink(missing_ok=True)


def keep_only(folder: Path, keys: Iterable[str]) -> None:
    """Remove what belongs to no document of the build any more."""
    kept = {f"{key}.json" for key in keys}
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.name not in kept:
            path.unlink(missing_ok=True)


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
