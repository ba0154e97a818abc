"""From files to published tables, and what bad input does to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from etl import build as builder
from etl import tables
from etl.__main__ import main
from etl.engine import Local
from etl.packed import pack
from etl.pool import Found

ROOT = Path(__file__).resolve().parents[2]

NOTE = """Seventh Meeting of the Internet Governance Forum

The seventh IGF was held in Baku, Azerbaijan, from 6 to 9 November 2012. It had 1,234 registered participants.
"""


def findings(out: Path) -> list[tuple[str, str]]:
    folder, _ = tables.current(out) or pytest.fail("no build")
    rows = pq.read_table(folder / "findings.parquet").to_pylist()
    return [(row["code"], row["document_id"]) for row in rows]


def test_documents_become_tables(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "note.txt").write_text(NOTE)
    assert main(["build", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 0
    folder, version = tables.current(tmp_path / "out") or pytest.fail("no build")
    (meeting,) = pq.read_table(folder / "meetings.parquet").to_pylist()
    assert (meeting["meeting_id"], meeting["city"], meeting["edition"]) == ("igf-2012", "Baku", 7)
    (figure,) = pq.read_table(folder / "participation.parquet").to_pylist()
    assert (figure["measure"], figure["count"], figure["place"]) == ("registered", 1234, "line 3")
    assert figure["quote"] in NOTE


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "document-empty"),
        ("blank.txt", b" \n\t\n", "document-blank"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "format-foreign"),
        ("recipe.txt", b"Beat the eggs until stiff.\n", "meeting-unknown"),
    ],
)
def test_a_bad_document_is_a_finding_and_the_rest_is_built(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "note.txt").write_text(NOTE)
    built = builder.build([tmp_path / "in"], tmp_path / "out")
    assert built.row_counts["participation"] == 1
    assert [found for found, where in findings(tmp_path / "out") if where.startswith(Path(name).stem)] == [code]
    assert all(finding.message for finding in built.findings)


@dataclass(frozen=True)
class Torn(Local):
    """Reads the figures of one document so that they break the contract."""

    def read_all(self, found: Sequence[Found], read: Any, **rest: Any) -> Iterator[tuple[str, Any]]:
        for relative, result in super().read_all(found, builder.read_one, **rest):
            if relative == "torn.txt":
                result.rows["participation"][0]["label"] = None
            yield relative, pack(result)


def test_a_document_that_breaks_the_contract_is_set_aside_and_the_rest_is_built(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE)
    (tmp_path / "torn.txt").write_text(NOTE.replace("1,234", "5,678"))
    built = builder.build([tmp_path], tmp_path / "out", engine=Torn())
    assert (built.read_count, built.set_aside_count) == (1, 1)
    (said,) = [finding.message for finding in built.findings if finding.document_id == "torn.txt"]
    assert "breaks the contract (participation.label: 1 nulls); correct it" in said


def test_a_document_twice_is_read_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(NOTE)
    built = builder.build([tmp_path], tmp_path / "out")
    assert built.row_counts["documents"] == 1
    (finding,) = [finding for finding in built.findings if finding.code == "document-duplicate"]
    assert (finding.value, "a.txt" in finding.message) == ("b.txt", True)


def test_a_missing_folder_is_said_and_the_rest_is_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text(NOTE)
    assert main(["build", str(tmp_path / "note.txt"), str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 0
    assert "document-missing" in capsys.readouterr().out
    assert main(["build", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_strict_fails_on_an_error(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE)
    assert main(["build", str(tmp_path), "--out", str(tmp_path / "out"), "--strict"]) == 0
    (tmp_path / "empty.txt").write_text("")
    assert main(["build", str(tmp_path), "--out", str(tmp_path / "out"), "--strict"]) == 1


def test_two_builds_give_the_same_version(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE)
    assert (
        builder.build([tmp_path], tmp_path / "one").version
        == builder.build([tmp_path / "note.txt"], tmp_path / "two").version
    )


BUILD = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background begins without
from pathlib import Path
from etl import build
def stop(step, part, of):
    if step == "complete the build":
        print("written", flush=True)
        sys.stdin.read()
build.build([Path(sys.argv[1])], Path(sys.argv[2]), told=stop)
"""


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_build_leaves_the_last_one_readable(tmp_path: Path, stop: signal.Signals) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "note.txt").write_text(NOTE)
    last = builder.build([tmp_path / "in"], tmp_path / "out").version
    (tmp_path / "in" / "more.txt").write_text(NOTE.replace("1,234", "5,678"))
    process = subprocess.Popen([sys.executable, "-c", BUILD, tmp_path / "in", tmp_path / "out"], cwd=ROOT,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    assert process.stdout and process.stdout.readline() == b"written\n"
    os.kill(process.pid, stop)
    process.communicate()
    folder, version = tables.current(tmp_path / "out") or pytest.fail("no build")
    assert version == last and pq.read_table(folder / "documents.parquet").num_rows == 1
    assert builder.build([tmp_path / "in"], tmp_path / "out").row_counts["documents"] == 2


def test_a_build_that_loses_rows_is_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "igf-2020.md"
    front = "---\ntitle: T\nkind: other\nmeeting: igf-2020\nexpect: {tracks: %d}\n---\n# T\n\n"
    text = front + "## Tracks\n\n| Track | Source |\n|---|---|\n| Data | <https://a.example/> |\n"
    record.write_text(text % 1)
    version = builder.build([record], tmp_path / "out").version
    record.write_text(text % 2)
    assert main(["build", str(record), "--out", str(tmp_path / "out")]) == 1
    assert "1 rows of tracks were read, at least 2" in capsys.readouterr().err
    assert (tables.current(tmp_path / "out") or pytest.fail("no build"))[1] == version


def test_tables_are_built_where_missing_or_older_than_the_documents(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    note = tmp_path / "in" / "note.txt"
    note.write_text(NOTE)
    assert builder.is_stale([tmp_path / "in"], tmp_path / "out")
    builder.ensure([tmp_path / "in"], tmp_path / "out")
    assert not builder.is_stale([tmp_path / "in"], tmp_path / "out")
    newer = (tmp_path / "out" / "current.json").stat().st_mtime_ns + 10**9
    os.utime(note, ns=(newer, newer))
    assert builder.is_stale([tmp_path / "in"], tmp_path / "out")
