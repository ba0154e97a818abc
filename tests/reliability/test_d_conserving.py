"""D. No document is lost: in = read + read with warnings + set aside, and every finding says what to do."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import build as builder
from etl.build import Built
from etl.document import Unreadable
from etl.findings import SEVERITY
from etl.formats import document_id_of
from tests.etl.formats.test_formats import FILES
from tests.reliability import corpus

NOTE = corpus.NOTE.format(nth="seventh", year=2012, count="1,234")
GOOD: Mapping[str, bytes] = {
    ".txt": NOTE.encode(),
    ".md": corpus.RECORD.encode(),
    ".csv": b"IGF 2012,\n" + corpus.TABLE,
    ".TXT": NOTE.replace("\n", "\r\n").encode(),
}
ODD: Mapping[str, bytes] = {
    "-latin.txt": NOTE.replace("society", "soci\xe9t\xe9").encode("latin-1"),
    "-utf16.txt": NOTE.encode("utf-16"),
    "-nul.txt": NOTE.encode() + b"\0\0 and more",
    "-mixed.txt": NOTE.encode() + b"\ncaf\xe9 and \xe2\x82\xac\n",
    "-day.txt": NOTE.encode() + b"\nIt opened on Monday, 6 November 2012 and had 300 % women.\n",
    "-rival.md": corpus.RECORD.replace("Workshop |", "Jamboree |").encode(),
    "-homeless.md": corpus.RECORD.replace("meeting: igf-2014\n", "").encode(),
    "-recipe.txt": b"Beat the eggs until stiff.\n",
    "-open.csv": b'IGF 2012,\n"Civil society,120\nGovernment,80\n',
    "-long.txt": NOTE.encode() + b"word " * 30_000,
}
BAD: Mapping[str, bytes] = {
    "-empty.txt": b"",
    "-blank.txt": b" \n\t\n",
    "-picture.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
    "-noise.txt": bytes(range(1, 256)) * 8,
    "-front.md": b"---\ntitle: [\nkind: statistics\n---\n# T\n",
    ".odt": b"x",
    "": b"x",
    ".txt.gz": b"\x1f\x8b\x08\0",
}
PARSED: Mapping[str, bytes] = {f".{name}": FILES[name] for name in ("html", "pdf", "docx", "xlsx")} | {
    f"-torn.{name}": FILES[name][: len(FILES[name]) // 2] for name in ("html", "pdf", "docx", "xlsx")
}
PLAIN = {**GOOD, **ODD, **BAD}
OF_NO_DOCUMENT = {"correction-unused"}


def table(out: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(corpus.current(out) / f"{name}.parquet").to_pylist()
    return rows


def places_of(path: Path, relative: str) -> set[str]:
    try:
        return {"title", *(line.place for line in builder.read_document(path, relative).document.lines)}
    except Unreadable:
        return set()


def is_of_the_file(place: str) -> bool:
    """A place in the file that holds no text, or that was not read as it stands."""
    return re.fullmatch(r"(page|line) \d+", place) is not None


def check(folder: Path, out: Path) -> Built:
    """Build and account for every file in `folder`."""
    given = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    built = builder.build([folder], out)
    read = {row["path"]: row["document_id"] for row in table(out, "documents")}
    findings = table(out, "findings")
    notable = {row["document_id"] for row in findings if row["severity"] != "info"}
    warned = {path for path, document_id in read.items() if document_id in notable}
    aside = Counter(row["document_id"] for row in findings if row["document_id"] in given.keys() - read.keys())
    assert (built.found_count, built.read_count) == (len(given), len(read))
    assert (built.warned_count, built.set_aside_count) == (len(warned), len(aside))
    assert built.found_count == built.read_count + built.set_aside_count
    assert read.keys() | aside.keys() == given.keys()
    assert set(aside.values()) <= {1}, "a file is set aside once"
    for finding in findings:
        check_finding(finding, {read.get(name, name): path for name, path in given.items()}, given)
    return built


def check_finding(finding: dict[str, Any], files: Mapping[str, Path], given: Mapping[str, Path]) -> None:
    """It names file, place, what is wrong and what to do."""
    assert finding["severity"] == SEVERITY[finding["code"]]
    what, _, to_do = finding["message"].rpartition("; ")
    assert what.strip() and to_do.strip(), finding
    if finding["code"] in OF_NO_DOCUMENT:
        return
    assert finding["document_id"] in files, finding
    if finding["place"]:
        path = files[finding["document_id"]]
        relative = next(name for name, one in given.items() if one == path)
        assert finding["place"] in places_of(path, relative) or is_of_the_file(finding["place"]), finding


def write(folder: Path, kinds: Mapping[str, bytes], chosen: Sequence[str], doubled: bool) -> None:
    for number, kind in enumerate(chosen):
        data = kinds[kind]
        # Documents of the same content are one; most here are to differ.
        changed = data if doubled or not data.strip() else data.replace(b"1,234", f"1,{number + 234}".encode())
        (folder / f"file {number}{kind}").write_bytes(changed)


@given(st.lists(st.sampled_from(sorted(PLAIN)), max_size=9), st.booleans())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_mixture_is_accounted_for(chosen: list[str], doubled: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        write(folder, PLAIN, chosen, doubled)
        built = check(folder, Path(name) / "out")
        assert built.found_count == len(chosen)
        good = [kind for kind in chosen if kind in GOOD]
        assert doubled or len(good) > 1 or built.read_count >= len(set(good))


@pytest.mark.long
@given(st.lists(st.sampled_from(sorted(PLAIN | PARSED)), min_size=1, max_size=12), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_mixture_of_all_formats_is_accounted_for(chosen: list[str], doubled: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        write(folder, PLAIN | PARSED, chosen, doubled)
        check(folder, Path(name) / "out")


@pytest.mark.parametrize("kinds", [PLAIN, pytest.param(PLAIN | PARSED, marks=pytest.mark.long)], ids=["plain", "all"])
def test_one_of_each_is_accounted_for(kinds: Mapping[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", kinds, sorted(kinds), False)
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "out of it.txt")
    (tmp_path / "out of it.txt").write_text(NOTE)
    (tmp_path / "in" / "nowhere.txt").symlink_to("nothing")
    built = check(tmp_path / "in", tmp_path / "out")
    assert built.set_aside_count >= len(BAD) + 2
    assert 0 < built.warned_count < built.read_count


@pytest.mark.long
def test_everything_that_ships_is_accounted_for(tmp_path: Path) -> None:
    shutil.copytree(corpus.RECORDS, tmp_path / "in" / "records")
    shutil.copytree(corpus.SAMPLES, tmp_path / "in" / "samples", ignore=shutil.ignore_patterns("*.yml"))
    built = check(tmp_path / "in", tmp_path / "out")
    assert built.set_aside_count == 0


def test_a_record_without_a_meeting_loses_only_what_needs_one(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    body = "\n## Organisations\n\n| Organisation | Role | Source |\n| --- | --- | --- |\n| A Body | named | <> |\n"
    record = corpus.RECORD.replace("meeting: igf-2014\n", "") + body.replace("<>", "<https://a.example/>")
    (tmp_path / "in" / "record.md").write_text(record)
    assert check(tmp_path / "in", tmp_path / "out").set_aside_count == 0
    assert [row["name_as_printed"] for row in table(tmp_path / "out", "organisation_roles")] == ["A Body"]
    lost = [row["place"] for row in table(tmp_path / "out", "findings") if row["code"] == "meeting-unknown"]
    assert len(lost) == 4 and not table(tmp_path / "out", "tracks") and not table(tmp_path / "out", "sessions")


def test_names_that_look_alike_are_set_aside_not_lost(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number, name in enumerate(("A day.txt", "a-day.txt", "a_day.txt")):
        (tmp_path / "in" / name).write_text(NOTE.replace("1,234", f"1,23{number}"))
    assert document_id_of("A day.txt") == document_id_of("a_day.txt")
    built = check(tmp_path / "in", tmp_path / "out")
    assert (built.found_count, built.read_count) == (3, 1)
