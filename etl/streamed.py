"""The tables that are as long as the documents' own text: from what was kept of each document to Parquet.

They pass through memory in chunks of some documents. Lines come in the order of their table. Mentions do
not: they are written aside first, and sorted by DuckDB, on disk where they are many.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from etl import checks, parquet
from etl.intake import Kept
from etl.packed import STREAMED
from etl.schema import BY_NAME
from etl.tables import Told

CHUNK_BYTES = 16 << 20
MEMORY = "192MB"
Chunk = dict[str, pa.Table]


def write(
    folder: Path,
    kept: Sequence[Kept],
    bulk: Callable[[Kept], Mapping[str, pa.Table]],
    counts: Mapping[str, int],
    made: Mapping[str, pa.Table],
    aside: Mapping[str, Collection[str]],
    told: Told,
) -> None:
    """Write the STREAMED tables of the documents `kept` to `folder`, where the other tables are as `made`.

    `counts` are their numbers of rows; `aside` are the places of records whose rows give way to an
    original's. Raises ContractBroken.
    """
    with spilling(folder) as spill:
        unsorted = spill / "theme_mentions.parquet"
        mentions = parquet.File(unsorted, BY_NAME["theme_mentions"].arrow())
        done = itertools.count(1)

        def read(one: Kept) -> Chunk:
            told("stream texts", next(done), len(kept))
            parts = dict(bulk(one))
            parts["theme_mentions"] = _without(parts["theme_mentions"], aside.get(one.document_id, ()))
            return parts

        for path, documents in _files_of_lines(folder, kept, made["documents"], counts["lines"]):
            lines = parquet.File(path, BY_NAME["lines"].arrow())
            for chunk in _chunks(map(read, documents)):
                known = {name: without_unknown_sessions(part, made) for name, part in chunk.items()}
                for name, part in known.items():
                    checks.check_part(name, part, made)
                mentions.add(known["theme_mentions"])
                lines.add(known["lines"])
            lines.close()
        mentions.close()
        told("sort mentions", 0, 0)
        _sort(unsorted, folder, counts["theme_mentions"] > parquet.LARGEST)


@contextmanager
def spilling(folder: Path) -> Iterator[Path]:
    """A folder beside `folder` for what does not fit into memory; it is gone afterwards. What DuckDB cannot
    write raises OSError."""
    spill = folder.with_name(f"{folder.name}-spill")
    spill.mkdir(exist_ok=True)
    try:
        yield spill
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise OSError(f"not enough room to sort ({str(error).splitlines()[0]})") from error
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def without_unknown_sessions(part: pa.Table, made: Mapping[str, pa.Table]) -> pa.Table:
    """A row that names a session which was set aside keeps everything but that."""
    named = part["session_id"]
    known = pc.if_else(pc.is_in(named, made["sessions"]["session_id"]), named, None)
    return part.set_column(part.schema.get_field_index("session_id"), part.schema.field("session_id"), known)


def _without(mentions: pa.Table, places: Collection[str]) -> pa.Table:
    if not places:
        return mentions
    return mentions.filter(pc.invert(pc.is_in(mentions["place"], pa.array(sorted(places), pa.string()))))


def _files_of_lines(
    folder: Path, kept: Sequence[Kept], documents: pa.Table, count: int
) -> Iterator[tuple[Path, Sequence[Kept]]]:
    """The files for that many lines, and whose lines go into each, in the order of the table."""
    ordered = sorted(kept, key=lambda one: one.document_id)
    if count <= parquet.LARGEST:
        yield folder / "lines.parquet", ordered
        return
    years = dict(zip(*(documents[name].to_pylist() for name in ("document_id", "year")), strict=True))
    for year in sorted(set(years.values()), key=lambda year: year or 0):
        of_year = [one for one in ordered if years[one.document_id] == year]
        yield folder / parquet.partition("lines", year), of_year


def _chunks(parts: Iterable[Chunk]) -> Iterator[Chunk]:
    """`parts` of documents in larger ones, none of a part of a document."""
    held: list[Chunk] = []
    size = 0
    for part in parts:
        held.append(part)
        size += sum(table.nbytes for table in part.values())
        if size >= CHUNK_BYTES:
            yield _joined(held)
            held, size = [], 0
    if held:
        yield _joined(held)


def _joined(held: Sequence[Chunk]) -> Chunk:
    return {
        name: pa.concat_tables([one[name] for one in held]).cast(BY_NAME[name].arrow()).combine_chunks()
        for name in STREAMED
    }


def _sort(unsorted: Path, folder: Path, is_partitioned: bool) -> None:
    """Write the mentions in `unsorted` in the order of their table."""
    name, source = "theme_mentions", parquet.scan([unsorted])
    with duckdb.connect(config={"threads": 1, "memory_limit": MEMORY}) as connection:
        connection.execute("set temp_directory = $folder", {"folder": str(unsorted.parent / "duckdb")})
        years = [None]
        if is_partitioned:
            years = [year for (year,) in connection.sql(f"select distinct year from {source} order by 1").fetchall()]
        for year in years:
            where = f"where year is not distinct from {'null' if year is None else year}" if is_partitioned else ""
            path = parquet.partition(name, year) if is_partitioned else f"{name}.parquet"
            file = parquet.File(folder / path, BY_NAME[name].arrow())
            rows = connection.sql(f"select * from {source} {where} order by all asc nulls first")
            for batch in rows.to_arrow_reader(parquet.ROW_GROUP):
                file.add(pa.Table.from_batches([batch]))
            file.close()
