"""Tables at a URL: the dashboard reads a copy, takes up new builds, and keeps what it has when the store is gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from etl import storage, tables
from etl.storage import Remote, push
from pages.shared import catalog, remote
from pages.shared.catalog import Query
from tests.pages import sample
from tests.pages.tiny import write_build

MEETINGS = Query("meetings", "select meeting_id from meetings order by 1")
URL = "memory://atlas/tables"


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where builds are made that are then published at the URL."""
    monkeypatch.setenv("ATLAS_TABLES", URL)
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(remote, "_copies", {})
    yield tmp_path / "out"
    catalog.forget()
    fsspec.filesystem("memory").store.clear()


def publish(out: Path, more: int = 0) -> str:
    version = write_build(out, sample.rows(more))
    push(out, Remote(URL))
    return version


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every run came long after the one before; what is done meanwhile is done."""
    monkeypatch.setattr(remote, "EVERY", 0.0)
    monkeypatch.setattr(threading.Thread, "start", lambda thread: thread.run())


def test_the_copy_is_read_and_nothing_else(out: Path, tmp_path: Path) -> None:
    version = publish(out)
    assert catalog.use_latest().version == version
    assert catalog.build().folder.is_relative_to(tmp_path / "cache")
    assert len(catalog.fetch(MEETINGS)) == 4


@pytest.mark.usefixtures("at_once")
def test_a_new_build_is_taken_up_and_a_run_stays_on_its_own(out: Path) -> None:
    first = publish(out)
    assert catalog.use_latest().version == first
    second = publish(out, 1)
    assert len(catalog.fetch(MEETINGS)) == 4
    assert catalog.use_latest().version == second
    assert len(catalog.fetch(MEETINGS)) == 5
    assert catalog.use(first).version == first


def test_the_store_is_asked_now_and_then_and_nobody_waits(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(out)
    asked: list[Any] = []
    pull = storage.pull
    monkeypatch.setattr(storage, "pull", lambda *given: (asked.append(threading.current_thread()), pull(*given))[1])
    for _ in range(5):
        catalog.use_latest()
    assert asked == [threading.main_thread()]
    monkeypatch.setattr(remote, "EVERY", 0.0)
    catalog.use_latest()
    for thread in [one for one in threading.enumerate() if one is not threading.main_thread() and one.daemon]:
        thread.join(10)
    assert len(asked) == 2 and asked[1] is not threading.main_thread()


@pytest.mark.usefixtures("at_once")
def test_what_is_there_is_served_while_the_store_is_gone(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publish(out)
    catalog.use_latest()
    publish(out, 1)

    def gone(*_: object) -> None:
        raise storage.NotReached("gone")

    monkeypatch.setattr(storage, "pull", gone)
    assert catalog.use_latest().version == first
    monkeypatch.undo()


def test_no_tables_and_no_store_are_said(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(catalog.NoTables, match="no tables in memory://atlas/tables"):
        catalog.use_latest()
    monkeypatch.setenv("ATLAS_TABLES", "nonsense://x")
    with pytest.raises(catalog.NoTables, match="cannot open nonsense://x"):
        catalog.use_latest()


def test_a_file_url_is_a_folder(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = write_build(out, sample.rows())
    monkeypatch.setenv("ATLAS_TABLES", out.as_uri())
    assert catalog.use_latest().version == version
    assert catalog.build().folder == tables.current(out)[0]  # type: ignore[index]
