"""G. One build at a time; and where a build cannot be written, it says why and leaves what was there."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl import build as builder
from etl import history, tables
from etl.__main__ import main
from tests.reliability import corpus

HOLDER = """
import os, signal, sys
from pathlib import Path
from etl import build
def stop(step, part, of):
    if step == sys.argv[3]:
        print("there", flush=True)
        sys.stdin.read()
build.build([Path(sys.argv[1])], Path(sys.argv[2]), told=stop)
"""
DROP_FROM_BOUNDING_SET = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return corpus.write_small(tmp_path / "in")


@pytest.fixture
def out(documents: Path, tmp_path: Path) -> Path:
    """A build of other documents than are there now."""
    builder.build([documents], tmp_path / "out")
    corpus.write_small(documents, 5000)
    return tmp_path / "out"


@pytest.fixture
def other_build(documents: Path, out: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that builds and is half-way."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, documents, out, "complete the build"], cwd=corpus.ROOT,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    assert process.stdout and process.stdout.readline() == b"there\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_build_says_that_there_is_one_and_changes_nothing(
    other_build: subprocess.Popen[bytes], documents: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = corpus.current(out).name
    for command in (["build", str(documents)], ["rollback", last]):
        assert main([*command, "--out", str(out)]) == 1
        assert "another build is writing to" in capsys.readouterr().err
    assert corpus.current(out).name == last
    other_build.communicate(b"")
    assert other_build.returncode == 0
    assert corpus.current(out).name != last


def test_the_lock_of_a_dead_process_is_taken_over(
    other_build: subprocess.Popen[bytes], documents: Path, out: Path
) -> None:
    os.kill(other_build.pid, signal.SIGKILL)
    other_build.communicate()
    version = builder.build([documents], out).version
    assert corpus.current(out).name == version
    assert not [path for path in (out / "builds").iterdir() if path.name.startswith(".")]


def test_the_lock_of_a_process_that_is_no_more_but_left_its_file_is_free(documents: Path, out: Path) -> None:
    (out / ".lock").write_text("4194304")
    assert builder.build([documents], out).version == corpus.current(out).name


def check_served(out: Path, last: str, status: int, said: str, *words: str) -> None:
    """The build failed, said why, and the last one is there and whole, without litter beside it."""
    assert status == 1, said
    assert all(word in said for word in ("build: cannot write to", *words)), said
    assert "Traceback" not in said
    assert corpus.current(out).name == last
    assert history.verify(out) == {last: []}
    assert [path.name for path in (out / "builds").iterdir()] == [last]
    assert {path.name for path in out.iterdir()} <= {".lock", "builds", "cache", "current.json"}


STEPS = ("write tables", "complete the build", "write pointer", "replace pointer")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("call", ["fsync", "rename", "replace"])
def test_whatever_the_system_refuses_the_last_build_is_served(
    call: str,
    number: int,
    documents: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The disk is full, or breaks, when files are written, when the build is named, or when it is made current."""
    last = corpus.current(out).name

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    replaced = Path.replace

    def refuse_pointer(path: Path, target: Path) -> Path:
        return refuse() if target.name == tables.POINTER else replaced(path, target)  # type: ignore[return-value]

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", refuse)
    else:
        monkeypatch.setattr(Path, call, refuse if call == "rename" else refuse_pointer)
    status = main(["build", str(documents), "--out", str(out)])
    monkeypatch.undo()
    said = capsys.readouterr().err
    if call == "replace":
        assert (status, corpus.current(out).name) == (1, last) and os.strerror(number) in said
        assert history.verify(out).keys() > {last} and not any(history.verify(out).values())
    else:
        check_served(out, last, status, said, os.strerror(number), "--out")


def limited(limit: Callable[[], None], documents: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Build in a process under a limit."""
    return subprocess.run([sys.executable, "-m", "etl", "build", str(documents), "--out", str(out)], cwd=corpus.ROOT,
                          capture_output=True, text=True, preexec_fn=limit, check=False)  # fmt: skip


def small_files() -> None:
    """No file may become larger than this: as on a disk that is nearly full, writing stops half-way."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def no_privileges() -> None:
    """Permissions bind the owner too, root as others."""
    libc = ctypes.CDLL(None)
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        libc.prctl(DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


def test_files_that_cannot_be_written_to_their_end(documents: Path, out: Path) -> None:
    last = corpus.current(out).name
    done = limited(small_files, documents, out)
    check_served(out, last, done.returncode, done.stderr, "File too large")
    assert builder.build([documents], out).version != last


def test_a_folder_that_is_read_only(documents: Path, out: Path) -> None:
    last = corpus.current(out).name
    folders = [path for path in (out, *out.rglob("*")) if path.is_dir()]
    for path in folders:
        path.chmod(0o555)
    (out / ".lock").chmod(0o444)
    done = limited(no_privileges, documents, out)
    check_served(out, last, done.returncode, done.stderr, "Permission denied")
    for path in folders:
        path.chmod(0o755)


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes: room for four builds, if nothing else is on it. Seen by a process in a namespace of
    its own, where anybody may mount, and through it by others; gone with it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = 'mount -t tmpfs -o size=2m tmpfs "$0" && echo there && exec cat'
    holder = subprocess.Popen(["unshare", "--map-root-user", "--mount", "sh", "-c", mount, disk],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    assert holder.stdout and holder.stderr
    if holder.stdout.readline() != b"there\n":
        pytest.fail(f"no disk can be mounted here ({holder.stderr.read().decode().strip()}): allow user namespaces "
                    "(`sysctl kernel.unprivileged_userns_clone=1`; in Docker `--cap-add SYS_ADMIN "
                    "--security-opt apparmor=unconfined`)")  # fmt: skip
    yield Path(f"/proc/{holder.pid}/root{disk}") / "out"
    holder.communicate(b"")


@pytest.mark.long
def test_a_disk_that_is_full(full_disk: Path, documents: Path) -> None:
    builder.build([documents], full_disk)
    last = corpus.current(full_disk).name
    for number in range(100):
        corpus.write_small(documents, 5000 + number)
        done = corpus.etl("build", documents, "--out", full_disk)
        if done.returncode:
            break
        last = corpus.current(full_disk).name
        with (full_disk.parent / "ballast").open("ab") as ballast:
            ballast.write(b"x" * (300 << 10))
    assert done.returncode == 1
    assert "No space left on device" in done.stderr and "Traceback" not in done.stderr
    assert corpus.current(full_disk).name == last
    assert not any(history.verify(full_disk).values())
    (full_disk.parent / "ballast").unlink()
    assert corpus.etl("build", documents, "--out", full_disk).returncode == 0


def test_a_folder_that_cannot_be_made(documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["build", str(documents), "--out", str(tmp_path / "file" / "out")]) == 1
    assert "cannot write to" in capsys.readouterr().err
