"""A build is complete or not there: publishing, the pointer, what is kept, one build at a time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from etl import tables
from etl.schema import BY_NAME, TABLES


def files(word: str) -> dict[str, bytes]:
    return {"a.parquet": word.encode(), "cubes/b.parquet": word.upper().encode()}


def test_a_build_is_named_by_its_content(tmp_path: Path) -> None:
    first = tables.publish(tmp_path, files("one"))
    assert tables.publish(tmp_path, files("one")) == first
    assert tables.publish(tmp_path, files("two")) != first
    assert (tmp_path / "builds" / first / "cubes" / "b.parquet").read_bytes() == b"ONE"


def test_the_pointer_names_the_newest_and_a_reader_stays_on_its_build(tmp_path: Path) -> None:
    tables.publish(tmp_path, files("one"))
    folder, version = tables.current(tmp_path) or pytest.fail("no build")
    newer = tables.publish(tmp_path, files("two"))
    assert (folder / "a.parquet").read_bytes() == b"one" and version != newer
    assert json.loads((tmp_path / "current.json").read_text()) == {"path": f"builds/{newer}", "version": newer}


def test_the_last_three_builds_are_kept(tmp_path: Path) -> None:
    versions = [tables.publish(tmp_path, files(word)) for word in ("one", "two", "three", "four", "five")]
    kept = {path.name for path in (tmp_path / "builds").iterdir()}
    assert kept == set(versions[-3:])


def test_litter_of_a_killed_build_is_removed_by_the_next(tmp_path: Path) -> None:
    litter = tmp_path / "builds" / f"{tables.UNFINISHED}1"
    litter.mkdir(parents=True)
    (tmp_path / "current.json.1").write_text("{")
    tables.publish(tmp_path, files("one"))
    assert not litter.exists() and not (tmp_path / "current.json.1").exists()


def test_no_build_and_a_broken_pointer_are_no_build(tmp_path: Path) -> None:
    assert tables.current(tmp_path) is None
    (tmp_path / "current.json").write_text("{")
    assert tables.current(tmp_path) is None


HOLDER = """
import sys, time
from pathlib import Path
from etl.tables import only_one
with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_build_at_a_time_and_the_lock_of_a_killed_one_is_free(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout and holder.stdout.readline() == b"held\n"
    with pytest.raises(tables.AnotherBuild, match="another build is writing"), tables.only_one(tmp_path):
        pass
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    with tables.only_one(tmp_path):
        pass


def test_same_rows_give_same_bytes_and_carry_their_descriptions() -> None:
    rows = [{"theme_id": "x", "theme": "X", "basket": "Y", "definition": None}]
    made = [tables.to_arrow(BY_NAME["themes"], rows) for _ in range(2)]
    assert tables.parquet_bytes(made[0]) == tables.parquet_bytes(made[1])
    back = pa.parquet.read_table(pa.BufferReader(tables.parquet_bytes(made[0])))
    assert back.schema.field("theme").metadata[b"description"] == BY_NAME["themes"].column("theme").meaning.encode()
    assert back.schema.metadata[b"description"] == BY_NAME["themes"].meaning.encode()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_meaning_and_every_reference_a_target(table) -> None:  # type: ignore[no-untyped-def]
    for column in table.columns:
        assert column.meaning.endswith((".", "…")), column.name
        if column.refers_to:
            other, name = column.refers_to.split(".")
            assert name in BY_NAME[other].names
