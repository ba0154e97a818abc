"""Releases of the data, and what changed from one to the next."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl import release
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
