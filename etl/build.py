"""Documents -> tables: read every document, assemble, check, publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from etl import assemble, cache, checks, cubes, history, packed, parquet, streamed, tables
from etl.aside import places_set_aside
from etl.document import Document
from etl.engine import Engine, Local
from etl.extract import read_facts
from etl.findings import Finding
from etl.formats import find_documents
from etl.intake import Intake, Kept
from etl.intake import read_document as read_document
from etl.intake import read_one as read_one
from etl.pool import NoProcess
from etl.reading import Facts, Row, Rows
from etl.schema import BY_NAME, TABLES
from etl.tables import Told

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


def tables_of(documents: Iterable[Document]) -> Rows:
    """The rows of all tables that come out of `documents`."""
    return assemble.assemble(read_facts(document).facts() for document in documents)


def _untold(step: str, part: int, of: int) -> None:
    pass


def build(
    paths: Sequence[Path],
    out: Path = TABLES_FOLDER,
    *,
    engine: Engine | None = None,
    accept_losses: bool = False,
    told: Told = _untold,
) -> Built:
    """Read the documents in `paths` (files or folders) and publish their tables in `out`.

    A document that cannot be read is a finding, and the rest is built. Documents that were read by the
    build before, by the same program, are not parsed again; where nothing changed, nothing is made anew.
    Raises one of FAILURES (ContractBroken also where documents that are still there lose a fifth of a
    table's rows, unless `accept_losses`); the build that was there then stays.
    """
    with tables.only_one(out):
        told("find documents", 0, 0)
        found, passed_over = find_documents(paths)
        folder = out / cache.FOLDER_NAME
        intake = Intake(folder, engine or Local(), told)
        inputs = intake.look(found, passed_over)
        same = _made_of(out, inputs)
        if same:
            tables.renew(out, same, told)
            return _built(same, len(found) + len(passed_over), 0)
        with tables.writing(out):
            kept = intake.read()
        with tables.unfinished(out) as unfinished:
            try:
                _make(unfinished, kept, intake, passed_over, told)
            except checks.ContractBroken as broken:
                kept = _without_breakers(kept, intake, broken)
                _make(unfinished, kept, intake, passed_over, told)
            if not accept_losses:
                told("compare", 0, 0)
                checks.check_losses(_before(out), _sizes(unfinished), intake.hashes)
            version = tables.publish_folder(out, unfinished, told)
        told("forget old readings", 0, 0)
        cache.keep_only(folder, intake.keys)
        cache.note(folder, inputs if intake.is_lasting else "", version)
    return _built(out / "builds" / version, len(found) + len(passed_over), intake.parsed_count)


def _made_of(out: Path, inputs: str) -> Path | None:
    """The current build, where it was made of `inputs` and is whole."""
    current = tables.current(out)
    if not inputs or current is None or cache.version_made_of(out / cache.FOLDER_NAME, inputs) != current[1]:
        return None
    return None if history.problems(current[0]) else current[0]


def _built(build: Path, found_count: int, parsed_count: int) -> Built:
    read = set(tables.load_table(build, "documents", ["document_id"])["document_id"].to_pylist())
    rows = tables.load_table(build, "findings").to_pylist()
    notable = {row["document_id"] for row in rows if row["severity"] != "info"}
    names = ("document_id", "place", "code", "value", "message")
    return Built(
        version=build.name,
        found_count=found_count,
        read_count=len(read),
        warned_count=len(read & notable),
        parsed_count=parsed_count,
        set_aside_count=found_count - len(read),
        findings=[Finding(*(row[name] or "" for name in names)) for row in rows],
        row_counts={table.name: parquet.row_count(build, table.name) for table in TABLES},
    )


def _make(
    folder: Path, kept: Sequence[Kept], intake: Intake, passed_over: Sequence[Finding], told: Told = _untold
) -> None:
    """Write the files of a build of the documents `kept` to `folder`. Raises ContractBroken, BoundsMissed."""
    counts: Counter[str] = Counter()

    def counted() -> Iterator[Facts]:
        for one in kept:
            facts = intake.facts(one)
            counts.update(facts.counts)
            yield facts

    made = _tables(counted(), [*passed_over, *intake.findings], told)
    forms = dict(zip(*(made["documents"][name].to_pylist() for name in ("document_id", "form")), strict=True))
    records = [intake.facts(one) for one in kept if forms[one.document_id] == "record"]
    aside = places_set_aside(records, made["documents"].to_pylist())
    places = {name: places for name, (_, places) in aside.items()}
    streamed.write(folder, kept, intake.bulk, counts, made, places, told)
    told("write tables", 0, 0)
    for name, table in made.items():
        (folder / f"{name}.parquet").write_bytes(tables.parquet_bytes(table))
    told("summarise", 0, 0)
    files = {name: parquet.files_of_table(folder, name) for name in packed.STREAMED}
    with streamed.spilling(folder) as spill:
        summaries = cubes.build({**made, **files}, spill)
    (folder / "cubes").mkdir(exist_ok=True)
    for name, cube in summaries.items():
        (folder / "cubes" / f"{name}.parquet").write_bytes(tables.parquet_bytes(cube))


def _without_breakers(kept: Sequence[Kept], intake: Intake, broken: checks.ContractBroken) -> list[Kept]:
    """`kept` without the documents that break the contract already by themselves; these are set aside.

    Where all of several do, it is not they who are odd: raises what was `broken`.
    """
    reasons = {one: reason for one in kept if (reason := _breaks(intake.facts(one), intake.bulk(one)))}
    if len(reasons) == len(kept) > 1:
        raise broken
    for one, reason in reasons.items():
        message = f"what was read from it breaks the contract ({reason}); correct it, or report this"
        intake.set_aside(one.relative, "document-unreadable", message)
    return [one for one in kept if one not in reasons]


def _breaks(read: Facts, bulk: Mapping[str, pa.Table] | None = None) -> str:
    """How the tables that come out of one document (the `bulk` of its rows apart) break the contract; empty
    where they do not."""
    try:
        made = _tables([read], [])
        for name, part in (bulk or {}).items():
            checks.check_part(name, streamed.without_unknown_sessions(part, made), made)
    except checks.ContractBroken as error:
        return str(error)
    return ""


def _tables(facts: Iterable[Facts], findings: Sequence[Finding], told: Told = _untold) -> dict[str, pa.Table]:
    """The tables that come out of `facts`, but for those that are streamed. Raises ContractBroken, BoundsMissed."""
    told("assemble", 0, 0)
    rows = assemble.assemble(facts, findings)
    _check_bounds(rows)
    told("make tables", 0, 0)
    arrow = _arrow(rows)
    told("check", 0, 0)
    checks.check_contract(arrow)
    return {name: table for name, table in arrow.items() if name not in packed.STREAMED}


def _arrow(rows: Mapping[str, Sequence[Row]]) -> dict[str, pa.Table]:
    try:
        return {table.name: tables.to_arrow(table, rows[table.name]) for table in TABLES}
    except tables.WrongType as error:
        raise checks.ContractBroken(str(error)) from error


def _before(out: Path) -> dict[str, pa.Table]:
    """What is compared of the current build or, where that is damaged, of the newest that is whole."""
    current = tables.current(out)
    builds = [*([current[0]] if current else []), *tables.builds(out)]
    whole = next((build for build in builds if not history.problems(build)), None)
    return _sizes(whole) if whole else {}


def _sizes(build: Path) -> dict[str, pa.Table]:
    """Of every table of a build the columns that say how many rows are from which document."""
    wanted = {name: [c for c in ("document_id", "sha256") if c in BY_NAME[name].names] for name in BY_NAME}
    return {
        name: tables.load_table(build, name, columns)
        for name, columns in wanted.items()
        if parquet.files_of_table(build, name)
    }


def _check_bounds(rows: Rows) -> None:
    missed = [row for row in rows["findings"] if row["code"] == "bound-missed"]
    if missed:
        raise BoundsMissed("; ".join(f"{row['document_id']}: {row['message']}" for row in missed))


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
