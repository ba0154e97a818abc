"""Which pages are worth fetching: the sources that records name, and the programmes of past meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.document import Document, Unreadable
from etl.formats import document_of, find_documents, read_bytes
from etl.vocabulary import fold, load

ADDRESS = re.compile(r"https?://[^\s<>|\])]+")
DEFINED = re.compile(r"\[[^\]]+\]:\s*<?(https?://[^\s>]+)>?")
SOURCE = "source"
PAGE = "{page}"


@dataclass(frozen=True)
class Programme:
    """A published programme, list of sessions or statistics of a meeting."""

    meeting_id: str
    url: str
    """Where it is; `{page}` stands for the number of a page where it has several."""
    what: str
    known_from: str
    """`source`: the address is the source of a fact; `pattern`: it is formed as such addresses are."""
    pages: tuple[int, ...] = ()

    def urls(self) -> list[str]:
        """The address of each page, in order."""
        return [self.url.replace(PAGE, str(page)) for page in self.pages] if self.pages else [self.url]


def programmes() -> list[Programme]:
    """The list in data/vocabulary/programmes.yml."""
    return [
        Programme(meeting_id, entry["url"], entry["what"], entry["known_from"], _pages(entry.get("pages")))
        for meeting_id, entries in load("programmes").items()
        for entry in entries
    ]


def addresses_in(records: Sequence[Path]) -> list[str]:
    """Every address that the records in `records` (files or folders) name as a source, each once."""
    found, _ = find_documents(records)
    return list(dict.fromkeys(url for path, relative in found for url in _addresses(path, relative)))


def _addresses(path: Path, relative: str) -> Iterator[str]:
    try:
        document = document_of(read_bytes(path), relative)
    except Unreadable:
        return
    if document.form == "record":
        yield from _stated(document)


def _stated(document: Document) -> Iterator[str]:
    url = document.front.get("url")
    if isinstance(url, str) and ADDRESS.fullmatch(url):
        yield url
    for line in document.lines:
        if defined := DEFINED.match(line.text):
            yield defined[1]
        for name, cell in zip(map(fold, line.header), line.cells, strict=False):
            if name == SOURCE:
                yield from ADDRESS.findall(cell)


def _pages(stated: dict[str, int] | None) -> tuple[int, ...]:
    return tuple(range(stated["first"], stated["last"] + 1, stated.get("step", 1))) if stated else ()
