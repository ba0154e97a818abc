"""Downloads: what they hold, and that no cell runs."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from pages.shared import exports

ROWS = pd.DataFrame(
    {
        "label": ["=1+1", "+cmd", "-2", "@x", "\tt", "plain", None],
        "count": pd.array([1, 2, 3, 4, 5, 6, None], "Int64"),
        "share": [-0.5, 0.1, 0.2, 0.3, 0.4, 0.5, None],
    }
)


@pytest.fixture
def package() -> exports.Package:
    sources = pd.DataFrame({"url": ["https://example.org"], "document": ["=A record"]})
    filters = [("from", "2006"), ("to", "2025"), ("group", "civil-society"), ("track", "all")]
    return exports.Package("registrations-by-group", ROWS, filters, sources, "0a1b2c3d4e5f")


def test_file_name_says_page_filters_and_version(package: exports.Package) -> None:
    assert package.file("csv") == "registrations-by-group_2006-2025-civil-society_0a1b2c3d4e5f.csv"


def test_csv_holds_no_formula(package: exports.Package) -> None:
    data = exports.csv(package)
    assert data.startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(io.BytesIO(data))
    assert list(read["label"][:6]) == ["'=1+1", "'+cmd", "'-2", "'@x", "'\tt", "plain"]
    assert read["share"][0] == -0.5


def test_xlsx_has_its_sheets_and_no_formula(package: exports.Package) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(package)))
    assert book.sheetnames == ["data", "filters", "sources", "dictionary"]
    assert book["data"]["A2"].value == "'=1+1" and book["data"]["A2"].data_type == "s"
    assert book["sources"]["B2"].value == "'=A record"
    assert [cell.value for cell in book["filters"]["A"]] == ["parameter", "from", "to", "group", "track", "v"]
    meanings = {row[0].value: row[1].value for row in book["dictionary"].iter_rows(min_row=2)}
    assert meanings["count"] == "How many."


def test_parquet_holds_the_rows(package: exports.Package) -> None:
    table = pq.read_table(io.BytesIO(exports.parquet(package)))
    assert table["count"].to_pylist() == [1, 2, 3, 4, 5, 6, None]
    assert table["label"][0].as_py() == "=1+1"
