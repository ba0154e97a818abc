"""The load that the site has to bear, at full length: minutes, and half an hour of readers who come and go.

Times count on two idle cores. Where others use them too, what counts is the processor's time per run beside that
of an app which shows nothing, in the same minutes. ATLAS_TABLES names the tables; without, the documents that ship are
built. ATLAS_LOAD_MINUTES says how long readers come and go.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.tables import BUILDS_KEPT, current, parquet_bytes, publish
from tests.browser.conftest import ROOT
from tests.serving import load

CPU = 60
"""Milliseconds per run that the site may take beside what Streamlit itself takes."""
MEMORY = 800
"""Megabytes."""
PER_READER = 1
"""Megabytes."""
SECONDS = 120
MINUTES = float(os.environ.get("ATLAS_LOAD_MINUTES", "30"))
FORGOTTEN = 150
"""Seconds after which the server has forgotten a reader who left (Streamlit: 120), and some more."""
PUBLISHED_EVERY = 30
"""Seconds."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from etl.build import build, default_documents

    given = os.environ.get("ATLAS_TABLES")
    if given:
        return Path(given)
    folder = tmp_path_factory.mktemp("load")
    build(default_documents(), folder)
    return folder


@pytest.fixture
def site(folder: Path, tmp_path: Path) -> Iterator[tuple[str, int]]:
    with load.serving(ROOT / "dashboard.py", tmp_path, ATLAS_TABLES=str(folder)) as serving:
        yield serving


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[tuple[str, int]]:
    with load.serving_nothing(tmp_path) as serving:
        yield serving


def check(figures: load.Figures, nothing: load.Figures, first: float, rerun: float) -> None:
    """`first` and `rerun`: seconds within which 95 of 100 come."""
    print(f"\nempty: {nothing.line()}\nsite:  {figures.line()}")
    assert not figures.errors
    assert max(figures.memory) <= MEMORY
    in_time = load.at(figures.first, 0.95) <= first and load.at(figures.reruns, 0.95) <= rerun
    assert in_time or figures.cpu_per_run - nothing.cpu_per_run <= CPU


def test_a_few_readers_get_their_pages(tables: Path, tmp_path: Path) -> None:
    with load.serving(ROOT / "dashboard.py", tmp_path, ATLAS_TABLES=str(tables)) as site:
        figures = load.until_end(load.load(*site, 3, 6, 0.2, stay=4))
    assert figures.errors == []
    assert len(figures.first) > 3 and figures.reruns


def test_an_error_on_a_page_counts(tmp_path: Path) -> None:
    (tmp_path / "tables" / "builds" / "0").mkdir(parents=True)
    (tmp_path / "tables" / "current.json").write_text('{"path": "builds/0", "version": "0"}')
    with load.serving(ROOT / "dashboard.py", tmp_path, ATLAS_TABLES=str(tmp_path / "tables")) as site:
        figures = load.until_end(load.load(*site, 1, 2, 0.2))
    assert figures.errors and "Something went wrong" in figures.errors[0]


@pytest.mark.long
def test_twenty_readers_who_think_five_seconds(site: tuple[str, int], empty: tuple[str, int]) -> None:
    check(*load.until_end(load.beside(site, empty, 20, SECONDS, 5)), 3, 1)


@pytest.mark.long
def test_fifty_readers_who_think_ten_seconds(site: tuple[str, int], empty: tuple[str, int]) -> None:
    # What is kept for all readers is made before they are counted.
    load.until_end(load.load(*site, 10, 60, 0.1))
    figures, nothing = load.until_end(load.beside(site, empty, 50, SECONDS, 10))
    check(figures, nothing, 3, 2)
    assert max(figures.memory) - figures.memory[0] <= 50 * PER_READER


@pytest.mark.long
def test_twenty_readers_while_builds_are_published(folder: Path, tmp_path: Path, empty: tuple[str, int]) -> None:
    """Nobody sees an error, and it takes no longer."""
    own, done = tmp_path / "tables", threading.Event()
    versions = [published(folder, own, 0)]

    def keep_publishing() -> None:
        for number in count(1):
            if done.wait(PUBLISHED_EVERY):
                return
            versions.append(published(folder, own, number))

    with load.serving(ROOT / "dashboard.py", tmp_path, ATLAS_TABLES=str(own)) as site:
        publisher = threading.Thread(target=keep_publishing)
        publisher.start()
        try:
            figures, nothing = load.until_end(load.beside(site, empty, 20, SECONDS, 5))
        finally:
            done.set()
            publisher.join()
        handles = open_builds(site[1], own)
    check(figures, nothing, 3, 1)
    assert len(set(versions)) == len(versions) > BUILDS_KEPT
    assert handles and handles <= set(versions[-BUILDS_KEPT:]), "a build that nobody reads is still held"


def published(source: Path, target: Path, number: int) -> str:
    """Publish the tables of `source` in `target`, changed a little; returns the version."""
    found = current(source)
    assert found is not None
    files = {path.relative_to(found[0]).as_posix(): path.read_bytes() for path in found[0].rglob("*.parquet")}
    meetings = pq.read_table(io.BytesIO(files["meetings.parquet"]))
    names = [f"{name} {number}" for name in meetings["name"].to_pylist()]
    position = meetings.schema.get_field_index("name")
    changed = meetings.set_column(position, meetings.schema.field("name"), pa.array(names, pa.string()))
    return publish(target, files | {"meetings.parquet": parquet_bytes(changed)})


def open_builds(pid: int, folder: Path) -> set[str]:
    """The versions of the builds in `folder` that the process holds open."""
    opened = [path.readlink() for path in Path(f"/proc/{pid}/fd").iterdir() if path.is_symlink()]
    return {path.relative_to(folder / "builds").parts[0] for path in opened if path.is_relative_to(folder / "builds")}


@pytest.mark.long
def test_readers_who_come_and_go_leave_nothing_behind(site: tuple[str, int]) -> None:
    load.until_end(load.load(*site, 10, FORGOTTEN, 1, stay=4))
    figures = load.until_end(load.load(*site, 10, 60 * MINUTES, 2, stay=4))
    print(f"\n{MINUTES:g} minutes of coming and going: {figures.line()}")
    assert not figures.errors
    quarter = len(figures.memory) // 4
    for name, most in (("memory", 30), ("handles", 10), ("threads", 10)):
        begin, end = getattr(figures, name)[:quarter], getattr(figures, name)[-quarter:]
        assert max(end) - max(begin) <= most, name
