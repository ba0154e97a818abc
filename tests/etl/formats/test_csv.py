"""Tables as text: what stands between the cells, headers, quotes, line numbers."""

from __future__ import annotations

import pytest

from tests.etl.formats.reading import codes, line, read, texts

ROWS = [["Title", "Type", "Start"], ["Data, and us", "Workshop", "09:30"], ["Trust", "Open Forum", "10:30"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_stands_between_the_cells_is_found(delimiter: str) -> None:
    text = "\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in ROWS)
    rows = [found for found in read(text, "a.csv").lines if found.kind == "row"]
    assert [list(row.cells) for row in rows] == ROWS
    assert rows[1].header == tuple(ROWS[0])
    assert rows[1].text == "Data, and us | Workshop | 09:30"


def test_places_are_the_lines_of_the_file_also_after_a_cell_of_two_lines() -> None:
    document = read('Programme 2030\n\nTitle,Type\n"One\nof two lines",Workshop\nTwo,Open Forum\n', "a.csv")
    assert [(found.place, found.kind, found.text) for found in document.lines if found.text] == [
        ("line 1", "text", "Programme 2030"),
        ("line 3", "row", "Title | Type"),
        ("line 4", "row", "One of two lines | Workshop"),
        ("line 6", "row", "Two | Open Forum"),
    ]


def test_a_first_row_with_a_figure_is_no_header_and_years_are() -> None:
    assert read("Government,906\nOther,1\n", "a.csv").lines[1].header == ()
    assert read("Group,2019,2020\nOther,1,2\n", "a.csv").lines[1].header == ("Group", "2019", "2020")


def test_a_blank_line_ends_a_table() -> None:
    document = read("Group,Count\nOther,1\n\nRegion,Share\nAsia,17%\n", "a.csv")
    assert line(document, "Asia | 17%").header == ("Region", "Share")
    assert [found.table for found in document.lines if found.kind == "row"] == [0, 0, 1, 1]


def test_what_excel_writes_first_is_heeded() -> None:
    document = read("\ufeffsep=;\nGroup;Note\nOther;a, b, c\n", "a.csv")
    assert texts(document) == ["Group | Note", "Other | a, b, c"]
    assert line(document, "Other | a, b, c").place == "line 3"
    assert codes(document) == ["encoding-mark"]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest() -> None:
    text = "Title,Type\n" + '"Open,Workshop\n' + "Other,Workshop\n" * 40
    document = read(text, "a.csv")
    assert codes(document) == ["csv-quote-open"]
    assert document.warnings[0][1] == "line 2"
    assert len(texts(document)) == 42


def test_a_file_with_one_column_is_rows() -> None:
    assert texts(read("Title\nOne\nTwo\n", "a.csv")) == ["Title", "One", "Two"]
