"""Markdown: front matter, headings, lists, tables."""

from __future__ import annotations

import pytest

from tests.etl.formats.reading import line, read, refusal

RECORD = """---
title: A record
kind: statistics
---

# A record

## Participation

| group | count |
|-------|------:|
| Government \\| State | 906 |
| Other | 1 |

Label | Share
------|------
Asia  | 17%

- one
  - two
"""


def test_an_underlined_line_is_a_heading_and_a_rule_is_none() -> None:
    document = read("A page\n======\n\nWords.\n\nA part\n---\n\n- one\n---\n\n---\n", "a.md")
    assert [(one.text, one.level) for one in document.lines if one.kind == "heading"] == [("A page", 1), ("A part", 2)]


def test_front_matter_makes_a_record_and_lines_keep_the_numbers_of_the_file() -> None:
    document = read(RECORD, "a.md")
    assert document.form == "record"
    assert document.front["title"] == "A record"
    assert line(document, "# A record").place == "line 6"
    assert (line(document, "## Participation").kind, line(document, "## Participation").level) == (
        "heading",
        2,
    )


def test_rows_have_cells_header_and_the_number_of_their_table() -> None:
    rows = [found for found in read(RECORD, "a.md").lines if found.kind == "row"]
    assert [(row.cells, row.header, row.table) for row in rows] == [
        (("group", "count"), (), 0),
        (("Government | State", "906"), ("group", "count"), 0),
        (("Other", "1"), ("group", "count"), 0),
        (("Label", "Share"), (), 1),
        (("Asia", "17%"), ("Label", "Share"), 1),
    ]
    assert rows[1].place == "line 12"


def test_items_have_their_depth() -> None:
    assert [found.level for found in read(RECORD, "a.md").lines if found.kind == "item"] == [0, 1]


def test_text_without_front_matter_is_an_original() -> None:
    document = read("---\nA rule, then text.\n\n---\n\nMore\n", "a.md")
    assert document.form == "original"
    assert line(document, "A rule, then text.").place == "line 2"


@pytest.mark.parametrize("front", ["title: [", "- a\n- b", "published: 2020-13-45", "a: !!python/name:os.system"])
def test_front_matter_that_is_no_list_of_values_is_refused(front: str) -> None:
    assert refusal(f"---\n{front}\n---\nText\n", "a.md") == "front-matter-invalid"
