"""Every file of every chart holds its rows, and every picture its words."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from pages.shared import catalog, exports, options
from pages.shared.catalog import fetch
from pages.shared.components.embedded import cards
from tests.browser.cards import WITH_CARDS, menu, opened, tab, texts

pytestmark = pytest.mark.browser


@pytest.fixture
def read(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This test reads the tables that the site shows."""
    monkeypatch.setenv("ATLAS_TABLES", str(tables))
    catalog.use_latest()


def saved(shown: Locator, name: str, folder: Path, nth: int = 0) -> Path:
    """A file that the menu of downloads gives."""
    with shown.page.expect_download() as download:
        menu(shown, "download").get_by_text(name, exact=True).nth(nth).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def expected(page: Page, shown: Locator) -> pd.DataFrame:
    """The rows that the tables give for a card at the address of the page."""
    question, _ = cards()[shown.get_attribute("data-card") or ""]
    given = parse_qs(urlsplit(page.url).query)
    return exports.whole(fetch(question(options.choice(given))).drop(columns=["key"]))


@pytest.mark.parametrize("wanted", WITH_CARDS, ids=lambda page: page.title)
def test_every_data_file_of_every_chart_holds_the_rows_of_the_tables(
    wanted: object, site: str, read: None, page: Page, tmp_path: Path
) -> None:
    for shown in opened(page, f"{site}/{wanted.address}?from=2008"):  # type: ignore[attr-defined]
        rows = expected(page, shown)
        version = catalog.build().version
        parquet = saved(shown, "Parquet", tmp_path)
        pd.testing.assert_frame_equal(pd.read_parquet(parquet), rows, check_dtype=False)
        assert re.fullmatch(rf"[a-z-]+_[a-z0-9-]+_{version}\.parquet", parquet.name)
        written = list(csv.reader(io.StringIO(saved(shown, "CSV", tmp_path).read_text("utf-8-sig"))))
        assert written == list(csv.reader(io.StringIO(exports.csv_of(rows).decode("utf-8-sig"))))
        book = openpyxl.load_workbook(saved(shown, "XLSX", tmp_path), read_only=True)
        assert book.sheetnames == ["data", "filters", "sources", "dictionary"]
        assert len(list(book["data"].iter_rows())) == len(rows) + 1
        assert all(row[1] for row in book["dictionary"].iter_rows(min_row=2, values_only=True))
        _check_package(saved(shown, "Everything (ZIP)", tmp_path), rows)
        everything = pd.read_csv(saved(shown, "CSV", tmp_path, nth=1))
        words = menu(shown, "download").inner_text()
        assert f"All data of this chart: {len(everything):,} row" in words
        assert f"The data displayed: {len(rows):,} row" in words
        assert len(everything) >= len(rows)


def _check_package(path: Path, rows: pd.DataFrame) -> None:
    with zipfile.ZipFile(path) as archive:
        described = json.loads(archive.read("datapackage.json"))
        assert {"README.md", "LICENCE.txt", "sources.csv"} <= set(archive.namelist())
        for resource in described["resources"]:
            header, *lines = csv.reader(io.StringIO(archive.read(resource["path"]).decode("utf-8-sig")))
            fields = resource["schema"]["fields"]
            assert [field["name"] for field in fields] == header
            assert all(field["description"] for field in fields)
            assert resource["name"] != "data" or len(lines) == len(rows)


@pytest.mark.parametrize("wanted", WITH_CARDS, ids=lambda page: page.title)
def test_every_picture_of_every_chart_carries_its_words(
    wanted: object, site: str, page: Page, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    offline = new_context(offline=True)
    for shown in opened(page, f"{site}/{wanted.address}?from=2008"):  # type: ignore[attr-defined]
        if not shown.locator("[data-view=chart]").is_visible():
            continue
        title = shown.locator(".atlas-tools").locator("xpath=preceding-sibling::*").inner_text()
        svg = saved(shown, "SVG", tmp_path).read_text()
        version = parse_qs(urlsplit(page.url).query)["v"][0]
        plain = re.sub(r"&#(\d+);", lambda sign: chr(int(sign[1])), re.sub(r"</text><text[^>]*>", "", svg))
        for words in (title, "2008 to 2025", "Sources: ", f"IGF Atlas, data version {version}, 20", f"{site}/"):
            assert words.replace(" ", "") in plain.replace(" ", "")
        png = saved(shown, "PNG", tmp_path).read_bytes()
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        width, height = struct.unpack(">II", png[16:24])
        assert width == 2400 and height > 400
        _check_offline(offline.new_page(), saved(shown, "HTML", tmp_path), shown)


def _check_offline(alone: Page, path: Path, shown: Locator) -> None:
    """The file shows the same figures, with their quotes, and asks nobody."""
    wrong: list[str] = []
    alone.on(
        "request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or wrong.append(request.url)
    )
    alone.on("console", lambda message: message.type == "error" and wrong.append(message.text))
    alone.on("pageerror", lambda error: wrong.append(str(error)))
    alone.goto(path.as_uri())
    alone.locator(".atlas-card[data-drawn] .main-svg").first.wait_for()
    copy = alone.locator(".atlas-card")
    tab(copy, "sources")
    expect(copy.locator("summary").first).to_contain_text("Figures and quotes")
    assert texts(copy) == texts(shown)
    tab(shown, "chart")
    assert not wrong
    alone.close()
