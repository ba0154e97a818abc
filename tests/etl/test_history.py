"""Builds that are kept can be verified, compared and gone back to."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from etl import build as builder
from etl import history, tables
from etl.__main__ import main

RECORD = """---
title: T
kind: other
meeting: igf-2020
---
# T

## Tracks

| Track | Source |
| --- | --- |
| {track} | <https://a.example/> |

## Programme

| Code | Title | Status | Source |
| --- | --- | --- | --- |
| WS #1 | One | {status} | <https://a.example/> |
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Two builds of one record: a track and a session's status differ."""
    record = tmp_path / "igf-2020.md"
    for track, status in (("Data", "proposal"), ("Trust", "scheduled")):
        record.write_text(RECORD.format(track=track, status=status))
        builder.build([record], tmp_path / "out")
    return tmp_path / "out"


def test_a_build_is_whole(out: Path) -> None:
    assert main(["verify", "--out", str(out)]) == 0


def test_a_flipped_bit_in_any_file_is_found(out: Path) -> None:
    build = history.build_named(out, "current")
    for path in sorted(build.rglob("*.*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        for position in {0, len(data) // 2, len(data) - 1}:
            path.write_bytes(data[:position] + bytes([data[position] ^ 4]) + data[position + 1 :])
            assert history.problems(build), (path.name, position)
        path.write_bytes(data)
    assert history.problems(build) == []


def test_a_missing_and_an_added_file_are_found(out: Path) -> None:
    build = history.build_named(out, "current")
    (build / "more.parquet").write_bytes(b"")
    (build / "tracks.parquet").unlink()
    assert history.problems(build) == ["more.parquet: is not part of the build", "tracks.parquet: is missing"]
    assert main(["verify", "--out", str(out)]) == 1


def test_the_difference_names_rows_and_their_document(out: Path) -> None:
    changes = list(history.differences(history.build_named(out, "previous"), history.build_named(out, "current")))
    tracks = {(change.kind, change.document_id, change.row) for change in changes if change.table == "tracks"}
    assert {(kind, document) for kind, document, _ in tracks} == {("went", "igf-2020"), ("came", "igf-2020")}
    (session,) = [change for change in changes if change.table == "sessions"]
    assert session.kind == "changed" and "status: proposal -> scheduled" in session.row
    assert not [change for change in changes if change.table == "documents" and change.kind != "changed"]


def test_rollback_makes_the_earlier_build_current_in_under_a_second(out: Path) -> None:
    newest, earlier = (history.build_named(out, name).name for name in ("current", "previous"))
    began = time.perf_counter()
    assert history.rollback(out) == earlier
    assert time.perf_counter() - began < 1
    assert (tables.current(out) or pytest.fail("no build"))[1] == earlier
    assert history.rollback(out, newest[:6]) == newest


def test_a_build_that_is_not_there_is_said(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rollback", "nothing", "--out", str(out)]) == 1
    assert "no build nothing" in capsys.readouterr().err
