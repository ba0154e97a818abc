"""Releases of the data, and what changed from one to the next."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl import release
from etl.__main__ import main
from etl.history import NoSuchBuild
from tests.pages.tiny import write_build

DAY = date(2026, 5, 4)


def figure(count: int, **rest: Any) -> dict[str, Any]:
    return {"meeting_id": "igf-2012", "dimension": "total", "label": "badges", "count": count, **rest}


def test_releases_list_what_changed_table_by_meeting(tmp_path: Path) -> None:
    file = tmp_path / "changes.csv"
    first = write_build(tmp_path, {"participation": [figure(514)]})
    release.release(tmp_path, DAY, file)
    second = write_build(tmp_path, {"participation": [figure(541), figure(7, label="others")]})
    (added,) = release.release(tmp_path, DAY, file)
    assert (added["version"], added["table"], added["meeting"]) == (second, "participation", "igf-2012")
    assert added["what"] == "1 row came, 1 row changed; registered, total, badges: count 514 -> 541"
    assert [line["version"] for line in release.read(file)] == [first, second]
    with pytest.raises(ValueError, match="released already"):
        release.release(tmp_path, DAY, file)


def test_another_place_of_the_same_figure_is_no_change(tmp_path: Path) -> None:
    file = tmp_path / "changes.csv"
    write_build(tmp_path, {"participation": [figure(514)]})
    release.release(tmp_path, DAY, file)
    write_build(tmp_path, {"participation": [figure(514, place="line 9", quote="514 badges")]})
    assert [line["what"] for line in release.release(tmp_path, DAY, file)] == ["no figure changed"]


def test_a_release_needs_the_build_before(tmp_path: Path) -> None:
    file = tmp_path / "changes.csv"
    file.write_text("version,date,table,meeting,what\ngone,2026-01-01,,,first release\n")
    write_build(tmp_path, {"participation": [figure(514)]})
    with pytest.raises(NoSuchBuild, match="version gone, the release before"):
        release.release(tmp_path, DAY, file)


def test_documents_and_findings_are_not_taken_for_others(tmp_path: Path) -> None:
    file = tmp_path / "changes.csv"

    def built(words: int, sha256: str, message: str) -> str:
        document = {"document_id": "note", "meeting_id": "igf-2012", "word_count": words, "sha256": sha256}
        finding = {"finding_id": message, "code": "sum-mismatch", "message": message}
        return write_build(tmp_path, {"documents": [document], "findings": [finding]})

    built(10, "aa", "The sum is 5.")
    release.release(tmp_path, DAY, file)
    built(12, "bb", "The bound is 7.")
    assert [line["what"] for line in release.release(tmp_path, DAY, file)] == [
        "1 row changed; note: word_count 10 -> 12",
        "1 row came, 1 row went",
    ]


def test_what_a_later_release_takes_back_is_listed(tmp_path: Path) -> None:
    file = tmp_path / "changes.csv"
    for count in (514, 541, 514):
        write_build(tmp_path, {"participation": [figure(count)]})
        release.release(tmp_path, DAY, file)
    first, second, third = release.read(file)
    assert first["version"] == third["version"] != second["version"]
    assert third["what"].endswith("count 541 -> 514")


def test_the_command_releases_what_was_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(release, "FILE", tmp_path / "changes.csv")
    note = tmp_path / "in" / "note.txt"
    note.parent.mkdir()
    out = ["--out", str(tmp_path / "out")]
    assert main(["release", *out]) == 1
    for count in (1234, 1300):
        note.write_text(f"The 14th Internet Governance Forum, 2019\n\nThere were {count:,} registrations.\n")
        assert main(["build", str(note.parent), "--workers", "1", *out]) == 0
        assert main(["release", *out]) == 0
    assert main(["release", *out]) == 1
    assert "released already" in capsys.readouterr().err
    figures = [line["what"] for line in release.read(release.FILE) if line["table"] == "participation"]
    assert len(figures) == 1 and "count 1234 -> 1300" in figures[0]
