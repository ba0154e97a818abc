"""What a link from other data is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.shared import catalog, changes
from tests.pages import sample
from tests.pages.tiny import write_build

LISTED = """version,date,table,meeting,what
aaa,2026-01-02,,,first release
bbb,2026-03-04,participation,igf-2012,1 row changed
bbb,2026-03-04,sessions,igf-2012,2 rows came
ccc,2026-05-06,participation,igf-2020,1 row went
"""


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "changes.csv").write_text(LISTED)
    monkeypatch.setattr(changes, "FILE", tmp_path / "changes.csv")
    changes.released.cache_clear()
    yield  # type: ignore[misc]
    changes.released.cache_clear()


def test_a_notice_lists_what_changed_in_what_is_shown(listed: None) -> None:
    text = changes.notice("aaa", "ccc", ("participation",), {"igf-2020"})
    assert "2026-03-04, participation, igf-2012: 1 row changed" in text
    assert "sessions" not in text and "igf-2020" not in text


def test_a_notice_says_where_nothing_changed_and_where_that_is_not_known(listed: None) -> None:
    assert "Nothing of what is shown here has changed" in changes.notice("bbb", "ccc", ("sessions",), {"igf-2020"})
    assert "was not a release" in changes.notice("zzz", "ccc", ("sessions",), {"igf-2020"})


def test_the_list_of_changes_reads() -> None:
    changes.released.cache_clear()
    assert all(change.version and change.date for change in changes.released())


def test_a_build_that_is_kept_is_read_under_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_TABLES", str(tmp_path))
    old = write_build(tmp_path, {**sample.rows(), "findings": []})
    new = write_build(tmp_path, sample.rows())
    assert catalog.use(old).version == old
    assert catalog.use("gone").version == catalog.use("").version == catalog.newest() == new
    catalog.forget()


def test_a_build_of_another_program_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_TABLES", str(tmp_path))
    old = write_build(tmp_path, {**sample.rows(), "findings": []})
    (tmp_path / "builds" / old / "cubes" / "coverage.parquet").unlink()
    new = write_build(tmp_path, sample.rows())
    assert catalog.use(old).version == new
    catalog.forget()
