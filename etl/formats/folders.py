"""Files and folders -> the documents in them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from etl.document import Unreadable
from etl.findings import Finding

LARGEST_FILE = 64 << 20
BESIDE = (".yml", ".yaml", ".json", ".license")
"""Suffixes of files that accompany documents (expected rows, where a file was fetched from, licences)."""
OF_SYSTEM = re.compile(
    r"(?:~\$|\.~lock\.|\._|\.nfs|\.fuse_hidden|\.Trash)|"
    r"(?:Thumbs\.db|desktop\.ini|\.DS_Store|\.localized|\.directory|\.lock|\.git|\.gitkeep|\.gitignore|\.gitattributes"
    r"|\.svn|\.hg|\.ipynb_checkpoints)$",
    re.IGNORECASE,
)
"""What systems and programs leave beside documents, and nobody writes as one: locks of files that are open, folders
as they are shown, bins, histories, and what keeps an empty folder."""
HIDDEN = "."
"""Begins the name of what is hidden: nobody who looks into the folder sees it."""
PARTS_OF_PAGE = re.compile(
    r"(?P<stem>.+)[_-](?:files|dateien|fichiers|archivos|arquivos|file|bestanden)$", re.IGNORECASE
)

Found = tuple[Path, str]
"""A file, and its path relative to the folder given, with forward slashes."""


def find_documents(paths: Sequence[Path]) -> tuple[list[Found], list[Finding]]:
    """The documents in `paths` (files or folders with everything below them), sorted by relative path.

    Passed over in silence: what systems leave beside documents (OF_SYSTEM), files that accompany them (`.yml`,
    `.json`, `.license`), and the folder of pictures that a browser saves beside a page. A finding: what is hidden,
    missing or no file, a suffix that no format reads, a link that leads out of the folder. The order of `paths`
    does not matter.
    """
    found: dict[str, Found] = {}
    findings: list[Finding] = []
    for path in sorted(set(paths), key=os.path.abspath):
        for file, relative in _documents_in(path, findings):
            _add(found, file, relative, findings)
    return sorted(found.values(), key=lambda pair: pair[1]), findings


def read_bytes(path: Path) -> bytes:
    """The content of `path`, or Unreadable where it is missing, no file, too large or not to be read."""
    from etl.formats import too_large

    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("document-missing", "no file but a folder or a device; name a file")
        if status.st_size > LARGEST_FILE:
            raise too_large(status.st_size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable("document-missing", "there is no such file; correct the path") from error
    except OSError as error:
        raise Unreadable(
            "document-unreadable", f"the file cannot be opened ({error.strerror}); check its permissions"
        ) from error


def about_of(path: Path, data: bytes) -> dict[str, Any]:
    """What is known of the file `path` from where it was fetched: its `url`.

    `etl.fetch` notes it in a file of the same name that ends in `.json`. It counts where the hash in it
    is that of `data`, the file's content; else the file is no longer what was fetched, or never was.
    """
    try:
        noted = json.loads(path.with_suffix(".json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    is_of_it = isinstance(noted, dict) and noted.get("sha256") == hashlib.sha256(data).hexdigest()
    return {"url": noted["url"]} if is_of_it and isinstance(noted.get("url"), str) else {}


def _add(found: dict[str, Found], file: Path, relative: str, findings: list[Finding]) -> None:
    """Add a document to those `found`, by document id. One of the same path in another folder given is
    told apart by that folder's name."""
    from etl.formats import document_id_of

    first = found.get(document_id_of(relative))
    if first is not None and first[1] == relative and first[0] != file:
        relative = f"{_name(file.parent.name)}/{relative}"
        first = found.get(document_id_of(relative))
    if first is None:
        found[document_id_of(relative)] = file, relative
    elif first[0] != file:
        message = f"its name is too like {first[1]}; rename one of them"
        findings.append(_finding("document-name-taken", relative, message))


def _documents_in(path: Path, findings: list[Finding]) -> Iterator[Found]:
    if path.is_dir():
        yield from _in_folder(path, findings)
    elif path.is_file():
        if _is_readable(_name(path.name), findings):
            yield path, _name(path.name)
    else:
        findings.append(
            _finding("document-missing", _name(str(path)), "there is no such file or folder; correct the path")
        )


def _in_folder(root: Path, findings: list[Finding]) -> Iterator[Found]:
    real = root.resolve()
    for folder, folders, names in os.walk(root, onerror=lambda error: _not_listed(error, findings)):
        here = Path(folder)
        kept = [name for name in folders if not OF_SYSTEM.match(name) and not _belongs_to_page(here, name, names)]
        kept = [name for name in kept if _is_shown(_within(here / name, root), findings)]
        for name in kept:
            _is_inside(here / name, root, real, findings)
        folders[:] = sorted(name for name in kept if not (here / name).is_symlink())
        for name in sorted(names):
            relative = _within(here / name, root)
            if OF_SYSTEM.match(name) or name.lower().endswith(BESIDE) or not _is_shown(relative, findings):
                continue
            if _is_inside(here / name, root, real, findings) and _is_readable(relative, findings):
                yield here / name, relative


def _belongs_to_page(here: Path, folder: str, names: Sequence[str]) -> bool:
    """Whether a browser saved `folder` beside a page of that name."""
    stem = PARTS_OF_PAGE.match(folder)
    return stem is not None and any(f"{stem['stem']}{suffix}" in names for suffix in (".html", ".htm", ".xhtml"))


def _is_inside(path: Path, root: Path, real: Path, findings: list[Finding]) -> bool:
    """Whether `path` stays within the folder given when every link is followed; else a finding."""
    if not path.is_symlink():
        return True
    relative = _within(path, root)
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        findings.append(_finding("document-missing", relative, "a link that leads nowhere; remove it"))
        return False
    if target.is_relative_to(real):
        return True
    findings.append(
        _finding(
            "path-outside",
            relative,
            "a link that leads out of the folder; copy the file instead",
        )
    )
    return False


def _is_shown(relative: str, findings: list[Finding]) -> bool:
    """Whether those who look into the folder see it; else a finding."""
    if not relative.rpartition("/")[2].startswith(HIDDEN):
        return True
    message = "hidden, as its name begins with a dot, and passed over; rename it if documents are in it"
    findings.append(_finding("document-hidden", relative, message))
    return False


def _is_readable(relative: str, findings: list[Finding]) -> bool:
    from etl.formats import suffixes

    suffix = Path(relative).suffix.lower()
    if suffix in suffixes():
        return True
    known = ", ".join(suffixes())
    message = f"no reader for {suffix or 'this file'}; save it as one of {known}, or move it away"
    findings.append(_finding("format-unknown", relative, message))
    return False


def _not_listed(error: OSError, findings: list[Finding]) -> None:
    findings.append(
        _finding(
            "document-unreadable",
            _name(str(error.filename)),
            f"the folder cannot be opened ({error.strerror}); check its permissions",
        )
    )


def _finding(code: str, relative: str, message: str) -> Finding:
    return Finding(relative, "", code, relative, message)


def _within(path: Path, root: Path) -> str:
    return _name(path.relative_to(root).as_posix())


def _name(path: str) -> str:
    """A path as text, the same in every locale; what is no UTF-8 in it is shown as such."""
    return os.fsencode(path).decode("utf-8", "replace")
