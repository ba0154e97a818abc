"""Reading in processes: order, hangs, crashes, memory, Ctrl-C, and no process left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from etl import pool
from etl.document import Unreadable
from etl.pool import read_all

ROOT = Path(__file__).resolve().parents[2]


def act(path: Path, relative: str) -> tuple[str, int]:
    """Do what the file says: the documents of these tests."""
    word = path.read_text("utf-8")
    acts: dict[str, Callable[[], Any]] = {
        "hang": threading.Event().wait,
        "compute": lambda: sum(1 for _ in iter(int, 1)),
        "crash": lambda: ctypes.string_at(0),
        "exit": lambda: os._exit(3),
        "wait": lambda: threading.Event().wait(1.5),
        "eat": lambda: len(bytearray(4 << 30)),
        "fail": lambda: {}["nothing"],
        "refuse": lambda: _refuse(),
    }
    acts.get(word, lambda: None)()
    return word, os.getpid()


def _refuse() -> None:
    raise Unreadable("nul-bytes", "what to do", "line 2")


def files(folder: Path, words: Sequence[str], suffix: str = ".pdf") -> list[tuple[Path, str]]:
    found = []
    for number, word in enumerate(words):
        path = folder / f"{number}{suffix}"
        path.write_text(word, "utf-8")
        found.append((path, path.name))
    return found


@pytest.fixture
def before() -> set[int]:
    """What this process had started before the test."""
    return children_of(os.getpid())


def children_of(parent: int) -> set[int]:
    """The processes that `parent` started and that still run."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, ppid = path.read_text("utf-8").rpartition(")")[2].split()[:2]
            if int(ppid) == parent and state != "Z":
                found.add(int(path.parent.name))
    return found


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def outcome(result: tuple[str, int] | Unreadable) -> str:
    return result.code if isinstance(result, Unreadable) else result[0]


@pytest.mark.parametrize("workers", [1, 2])
def test_the_death_of_a_reader_costs_one_document(tmp_path: Path, workers: int, before: set[int]) -> None:
    found = files(tmp_path, ["a", "compute", "b", "crash", "c", "eat", "d", "exit", "fail", "refuse", "e"])
    results = list(read_all(found, act, workers=workers, seconds=2, memory_mb=512))
    assert len(results) == len(found)
    by_name = dict(results)
    assert [outcome(by_name[relative]) for _, relative in found] == [
        "a", "reader-timeout", "b", "reader-died", "c", "reader-memory", "d", "reader-died",
        "document-unreadable", "nul-bytes", "e",
    ]  # fmt: skip
    assert children_of(os.getpid()) <= before


def test_a_reader_that_sleeps_is_given_up_by_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "PATIENCE", 1)
    results = read_all(files(tmp_path, ["a", "hang", "b"]), act, workers=1, seconds=2)
    assert [outcome(result) for _, result in results] == ["a", "reader-timeout", "b"]


def test_waiting_costs_no_document(tmp_path: Path) -> None:
    """A machine busy with something else: the reader is stopped for longer than it may compute."""
    results = read_all(files(tmp_path, ["a", "wait", "b"]), act, workers=1, seconds=1)
    assert [outcome(result) for _, result in results] == ["a", "wait", "b"]


def test_a_refusal_keeps_its_message_and_a_failure_says_where(tmp_path: Path) -> None:
    refused, failed = (result for _, result in read_all(files(tmp_path, ["refuse", "fail"]), act, workers=1))
    assert isinstance(refused, Unreadable)
    assert (refused.message, refused.place) == ("what to do", "line 2")
    assert isinstance(failed, Unreadable)
    assert "KeyError in test_pool.py, line " in failed.message


@pytest.mark.parametrize("suffix", [".txt", ".md", ".csv"])
def test_small_plain_files_are_read_here_and_fail_alike(tmp_path: Path, suffix: str) -> None:
    results = [result for _, result in read_all(files(tmp_path, ["a", "refuse", "fail"], suffix), act)]
    assert results[0] == ("a", os.getpid())
    assert [outcome(result) for result in results[1:]] == ["nul-bytes", "document-unreadable"]


def test_large_plain_files_and_parsed_ones_are_read_elsewhere(tmp_path: Path) -> None:
    large = files(tmp_path, ["x" * (pool.QUICK_BYTES + 1)], ".txt")
    parsed = files(tmp_path, ["a"], ".html")
    processes = [result[1] for _, result in read_all([*large, *parsed], act) if not isinstance(result, Unreadable)]
    assert len(processes) == 2
    assert os.getpid() not in processes


def test_many_small_plain_files_are_read_elsewhere_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "FEW_BYTES", 3)
    for words, is_here in ((["a"] * 3, True), (["a"] * 4, False)):
        processes = {result[1] for _, result in read_all(files(tmp_path, words, ".txt"), act, workers=1)}  # type: ignore[index]
        assert (processes == {os.getpid()}) == is_here


def test_documents_share_a_process_until_it_dies(tmp_path: Path) -> None:
    results = [result for _, result in read_all(files(tmp_path, ["a", "b", "exit", "c"]), act, workers=1)]
    processes = [result[1] for result in results if not isinstance(result, Unreadable)]
    assert processes[0] == processes[1] != processes[2]


def test_stopping_early_ends_the_processes(tmp_path: Path, before: set[int]) -> None:
    results = read_all(files(tmp_path, ["a", "hang", "hang"]), act, workers=2)
    assert outcome(next(results)[1]) == "a"
    assert children_of(os.getpid()) - before
    results.close()  # type: ignore[attr-defined]
    assert children_of(os.getpid()) <= before


def test_a_function_that_cannot_be_imported_is_an_error(tmp_path: Path, before: set[int]) -> None:
    with pytest.raises(pool.NoProcess, match="no process for reading documents could be started"):
        list(read_all(files(tmp_path, ["a"]), lambda path, relative: 1))
    assert children_of(os.getpid()) <= before


SCRIPT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background begins without
from pathlib import Path
from etl.pool import read_all
from tests.etl.test_pool import act
found = [(Path(name), Path(name).name) for name in sys.argv[1:]]
for _, result in read_all(found, act, workers=2, seconds=600):
    print(result[0], flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_the_program_ends_no_process_stays(tmp_path: Path, number: signal.Signals) -> None:
    names = [str(path) for path, _ in files(tmp_path, ["a", "hang", "hang"])]
    parent = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *names], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"a\n"
    children = children_of(parent.pid)
    assert len(children) == 2
    parent.send_signal(number)
    parent.wait(timeout=20)
    parent.stdout.close()
    until = time.monotonic() + 20
    while any(map(is_alive, children)):
        assert time.monotonic() < until, "a process outlived the program that started it"


def test_a_build_of_small_files_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: pytest.fail("a process was started"))
    assert len(list(read_all(files(tmp_path, ["a"] * 50, ".md"), act))) == 50
