"""Files -> what was read from each: kept from the build before, or parsed; every file is read or set aside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from etl import cache
from etl.document import Unreadable
from etl.extract import read_facts
from etl.findings import Finding
from etl.formats import about_of, document_of, read_bytes
from etl.formats.folders import Found
from etl.reading import Facts, Reading
from etl.tables import Told
from etl.worker import read_all


def read_document(path: Path, relative: str) -> Reading:
    """Read one file. Raises Unreadable."""
    data = read_bytes(path)
    return read_facts(document_of(data, relative, about_of(path, data)))


def read_one(path: Path, relative: str) -> Facts:
    """What assembly needs of one file. Raises Unreadable."""
    return read_document(path, relative).facts()


class _Key(NamedTuple):
    """Under which name what was read from a file is kept, and the SHA-256 of its content."""

    name: str
    sha256: str


def _is_lasting(result: Facts | Unreadable, key: _Key, path: Path) -> bool:
    """Whether the same program would read the same from what the key is of: the file was not written to
    in between, and no limit of time or memory was met."""
    if isinstance(result, Facts):
        return result.sha256 == key.sha256
    return not result.code.startswith("reader-") and _sha256_of(path) == key.sha256


def _sha256_of(path: Path) -> str:
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except Unreadable:
        return ""


class Intake:
    """The documents of one build: read from the cache where they are kept, else parsed."""

    def __init__(self, folder: Path, workers: int | None, told: Told) -> None:
        self.folder, self.workers, self.told = folder, workers, told
        self.findings: list[Finding] = []
        """One for each file that is set aside."""
        self.hashes: set[str] = set()
        """The SHA-256 of every file, whether it is read or not."""
        self.keys: set[str] = set()
        self.parsed_count = 0

    def read(self, found: Sequence[Found]) -> list[Facts]:
        """What was read from each file that could be read, each content once."""
        results: list[tuple[str, Facts | Unreadable]] = []
        keys = {relative: key for path, relative in found if (key := self._key(path, relative))}
        kept = {relative: facts for relative, key in keys.items() if (facts := cache.load(self.folder, key.name))}
        unknown = [(path, relative) for path, relative in found if relative not in kept]
        self.told("read documents", 0, len(unknown))
        read = zip(unknown, read_all(unknown, read_one, workers=self.workers), strict=True)
        for part, ((path, relative), (_, result)) in enumerate(read, 1):
            self.told("read documents", part, len(unknown))
            self.parsed_count += 1
            results.append((relative, result))
            key = keys.get(relative)
            if key and _is_lasting(result, key, path):
                self.told("keep what was read", part, len(unknown))
                cache.store(self.folder, key.name, result)
        return self._distinct(sorted([*kept.items(), *results], key=lambda pair: pair[0]))

    def _key(self, path: Path, relative: str) -> _Key | None:
        try:
            data = read_bytes(path)
        except Unreadable:
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        name = cache.key_of(sha256, relative, json.dumps(about_of(path, data), sort_keys=True))
        self.hashes.add(sha256)
        self.keys.add(name)
        return _Key(name, sha256)

    def _distinct(self, results: Iterable[tuple[str, Facts | Unreadable]]) -> list[Facts]:
        contents: dict[str, Facts] = {}
        names: dict[str, str] = {}
        for relative, result in results:
            if isinstance(result, Unreadable):
                self.set_aside(relative, result.code, result.message, result.place)
            elif result.sha256 in contents:
                first = contents[result.sha256].path
                self.set_aside(
                    relative,
                    "document-duplicate",
                    f"it has the same content as {first} and is not read again; remove one of them",
                )
            elif result.document_id in names:
                self.set_aside(
                    relative,
                    "document-name-taken",
                    f"its name cannot be told from that of {names[result.document_id]}; rename one of them",
                )
            else:
                contents[result.sha256] = result
                names[result.document_id] = relative
        return list(contents.values())

    def set_aside(self, relative: str, code: str, message: str, place: str = "") -> None:
        """Add a finding for a file of which nothing is read."""
        self.findings.append(Finding(relative, place, code, relative, message))
