"""C. Only what changed is parsed again, and a document that is gone takes its rows with it and nothing else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from etl import build as builder
from etl import cache, engine
from etl.build import Built
from etl.document import Unreadable
from etl.formats import document_id_of
from etl.schema import TABLES
from tests.etl.formats.test_formats import FILES
from tests.reliability import corpus

ACROSS = {"is_preferred", "session_id"}
"""Columns of a row that depend on what other documents say."""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return corpus.write_small(tmp_path / "in")


def built(documents: Path) -> Built:
    return builder.build([documents], documents.parent / "out")


def names(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_touching_files_parses_nothing_and_changes_no_byte(documents: Path) -> None:
    before = built(documents)
    assert before.parsed_count == len(names(documents))
    for number, path in enumerate(names(documents)):
        os.utime(path, (number, number))
        path.chmod(0o600)
    after = built(documents)
    assert (after.parsed_count, after.version) == (0, before.version)


def test_what_cannot_be_read_is_not_tried_again_until_it_changes(tmp_path: Path) -> None:
    documents = corpus.write_small(tmp_path / "in")
    (documents / "empty.txt").write_bytes(b"")
    (documents / "noise.txt").write_bytes(bytes(range(256)))
    (documents / "torn.pdf").write_bytes(FILES["pdf"][:200])
    before = built(documents)
    assert before.set_aside_count == 3
    after = built(documents)
    assert (after.parsed_count, after.version) == (0, before.version)
    (documents / "torn.pdf").write_bytes(FILES["pdf"])
    mended = built(documents)
    assert (mended.parsed_count, mended.set_aside_count) == (1, before.set_aside_count - 1)


def test_a_limit_of_time_is_no_property_of_a_document(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = [("2012.txt", Unreadable("reader-timeout", "took too long; cut it"))]
    monkeypatch.setattr(engine, "read_all", lambda *_, **__: iter(slow))
    assert built(documents).read_count == 0
    monkeypatch.undo()
    assert built(documents).read_count == len(names(documents))


def test_each_changed_document_is_parsed_and_no_other(documents: Path) -> None:
    built(documents)
    for path in names(documents):
        path.write_bytes(path.read_bytes() + b"\n")
        assert built(documents).parsed_count == 1, path.name


@pytest.mark.parametrize(
    "changed", ["etl/parse/added.py", "etl/tables.py", "data/vocabulary/themes.yml", "data/vocabulary/added.yml"]
)
def test_another_program_or_vocabulary_is_another_parser(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, suffix in (("etl", "*.py"), ("data/vocabulary", "*.yml")):
        for path in (corpus.ROOT / name).rglob(suffix):
            copy = tmp_path / path.relative_to(corpus.ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "etl" / "cache.py"))
    monkeypatch.setattr(cache, "FOLDER", tmp_path / "data" / "vocabulary")
    before = cache.parser_version.__wrapped__()
    assert cache.parser_version.__wrapped__() == before
    with (tmp_path / changed).open("a") as file:
        file.write("# another\n")
    assert cache.parser_version.__wrapped__() != before


def test_another_library_is_another_parser(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.parser_version.__wrapped__()
    monkeypatch.setattr(cache, "distributions", lambda: iter(()))
    assert cache.parser_version.__wrapped__() != before


def test_what_another_parser_read_is_read_again(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(documents)
    monkeypatch.setattr(cache, "parser_version", lambda: "another")
    assert built(documents).parsed_count == len(names(documents))


def test_a_damaged_reading_is_read_again(documents: Path) -> None:
    before = built(documents)
    for path in names(documents.parent / "out" / cache.FOLDER_NAME):
        path.write_bytes(path.read_bytes().replace(b"1,2", b"1,3").replace(b"123", b"124"))
    shutil.rmtree(documents.parent / "out" / "builds")
    after = built(documents)
    assert after.version == before.version
    assert after.parsed_count > 0


def test_a_document_that_is_written_to_while_it_is_read_is_not_mistaken(
    documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read belongs to what the file held then, not to what it held when its key was made."""
    note = documents / "2012.txt"
    text = note.read_text("utf-8")
    clean = built(documents).version
    shutil.rmtree(documents.parent / "out")

    def told(step: str, part: int, of: int) -> None:
        if (step, part) == ("read documents", 0):
            note.write_text(text.replace("1,234", "9,999"), "utf-8")

    builder.build([documents], documents.parent / "out", told=told)
    note.write_text(text, "utf-8")
    assert built(documents).version == clean


def rows_of(out: Path, but: str) -> dict[str, list[dict[str, Any]]]:
    """Every row that was read from another document than `but`, without what depends on all of them."""
    found = {}
    for table in TABLES:
        if table.has_provenance and table.name != "meetings":
            rows = pq.read_table(corpus.current(out) / f"{table.name}.parquet").to_pylist()
            kept = [row for row in rows if row["document_id"] != but]
            found[table.name] = sorted(
                ({name: row[name] for name in row if name not in ACROSS} for row in kept), key=repr
            )
    return found


@pytest.mark.parametrize(
    "name",
    ["igf-2012.md", *(pytest.param(f"{name}.md", marks=pytest.mark.long) for name in ("igf-2020", "igf-2025"))],
)
def test_a_deleted_document_takes_its_rows_and_nothing_else(name: str, tmp_path: Path) -> None:
    documents, out = tmp_path / "in", tmp_path / "out"
    shutil.copytree(corpus.RECORDS, documents)
    builder.build([documents], out)
    whole = rows_of(out, document_id_of(name))
    (documents / name).unlink()
    after = builder.build([documents], out)
    assert after.parsed_count == 0
    assert rows_of(out, "") == whole
    assert name not in pq.read_table(corpus.current(out) / "documents.parquet")["path"].to_pylist()
    assert after.version == builder.build([documents], tmp_path / "fresh").version
