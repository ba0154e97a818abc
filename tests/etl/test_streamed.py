"""Tables that are as long as the texts: past memory, in files by year where they are long, and read in parts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import assemble, history, packed, parquet, streamed, tables
from etl import build as builder
from etl.engine import Local
from etl.formats import find_documents
from etl.packed import STREAMED
from etl.pool import Found
from etl.schema import BY_NAME, TABLES
from pages.shared import catalog
from pages.shared.catalog import Query
from tests.reliability import corpus

THEMES = "\n\nThey spoke about artificial intelligence, cybersecurity, access and the digital divide.\n"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records, originals of several years with themes, and a record of one of these."""
    folder = tmp_path_factory.mktemp("streamed") / "in"
    corpus.write_small(folder)
    for path in folder.glob("20*.txt"):
        path.write_text(path.read_text("utf-8") + THEMES * 5, "utf-8")
    for year in (2016, 2017):
        shutil.copy(corpus.RECORDS / f"igf-{year}.md", folder)
    (folder / "none.txt").write_text("Nothing but access and cybersecurity, at no meeting.\n")
    text = corpus.RECORD.replace("igf-2014", "igf-2011").replace("Trust", "Access and cybersecurity")
    (folder / "of.md").write_text(text.replace("kind:", "url: https://a.example/\nkind:"))
    (folder / "page.html").write_text(f"<html><body><p>The sixth IGF was in 2011.</p><p>{THEMES}</p></body></html>")
    (folder / "page.json").write_text(f'{{"url": "https://a.example/", "sha256": "{sha256(folder / "page.html")}"}}')
    return folder


def sha256(path: Path) -> str:
    return corpus.hashes(path.parent)[path.name]


