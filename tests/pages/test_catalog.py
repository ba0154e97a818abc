"""The catalog: one build per run, bound parameters, nothing else in reach."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pages.shared import catalog
from pages.shared.catalog import Query, fetch
from tests.pages import sample
from tests.pages.tiny import write_build

MEETINGS = Query("meetings", "select meeting_id from meetings order by 1")


def test_parameters_are_bound(tables: Path) -> None:
    query = Query(
        "found",
        "select year from meetings where list_contains($names, meeting_id) order by 1",
        (("names", ("igf-2008", "x'; drop view meetings; --")), ("unused", 1)),
    )
    assert list(fetch(query)["year"]) == [2008]


def test_a_reader_stays_on_its_build_until_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_TABLES", str(tmp_path))
    first = write_build(tmp_path, sample.rows())
    assert catalog.use_latest().version == first
    rows = sample.rows()
    rows["meetings"].append({"meeting_id": "igf-2011", "year": 2011, "document_id": "record"})
    second = write_build(tmp_path, rows)
    assert len(fetch(MEETINGS)) == 4
    assert catalog.use_latest().version == second
    assert len(fetch(MEETINGS)) == 5
    catalog.forget()


def test_a_caller_cannot_change_what_others_get(tables: Path) -> None:
    mine = fetch(MEETINGS)
    mine["meeting_id"] = "changed"
    assert fetch(MEETINGS)["meeting_id"][0] == "igf-2008"


@pytest.mark.parametrize("sql", ["select * from read_text('/etc/hostname')", "attach '/tmp/x.db'", "set threads = 1"])
def test_nothing_else_is_in_reach(sql: str, tables: Path) -> None:
    with pytest.raises(duckdb.Error):
        fetch(Query("forbidden", sql))


def test_no_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_TABLES", str(tmp_path))
    with pytest.raises(catalog.NoTables, match="python -m etl build"):
        catalog.use_latest()
