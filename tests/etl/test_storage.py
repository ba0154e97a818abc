"""Documents in and tables out by URL, against an object store on loopback."""

from __future__ import annotations

import importlib
import json
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from moto.server import ThreadedMotoServer

from etl import build as builder
from etl import history, storage, tables
from etl.__main__ import main
from etl.mirror import documents
from etl.storage import Remote, place, pull, push
from tests.reliability import corpus


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a new bucket; copies of what is in it go to a folder of the test."""
    for name, value in {"AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
                        "AWS_DEFAULT_REGION": "us-east-1", "ATLAS_CACHE": str(tmp_path / "cache")}.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    url = f"s3://atlas-{uuid.uuid4().hex}"
    store(url).mkdir(url)
    return url


def store(url: str) -> Any:
    return fsspec.core.url_to_fs(url, use_listings_cache=False)[0]


def names(url: str) -> list[str]:
    return sorted(path.partition("/")[2] for path in store(url).find(url))


def test_what_is_a_folder_and_what_a_url() -> None:
    assert place("data/tables") == Path("data/tables")
    assert place("file:///a%20b/c") == Path("/a b/c")
    assert place("s3://bucket/folder/") == Remote("s3://bucket/folder")
    assert storage.workplace(Remote("s3://a/b")) != storage.workplace(Remote("s3://a-b"))


def test_a_build_from_a_store_into_a_store_is_that_of_folders(bucket: str, tmp_path: Path) -> None:
    local = corpus.write_mixed(tmp_path / "in")
    (local / "a.json").write_text("{}")
    store(bucket).put(f"{local}/", f"{bucket}/in/", recursive=True)
    built = builder.build([local], tmp_path / "local")
    assert main(["build", f"{bucket}/in", "--out", f"{bucket}/out"]) == 0
    pointer = json.loads(store(bucket).cat_file(f"{bucket}/out/current.json"))
    assert pointer == {"path": f"builds/{built.version}", "version": built.version}
    assert pull(Remote(f"{bucket}/out"), tmp_path / "copy") == built.version
    assert corpus.hashes(corpus.current(tmp_path / "copy")) == corpus.hashes(corpus.current(tmp_path / "local"))


def test_commands_take_a_url(bucket: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    versions = []
    for count in (1000, 2000):
        local = corpus.write_small(tmp_path / "in", count)
        assert main(["build", str(local), "--out", bucket]) == 0
        versions.append(storage._version(store(bucket), bucket.removeprefix("s3://")))
    capsys.readouterr()
    assert main(["verify", "--out", bucket]) == 0
    assert capsys.readouterr().out.count("whole") == 2
    assert main(["diff", "--out", bucket]) == 0
    assert capsys.readouterr().out.startswith(f"{versions[0]} -> {versions[1]}\nchanged")
    assert main(["rollback", "--out", bucket]) == 0
    assert pull(Remote(bucket), tmp_path / "copy") == versions[0]
    damaged = f"{bucket}/builds/{versions[1]}/tracks.parquet"
    store(bucket).pipe_file(damaged, b"x")
    assert main(["verify", "--out", bucket]) == 1
    assert "tracks.parquet: has other bytes than were written" in capsys.readouterr().out


class Watched:
    """A store that notes what is written and fails at the write with this number."""

    def __init__(self, real: Any, fails_at: int = -1) -> None:
        self.real, self.fails_at = real, fails_at
        self.written: list[str] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.real, name)
        if name not in ("put_file", "pipe_file"):
            return found

        def write(*given: Any) -> Any:
            if len(self.written) == self.fails_at:
                raise ConnectionError("gone")
            self.written.append(given[1] if name == "put_file" else given[0])
            return found(*given)

        return write


@pytest.fixture
def watched(bucket: str, monkeypatch: pytest.MonkeyPatch) -> Watched:
    made = Watched(store(bucket))
    real = importlib.import_module("fsspec.core").url_to_fs
    monkeypatch.setattr("fsspec.core.url_to_fs", lambda url, **rest: (made, real(url, **rest)[1]))
    return made


def test_the_pointer_is_written_last_and_readers_see_whole_builds_wherever_a_publisher_stops(
    bucket: str, watched: Watched, tmp_path: Path
) -> None:
    remote, documents_ = Remote(bucket), tmp_path / "in"
    first = builder.build([corpus.write_small(documents_, 1000)], tmp_path / "out").version
    push(tmp_path / "out", remote)
    assert [path.rpartition("/")[2] for path in watched.written[-2:]] == ["manifest.json", "current.json"]
    steps = len(watched.written)
    second = builder.build([corpus.write_small(documents_, 2000)], tmp_path / "out").version
    for step in range(steps):
        watched.written, watched.fails_at = [], step
        with pytest.raises(storage.NotReached, match="gone"):
            push(tmp_path / "out", remote)
        reader = tmp_path / f"reader-{step}"
        assert pull(remote, reader) == first
        assert history.problems(corpus.current(reader)) == []
    watched.fails_at = -1
    push(tmp_path / "out", remote)
    assert pull(remote, tmp_path / "reader") == second


def test_the_last_three_builds_are_kept(bucket: str, tmp_path: Path) -> None:
    remote = Remote(f"{bucket}/deep/folder")
    versions = []
    for count in range(5):
        versions.append(builder.build([corpus.write_small(tmp_path / "in", 1000 + count)], tmp_path / "out").version)
        push(tmp_path / "out", remote)
    assert {name.split("/")[3] for name in names(bucket) if "/builds/" in name} == set(versions[-3:])
    assert not any(history.verify(tmp_path / "out").values())


def test_only_what_is_new_by_its_hash_is_downloaded(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote, brought = Remote(bucket), list[str]()
    get = storage._get
    monkeypatch.setattr(storage, "_get", lambda store, path, target: (brought.append(path), get(store, path, target)))
    builder.build([corpus.write_small(tmp_path / "in", 1000)], tmp_path / "out")
    push(tmp_path / "out", remote)
    pull(remote, tmp_path / "copy")
    whole = len(brought)
    assert whole == len(tables.files_of(corpus.current(tmp_path / "out"))) - 1
    brought.clear()
    pull(remote, tmp_path / "copy")
    assert brought == []
    builder.build([corpus.write_small(tmp_path / "in", 2000)], tmp_path / "out")
    push(tmp_path / "out", remote)
    pull(remote, tmp_path / "copy")
    assert 0 < len(brought) < whole
    assert not any(path.endswith("/themes.parquet") for path in brought)
    assert corpus.hashes(corpus.current(tmp_path / "copy")) == corpus.hashes(corpus.current(tmp_path / "out"))


def test_a_damaged_object_is_not_served(bucket: str, tmp_path: Path) -> None:
    version = builder.build([corpus.write_small(tmp_path / "in")], tmp_path / "out").version
    push(tmp_path / "out", Remote(bucket))
    store(bucket).pipe_file(f"{bucket}/builds/{version}/sessions.parquet", b"x")
    with pytest.raises(history.Damaged, match="sessions.parquet"):
        pull(Remote(bucket), tmp_path / "copy")
    assert tables.current(tmp_path / "copy") is None


def test_a_build_into_a_store_counts_losses_against_what_is_there(bucket: str, tmp_path: Path) -> None:
    """Also from a machine that has never built before."""
    record = corpus.write_small(tmp_path / "in") / "igf-2014.md"
    assert main(["build", str(tmp_path / "in"), "--out", bucket]) == 0
    record.write_text("".join(line for line in record.read_text().splitlines(True) if not line.startswith("| WS #2")))
    shutil.rmtree(tmp_path / "cache")
    assert main(["build", str(tmp_path / "in"), "--out", bucket]) == 1
    assert main(["build", str(tmp_path / "in"), "--out", bucket, "--accept-losses"]) == 0


def test_documents_are_copied_when_they_are_new_or_changed(bucket: str, tmp_path: Path,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    local, remote, brought = corpus.write_small(tmp_path / "in"), Remote(f"{bucket}/in"), list[str]()
    bring = importlib.import_module("etl.mirror")._bring
    monkeypatch.setattr("etl.mirror._bring", lambda *given: (brought.append(given[2].name), bring(*given)))
    store(bucket).put(f"{local}/", f"{bucket}/in/", recursive=True)
    store(bucket).pipe_file(f"{bucket}/in/film.mp4", b"x" * 99)
    folder = documents(remote)
    expected = {path.name: path.read_bytes() for path in local.iterdir()} | {"film.mp4": b"\0" * 99}
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == expected
    brought.clear()
    store(bucket).pipe_file(f"{bucket}/in/2012.txt", b"another")
    store(bucket).rm_file(f"{bucket}/in/2013.txt")
    assert documents(remote) == folder
    assert brought == ["2012.txt"]
    assert (folder / "2012.txt").read_bytes() == b"another" and not (folder / "2013.txt").exists()
    assert [path.name for path in documents(Remote(f"{bucket}/in/2014.txt")).iterdir()] == ["2014.txt"]


def test_no_name_in_a_store_leads_out_of_the_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path))
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    memory.pipe_file("/in/a/../../../out.txt", b"x")
    for name in ("/in/../../evil.txt", "/in/good.txt"):
        memory.store[name] = memory.store[next(iter(memory.store))]
    folder = documents(Remote("memory://in"))
    assert all(path.resolve().is_relative_to(folder.resolve()) for path in folder.rglob("*"))
    assert not (tmp_path / "evil.txt").exists()
    memory.store.clear()


def test_a_store_that_cannot_be_reached_is_said(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    documents_ = str(corpus.write_small(tmp_path / "in"))
    assert main(["build", documents_, "--out", "s3://no-such-bucket/x"]) == 1
    assert "cannot reach s3://no-such-bucket/x" in capsys.readouterr().err
    assert main(["build", f"{bucket}/nothing", "--out", str(tmp_path / "out")]) == 1
    assert f"{bucket}/nothing" in capsys.readouterr().err
    assert main(["build", documents_, "--out", "nonsense://x"]) == 1
    assert "pip install -r requirements-scale.txt" in capsys.readouterr().err
