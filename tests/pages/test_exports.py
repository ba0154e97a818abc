"""Downloads: what they hold, and that no cell runs."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from pages.shared import data_package, exports

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
    return exports.Package("registrations-by-group", ROWS, filters, sources, "0a1b2c3d4e5f", title="Groups")


def test_file_name_says_page_filters_and_version(package: exports.Package) -> None:
    assert package.file("csv") == "registrations-by-group_2006-2025-civil-society_0a1b2c3d4e5f.csv"
    assert replace(package, filters=[]).file("csv") == "registrations-by-group_all_0a1b2c3d4e5f.csv"


def test_whole_numbers_stay_whole_where_some_are_missing() -> None:
    rows = pd.DataFrame({"count": [1000.0, None], "share": [1.0, None]})
    assert exports.csv_of(rows).decode("utf-8-sig").splitlines()[1:] == ["1000,1.0", ","]


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


def test_xlsx_says_where_it_does_not_hold_all(package: exports.Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "XLSX_ROWS", 3)
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(package)))
    assert book["data"].max_row == 4
    assert book["filters"]["B7"].value == "the first 3 of 7; CSV and Parquet hold all"


def test_parquet_holds_the_rows(package: exports.Package) -> None:
    table = pq.read_table(io.BytesIO(exports.parquet(package)))
    assert table["count"].to_pylist() == [1, 2, 3, 4, 5, 6, None]
    assert table["label"][0].as_py() == "=1+1"


def test_zip_is_a_data_package_with_all_one_needs(package: exports.Package) -> None:
    package = replace(package, words="2006 to 2025", link="https://example.org/?v=1", citation="IGF Atlas (2026).")
    data = data_package.zipped(replace(package, evidence=lambda: ROWS[["label"]].head(1)), date(2026, 5, 4))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        described = json.loads(archive.read("datapackage.json"))
        readme = archive.read("README.md").decode()
        rows = archive.read("data.csv").decode("utf-8-sig")
    assert names == {
        "data.csv", "data.parquet", "evidence.csv", "sources.csv", "datapackage.json", "README.md", "LICENCE.txt",
    }  # fmt: skip
    assert {one["path"] for one in described["resources"]} == {"data.csv", "evidence.csv", "sources.csv"}
    fields = {field["name"]: field for field in described["resources"][0]["schema"]["fields"]}
    assert fields["count"]["type"] == "integer" and fields["share"]["type"] == "number"
    assert fields["count"]["description"] == "How many."
    assert described["version"] == "0a1b2c3d4e5f" and described["licenses"][0]["name"] == "CC-BY-4.0"
    assert described["sources"] == [{"title": "=A record", "path": "https://example.org"}]
    assert "7 rows" in readme and "IGF Atlas (2026)." in readme
    assert "'=1+1" in rows
    assert data == data_package.zipped(replace(package, evidence=lambda: ROWS[["label"]].head(1)), date(2026, 5, 4))
