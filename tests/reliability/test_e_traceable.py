"""E. Every row leads to the bytes of a document, a place in it, and words that stand there."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from etl import build as builder
from etl.assemble import assemble
from etl.document import QUOTE_LENGTH, Document
from etl.formats import about_of, document_of, find_documents, read_bytes
from etl.schema import TABLES
from tests.reliability import corpus
from tests.reliability.making import MADE

Row = dict[str, Any]
TRACED = [table.name for table in TABLES if table.has_provenance]
LONGEST_PASSAGE = 40
"""Lines over which a quote may run."""


def stands_there(document: Document, place: str, quote: str) -> bool:
    """Whether `quote` begins at `place`: within its line, or running on over the lines after it."""
    if place == "title":
        return quote in " ".join(str(document.front.get("title") or "").split())
    for line in document.lines:
        if line.place == place:
            after = document.lines[line.index + 1 : line.index + LONGEST_PASSAGE]
            passage = " ".join([line.text, *(other.text for other in after if other.text)])
            if 0 <= passage.find(quote) <= len(line.text):
                return True
    return False


def untraced(folders: list[Path]) -> tuple[int, list[Row]]:
    """The number of rows that come out of `folders`, and those whose source is not where they say."""
    files = {relative: path for path, relative in find_documents(folders)[0]}
    tables = assemble(builder.read_one(path, relative) for relative, path in files.items())
    documents: dict[str, Document] = {}
    for row in tables["documents"]:
        data = read_bytes(files[row["path"]])
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (row["sha256"], row["byte_count"])
        documents[row["document_id"]] = document_of(data, row["path"], about_of(files[row["path"]], data))
    rows = [{"table": name, **row} for name in TRACED for row in tables[name]]
    wrong = [
        row
        for row in rows
        if not 0 < len(row["quote"]) <= QUOTE_LENGTH
        or not stands_there(documents[row["document_id"]], row["place"], row["quote"])
    ]
    return len(rows), wrong


@pytest.mark.parametrize("folders", [builder.default_documents(), [corpus.SAMPLES]], ids=["documents", "samples"])
def test_every_row_is_traced_to_its_words(folders: list[Path]) -> None:
    count, wrong = untraced(folders)
    assert count > 500
    assert wrong == []


def test_every_format_is_traced(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number, (name, data) in enumerate(sorted(MADE.items())):
        (tmp_path / "in" / f"made-{number}.{name}").write_bytes(data)
    count, wrong = untraced([tmp_path / "in"])
    assert count >= 4 * len(MADE)
    assert wrong == []


def test_a_quote_that_stands_elsewhere_is_noticed() -> None:
    document = document_of(b"One line here.\nAnother line\nthat goes on.\n", "a.txt")
    assert stands_there(document, "line 2", "Another line that goes on.")
    assert not stands_there(document, "line 1", "Another line")
    assert not stands_there(document, "line 2", "Another  line")
    assert not stands_there(document, "line 9", "Another line")
