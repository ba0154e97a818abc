"""Code that a reader copies from the menu Cite runs as it is pasted, and gives the rows of the chart."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import duckdb
import httpx
import pandas as pd
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from playwright.sync_api import Locator, Page

from tests.browser.cards import menu
from tests.browser.conftest import charts, saved

LINKS = [
    "/registrations-by-stakeholder?from=2010&group=civil-society&show=count",
    "/side-by-side?one=igf-2008&other=igf-2025",
    "/themes-over-the-years?term=privacy%2C+cyber*&within=titles",
]


class Web(MemoryFileSystem):  # type: ignore[misc]
    """The web for DuckDB, in place of its extension, which it would get from the net."""

    protocol = ("http", "https")

    def exists(self, path: str, **_: Any) -> bool:
        return httpx.head(path).status_code == 200

    def glob(self, path: str, **_: Any) -> list[str]:
        return [path] if self.exists(path) else []

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        return {"name": path, "type": "file", "size": len(self._read(path))}

    def modified(self, path: str) -> pd.Timestamp:
        return pd.Timestamp(0, tz="UTC")

    def _open(self, path: str, *_: Any, **__: Any) -> io.BytesIO:
        return io.BytesIO(self._read(path))

    def _read(self, path: str) -> bytes:
        return httpx.get(path).raise_for_status().content

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path


def in_duckdb(code: str) -> pd.DataFrame:
    with duckdb.connect() as connection:
        connection.register_filesystem(Web())
        return connection.sql(code).df()


def in_pandas(code: str) -> pd.DataFrame:
    made: dict[str, Any] = {}
    exec(code, made)
    return made["rows"]  # type: ignore[no-any-return]


def code_of(card: Locator, language: str) -> str:
    """What the menu Cite gives to copy for `language`."""
    shown = menu(card, "cite")
    shown.get_by_text("Load the rows in code").click()
    shown.get_by_role("button", name=language, exact=True).click()
    return shown.locator("details[open] textarea").last.input_value()


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(("language", "run"), [("DuckDB", in_duckdb), ("pandas", in_pandas)])
def test_code_of_a_chart_gives_its_rows(
    link: str, language: str, run: Callable[[str], pd.DataFrame], site: str, page: Page
) -> None:
    page.goto(f"{site}{link}")
    charts(page)
    card = page.locator(".atlas-card").first
    downloaded = pd.read_csv(io.BytesIO(saved(page, menu(card, "download").get_by_role("button", name="CSV").first)))
    page.keyboard.press("Escape")
    found = run(code_of(card, language))
    assert len(downloaded) and list(found.columns) == list(downloaded.columns)
    first, numbers = list(downloaded.columns[:3]), downloaded.select_dtypes("number").columns
    assert found[first].astype(str).values.tolist() == downloaded[first].astype(str).values.tolist()
    pd.testing.assert_frame_equal(found[numbers].astype(float), downloaded[numbers].astype(float))


def test_code_for_a_file_is_there_too(site: str, page: Page) -> None:
    page.goto(f"{site}{LINKS[0]}")
    charts(page)
    assert "read_parquet('registrations-by-group_" in code_of(page.locator(".atlas-card").first, "DuckDB from a file")
