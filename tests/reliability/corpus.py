"""Documents for the tests of the eight promises, and how to build them in a process of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from etl import tables
from tests.etl.formats.test_formats import FILES

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "samples"
RECORDS = ROOT / "data" / "documents"

NOTE = """The {nth} Meeting of the Internet Governance Forum

The {nth} IGF was held in {year}. It had {count} registered participants, 40 % from civil society, 35 % from
governments and 25 % from the private sector.
"""
RECORD = """---
title: A record
kind: statistics
meeting: igf-2014
---
# A record

## Tracks

| Track | Source |
| --- | --- |
| Trust | <https://a.example/> |
| Access | <https://b.example/> |

## Programme

| Code | Title | Type | Status | Source |
| --- | --- | --- | --- | --- |
| WS #1 | One | Workshop | scheduled | <https://a.example/> |
| WS #2 | Two | Workshop | scheduled | <https://a.example/> |
"""
TABLE = b"Stakeholder group,Participants\nCivil society,120\nGovernment,80\n"


def write_small(folder: Path, count: int = 1234) -> Path:
    """Documents that are read without a process: three originals (their figures follow from `count`) and a record."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (nth, year) in enumerate((("seventh", 2012), ("eighth", 2013), ("ninth", 2014))):
        (folder / f"{year}.txt").write_text(NOTE.format(nth=nth, year=year, count=f"{count + number:,}"), "utf-8")
    (folder / "igf-2014.md").write_text(RECORD, "utf-8")
    (folder / "Año 2013.csv").write_bytes(b"IGF 2013,\n" + TABLE)
    return folder


def write_mixed(folder: Path) -> Path:
    """Small documents, one of every format that a process reads, and files that are set aside."""
    write_small(folder)
    for name in ("html", "pdf", "docx", "xlsx"):
        (folder / f"made.{name}").write_bytes(FILES[name])
    (folder / "again").mkdir()
    (folder / "again" / "2012.txt").write_bytes((folder / "2012.txt").read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "torn.pdf").write_bytes(FILES["pdf"][:200])
    (folder / "old.odt").write_bytes(b"x")
    return folder


def write_everything(folder: Path) -> Path:
    """The records that ship, every sample, and the mixed ones."""
    shutil.copytree(RECORDS, folder / "records")
    shutil.copytree(SAMPLES, folder / "samples")
    write_mixed(folder / "mixed")
    return folder


def etl(*arguments: object, environment: Mapping[str, str] | None = None,
        folder: Path = ROOT) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """Run `python -m etl …` in a process of its own, in `folder`."""
    return run(["-m", "etl", *map(str, arguments)], environment, folder)


def run(arguments: Sequence[str], environment: Mapping[str, str] | None = None,
        folder: Path = ROOT) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """Run Python with `arguments` in a process of its own, in `folder`."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | dict(environment or {}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def current(out: Path) -> Path:
    """The folder of the current build."""
    found = tables.current(out)
    assert found is not None, f"no build in {out}"
    return found[0]


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below `folder`, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
