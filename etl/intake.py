"""Files -> what was read from each: kept from the build before, or parsed; every file is read or set aside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from etl import cache
from etl.document import Unreadable
from etl.engine import Engine
from etl.extract import read_facts
from etl.findings import Finding
from etl.formats import about_of, document_id_of, document_of, read_bytes
from etl.formats.folders import Found
from etl.packed import bulk_of, content_of, pack, unpack
from etl.reading import Facts, Reading
from etl.tables import Told


def read_document(path: Path, relative: str) -> Reading:
    """Read one file. Raises Unreadable."""
    data = read_bytes(path)
    return read_facts(document_of(data, relative, about_of(path, data)))


def read_one(path: Path, relative: str) -> Facts:
    """What assembly needs of one file. Raises Unreadable."""
    return read_document(path, relative).facts()


def read_packed(path: Path, relative: str) -> bytes:
    """The same as bytes. Raises Unreadable."""
    return pack(read_one(path, relative))


class _Key(NamedTuple):
    """Under which name what was read from a file is kept, and the SHA-256 of its content."""

    name: str
    sha256: str


class Kept(NamedTuple):
    """A document that was read: its path and id, the SHA-256 of its content, and where what was read is kept."""

    relative: str
    document_id: str
    sha256: str
    name: str


def _sha256_of(path: Path) -> str:
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except Unreadable:
        return ""


class Intake:
    """The documents of one build: read from the cache where they are kept, else parsed.

    What is read goes to the cache, and from there, document by document, to whoever asks for it.
    """

    def __init__(self, folder: Path, engine: Engine, told: Told) -> None:
        self.folder, self.engine, self.told = folder, engine, told
        self.findings: list[Finding] = []
        """One for each file that is set aside."""
        self.hashes: set[str] = set()
        """The SHA-256 of every file, whether it is read or not."""
        self.parsed_count = 0
        self.is_lasting = True
        """Whether the same program would read the same from the same files once more."""
        self._found: Sequence[Found] = ()
        self._keys: dict[str, _Key] = {}

    def look(self, found: Sequence[Found], findings: Iterable[Finding]) -> str:
        """Look at every file; returns a hash of all that the build will be made of (`findings` are of files
        that are passed over), empty where a file cannot be opened."""
        self._found = found
        self._keys = {relative: key for path, relative in found if (key := self._key(path, relative))}
        if len(self._keys) < len(found):
            return ""
        lines = sorted([*(f"{relative}\0{key.name}" for relative, key in self._keys.items()), *map(repr, findings)])
        return hashlib.sha256("\n".join((cache.parser_version(), *lines)).encode()).hexdigest()

    @property
    def keys(self) -> set[str]:
        """Under which names what was read stays in the cache for the next build."""
        return {key.name for key in self._keys.values()}

    def read(self) -> list[Kept]:
        """Every file that could be read, each content once, by document id. Raises OSError where there is
        no room to keep what was read."""
        results: list[tuple[str, str, str | None]] = []
        unknown = []
        for path, relative in self._found:
            key = self._keys.get(relative)
            packed = cache.load(self.folder, key.name) if key else None
            if key and packed:
                results.append((relative, key.name, content_of(packed)))
            else:
                unknown.append((path, relative))
        paths = {relative: path for path, relative in unknown}
        self.told("read documents", 0, len(unknown))
        for part, (relative, result) in enumerate(self.engine.read_all(unknown, read_packed), 1):
            self.told("read documents", part, len(unknown))
            self.parsed_count += 1
            packed = pack(result) if isinstance(result, Unreadable) else result
            name = self._name_for(relative, result, content_of(packed), paths[relative])
            self.told("keep what was read", part, len(unknown))
            cache.store(self.folder, name, packed)
            results.append((relative, name, content_of(packed)))
        return sorted(self._distinct(sorted(results)), key=lambda kept: kept.document_id)

    def facts(self, kept: Kept) -> Facts:
        """What assembly needs of a document that was read."""
        facts = unpack(self._packed(kept.name))
        assert isinstance(facts, Facts)
        return facts

    def bulk(self, kept: Kept) -> dict[str, pa.Table]:
        """Its rows of the tables that go past assembly."""
        return bulk_of(self._packed(kept.name))

    def _packed(self, name: str) -> bytes:
        packed = cache.load(self.folder, name)
        if packed is None:
            raise OSError(f"{self.folder / name} is gone or damaged, build again")
        return packed

    def _key(self, path: Path, relative: str) -> _Key | None:
        try:
            data = read_bytes(path)
        except Unreadable:
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        self.hashes.add(sha256)
        return _Key(cache.key_of(sha256, relative, json.dumps(about_of(path, data), sort_keys=True)), sha256)

    def _name_for(self, relative: str, result: bytes | Unreadable, content: str | None, path: Path) -> str:
        """The name of the key, where the same program would read the same from what the key is of: the file was
        not written to in between, and no limit of time or memory was met. Else one that this build alone knows."""
        key = self._keys.get(relative)
        if isinstance(result, Unreadable):
            is_lasting = key and not result.code.startswith("reader-") and _sha256_of(path) == key.sha256
        else:
            is_lasting = key and content == key.sha256
        if key and is_lasting:
            return key.name
        self.is_lasting = False
        return f"passing-{hashlib.sha256(relative.encode()).hexdigest()[:40]}"

    def _distinct(self, results: Iterable[tuple[str, str, str | None]]) -> Iterator[Kept]:
        contents: dict[str, str] = {}
        names: dict[str, str] = {}
        for relative, name, content in results:
            document_id = document_id_of(relative)
            if content is None:
                unreadable = unpack(self._packed(name))
                assert isinstance(unreadable, Unreadable)
                self.set_aside(relative, unreadable.code, unreadable.message, unreadable.place)
            elif content in contents:
                self.set_aside(
                    relative,
                    "document-duplicate",
                    f"it has the same content as {contents[content]} and is not read again; remove one of them",
                )
            elif document_id in names:
                self.set_aside(
                    relative,
                    "document-name-taken",
                    f"its name cannot be told from that of {names[document_id]}; rename one of them",
                )
            else:
                contents[content] = names[document_id] = relative
                yield Kept(relative, document_id, content, name)

    def set_aside(self, relative: str, code: str, message: str, place: str = "") -> None:
        """Add a finding for a file of which nothing is read."""
        self.findings.append(Finding(relative, place, code, relative, message))
