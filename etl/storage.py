"""Folders by URL: documents from, and tables to, what fsspec opens (`s3://bucket/folder`, `gs://…`, `https://…`).

A store has no rename and no lock. What holds there: the files of a build never change, its manifest is
written after them, and the pointer after that, in one request. A reader that follows the pointer finds a
complete build, whoever writes; of two that write at once, the pointer names the build of the later.

    URL/builds/<id>/…, URL/builds/<id>/manifest.json, URL/current.json   as in `etl.tables`
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from etl import disk, history, tables

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
VERSION = re.compile(r"[0-9a-f]{12}")


class NotReached(OSError):
    """A store that cannot be read or written."""


@dataclass(frozen=True)
class Remote:
    """A folder by URL."""

    url: str

    def __str__(self) -> str:
        return self.url


Place = Path | Remote


def place(given: str) -> Place:
    """What a path or a URL names: a folder of this machine, as which `file:` counts too, or a remote one."""
    if not SCHEME.match(given):
        return Path(given)
    parts = urlsplit(given)
    return Path(unquote(parts.netloc + parts.path)) if parts.scheme == "file" else Remote(given.rstrip("/"))


def workplace(remote: Remote) -> Path:
    """The folder of this machine in which copies of what is at a URL are: in ATLAS_CACHE, else ~/.cache/igf-atlas."""
    base = os.environ.get("ATLAS_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "igf-atlas"
    name = re.sub(r"[^A-Za-z0-9]+", "-", remote.url)[:60].strip("-")
    return Path(base).expanduser() / f"{name}-{hashlib.sha256(remote.url.encode()).hexdigest()[:8]}"


@contextmanager
def reached(remote: Remote) -> Iterator[tuple[Any, str]]:
    """The file system of fsspec that holds a remote folder, and its path there. Raises NotReached."""
    try:
        opened = importlib.import_module("fsspec.core").url_to_fs(remote.url, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise NotReached(
            f"cannot open {remote} ({error}); `pip install -r requirements-scale.txt`, or install what fsspec asks for"
        ) from error
    try:
        yield opened
    except (NotReached, tables.NotWritable, tables.AnotherBuild, history.Damaged):
        raise
    except Exception as error:  # every store has errors of its own
        reason = str(error) or type(error).__name__
        raise NotReached(f"cannot reach {remote} ({reason}); check its address, the network and your rights") from error


def pull(remote: Remote, into: Path) -> str | None:
    """Make the current build at `remote` the current one in `into`; returns its version, None where there is none.

    What `into` has already, by hash, is not downloaded. Raises NotReached, Damaged, NotWritable.
    """
    with reached(remote) as (store, root):
        version = _version(store, root)
        if version is None:
            return None
        with tables.only_one(into, waits=True):
            build = into / "builds" / version
            if history.problems(build):
                _download(store, root, version, into)
            elif tables.current(into) != (build, version):
                tables.renew(into, build)
    return version


def push(out: Path, remote: Remote) -> None:
    """Publish the current build of `out` at `remote`, which keeps the last three. Raises NotReached."""
    current = tables.current(out)
    assert current is not None, "a build was published"
    build, version = current
    with reached(remote) as (store, root):
        target = f"{root}/builds/{version}"
        there = _cat(store, f"{target}/{tables.MANIFEST}")
        manifest = (build / tables.MANIFEST).read_bytes()
        if there != manifest:
            for path in tables.files_of(build):
                if path.name != tables.MANIFEST:
                    store.put_file(str(path), f"{target}/{path.relative_to(build).as_posix()}")
        store.pipe_file(f"{target}/{tables.MANIFEST}", manifest)
        store.pipe_file(f"{root}/{tables.POINTER}", tables.pointer_bytes(version))
        _remove_old(store, root, version)


def point_to(remote: Remote, version: str) -> None:
    """Make the build `version` at `remote` the current one. Raises NotReached."""
    with reached(remote) as (store, root):
        store.pipe_file(f"{root}/{tables.POINTER}", tables.pointer_bytes(version))


@contextmanager
def opened(where: Place) -> Iterator[Path]:
    """A folder of this machine with all builds at `where`: that itself, or a copy for as long as it is needed.

    Raises NotReached.
    """
    if isinstance(where, Path):
        yield where
        return
    with tempfile.TemporaryDirectory(prefix="atlas-tables-") as name:
        copy = Path(name)
        with reached(where) as (store, root):
            for version in reversed(_builds(store, root)):
                build = copy / "builds" / version
                for path in store.find(f"{root}/builds/{version}"):
                    _get(store, path, build / path.rpartition(f"/builds/{version}/")[2])
                os.utime(build)
            if pointer := _cat(store, f"{root}/{tables.POINTER}"):
                (copy / tables.POINTER).write_bytes(pointer)
        yield copy


def _version(store: Any, root: str) -> str | None:
    """The version that the pointer names."""
    try:
        version = str(json.loads(_cat(store, f"{root}/{tables.POINTER}") or b"{}").get("version", ""))
    except (ValueError, AttributeError):
        return None
    return version if VERSION.fullmatch(version) else None


def _download(store: Any, root: str, version: str, into: Path) -> None:
    source = f"{root}/builds/{version}"
    manifest: Mapping[str, str] = json.loads(store.cat_file(f"{source}/{tables.MANIFEST}"))
    if tables.version_of_hashes(manifest) != version:
        raise history.Damaged(f"the build {version} at {root} has the manifest of another; build anew")
    known = _known(into)
    with tables.unfinished(into) as folder:
        for name, expected in manifest.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if expected in known:
                shutil.copyfile(known[expected], target)
            else:
                _get(store, f"{source}/{name}", target)
            if not target.resolve().is_relative_to(folder.resolve()) or disk.sha256(target) != expected:
                raise history.Damaged(f"{name} of the build {version} at {root} is damaged; build anew")
        tables.publish_folder(into, folder)


def _known(into: Path) -> dict[str, Path]:
    """The files that are here already, by their SHA-256."""
    found: dict[str, Path] = {}
    for build in tables.builds(into):
        with suppress(OSError, ValueError, AttributeError):
            found |= {
                sha256: build / name
                for name, sha256 in json.loads((build / tables.MANIFEST).read_bytes()).items()
                if disk.sha256(build / name) == sha256
            }
    return found


def _builds(store: Any, root: str) -> list[str]:
    """The complete builds at a store, the newest first."""
    found: list[tuple[Any, str]] = []
    for path in store.find(f"{root}/builds") if store.exists(f"{root}/builds") else ():
        folder, _, name = path.rpartition("/")
        if name == tables.MANIFEST:
            found.append((store.modified(path), folder.rpartition("/")[2]))
    return [version for _, version in sorted(found, reverse=True)]


def _remove_old(store: Any, root: str, version: str) -> None:
    """Remove all builds but the last; of one that goes, the manifest goes first."""
    for old in [name for name in _builds(store, root) if name != version][tables.BUILDS_KEPT - 1 :]:
        store.rm_file(f"{root}/builds/{old}/{tables.MANIFEST}")
        store.rm(f"{root}/builds/{old}", recursive=True)


def _cat(store: Any, path: str) -> bytes | None:
    try:
        return bytes(store.cat_file(path))
    except FileNotFoundError:
        return None


def _get(store: Any, path: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    store.get_file(path, str(target))
