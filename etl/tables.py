"""Tables on disk: Parquet files in a build that never changes, and the one file that names it.

    DIR/builds/<id>/<table>.parquet, DIR/builds/<id>/cubes/<cube>.parquet, DIR/builds/<id>/manifest.json
    DIR/current.json   {"path": "builds/<id>", "version": "<id>"}

A build is written beside the others under a name that no reader looks at, renamed when it is complete,
and only then named by current.json, which is replaced in one step. Its id is the hash of its content,
so the same documents give the same id and the same bytes.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.reading import Row
from etl.schema import Table

Told = Callable[[str, int, int], None]
"""Called at each step: its name, and for steps with parts which part of how many."""

POINTER = "current.json"
MANIFEST = "manifest.json"
BUILDS_KEPT = 3
UNFINISHED = ".unfinished-"


class AnotherBuild(Exception):
    """Another process is building into the same folder."""


def to_arrow(table: Table, rows: Sequence[Row]) -> pa.Table:
    """`rows` as an Arrow table with the declared schema. Raises pa.ArrowInvalid for a wrong type."""
    return pa.Table.from_pylist([{name: row[name] for name in table.names} for row in rows], table.arrow())


def version_of(files: Mapping[str, bytes]) -> str:
    """The id of a build: a hash of the names and the bytes of its files."""
    return version_of_hashes({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})


def version_of_hashes(hashes: Mapping[str, str]) -> str:
    """The id of a build whose files have these SHA-256."""
    lines = "".join(f"{name}\0{hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def parquet_bytes(table: pa.Table) -> bytes:
    """`table` as Parquet: the same rows give the same bytes."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", version="2.6", store_schema=True)
    return bytes(sink.getvalue())


def publish(out: Path, files: Mapping[str, bytes], told: Told = lambda *_: None) -> str:
    """Write `files` (path within the build -> bytes) as a build in `out` and make it the current one.

    Returns its version. Raises OSError where the folder cannot be written; the current build then stays.
    """
    version = version_of(files)
    build = out / "builds" / version
    if not build.is_dir():
        _write_build(build, files, told)
    os.utime(build)
    point_to(out, version, told)
    told("remove old builds", 0, 0)
    _remove_old(out, version)
    return version


def point_to(out: Path, version: str, told: Told = lambda *_: None) -> None:
    """Make the build `version` of `out` the current one."""
    told("write pointer", 0, 0)
    _replace(out / POINTER, json.dumps({"path": f"builds/{version}", "version": version}) + "\n", told)


def _write_build(build: Path, files: Mapping[str, bytes], told: Told) -> None:
    unfinished = build.parent / f"{UNFINISHED}{os.getpid()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    manifest = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    parts = {**files, MANIFEST: json.dumps(manifest, indent=1).encode() + b"\n"}
    for part, (name, data) in enumerate(parts.items(), 1):
        told("write tables", part, len(parts))
        path = unfinished / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(data)
            os.fsync(file.fileno())
    told("complete the build", 0, 0)
    unfinished.rename(build)


def _replace(path: Path, text: str, told: Told) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    told("replace pointer", 0, 0)
    beside.replace(path)


def _remove_old(out: Path, version: str) -> None:
    others = [path for path in builds(out) if path.name != version]
    for path in (*others[BUILDS_KEPT - 1 :], *(out / "builds").glob(f"{UNFINISHED}*")):
        shutil.rmtree(path, ignore_errors=True)
    for beside in out.glob(f"{POINTER}.*"):
        beside.unlink(missing_ok=True)


def builds(out: Path) -> list[Path]:
    """The complete builds in `out`, the newest first."""
    complete = [path for path in (out / "builds").glob("*") if path.is_dir() and not path.name.startswith(".")]
    return sorted(complete, key=lambda path: path.stat().st_mtime_ns, reverse=True)


def current(out: Path) -> tuple[Path, str] | None:
    """The folder and the version of the current build; None where there is none."""
    try:
        pointer: dict[str, Any] = json.loads((out / POINTER).read_text("utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return out / pointer["path"], str(pointer["version"])


def load_table(build: Path, name: str) -> pa.Table:
    """The table `name` of a build."""
    return pq.read_table(build / f"{name}.parquet")


@contextmanager
def only_one(out: Path) -> Iterator[None]:
    """Hold the folder for one build. The lock of a process that died is free at once.

    Raises AnotherBuild where a living process holds it.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherBuild(
                f"another build is writing to {out}; wait for it to end, or choose another --out"
            ) from error
        yield
