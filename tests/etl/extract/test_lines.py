"""The text of documents, line by line: places, positions, sessions, and where a sentence may go on."""

from __future__ import annotations

from pathlib import Path

from etl import tables
from etl.build import build
from etl.engine import Local
from etl.extract import lines, read_facts
from etl.extract.theme_mentions import NOTHING
from etl.formats import document_of
from etl.reading import Reading, Row

RECORD = """---
title: A record
kind: meeting summary
---
# A record

| Code | Session | Track |
|---|---|---|
| WS #1 | On privacy | Trust |
"""


def rows_of(text: str, name: str = "notes.txt") -> list[Row]:
    reading = Reading(document_of(text.encode(), name), meeting_id="igf-2020", year=2020)
    lines.extract(reading)
    return reading.table("lines")


def test_a_row_per_line_that_is_not_blank() -> None:
    assert rows_of("One line.\n\nAnother,\nwhich goes on.") == [
        {
            "document_id": "notes-txt",
            "form": "original",
            "line": number,
            "position": position,
            "place": f"line {number}",
            "kind": "text",
            "passage": passage,
            "session_id": None,
            "text": text,
            "folded": text.lower(),
        }
        for number, position, passage, text in (
            (1, 0, 1, "One line."),
            (3, 11, 3, "Another,"),
            (4, 20, 3, "which goes on."),
        )
    ]


def test_the_text_of_a_document_can_be_put_together_again() -> None:
    text = "# A title\n\nFirst words\nand more.\n* an item\n\n\nThe end."
    document = document_of(text.encode(), "notes.md")
    rows = rows_of(text, "notes.md")
    whole = "".join(
        row["text"] + (after["position"] - row["position"] - len(row["text"])) * NOTHING
        for row, after in zip(rows, [*rows[1:], {"position": len(document.text)}], strict=True)
    )
    assert whole.split(NOTHING) == document.text.split("\n")


def test_headings_items_and_rows_begin_anew() -> None:
    rows = rows_of("# A title\nwords after it\n* an item\nthat goes on\n* another", "notes.md")
    assert {row["text"]: row["passage"] for row in rows} == {
        "# A title": 1,
        "words after it": 2,
        "* an item": 3,
        "that goes on": 3,
        "* another": 5,
    }


def test_the_lines_of_a_session_name_it() -> None:
    parts = ("Programme of IGF 2020", "WS #12 Privacy for all", "They spoke of data.", "WS #13 More", "And of names.")
    text = "\n\n".join(parts)
    reading = read_facts(document_of(text.encode(), "programme.txt"))
    sessions = {row["text"]: row["session_id"] for row in reading.table("lines")}
    assert sessions["Programme of IGF 2020"] is None
    assert sessions["They spoke of data."] == sessions["WS #12 Privacy for all"] != sessions["And of names."]


def test_records_and_originals_are_told_apart_and_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "record.md").write_text(RECORD, "utf-8")
    (documents / "original.txt").write_text("A summary of IGF 2020.\n\nPeople spoke of privacy.\n", "utf-8")
    stored = []
    for name in ("one", "two"):
        build([documents], tmp_path / name, engine=Local(1))
        folder, _ = tables.current(tmp_path / name)  # type: ignore[misc]
        stored.append((folder / "lines.parquet").read_bytes())
    assert stored[0] == stored[1]
    rows = tables.load_table(folder, "lines").to_pylist()
    assert {(row["document_id"], row["form"]) for row in rows} == {("record", "record"), ("original-txt", "original")}
    assert ("original-txt", "line 3", "People spoke of privacy.") in {
        (row["document_id"], row["place"], row["text"]) for row in rows
    }
