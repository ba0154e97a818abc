"""Tables on disk: Parquet files in a build that never changes, and the one file that names it.

    DIR/builds/<id>/<table>.parquet (`etl.parquet` says how large ones are cut), DIR/builds/<id>/manifest.json
    DIR/builds/<id>/cubes/<cube>.parquet
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
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from etl import disk
from etl.parquet import WrongType as WrongType
from etl.parquet import load_table as load_table
from etl.parquet import parquet_bytes as parquet_bytes
from etl.parquet import to_arrow as to_arrow

Told = Callable[[str, int, int], None]
"""Called at each step: its name, and for steps with parts which part of how many."""

POINTER = "current.json"
MANIFEST = "manifest.json"
BUILDS_KEPT = 3
UNFINISHED = ".unfinished-"


class AnotherBuild(Exception):
    """Another process is building into the same folder."""


class NotWritable(OSError):
    """The folder of the tables cannot be written: no space, no permission."""


def version_of(files: Mapping[str, bytes]) -> str:
    """The id of a build: a hash of the names and the bytes of its files."""
    return version_of_hashes({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})


def version_of_hashes(hashes: Mapping[str, str]) -> str:
    """The id of a build whose files have these SHA-256."""
    lines = "".join(f"{name}\0{hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def publish(out: Path, files: Mapping[str, bytes], told: Told = lambda *_: None) -> str:
    """Write `files` (path within the build -> bytes) as a build in `out` and make it the current one.

    Returns its version. Raises NotWritable where the folder cannot be written; the current build then stays.
    """
    with unfinished(out) as folder:
        for part, (name, data) in enumerate(files.items(), 1):
            told("write tables", part, len(files))
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            disk.write(path, data)
        return publish_folder(out, folder, told)


@contextmanager
def unfinished(out: Path) -> Iterator[Path]:
    """A folder for the files of a build to come: no reader looks at it, and it is gone afterwards.

    What cannot be written meanwhile raises NotWritable.
    """
    folder = out / "builds" / f"{UNFINISHED}{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    with writing(out):
        try:
            folder.mkdir(parents=True)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def publish_folder(out: Path, folder: Path, told: Told = lambda *_: None) -> str:
    """Make the files in `folder`, one of `unfinished`, the current build; returns its version."""
    with writing(out):
        told("complete the build", 0, 0)
        hashes = {path.relative_to(folder).as_posix(): disk.sha256(path) for path in files_of(folder)}
        version, manifest = version_of_hashes(hashes), manifest_bytes(hashes)
        disk.write(folder / MANIFEST, manifest)
        for path in (folder, *folder.rglob("*")):
            (disk.sync if path.is_dir() else disk.settle)(path)
        build = out / "builds" / version
        if build.is_dir():
            _mend(build, folder, {**hashes, MANIFEST: hashlib.sha256(manifest).hexdigest()})
        else:
            folder.rename(build)
            disk.sync(build.parent)
        _make_current(out, build, told)
    return version


def renew(out: Path, build: Path, told: Told = lambda *_: None) -> None:
    """Publish a build of `out` that is there, once more: it is the newest, and the current one."""
    with writing(out):
        _make_current(out, build, told)


def point_to(out: Path, version: str) -> None:
    """Make the build `version` of `out` the current one. Raises NotWritable."""
    with writing(out):
        _point_to(out, version, lambda *_: None)


def manifest_bytes(hashes: Mapping[str, str]) -> bytes:
    """The manifest of a build whose files have these SHA-256."""
    return json.dumps(dict(sorted(hashes.items())), indent=1).encode() + b"\n"


def pointer_bytes(version: str) -> bytes:
    """What names the build `version` as the current one."""
    return json.dumps({"path": f"builds/{version}", "version": version}).encode() + b"\n"


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Where `out` cannot be written, NotWritable says so."""
    try:
        yield
    except NotWritable:
        raise
    except OSError as error:
        raise NotWritable(
            f"cannot write to {out}: {error.strerror or error}; make room there or allow writing, or choose another "
            "--out; the tables built last are still in place"
        ) from error


def _mend(build: Path, folder: Path, hashes: Mapping[str, str]) -> None:
    """A build of this version is there. Its files never change, but a disk may have: put back what it lost."""
    for name, expected in hashes.items():
        if disk.sha256(build / name) != expected:
            (build / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).replace(build / name)
    for path in files_of(build):
        if path.relative_to(build).as_posix() not in hashes:
            path.unlink()


def _make_current(out: Path, build: Path, told: Told) -> None:
    os.utime(build)
    _point_to(out, build.name, told)
    told("remove old builds", 0, 0)
    _remove_old(out, build.name)


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
    found = _pointed_to(out)
    return found if found and found[0].is_dir() else None


def _pointed_to(out: Path) -> tuple[Path, str] | None:
    try:
        pointer: dict[str, Any] = json.loads((out / POINTER).read_text("utf-8"))
        return out / pointer["path"], str(pointer["version"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def hold(out: Path) -> tuple[Path, str, int] | None:
    """The current build as `current` gives it, and a descriptor: until that is closed, no build removes it."""
    last = None
    # A build that was named and is gone has been followed by others.
    while (found := _pointed_to(out)) is not None and found != last:
        descriptor = hold_build(found[0])
        if descriptor is not None:
            return (*found, descriptor)
        last = found
    return None


def hold_build(build: Path) -> int | None:
    """A descriptor as `hold` gives it, of any build; None where it is gone."""
    return disk.locked(build, fcntl.LOCK_SH)


@contextmanager
def only_one(out: Path, waits: bool = False) -> Iterator[None]:
    """Hold the folder for one build. The lock of a process that died is free at once.

    Waits, or raises AnotherBuild, where a living process holds it, NotWritable where the folder cannot be written.
    """
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / ".lock").open("w")  # noqa: SIM115
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise AnotherBuild(
                f"another build is writing to {out}; wait for it to end, or choose another --out"
            ) from error
        yield
