"""A new build while readers read: seen at the next run, never in the middle of one, never as an error."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl import tables as etl_tables
from pages.shared import catalog, options
from pages.shared.catalog import Build, Query
from tests.pages import sample
from tests.pages.tiny import write_build

ROOT = Path(__file__).resolve().parents[2]
RUN = "from pages.shared import catalog; catalog.use_latest(); exec(open('pages/overview.py').read())"
READERS = 3
PUBLISHED = 8
LONGEST = 600
"""Seconds after which a run hangs: every build is flushed to a disk that others may keep busy."""


def publish(folder: Path, number: int) -> str:
    """Publish a build that differs from others in its number of meetings."""
    return write_build(folder, sample.rows(number))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ATLAS_TABLES", str(tmp_path))
    monkeypatch.setattr(catalog, "_results", OrderedDict())
    options._every.cache_clear()
    cards = import_module("pages.shared.components.chart_card")
    cards._DRAWN.clear()
    cards._DESCRIBED.clear()
    yield tmp_path
    catalog.forget()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The version of the build that each question was put to."""
    versions: list[str] = []
    run = catalog._run

    def noted(chosen: Build, query: Query) -> object:
        versions.append(chosen.version)
        return run(chosen, query)

    monkeypatch.setattr(catalog, "_run", noted)
    return versions


def open_page() -> AppTest:
    app = AppTest.from_string(RUN, default_timeout=LONGEST)
    app.run()
    assert not app.exception, app.exception
    return app


def test_the_next_run_reads_the_new_build_without_a_restart(folder: Path, read: list[str]) -> None:
    """Whatever the clock says: the pointer is read at the beginning of every run, so a minute is not needed."""
    first = publish(folder, 0)
    app = open_page()
    assert set(read) == {first}
    second = publish(folder, 1)
    read.clear()
    app.run()
    assert not app.exception
    assert set(read) == {second}


def test_a_run_reads_one_build_though_others_are_published(
    folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each of the first questions a new build, until more of them are there than are kept."""
    first = publish(folder, 0)
    run = catalog._run
    numbers = iter(range(1, etl_tables.BUILDS_KEPT + 2))

    def published(chosen: Build, query: Query) -> object:
        answer = run(chosen, query)
        if number := next(numbers, None):
            publish(folder, number)
        return answer

    monkeypatch.setattr(catalog, "_run", published)
    app = open_page()
    assert not app.exception
    assert next(numbers, None) is None and len(read) > 2 * etl_tables.BUILDS_KEPT
    assert set(read) == {first}


def test_no_reader_sees_an_error_or_two_builds_while_builds_are_published(folder: Path) -> None:
    """Runs of three readers, as a server makes them: each chooses its build once and puts several questions to it."""
    meetings = {publish(folder, 0): len(sample.rows()["meetings"])}
    questions = [Query(f"count-{n}", f"SELECT count(*) AS n, {n} AS question FROM meetings") for n in range(4)]
    seen: list[tuple[str, list[int]]] = []
    is_over, news = threading.Event(), threading.Condition()

    def read() -> None:
        while not is_over.is_set():
            chosen = catalog.use_latest()
            counts = [int(catalog.fetch(question)["n"][0]) for question in questions]
            with news:
                seen.append((chosen.version, counts))
                news.notify_all()

    def is_seen(version: str) -> bool:
        return any(one == version for one, _ in seen) or any(reader.done() for reader in readers)

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read) for _ in range(READERS)]
        for number in range(1, PUBLISHED):
            version = publish(folder, number)
            meetings[version] = len(sample.rows()["meetings"]) + number
            with news:
                news.wait_for(partial(is_seen, version), timeout=60)
        is_over.set()
        for reader in readers:
            reader.result()
    assert {version for version, _ in seen} == meetings.keys()
    assert all(set(counts) == {meetings[version]} for version, counts in seen)


def test_what_nobody_reads_any_more_is_let_go(folder: Path) -> None:
    catalog._connection.cache_clear()
    first = publish(folder, 0)
    catalog.use_latest()
    for number in range(1, 5):
        publish(folder, number)
    assert (folder / "builds" / first).is_dir()
    catalog.forget()
    publish(folder, 5)
    assert not (folder / "builds" / first).exists()
