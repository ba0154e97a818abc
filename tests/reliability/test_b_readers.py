"""B. Two hundred builds are published under three readers: no error, no join of two builds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pytest

from etl import tables
from tests.reliability.corpus import ROOT
from tests.reliability.reader import ROWS

PUBLISHES = 200
READERS = 3
READINGS = 30
"""How many each reader makes at least."""
LONGEST = 120.0
Publish = Callable[[Path, Mapping[str, bytes]], object]


def stamped(number: int) -> dict[str, bytes]:
    """Two tables that fit together: every row bears the number of its build."""
    table = pa.table({"id": range(ROWS), "stamp": [number] * ROWS})
    return dict.fromkeys(("left_.parquet", "right_.parquet"), tables.parquet_bytes(table))


def publish_one_by_one(out: Path, files: Mapping[str, bytes]) -> None:
    """What must not be done: tables replaced where they are, each in one step, but one after the other."""
    live = out / "builds" / "live"
    live.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (live / f"{name}.new").write_bytes(data)
        (live / f"{name}.new").replace(live / name)
    beside = out / "current.json.new"
    beside.write_text(json.dumps({"path": "builds/live", "version": tables.version_of(files)}))
    beside.replace(out / tables.POINTER)


def publish_under_readers(publish: Publish, folder: Path, until_torn: bool = False) -> tuple[Counter[str], str]:
    """What the readers saw, by letter, and what they printed."""
    out = folder / "out"
    publish(out, stamped(0))
    seen = [folder / f"seen-{number}" for number in range(READERS)]
    readers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.reader", out, path],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for path in seen
    ]  # fmt: skip
    for reader in readers:
        assert reader.stdout and reader.stdout.readline() == "ready\n"
    number, until = 0, time.monotonic() + LONGEST
    while time.monotonic() < until:
        number += 1
        publish(out, stamped(number))
        read = [path.read_text() for path in seen]
        if (until_torn and "t" in "".join(read)) or (number >= PUBLISHES and min(map(len, read)) >= READINGS):
            break
    said = [reader.communicate("stop")[1] for reader in readers]
    return Counter("".join(path.read_text() for path in seen)), "\n".join(said)


def test_no_reader_sees_two_builds_or_an_error(tmp_path: Path) -> None:
    seen, said = publish_under_readers(tables.publish, tmp_path)
    assert set(seen) == {"g"}, said
    assert seen["g"] >= READERS * READINGS
    tables.publish(tmp_path / "out", stamped(-1))
    assert len(tables.builds(tmp_path / "out")) == tables.BUILDS_KEPT, "what nobody reads any more is removed"


def test_the_same_test_finds_a_publisher_that_replaces_files_one_by_one(tmp_path: Path) -> None:
    seen, _ = publish_under_readers(publish_one_by_one, tmp_path, until_torn=True)
    assert seen["t"]


def test_a_build_that_is_read_is_not_removed(tmp_path: Path) -> None:
    first = tables.publish(tmp_path, stamped(0))
    held = tables.hold(tmp_path)
    assert held and held[1] == first
    versions = [tables.publish(tmp_path, stamped(number)) for number in range(1, 6)]
    assert {build.name for build in tables.builds(tmp_path)} == {first, *versions[-3:]}
    os.close(held[2])
    versions.append(tables.publish(tmp_path, stamped(6)))
    assert {build.name for build in tables.builds(tmp_path)} == set(versions[-3:])


def test_a_reader_that_is_overtaken_reads_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between its look at the pointer and at the build so many builds are published that the one it saw is gone."""
    first = tables.publish(tmp_path, stamped(0))
    loads, numbers = json.loads, iter(range(1, tables.BUILDS_KEPT + 2))

    def overtaken(text: str) -> object:
        pointer = loads(text)
        for number in numbers:
            tables.publish(tmp_path, stamped(number))
        return pointer

    monkeypatch.setattr(json, "loads", overtaken)
    held = tables.hold(tmp_path)
    assert not (tmp_path / "builds" / first).exists()
    assert held and held[1] == tables.version_of(stamped(tables.BUILDS_KEPT + 1))
    os.close(held[2])
