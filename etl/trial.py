"""A build with documents on trial: what they would add, without adding it.

    python -m etl.trial PARENT TABLES FOLDER OUT [DOCUMENT …]

PARENT is the process that waits; when it ends, so does this. TABLES is the folder of the tables in use, which were
built from the DOCUMENTs (default: those that a build takes). FOLDER holds the documents on trial and nothing else. OUT
gets the tables of all together and `trial.json`, a Trial. A process of its own with the system's limits: nobody knows
who wrote what is on trial.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import resource
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from etl import build as builder
from etl import cache, tables
from etl.additions import TABLES_JUDGED, Addition, additions
from etl.document import Unreadable
from etl.engine import Local
from etl.formats import find_documents
from etl.intake import read_document
from etl.packed import pack
from etl.pool import read_all
from etl.reading import Facts, Row
from etl.recording import record_of
from etl.worker import die_with

RESULT = "trial.json"
READ_SECONDS = 20.0
READ_MB = 768
CPU_SECONDS = 120
FILE_BYTES = 512 << 20
ADDRESS_SPACE = 6 << 30
OTHER_BASE = (
    "the tables in use were built from other documents than those that are here, so nothing can be added to them;"
    " build them anew with `python -m etl build`"
)


@dataclass
class Trial:
    """What came of it."""

    version: str = ""
    """Of the tables in OUT; none where they could not be built."""
    error: str = ""
    """Why they could not be built."""
    documents: list[Row] = field(default_factory=list)
    """{name, document_id, form, kind, meeting_id, word_count, reason (why nothing was read from it)}"""
    added: list[Addition] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    """{document_id, severity, code, place, value, message}"""
    records: dict[str, str] = field(default_factory=dict)
    """document_id -> its record"""


class Tried(NamedTuple):
    """What was read from one document: the facts, what is known of it, and its record."""

    facts: Facts
    known: Row
    record: str


def read_for_trial(path: Path, relative: str) -> Tried:
    """Read one file. Raises Unreadable."""
    reading = read_document(path, relative)
    known = {name: reading.table("documents")[0][name] for name in ("form", "kind", "meeting_id", "word_count")}
    return Tried(reading.facts(), known, record_of(reading))


def run(in_use: Path, folder: Path, out: Path, documents: Sequence[Path]) -> Trial:
    """Try the documents in `folder`."""
    trial, facts = Trial(), list[Facts]()
    kept = in_use / cache.FOLDER_NAME
    if kept.is_dir():
        shutil.copytree(kept, out / cache.FOLDER_NAME)
    found, passed_over = find_documents([folder])
    for finding in passed_over:
        trial.documents.append({"name": Path(finding.document_id).name, "reason": finding.message})
    read = dict(read_all(found, read_for_trial, workers=1, seconds=READ_SECONDS, memory_mb=READ_MB))
    for path, relative in found:
        result = read[relative]
        if isinstance(result, Unreadable):
            trial.documents.append({"name": path.name, "reason": result.message})
            continue
        facts.append(result.facts)
        key = cache.key_of(hashlib.sha256(path.read_bytes()).hexdigest(), relative, "{}")
        cache.store(out / cache.FOLDER_NAME, key, pack(result.facts))
        document_id = result.facts.document_id
        trial.documents.append({"name": path.name, "document_id": document_id, "reason": "", **result.known})
        trial.records[document_id] = result.record
    current = tables.current(in_use)
    if facts and current:
        _build(trial, facts, current[0], [*documents, folder], out)
    shutil.rmtree(out / cache.FOLDER_NAME, ignore_errors=True)
    return trial


def _build(trial: Trial, facts: Sequence[Facts], in_use: Path, documents: Sequence[Path], out: Path) -> None:
    held = {name: tables.load_table(in_use, name).to_pylist() for name in TABLES_JUDGED}
    trial.added = [addition for one in facts for addition in additions(one, held)]
    try:
        built = builder.build(documents, out, engine=Local(1), accept_losses=True)
    except builder.FAILURES as failure:
        trial.error = str(failure)
        return
    own = {one.document_id for one in facts} | {one.path for one in facts}
    if _others(out / "builds" / built.version, own) != _others(in_use, own):
        trial.error = OTHER_BASE
        return
    trial.version = built.version
    names = ("document_id", "severity", "code", "place", "value", "message")
    found = tables.load_table(out / "builds" / built.version, "findings").to_pylist()
    trial.findings = [{name: row[name] for name in names} for row in found if row["document_id"] in own]


def _others(build: Path, own: set[str]) -> Mapping[str, str]:
    """The documents of a build that are not on trial, with the hash of each."""
    rows = tables.load_table(build, "documents").to_pylist()
    return {row["document_id"]: row["sha256"] for row in rows if row["document_id"] not in own}


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(parent: str, in_use: str, folder: str, out: str, *documents: str) -> None:
    """The program."""
    die_with(int(parent))
    _limit()
    trial = run(Path(in_use), Path(folder), Path(out), [*map(Path, documents)] or builder.default_documents())
    (Path(out) / RESULT).write_text(json.dumps(asdict(trial), default=_written, ensure_ascii=False), "utf-8")


def _written(value: Any) -> str:
    return str(value)


if __name__ == "__main__":
    # Processes that read find `read_for_trial` by the name of its module, which is another one here.
    importlib.import_module("etl.trial").main(*sys.argv[1:])
