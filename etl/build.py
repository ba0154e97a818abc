"""Documents -> tables: read every document, assemble, check, publish."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from etl import assemble, cache, checks, cubes, tables
from etl.document import Document, Unreadable
from etl.extract import read_facts
from etl.findings import Finding
from etl.formats import document_of
from etl.formats.folders import Found, find_documents, read_bytes
from etl.reading import Facts, Reading
from etl.schema import TABLES
from etl.tables import Told
from etl.worker import read_all

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "data" / "documents"
ORIGINALS = ROOT / "data" / "originals"
"""Where `etl fetch` puts what records name; not part of the repository."""
TABLES_FOLDER = ROOT / "data" / "tables"


class BoundsMissed(Exception):
    """Records that hold less than their front matter expects."""


@dataclass(frozen=True)
class Built:
    """What a build did. Every document found is read or set aside; `parsed_count` of those read were not kept
    from the build before."""

    version: str
    found_count: int
    read_count: int
    parsed_count: int
    set_aside_count: int
    findings: Sequence[Finding]
    row_counts: dict[str, int]

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def read_document(path: Path, relative: str) -> Reading:
    """Read one file. Raises Unreadable."""
    return read_facts(document_of(read_bytes(path), relative, about_of(path)))


def about_of(path: Path) -> dict[str, str]:
    """Where a file was fetched from, as the file beside it says that `etl fetch` writes."""
    try:
        known = json.loads(path.with_suffix(".json").read_text("utf-8"))
        return {"url": known["url"]} if known["file"] == path.name else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def default_documents() -> list[Path]:
    """The records, and the originals where some were fetched."""
    return [DOCUMENTS, ORIGINALS] if ORIGINALS.is_dir() else [DOCUMENTS]


def read_one(path: Path, relative: str) -> Facts:
    """What assembly needs of one file. Raises Unreadable."""
    return read_document(path, relative).facts()


def tables_of(documents: Iterable[Document]) -> assemble.Rows:
    """The rows of all tables that come out of `documents`."""
    return assemble.assemble(read_facts(document).facts() for document in documents)


def _untold(step: str, part: int, of: int) -> None:
    pass


def build(
    paths: Sequence[Path],
    out: Path = TABLES_FOLDER,
    *,
    workers: int | None = None,
    accept_losses: bool = False,
    told: Told = _untold,
) -> Built:
    """Read the documents in `paths` (files or folders) and publish their tables in `out`.

    A document that cannot be read is a finding, and the rest is built. Documents that were read by the
    build before, by the same program, are not parsed again. Raises AnotherBuild, ContractBroken (also
    where documents that are still there lose a fifth of a table's rows, unless `accept_losses`),
    BoundsMissed or OSError; the build that was there then stays.
    """
    with tables.only_one(out):
        told("find documents", 0, 0)
        found, findings = find_documents(paths)
        reading = _Reading(out / cache.FOLDER_NAME, workers, told)
        facts = reading.read(found)
        told("assemble", 0, 0)
        rows = assemble.assemble(facts, [*findings, *reading.findings])
        _check_bounds(rows)
        arrow = {table.name: tables.to_arrow(table, rows[table.name]) for table in TABLES}
        told("check", 0, 0)
        checks.check_contract(arrow)
        if not accept_losses:
            checks.check_losses(_before(out), arrow)
        told("summarise", 0, 0)
        version = tables.publish(out, _files(arrow), told)
        cache.keep_only(out / cache.FOLDER_NAME, reading.keys)
    return Built(
        version=version,
        found_count=len(found),
        read_count=len(facts),
        parsed_count=reading.parsed_count,
        set_aside_count=len(found) - len(facts),
        findings=_findings(rows),
        row_counts={name: len(found) for name, found in rows.items()},
    )


class _Reading:
    """The documents of one build: read from the cache where they are kept, else parsed."""

    def __init__(self, folder: Path, workers: int | None, told: Told) -> None:
        self.folder, self.workers, self.told = folder, workers, told
        self.findings: list[Finding] = []
        self.keys: set[str] = set()
        self.parsed_count = 0

    def read(self, found: Sequence[Found]) -> list[Facts]:
        """What was read from each file that could be read, each content once."""
        results: list[tuple[str, Facts | Unreadable]] = []
        keys = {relative: self._key(path, relative) for path, relative in found}
        kept = {relative: facts for relative, key in keys.items() if key and (facts := cache.load(self.folder, key))}
        unknown = [(path, relative) for path, relative in found if relative not in kept]
        for part, (relative, result) in enumerate(read_all(unknown, read_one, workers=self.workers), 1):
            self.told("read documents", part, len(unknown))
            self.parsed_count += 1
            results.append((relative, result))
            if isinstance(result, Facts) and (key := keys[relative]):
                cache.store(self.folder, key, result)
        return self._distinct(sorted([*kept.items(), *results], key=lambda pair: pair[0]))

    def _key(self, path: Path, relative: str) -> str | None:
        try:
            about = json.dumps(about_of(path), sort_keys=True)
            key = cache.key_of(hashlib.sha256(read_bytes(path)).hexdigest(), relative, about)
        except Unreadable:
            return None
        self.keys.add(key)
        return key

    def _distinct(self, results: Iterable[tuple[str, Facts | Unreadable]]) -> list[Facts]:
        contents: dict[str, Facts] = {}
        names: dict[str, str] = {}
        for relative, result in results:
            if isinstance(result, Unreadable):
                self._set_aside(relative, result.code, result.message, result.place)
            elif result.sha256 in contents:
                first = contents[result.sha256].path
                self._set_aside(
                    relative,
                    "document-duplicate",
                    f"it has the same content as {first} and is not read again; remove one of them",
                )
            elif result.document_id in names:
                self._set_aside(
                    relative,
                    "document-name-taken",
                    f"its name cannot be told from that of {names[result.document_id]}; rename one of them",
                )
            else:
                contents[result.sha256] = result
                names[result.document_id] = relative
        return list(contents.values())

    def _set_aside(self, relative: str, code: str, message: str, place: str = "") -> None:
        self.findings.append(Finding(relative, place, code, relative, message))


def _before(out: Path) -> dict[str, pa.Table]:
    current = tables.current(out)
    if current is None:
        return {}
    return {
        table.name: tables.load_table(current[0], table.name)
        for table in TABLES
        if (current[0] / f"{table.name}.parquet").is_file()
    }


def _files(arrow: dict[str, pa.Table]) -> dict[str, bytes]:
    files = {f"{name}.parquet": tables.parquet_bytes(table) for name, table in arrow.items()}
    return files | {f"cubes/{name}.parquet": tables.parquet_bytes(cube) for name, cube in cubes.build(arrow).items()}


def _check_bounds(rows: assemble.Rows) -> None:
    missed = [row for row in rows["findings"] if row["code"] == "bound-missed"]
    if missed:
        raise BoundsMissed("; ".join(f"{row['document_id']}: {row['message']}" for row in missed))


def _findings(rows: assemble.Rows) -> list[Finding]:
    names = ("document_id", "place", "code", "value", "message")
    return [Finding(*(row[name] or "" for name in names)) for row in rows["findings"]]


def is_stale(paths: Sequence[Path] | None = None, out: Path = TABLES_FOLDER) -> bool:
    """Whether the tables in `out` are missing, or older than a document, the vocabulary or the program."""
    if tables.current(out) is None:
        return True
    built = (out / tables.POINTER).stat().st_mtime_ns
    return any(path.stat().st_mtime_ns > built for path in _inputs(paths or default_documents()))


def _inputs(paths: Sequence[Path]) -> Iterator[Path]:
    yield from (path for path, _ in find_documents(paths)[0])
    for folder, suffix in ((ROOT / "data" / "vocabulary", "yml"), (ROOT / "etl", "py")):
        yield from folder.rglob(f"*.{suffix}")


def ensure(paths: Sequence[Path] | None = None, out: Path = TABLES_FOLDER) -> None:
    """Build the tables where they are missing or older than what they are made of.

    Raises what `build` raises only where there are no tables at all.
    """
    if not is_stale(paths, out):
        return
    try:
        build(paths or default_documents(), out)
    except (tables.AnotherBuild, checks.ContractBroken, BoundsMissed, OSError):
        if tables.current(out) is None:
            raise
