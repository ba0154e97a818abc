"""Documents -> tables: read every document, assemble, check, publish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from etl import assemble, cache, checks, cubes, history, tables
from etl.document import Document
from etl.extract import read_facts
from etl.findings import Finding
from etl.formats import find_documents
from etl.intake import Intake
from etl.intake import read_document as read_document
from etl.intake import read_one as read_one
from etl.reading import Facts, Row
from etl.schema import TABLES
from etl.tables import Told
from etl.worker import NoProcess

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "data" / "documents"
ORIGINALS = ROOT / "data" / "originals"
"""Where `etl fetch` puts what records name; not part of the repository."""
TABLES_FOLDER = ROOT / "data" / "tables"


class BoundsMissed(Exception):
    """Records that hold less than their front matter expects."""


FAILURES = (tables.AnotherBuild, checks.ContractBroken, BoundsMissed, NoProcess, OSError)
"""Why a build publishes nothing. The build that was there stays."""


@dataclass(frozen=True)
class Built:
    """What a build did. Every file found is either read or set aside with a finding.

    Of those read, `warned_count` have findings that are warnings or errors, and `parsed_count` were not
    kept from the build before.
    """

    version: str
    found_count: int
    read_count: int
    warned_count: int
    parsed_count: int
    set_aside_count: int
    findings: Sequence[Finding]
    row_counts: dict[str, int]

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def default_documents() -> list[Path]:
    """The records, and the originals where some were fetched."""
    return [DOCUMENTS, ORIGINALS] if ORIGINALS.is_dir() else [DOCUMENTS]


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
    build before, by the same program, are not parsed again. Raises one of FAILURES (ContractBroken also
    where documents that are still there lose a fifth of a table's rows, unless `accept_losses`); the
    build that was there then stays.
    """
    with tables.only_one(out):
        told("find documents", 0, 0)
        found, passed_over = find_documents(paths)
        intake = Intake(out / cache.FOLDER_NAME, workers, told)
        facts = intake.read(found)
        try:
            rows, arrow = _tables(facts, [*passed_over, *intake.findings], told)
        except checks.ContractBroken as broken:
            facts = _without_breakers(facts, intake, broken)
            rows, arrow = _tables(facts, [*passed_over, *intake.findings], told)
        if not accept_losses:
            told("compare", 0, 0)
            checks.check_losses(_before(out), arrow, intake.hashes)
        told("summarise", 0, 0)
        version = tables.publish(out, _files(arrow), told)
        told("forget old readings", 0, 0)
        cache.keep_only(out / cache.FOLDER_NAME, intake.keys)
    notable = {row["document_id"] for row in rows["findings"] if row["severity"] != "info"}
    return Built(
        version=version,
        found_count=len(found) + len(passed_over),
        read_count=len(facts),
        warned_count=sum(one.document_id in notable for one in facts),
        parsed_count=intake.parsed_count,
        set_aside_count=len(passed_over) + len(intake.findings),
        findings=_findings(rows),
        row_counts={name: len(found) for name, found in rows.items()},
    )


def _without_breakers(facts: Sequence[Facts], intake: Intake, broken: checks.ContractBroken) -> list[Facts]:
    """`facts` without the documents that break the contract already by themselves; these are set aside.

    Where all of several do, it is not they who are odd: raises what was `broken`.
    """
    reasons = {read.path: reason for read in facts if (reason := _breaks(read))}
    if len(reasons) == len(facts) > 1:
        raise broken
    for path, reason in reasons.items():
        message = f"what was read from it breaks the contract ({reason}); correct it, or report this"
        intake.set_aside(path, "document-unreadable", message)
    return [read for read in facts if read.path not in reasons]


def _breaks(read: Facts) -> str:
    """How the tables that come out of one document break the contract; empty where they do not."""
    try:
        _tables([read], [])
    except checks.ContractBroken as error:
        return str(error)
    return ""


def _tables(
    facts: Sequence[Facts], findings: Sequence[Finding], told: Told = _untold
) -> tuple[assemble.Rows, dict[str, pa.Table]]:
    """The tables that come out of `facts`, as rows and for Arrow. Raises ContractBroken, BoundsMissed."""
    told("assemble", 0, 0)
    rows = assemble.assemble(facts, findings)
    _check_bounds(rows)
    told("make tables", 0, 0)
    arrow = _arrow(rows)
    told("check", 0, 0)
    checks.check_contract(arrow)
    return rows, arrow


def _arrow(rows: Mapping[str, Sequence[Row]]) -> dict[str, pa.Table]:
    try:
        return {table.name: tables.to_arrow(table, rows[table.name]) for table in TABLES}
    except tables.WrongType as error:
        raise checks.ContractBroken(str(error)) from error


def _before(out: Path) -> dict[str, pa.Table]:
    """The tables of the current build or, where that is damaged, of the newest that is whole."""
    current = tables.current(out)
    builds = [*([current[0]] if current else []), *tables.builds(out)]
    whole = next((build for build in builds if not history.problems(build)), None)
    if whole is None:
        return {}
    return {
        table.name: tables.load_table(whole, table.name)
        for table in TABLES
        if (whole / f"{table.name}.parquet").is_file()
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
    except FAILURES:
        if tables.current(out) is None:
            raise
