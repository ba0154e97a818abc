"""Original documents from the web into a folder that is not committed, each with where it came from.

`<host>/<name>.<suffix>` is the document, `<name>.json` beside it says its address, when it was fetched,
its hash and what the server said to ask next time whether it has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from etl.addresses import Programme, addresses_in, programmes
from etl.formats import suffixes
from etl.vocabulary import slug
from etl.web import Page, Refused, Web

ROOT = Path(__file__).resolve().parent.parent
RECORDS = ROOT / "data" / "documents"
ORIGINALS = ROOT / "data" / "originals"

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".txt",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/pdf": ".pdf",
    f"{OFFICE}.wordprocessingml.document": ".docx",
    f"{OFFICE}.spreadsheetml.sheet": ".xlsx",
}
"""Markdown from elsewhere becomes plain text: its front matter must not pass for that of a record."""
UNSPECIFIC = (
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "application/download",
    "application/force-download",
)
NAME_LENGTH = 80
MOST_MISSES = 3

Outcome = Literal["new", "changed", "unchanged", "refused"]


@dataclass(frozen=True)
class Fetched:
    """What became of one address."""

    url: str
    outcome: Outcome
    path: Path | None = None
    message: str = ""
    """Why it was refused."""
    sha256: str = ""


def fetch(
    records: Sequence[Path] = (),
    *,
    into: Path = ORIGINALS,
    allow_private: bool = False,
    delay: float = 2.0,
    web: Web | None = None,
) -> Iterator[Fetched]:
    """Fetch the originals that `records` (files or folders) name into the folder `into`.

    Without records: those of all records, and the programmes of past meetings. Yields what became of
    each address as it is done; one that is refused does not stop the others.
    """
    web = web or Web(allow_private=allow_private, delay=delay)
    try:
        for url in addresses_in(records or [RECORDS]):
            yield fetch_one(web, url, into)
        if not records:
            yield from fetch_programmes(web, into)
    finally:
        web.close()


def fetch_programmes(web: Web, into: Path, only: Sequence[Programme] | None = None) -> Iterator[Fetched]:
    """Fetch every programme; of a long list, pages until three in a row are not there or repeat."""
    for programme in programmes() if only is None else only:
        before, misses = "", 0
        for url in programme.urls():
            fetched = fetch_one(web, url, into)
            yield fetched
            misses = misses + 1 if fetched.outcome == "refused" or fetched.sha256 == before else 0
            if misses == MOST_MISSES:
                break
            before = fetched.sha256 or before


def fetch_one(web: Web, url: str, into: Path) -> Fetched:
    """Fetch one address, unless what is there already is what the server still has."""
    stem = into / _folder(url) / _name(url)
    known = _known(stem)
    try:
        page = web.get(url, _conditions(known))
        if page.status == 304 and known:
            return Fetched(url, "unchanged", stem.with_name(known["file"]), sha256=known["sha256"])
        if page.status != 200:
            raise Refused(f"the server answers {page.status}; correct the address, or look for the page elsewhere")
        return _keep(url, page, stem, known, _suffix(page))
    except Refused as refused:
        return Fetched(url, "refused", message=str(refused))


def _keep(url: str, page: Page, stem: Path, known: Mapping[str, Any], suffix: str) -> Fetched:
    sha256 = hashlib.sha256(page.body).hexdigest()
    path = stem.with_name(stem.name + suffix)
    about = {
        "url": url,
        "final_url": page.url,
        "file": path.name,
        "fetched": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": sha256,
        "content_type": page.headers.get("content-type"),
        "etag": page.headers.get("etag"),
        "last_modified": page.headers.get("last-modified"),
    }
    if not page.body:
        raise Refused("the server answers with an empty page")
    _write(path, page.body)
    _write(_sidecar(stem), json.dumps(about, indent=1, ensure_ascii=False).encode() + b"\n")
    if known and known["file"] != path.name:
        stem.with_name(known["file"]).unlink(missing_ok=True)
    outcome: Outcome = "new" if not known else "unchanged" if known["sha256"] == sha256 else "changed"
    return Fetched(url, outcome, path, sha256=sha256)


def _suffix(page: Page) -> str:
    kind = page.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in TYPES:
        return TYPES[kind]
    named = PurePosixPath(unquote(urlsplit(page.url).path)).suffix.lower()
    if kind in UNSPECIFIC and named in suffixes():
        return TYPES["text/markdown"] if named in (".md", ".markdown") else named
    raise Refused(f"{kind or 'a page of no stated type'} is no document that can be read; open it and save it as text")


def _folder(url: str) -> str:
    return slug(urlsplit(url).netloc) or "host"


def _name(url: str) -> str:
    parts = urlsplit(url)
    words = slug(unquote(f"{parts.path} {parts.query}"))[-NAME_LENGTH:].strip("-")
    return f"{words or 'index'}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"


def _sidecar(stem: Path) -> Path:
    return stem.with_name(f"{stem.name}.json")


def _known(stem: Path) -> dict[str, Any]:
    """What the last fetch noted, where its document is still as it was fetched."""
    try:
        known = json.loads(_sidecar(stem).read_text("utf-8"))
        data = stem.with_name(PurePosixPath(known["file"]).name).read_bytes()
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return dict(known) if hashlib.sha256(data).hexdigest() == known.get("sha256") else {}


def _conditions(known: Mapping[str, Any]) -> dict[str, str]:
    conditions = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last_modified")}
    return {name: value for name, value in conditions.items() if isinstance(value, str)}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(data)
    beside.replace(path)