def built(documents: Path, out: Path) -> Path:
    builder.build([documents], out)
    return corpus.current(out)


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a few rows were many."""
    monkeypatch.setattr(parquet, "LARGEST", 20)
    monkeypatch.setattr(parquet, "ROW_GROUP", 4)
    monkeypatch.setattr(streamed, "CHUNK_BYTES", 2_000)


def rows(build: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tables.load_table(build, name).to_pylist()
    return found


def test_the_tables_are_those_of_an_assembly_in_memory(documents: Path, tmp_path: Path) -> None:
    build = built(documents, tmp_path)
    expected = assemble.assemble(builder.read_one(*found) for found in find_documents([documents])[0])
    for table in TABLES:
        assert rows(build, table.name) == expected[table.name], table.name
    assert any(row["code"] == "record-set-aside" for row in expected["findings"])
    assert len(expected["theme_mentions"]) > 20 and len(expected["lines"]) > 20


@pytest.mark.usefixtures("cut")
def test_long_tables_are_cut_by_year_and_hold_the_same(documents: Path, tmp_path: Path,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    long = built(documents, tmp_path / "long")
    monkeypatch.undo()
    short = built(documents, tmp_path / "short")
    years = {row["document_id"]: row["year"] for row in rows(short, "documents")}
    for name in STREAMED:
        files = parquet.files_of_table(long, name)
        assert {path.parent.name for path in files} >= {"year=2012", "year=2013", "year=unknown"}
        for path in files:
            held = pq.read_table(path, partitioning=None).to_pylist()
            of = {row["year"] if "year" in row else years[row["document_id"]] for row in held}
            assert {f"year={'unknown' if year is None else year}" for year in of} == {path.parent.name}
            assert held == [row for row in rows(short, name) if row in held]
            assert pq.read_schema(path).equals(BY_NAME[name].arrow(), check_metadata=True)
        assert sorted(map(repr, rows(long, name))) == sorted(map(repr, rows(short, name)))
    assert [path.name for path in parquet.files_of_table(long, "sessions")] == ["sessions.parquet"]
    for cube in (short / "cubes").iterdir():
        assert pq.read_table(long / "cubes" / cube.name).equals(pq.read_table(cube)), cube.name


@pytest.mark.usefixtures("cut")
def test_every_reader_takes_cut_tables(documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(documents, tmp_path / "out")
    copy = shutil.copytree(documents, tmp_path / "in")
    (copy / "2012.txt").write_text((copy / "2012.txt").read_text("utf-8") + "\nAnd about open standards.\n")
    second = built(copy, tmp_path / "out")
    assert not any(history.verify(tmp_path / "out").values())
    found = {(change.table, change.kind, change.document_id) for change in history.differences(first, second)}
    assert ("lines", "came", "2012-txt") in found
    assert {document for table, _, document in found if table in STREAMED} == {"2012-txt"}
    (parquet.files_of_table(second, "lines")[0]).write_bytes(b"")
    assert any("lines/year=" in problem for problem in history.problems(second))
    assert history.rollback(tmp_path / "out") == first.name
    monkeypatch.setenv("ATLAS_TABLES", str(tmp_path / "out"))
    assert catalog.use_latest().folder == first
    sizes = " union all ".join(f"select '{name}' as name, count(*) as rows from {name}" for name in STREAMED)
    counted = dict(catalog.fetch(Query("sizes", sizes)).itertuples(index=False, name=None))
    catalog.forget()
    assert counted == {name: len(rows(first, name)) for name in STREAMED}


def spoil(path: Path, spared: Sequence[int] = ()) -> None:
    """Make all row groups of a file unreadable but those that are `spared`; what it says of them stays."""
    data, metadata = bytearray(path.read_bytes()), pq.read_metadata(path)
    for number in set(range(metadata.num_row_groups)) - set(spared):
        for column in (metadata.row_group(number).column(index) for index in range(metadata.num_columns)):
            begin = column.dictionary_page_offset or column.data_page_offset
            data[begin : begin + column.total_compressed_size] = b"\xff" * column.total_compressed_size
    path.write_bytes(data)


@pytest.mark.usefixtures("cut")
def test_a_question_reads_the_parts_that_it_is_about(documents: Path, tmp_path: Path) -> None:
    build = built(documents, tmp_path)
    mentions = parquet.files_of_table(build, "theme_mentions")
    about = next(path for path in mentions if path.parent.name == "year=2012")
    theme = pq.ParquetFile(about).read_row_group(0)["theme_id"][0].as_py()
    question = f"select count(*) from {parquet.scan(mentions)} where {{}}"
    asked = f"year = 2012 and theme_id = '{theme}'"
    expected = duckdb.sql(question.format(asked)).fetchall()
    metadata = pq.read_metadata(about)
    column = BY_NAME["theme_mentions"].names.index("theme_id")
    bounds = [metadata.row_group(number).column(column).statistics for number in range(metadata.num_row_groups)]
    needed = [number for number, one in enumerate(bounds) if one.min <= theme <= one.max]
    assert 0 < len(needed) < len(bounds)
    for path in mentions:
        spoil(path, needed if path == about else ())
    assert duckdb.sql(question.format(asked)).fetchall() == expected
    with pytest.raises(duckdb.Error):
        duckdb.sql(question.format("quote <> ''")).fetchall()


@dataclass(frozen=True)
class Wrong(Local):
    """Reads one document in a way that breaks the contract."""

    def read_all(self, found: Sequence[Found], read: Any, **rest: Any) -> Iterator[tuple[str, Any]]:
        for relative, result in super().read_all(found, builder.read_one, **rest):
            if relative == "2012.txt":
                result.rows["theme_mentions"][0]["theme_id"] = "nowhere"
            yield relative, packed.pack(result)


def test_a_document_whose_mentions_break_the_contract_is_set_aside(documents: Path, tmp_path: Path) -> None:
    found = builder.build([documents], tmp_path, engine=Wrong())
    (said,) = [one.message for one in found.findings if one.document_id == "2012.txt"]
    assert "no row of themes.theme_id is nowhere" in said and found.set_aside_count == 1
    assert found.row_counts["theme_mentions"] > 0


def test_the_same_rows_give_the_same_bytes_however_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROW_GROUP", 10)
    table = pa.table({"a": list(range(35)), "b": [str(number) for number in range(35)]})
    made = set()
    for size in (1, 7, 10, 35):
        file = parquet.File(tmp_path / "a.parquet", table.schema)
        for start in range(0, 35, size):
            file.add(table.slice(start, size))
        file.close()
        made.add((tmp_path / "a.parquet").read_bytes())
    assert made == {parquet.parquet_bytes(table)}
