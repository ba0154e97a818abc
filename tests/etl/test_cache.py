"""A document is parsed again only where its content or its parser changed."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from etl import build as builder
from etl import cache
from etl.packed import pack, unpack, without_bulk
from tests.etl.readings import add_session, reading

NOTE = "The {nth} Internet Governance Forum met in {year} with {count} registered participants."


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for nth, year in (("12th", 2017), ("13th", 2018), ("14th", 2019)):
        (folder / f"{year}.txt").write_text(NOTE.format(nth=nth, year=year, count=year * 2))
    return folder


def parsed(documents: Path) -> tuple[int, str]:
    built = builder.build([documents], documents.parent / "out")
    return built.parsed_count, built.version


def test_a_stored_reading_comes_back_equal(tmp_path: Path) -> None:
    made = reading("a")
    add_session(
        made, "igf-2020-workshop-1", "One", date=date(2020, 11, 3), start_time=datetime(2020, 11, 3, 9, tzinfo=UTC)
    )
    made.note("label-unknown", made.document.lines[0], "x", "y")
    cache.store(tmp_path, "key", pack(made.facts()))
    assert unpack(cache.load(tmp_path, "key") or b"") == without_bulk(made.facts())


def test_a_broken_file_is_as_good_as_none(tmp_path: Path) -> None:
    stored = pack(reading("a").facts())
    for broken in (b"", b"x", b"\n", stored[:-1], stored.replace(b"igf-2020", b"igf-2021"), stored + b"x"):
        (tmp_path / "key.read").write_bytes(broken)
        assert cache.load(tmp_path, "key") is None, broken
    (tmp_path / "key.read").write_bytes(stored)
    assert cache.load(tmp_path, "key") == stored


def test_nothing_is_parsed_twice(documents: Path) -> None:
    assert parsed(documents)[0] == 3
    assert parsed(documents)[0] == 0


def test_a_touched_file_is_not_parsed(documents: Path) -> None:
    _, version = parsed(documents)
    for path in documents.iterdir():
        os.utime(path, (1, 1))
    assert parsed(documents) == (0, version)


def test_only_the_changed_document_is_parsed(documents: Path) -> None:
    _, version = parsed(documents)
    (documents / "2018.txt").write_text(NOTE.format(nth="13th", year=2018, count=4036 + 1))
    count, changed = parsed(documents)
    assert count == 1 and changed != version


def test_a_removed_document_takes_its_rows_and_nothing_else(documents: Path) -> None:
    parsed(documents)
    (documents / "2018.txt").unlink()
    count, version = parsed(documents)
    alone = builder.build([documents], documents.parent / "fresh").version
    assert (count, version) == (0, alone)


def test_another_parser_parses_everything(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed(documents)
    monkeypatch.setattr(cache, "parser_version", lambda: "another")
    assert parsed(documents)[0] == 3


def test_what_is_kept_for_no_document_is_removed(documents: Path) -> None:
    parsed(documents)
    (documents / "2018.txt").unlink()
    parsed(documents)
    assert len(list((documents.parent / "out" / cache.FOLDER_NAME).glob("*.read"))) == 2
