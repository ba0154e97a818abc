"""Excel workbooks: sheets, values as shown, hidden sheets."""

from __future__ import annotations

from datetime import date, datetime, time

import openpyxl

from tests.etl.formats.making import with_part, workbook
from tests.etl.formats.reading import line, read, refusal


def sample() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Who came"
    rows = [
        ["Figures of the year"],
        ["Group", "Count", "Share", "Day"],
        ["Government", 906, 0.173, date(2030, 1, 2)],
        [],
        ["Other", 12.0, 0.4, datetime(2030, 1, 2, 9, 30)],
        [None, None, 2.5, time(10, 0)],
    ]
    for row in rows:
        sheet.append(row)
    sheet["C3"].number_format, sheet["C5"].number_format = "0.0%", "0%"
    hidden = book.create_sheet("Hidden")
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    return workbook(book)


def test_rows_are_read_as_they_are_shown_with_the_numbers_of_excel() -> None:
    document = read(sample(), "a.xlsx")
    assert [(found.place, found.text) for found in document.lines if found.text] == [
        ("sheet Who came, row 1", "Figures of the year"),
        ("sheet Who came, row 2", "Group | Count | Share | Day"),
        ("sheet Who came, row 3", "Government | 906 | 17.3% | 2030-01-02"),
        ("sheet Who came, row 5", "Other | 12 | 40% | 2030-01-02 09:30"),
        ("sheet Who came, row 6", "2.5 | 10:00"),
    ]
    row = line(document, "Other | 12 | 40% | 2030-01-02 09:30")
    assert row.header == ("Group", "Count", "Share", "Day")


def test_damaged_and_harmful_workbooks_are_refused() -> None:
    data = sample()
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    assert refusal(data[: len(data) // 2], "a.xlsx") == "xlsx-corrupt"
    assert refusal(with_part(data, "xl/workbook.xml", b"<workbook"), "a.xlsx") == "xlsx-corrupt"
    assert refusal(with_part(data, "xl/worksheets/sheet1.xml", entity), "a.xlsx") == "xml-unsafe"
    assert refusal(workbook(openpyxl.Workbook()), "a.xlsx") == "document-without-text"
