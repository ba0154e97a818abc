"""Tables on disk: Parquet files in a build that never changes, and the one file that names it.

    DIR/builds/<id>/<table>.parquet, DIR/builds/<id>/cubes/<cube>.parquet, DIR/builds/<id>/manifest.json
    DIR/current.json   {"path": "builds/<id>", "version": "<id>"}

A build is written beside the others under a name that no reader looks at, renamed when it is complete,
and only then named by current.json, which is replaced in one step. It goes the same way: renamed first,
then removed. Its id is the hash of its content, so the same documents give the same id and the same bytes.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl import disk
from etl.reading import Row
from etl.schema import DATE, FLAG, MOMENT, NUMBER, TEXT, WHOLE, Table

Told = Callable[[str, int, int], None]
"""Called at each step: its name, and for steps with parts which part of how many."""

POINTER = "current.json"
MANIFEST = "manifest.json"
BUILDS_KEPT = 3
UNFINISHED = ".unfinished-"

TYPES: Mapping[pa.DataType, tuple[type, ...]] = {
    TEXT: (str,), WHOLE: (int,), NUMBER: (float, int), FLAG: (bool,), DATE: (date,), MOMENT: (datetime,),
}  # fmt: skip
LARGEST_WHOLE = 2**63 - 1


class WrongType(TypeError):
    """A value of another type than its column is declared to have."""


class AnotherBuild(Exception):
    """Another process is building into the same folder."""


class NotWritable(OSError):
    """The folder of the tables cannot be written: no space, no permission."""


def to_arrow(table: Table, rows: Sequence[Row]) -> pa.Table:
    """`rows` as an Arrow table with the declared schema. Raises WrongType; Arrow itself would cut 3.5 to 3."""
    for column in table.columns:
        types = TYPES[column.type]
        for row in rows:
            value = row[column.name]
            if value is not None and type(value) not in types:
                raise WrongType(f"{table.name}.{column.name}: {value!r} is no {types[0].__name__}")
            if column.type == WHOLE and value is not None and abs(value) > LARGEST_WHOLE:
                raise WrongType(f"{table.name}.{column.name}: {value} is too large")
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

    Returns its version. Raises NotWritable where the folder cannot be written; the current build then stays.
    """
    version = version_of(files)
    with _writing(out):
        build = out / "builds" / version
        if build.is_dir():
            _mend(build, _with_manifest(files), told)
        else:
            _write_build(build, _with_manifest(files), told)
        os.utime(build)
        _point_to(out, version, told)
        told("remove old builds", 0, 0)
        _remove_old(out, version)
    return version


def point_to(out: Path, version: str) -> None:
    """Make the build `version` of `out` the current one. Raises NotWritable."""
    with _writing(out):
        _point_to(out, version, lambda *_: None)


def manifest_bytes(hashes: Mapping[str, str]) -> bytes:
    """The manifest of a build whose files have these SHA-256."""
    return json.dumps(dict(sorted(hashes.items())), indent=1).encode() + b"\n"


def pointer_bytes(version: str) -> bytes:
    """What names the build `version` as the current one."""
    return json.dumps({"path": f"builds/{version}", "version": version}).encode() + b"\n"


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotWritable(
            f"cannot write to {out}: {error.strerror or error}; make room there or allow writing, or choose another "
            "--out; the tables built last are still in place"
        ) from error


def _with_manifest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {**files, MANIFEST: manifest_bytes({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})}


def _write_build(build: Path, files: Mapping[str, bytes], told: Told) -> None:
    with _unfinished(build) as folder:
        _write_files(folder, files, told)
        told("complete the build", 0, 0)
        folder.rename(build)
        disk.sync(build.parent)


def _mend(build: Path, files: Mapping[str, bytes], told: Told) -> None:
    """A build of this version is there. Its files never change, but a disk may have: put back what it lost."""
    damaged = {name: data for name, data in files.items() if not disk.holds(build / name, data)}
    with _unfinished(build) as folder:
        _write_files(folder, damaged, told)
        for name in damaged:
            (build / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).replace(build / name)
    for path in files_of(build):
        if path.relative_to(build).as_posix() not in files:
            path.unlink()


@contextmanager
def _unfinished(build: Path) -> Iterator[Path]:
    """A folder beside `build` that no reader looks at, and that is gone afterwards."""
    folder = build.parent / f"{UNFINISHED}{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_files(folder: Path, files: Mapping[str, bytes], told: Told) -> None:
    for part, (name, data) in enumerate(files.items(), 1):
        told("write tables", part, len(files))
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.write(path, data)
    for written in {(folder / name).parent for name in files}:
        disk.sync(written)


def _point_to(out: Path, version: str, told: Told) -> None:
    pointer, beside = out / POINTER, out / f"{POINTER}.{os.getpid()}"
    try:
        told("write pointer", 0, 0)
        disk.write(beside, pointer_bytes(version))
        told("replace pointer", 0, 0)
        beside.replace(pointer)
    finally:
        beside.unlink(missing_ok=True)
    disk.sync(out)


def _remove_old(out: Path, version: str) -> None:
    for build in [path for path in builds(out) if path.name != version][BUILDS_KEPT - 1 :]:
        _remove(build)
    for path in (out / "builds").glob(f"{UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)
    for beside in out.glob(f"{POINTER}.*"):
        beside.unlink(missing_ok=True)


def _remove(build: Path) -> None:
    """Remove a build, unless somebody reads it: then a later build does."""
    descriptor = disk.locked(build, fcntl.LOCK_EX)
    if descriptor is None:
        return
    try:
        build.rename(build.with_name(f"{UNFINISHED}{build.name}"))
    finally:
        os.close(descriptor)


def builds(out: Path) -> list[Path]:
    """The complete builds in `out`, the newest first."""
    found = []
    for path in (out / "builds").glob("*"):
        # Another process may remove one while this one looks.
        with suppress(FileNotFoundError):
            if path.is_dir() and not path.name.startswith("."):
                found.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(found, reverse=True)]


def files_of(build: Path) -> list[Path]:
    """Every file in a build, its manifest included, sorted."""
    return sorted(path for path in build.rglob("*") if path.is_file())


def current(out: Path) -> tuple[Path, str] | None:
    """The folder and the version of the current build; None where there is none."""
    try:
        pointer: dict[str, Any] = json.loads((out / POINTER).read_text("utf-8"))
        folder, version = out / pointer["path"], str(pointer["version"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return (folder, version) if folder.is_dir() else None


def hold(out: Path) -> tuple[Path, str, int] | None:
    """The current build as `current` gives it, and a descriptor: until that is closed, no build removes it."""
    last = None
    while (found := current(out)) is not None and found != last:
        descriptor = hold_build(found[0])
        if descriptor is not None:
            return (*found, descriptor)
        last = found
    return None


def hold_build(build: Path) -> int | None:
    """A descriptor as `hold` gives it, of any build; None where it is gone."""
    return disk.locked(build, fcntl.LOCK_SH)


def load_table(build: Path, name: str) -> pa.Table:
    """The table `name` of a build."""
    return pq.read_table(build / f"{name}.parquet")


@contextmanager
def only_one(out: Path) -> Iterator[None]:
    """Hold the folder for one build. The lock of a process that died is free at once.

    Raises AnotherBuild where a living process holds it, NotWritable where the folder cannot be written.
    """
    with _writing(out):
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / ".lock").open("w")  # noqa: SIM115
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherBuild(
                f"another build is writing to {out}; wait for it to end, or choose another --out"
            ) from error
        yield
