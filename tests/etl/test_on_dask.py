"""Reading on a Dask cluster: the tables of a local build, whatever happens to documents and workers."""

from __future__ import annotations

import importlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import corpus as generated
from etl import build as builder
from etl import cache, on_dask
from etl.__main__ import main
from etl.document import Unreadable
from etl.engine import Local
from etl.on_dask import Dask
from etl.pool import NoProcess
from tests.etl.test_pool import act, files, outcome
from tests.reliability import corpus

WORKERS = 2


@pytest.fixture(scope="module")
def dask() -> Iterator[Dask]:
    with Dask(workers=WORKERS) as cluster:
        yield cluster


def test_the_tables_are_those_of_a_local_build(dask: Dask, tmp_path: Path) -> None:
    documents = corpus.write_mixed(tmp_path / "in")
    local = builder.build([documents], tmp_path / "local", engine=Local(2))
    spread = builder.build([documents], tmp_path / "spread", engine=dask)
    assert spread == local
    assert corpus.hashes(corpus.current(tmp_path / "spread")) == corpus.hashes(corpus.current(tmp_path / "local"))
    assert builder.build([documents], tmp_path / "spread", engine=Local()).parsed_count == 0


def test_documents_that_kill_or_hang_their_process_are_set_aside_and_the_others_finish(
    dask: Dask, tmp_path: Path
) -> None:
    words = ["a", "compute", "b", "crash", "c", "eat", "d", "exit", "fail", "refuse", "e"]
    found = files(tmp_path, words)
    missing = tmp_path / "gone.pdf"
    results = dict(dask.read_all([*found, (missing, missing.name)], act, seconds=2, memory_mb=512))
    assert [outcome(results[relative]) for _, relative in found] == [
        "a", "reader-timeout", "b", "reader-died", "c", "reader-memory", "d", "reader-died",
        "document-unreadable", "nul-bytes", "e",
    ]  # fmt: skip
    assert outcome(results[missing.name]) == "document-missing"


def kill_once(path: Path, relative: str) -> tuple[str, int]:
    """Kill the Dask worker that this reads for, at the first reading."""
    mark = Path(path.read_text("utf-8"))
    if relative == "7.pdf" and not mark.exists():
        mark.touch()
        os.kill(os.getppid(), signal.SIGKILL)
    return relative, os.getpid()


def test_a_worker_that_is_killed_changes_nothing(dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_dask, "BATCH", 5)
    mark = tmp_path / "killed"
    found = files(tmp_path, [str(mark)] * 30)
    results = list(dask.read_all(found, kill_once))
    assert mark.exists()
    assert sorted(relative for relative, _ in results) == sorted(relative for _, relative in found)
    assert all(not isinstance(result, Unreadable) and result[0] == relative for relative, result in results)


def test_documents_travel_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_dask, "BATCH_BYTES", 40)
    found = files(tmp_path, ["x" * 10] * 120)
    (tmp_path / "0.json").write_bytes(b"{}" * 20)
    found.append((tmp_path / "none.pdf", "none.pdf"))
    refused: list[tuple[str, Unreadable]] = []
    batches = list(on_dask._batches(found, refused))
    assert [job.relative for batch in batches for job in batch] == [relative for _, relative in found[:-1]]
    assert [len(batch) for batch in batches[:3]] == [1, 4, 4]
    assert [name for name, _ in batches[0][0].files] == ["0.pdf", "0.json"]
    assert [(relative, reason.code) for relative, reason in refused] == [("none.pdf", "document-missing")]
    monkeypatch.setattr(on_dask, "BATCH_BYTES", 1 << 20)
    assert [len(batch) for batch in on_dask._batches(found, [])] == [50, 50, 20]


def test_a_worker_with_another_program_is_refused(dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "parser_version", lambda: "another")
    with pytest.raises(NoProcess, match="another version"):
        list(dask.read_all(files(tmp_path, ["a"]), act))


def test_a_cluster_that_is_not_there_and_a_library_that_is_not_installed_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    importlib.import_module("dask").config.set({"distributed.comm.timeouts.connect": "1s"})
    command = ["build", str(corpus.write_small(tmp_path / "in")), "--out", str(tmp_path / "out"), "--engine", "dask"]
    assert main([*command, "--scheduler", "tcp://127.0.0.1:9"]) == 1
    assert "no Dask cluster at tcp://127.0.0.1:9" in capsys.readouterr().err

    def missing(_: str) -> None:
        raise ImportError("distributed")

    monkeypatch.setattr(importlib, "import_module", missing)
    assert main(command) == 1
    assert "pip install -r requirements-scale.txt" in capsys.readouterr().err


def test_the_command_prints_where_dask_shows_its_work(
    dask: Dask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documents = corpus.write_small(tmp_path / "in")
    scheduler = dask._client.scheduler.address
    command = ["build", str(documents), "--out", str(tmp_path / "out"), "--engine", "dask", "--scheduler", scheduler]
    assert main(command) == 0
    assert f"Dask's dashboard: {dask.dashboard}" in capsys.readouterr().out
    assert dask.dashboard.startswith("http://")


@pytest.mark.long
@pytest.mark.parametrize("count", [1_000, 10_000])
def test_many_generated_documents_give_the_same_tables(dask: Dask, count: int, tmp_path: Path) -> None:
    generated.write_short(tmp_path / "in", count)
    local = builder.build([tmp_path / "in"], tmp_path / "local", engine=Local(WORKERS))
    spread = builder.build([tmp_path / "in"], tmp_path / "spread", engine=dask)
    assert (local.read_count, local.parsed_count, spread.parsed_count) == (count, count, count)
    assert spread.version == local.version
