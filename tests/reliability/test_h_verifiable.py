"""H. A flipped bit is found wherever it is; the difference of two builds is said row by row."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from etl import build as builder
from etl import history, tables
from etl.__main__ import main
from etl.history import RECOGNISED_BY
from etl.schema import BY_NAME, TABLES
from tests.reliability import corpus

FLIPS = 20
"""Per file."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify")
    for count in (1000, 2000):
        corpus.write_small(folder / "in", count)
        builder.build([folder / "in"], folder / "out")
    return folder / "out"


def flipped(data: bytes, bit: int) -> bytes:
    mutable = bytearray(data)
    mutable[bit // 8] ^= 1 << bit % 8
    return bytes(mutable)


def test_a_flipped_bit_in_any_file_of_any_build_is_found(out: Path) -> None:
    chance = random.Random(8)
    assert not any(history.verify(out).values())
    for build in tables.builds(out):
        for path in tables.files_of(build):
            data = path.read_bytes()
            bits = len(data) * 8
            every = range(0, bits, 61) if path.name == tables.MANIFEST else chance.sample(range(bits), FLIPS)
            for bit in (0, bits - 1, *every):
                path.write_bytes(flipped(data, bit))
                assert history.problems(build), (build.name, path.name, bit)
            path.write_bytes(data)
    assert not any(history.verify(out).values())


def test_a_flipped_bit_in_the_pointer_is_found(out: Path) -> None:
    pointer = out / tables.POINTER
    data = pointer.read_bytes()
    for bit in range(len(data) * 8):
        pointer.write_bytes(flipped(data, bit))
        problems = history.verify(out).get(tables.POINTER)
        assert problems, (bit, pointer.read_bytes())
    pointer.write_bytes(data)


def test_verify_says_which_file_and_fails(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = shutil.copytree(out, tmp_path / "out")
    assert main(["verify", "--out", str(copy)]) == 0
    sessions = corpus.current(copy) / "sessions.parquet"
    sessions.write_bytes(flipped(sessions.read_bytes(), 999))
    assert main(["verify", "--out", str(copy)]) == 1
    said = capsys.readouterr().out
    assert f"{sessions.parent.name}: sessions.parquet: has other bytes than were written" in said


def test_a_manifest_that_was_changed_with_its_file_is_found(out: Path, tmp_path: Path) -> None:
    current = corpus.current(shutil.copytree(out, tmp_path / "out"))
    (current / "tracks.parquet").write_bytes(b"x")
    hashes = corpus.hashes(current)
    del hashes[tables.MANIFEST]
    (current / tables.MANIFEST).write_bytes(tables.manifest_bytes(hashes))
    assert history.problems(current) == [f"{tables.MANIFEST}: does not belong to the build {current.name}"]


def test_the_same_documents_mend_a_damaged_build(out: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(out, tmp_path / "out")
    current = corpus.current(copy)
    before = corpus.hashes(current)
    (current / "sessions.parquet").write_bytes(b"")
    (current / "tracks.parquet").unlink()
    (current / "cubes" / "added.parquet").write_bytes(b"x")
    builder.build([out.parent / "in"], copy)
    assert corpus.hashes(current) == before
    assert not any(history.verify(copy).values())


def test_a_damaged_build_does_not_stop_the_next(out: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(out, tmp_path / "out")
    for path in tables.files_of(corpus.current(copy)):
        path.write_bytes(path.read_bytes()[:-1])
    corpus.write_small(tmp_path / "in", 3000)
    version = builder.build([tmp_path / "in"], copy).version
    assert history.verify(copy)[version] == []


def test_every_table_without_a_key_has_columns_to_recognise_a_row_by() -> None:
    assert {table.name for table in TABLES if not table.key} == RECOGNISED_BY.keys()
    for name, columns in RECOGNISED_BY.items():
        assert set(columns) <= set(BY_NAME[name].names)


def changes(old: Path, new: Path) -> dict[tuple[str, str], list[tuple[str | None, str]]]:
    found: dict[tuple[str, str], list[tuple[str | None, str]]] = {}
    for change in history.differences(old, new):
        found.setdefault((change.table, change.kind), []).append((change.document_id, change.row))
    return found


def test_the_difference_says_what_came_went_and_changed_and_from_which_document(tmp_path: Path) -> None:
    documents = corpus.write_small(tmp_path / "in")
    record = documents / "igf-2014.md"
    builder.build([documents], tmp_path / "out")
    old = corpus.current(tmp_path / "out")
    text = record.read_text("utf-8")
    record.write_text(text.replace("| Trust |", "| Truth |").replace("| WS #2 | Two |", "| WS #2 | Zwei |"), "utf-8")
    (documents / "2012.txt").unlink()
    (documents / "2013.txt").write_text((documents / "2013.txt").read_text().replace("1,235", "1,999"))
    corpus.write_small(tmp_path / "more", 8000)
    (tmp_path / "more" / "2012.txt").rename(documents / "note.txt")
    builder.build([documents], tmp_path / "out", accept_losses=True)
    found = changes(old, corpus.current(tmp_path / "out"))
    assert [document for document, _ in found["documents", "went"]] == ["2012-txt"]
    assert [document for document, _ in found["documents", "came"]] == ["note-txt"]
    assert {document for document, _ in found["documents", "changed"]} == {"igf-2014", "2013-txt"}
    ((document, row),) = [(d, r) for d, r in found["participation", "changed"] if d == "2013-txt" and "count" in r]
    assert "count: 1235 -> 1999" in row
    assert {document for document, _ in found["participation", "went"]} == {"2012-txt"}
    assert {document for document, _ in found["participation", "came"]} == {"note-txt"}
    assert [(d, "track=Trust" in r) for d, r in found["tracks", "went"]] == [("igf-2014", True)]
    assert [(d, "track=Truth" in r) for d, r in found["tracks", "came"]] == [("igf-2014", True)]
    ((document, row),) = found["sessions", "changed"]
    assert document == "igf-2014" and "title: Two -> Zwei" in row
    assert not {("themes", kind) for kind in ("came", "went", "changed")} & found.keys()


def test_a_build_differs_in_nothing_from_itself_and_the_other_way_round_from_another(out: Path) -> None:
    new, old = tables.builds(out)
    assert changes(new, new) == {}
    opposite = {"came": "went", "went": "came", "changed": "changed"}
    there, back = changes(old, new), changes(new, old)
    assert {(table, opposite[kind]): len(rows) for (table, kind), rows in there.items()} == {
        key: len(rows) for key, rows in back.items()
    }


def test_builds_of_an_earlier_program_can_be_compared(out: Path, tmp_path: Path) -> None:
    """It knew fewer tables and fewer columns."""
    copy = shutil.copytree(out, tmp_path / "out")
    new, old = tables.builds(copy)
    (old / "takeaways.parquet").unlink()
    table = pq.read_table(old / "sessions.parquet")
    pq.write_table(table.drop_columns(["track"]), old / "sessions.parquet")
    assert changes(old, new)
