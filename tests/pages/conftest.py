"""Builds to read: a small one with one of everything, and one with nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.shared import catalog
from tests.pages import sample, wordy
from tests.pages.tiny import write_build


@pytest.fixture(scope="session")
def sample_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    write_build(folder, sample.rows())
    return folder


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    write_build(folder, {"documents": []})
    return folder


@pytest.fixture
def tables(sample_tables: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The small build is what this test reads."""
    monkeypatch.setenv("ATLAS_TABLES", str(sample_tables))
    catalog.use_latest()
    yield sample_tables
    catalog.forget()


@pytest.fixture
def nothing(empty_tables: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A build without rows is what this test reads."""
    monkeypatch.setenv("ATLAS_TABLES", str(empty_tables))
    catalog.use_latest()
    yield empty_tables
    catalog.forget()


@pytest.fixture(scope="session")
def wordy_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wordy")
    write_build(folder, wordy.rows())
    return folder


@pytest.fixture
def words(wordy_tables: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The build with words in it is what this test reads."""
    monkeypatch.setenv("ATLAS_TABLES", str(wordy_tables))
    catalog.use_latest()
    yield wordy_tables
    catalog.forget()
