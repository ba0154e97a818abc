"""Documents at a URL, copied to this machine: only those that are new or changed since the last time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from etl import disk
from etl.formats import suffixes
from etl.formats.folders import LARGEST_FILE
from etl.storage import Remote, reached, workplace

STATED = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified", "updated", "created")
"""What stores say of a file that changes with its content, the surest first."""


def documents(remote: Remote) -> Path:
    """A folder of this machine with the documents at `remote`, a folder or a file. Raises NotReached.

    Of what no format reads, or what is larger than any document may be, there is only the name and the size.
    """
    folder, index = workplace(remote) / "documents", workplace(remote) / "documents.json"
    known = _read(index)
    with reached(remote) as (store, root):
        if not store.exists(root):
            raise FileNotFoundError(f"there is no {remote}")
        found = {_relative(path, root): info for path, info in store.find(root, detail=True).items()}
        for relative, info in found.items():
            state = _state(info)
            if not state or known.get(relative) != state or not (folder / relative).is_file():
                _bring(store, info, folder / relative)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path.relative_to(folder).as_posix() not in found:
            path.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    disk.write(index, json.dumps({name: _state(info) for name, info in found.items()}).encode())
    return folder


def _read(index: Path) -> dict[str, str]:
    try:
        known = json.loads(index.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _relative(path: str, root: str) -> str:
    """The path of a document within `root`, in which no name leads out of it."""
    within = path.removeprefix(root).strip("/") or path.rpartition("/")[2]
    return "/".join("%2E%2E" if part == ".." else part for part in within.split("/") if part)


def _state(info: Any) -> str:
    """What differs once a file has changed; nothing where the store does not say."""
    stated = next((str(info[name]) for name in STATED if info.get(name)), "")
    return f"{info.get('size')} {stated}" if stated else ""


def _bring(store: Any, info: Any, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    size = int(info.get("size") or 0)
    if size > LARGEST_FILE or target.suffix.lower() not in (*suffixes(), ".json"):
        with target.open("wb") as file:
            file.truncate(size)
    else:
        store.get_file(info["name"], str(target))
