"""Plain text: lines with their numbers, and structure by look."""

from __future__ import annotations

import pytest

from etl.formats import document_of
from tests.etl.formats.reading import codes, line, read, texts

TEXT = """Summary of a meeting

It had two parts, and
both were short.

Groups

- Government: 17%
  - of these from ministries: 4%
- Civil society: 40%

1. First session
2. Second session

6. Dezember 2021
"""


def test_lines_keep_their_numbers() -> None:
    document = read(TEXT, "a.txt")
    assert line(document, "both were short.").place == "line 4"
    assert all(found.index == index for index, found in enumerate(document.lines))


def test_what_stands_alone_is_a_heading_and_a_wrapped_sentence_is_not() -> None:
    document = read(TEXT, "a.txt")
    assert [found.text for found in document.lines if found.kind == "heading"] == [
        "Summary of a meeting",
        "Groups",
        "6. Dezember 2021",
    ]


def test_items_have_the_depth_of_their_indent() -> None:
    items = [(found.text, found.level) for found in read(TEXT, "a.txt").lines if found.kind == "item"]
    assert items == [
        ("- Government: 17%", 0),
        ("- of these from ministries: 4%", 1),
        ("- Civil society: 40%", 0),
        ("1. First session", 0),
        ("2. Second session", 0),
    ]


@pytest.mark.parametrize("text", ["https://example.org/a", "someone@example.org", "It ended.", "x" * 130, "* * *"])
def test_no_heading(text: str) -> None:
    assert line(read(f"Before\n\n{text}\n\nAfter\n", "a.txt"), text).kind != "heading"


def test_an_underlined_line_is_a_heading() -> None:
    heading = line(read("Report\n======\nText\n", "a.txt"), "Report")
    assert (heading.kind, heading.level) == ("heading", 1)


def test_line_ends_of_every_system_and_page_breaks() -> None:
    document = read(b"one\r\ntwo\rthree\nfour\x0cfive", "a.txt")
    assert [(found.text, found.place) for found in document.lines] == [
        ("one", "line 1"),
        ("two", "line 2"),
        ("three", "line 3"),
        ("four", "line 4"),
        ("five", "line 4"),
    ]


def test_columns_set_apart_by_spaces_stay_apart() -> None:
    assert texts(read("13.00 - 13.20  Ouverture – séance", "a.txt")) == ["13.00 - 13.20  Ouverture – séance"]


def test_a_very_long_line_is_read_in_pieces_and_said_so() -> None:
    document = document_of(b"word " * 20_000, "a.txt")
    assert codes(document) == ["line-too-long"]
    assert max(len(found.text) for found in document.lines) <= 10_000
    assert document.word_count == 20_000
    assert {found.place for found in document.lines} == {"line 1"}
