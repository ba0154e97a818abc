"""Organisations, tables and SQL in a real browser: each from a link, with its download."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pandas as pd
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from etl import tables as etl_tables
from tests.browser.cards import card, menu
from tests.browser.conftest import at_rest, charts, in_table, parameters, rows_of, saved
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

ORGANISATIONS = "/who-organises"
TABLES = "/tables"
SQL = "/query?sql="
BY_YEAR = "select year, count(*) as sessions from sessions group by year order by year"


def test_an_organisation_is_found_by_typing_and_stays_in_the_link(
    site: str, page: Page, new_context: Callable[..., BrowserContext]
) -> None:
    page.goto(f"{site}{ORGANISATIONS}")
    charts(page)
    expect(card(page, "Who organises sessions")).to_be_visible()
    page.get_by_role("combobox", name="Organisation", exact=True).click()
    page.keyboard.type("hlx")
    page.get_by_role("option", name="Harbour Light (HLX)").click()
    page.wait_for_url(re.compile("organisation=harbour-light"))
    expect(page.get_by_role("heading", name="Harbour Light (HLX)")).to_be_visible()
    at_rest(page)
    other = new_context().new_page()
    other.goto(page.url)
    charts(other)
    expect(other.get_by_role("heading", name="Harbour Light (HLX)")).to_be_visible()
    assert in_table(card(other, "With whom it organises")) == [
        ["Harbour Light", "Network Forge", "Technical Community", "", "2", "2008"],
        ["Harbour Light", "Ministry of Lanterns", "Government", "Norway", "1", "2008"],
        ["Ministry of Lanterns", "Network Forge", "Technical Community", "", "1", "2008"],
    ]


def test_a_figure_of_an_organisation_leads_to_its_words_and_its_file(site: str, page: Page) -> None:
    page.goto(f"{site}{ORGANISATIONS}?organisation=harbour-light")
    charts(page)
    shown = card(page, "Its sessions, by year and role")
    data = saved(page, menu(shown, "download").get_by_role("button", name="CSV").first)
    assert [(row["role"], row["year"], row["sessions"]) for row in rows_of(data)] == [
        ("organiser", "2008", "2"),
        ("organiser", "2020", "1"),
        ("participant", "2020", "1"),
    ]
    page.keyboard.press("Escape")
    shown.get_by_role("button", name="Table", exact=True).click()
    shown.locator("tbody button").first.click()
    expect(page.get_by_text("2 rows behind this figure")).to_be_visible()


def test_lists_of_organisations_can_be_downloaded(site: str, page: Page) -> None:
    page.goto(f"{site}{ORGANISATIONS}")
    charts(page)
    names = rows_of(saved(page, page.get_by_role("button", name="This list as CSV").first))
    assert [row["name"] for row in names][:2] == ["Harbour Light", "Network Forge"]
    page.get_by_role("tab", name="To review").click()
    pairs = rows_of(saved(page, page.get_by_role("button", name="This list as CSV").last))
    assert (pairs[0]["one"], pairs[0]["other"]) == ("Network Forge", "Network Forges")


def test_network_can_be_read_on_a_phone(site: str, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{site}{ORGANISATIONS}?organisation=harbour-light")
    charts(page)
    labels = card(page, "With whom it organises").locator(".main-svg text")
    boxes = [label.bounding_box() for label in labels.all()]
    seen = [box for box in boxes if box and box["width"]]
    assert len(seen) == 3
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in seen)
    assert not violations(page)


def test_a_table_opens_from_its_link_with_its_files(site: str, page: Page, tables: Path, tmp_path: Path) -> None:
    page.goto(f"{site}{TABLES}?table=participation&find=government")
    page.get_by_role("heading", name="participation", exact=True).wait_for()
    at_rest(page)
    folder, version = etl_tables.current(tables)  # type: ignore[misc]
    with page.expect_download() as download:
        page.get_by_role("button", name="Whole table as Parquet").click()
    assert download.value.suggested_filename == f"participation_{version}.parquet"
    assert Path(download.value.path()).read_bytes() == (folder / "participation.parquet").read_bytes()
    rows = rows_of(saved(page, page.get_by_role("button", name="Whole table as CSV")))
    wanted = pd.read_parquet(folder / "participation.parquet")
    assert [row["label"] for row in rows] == list(wanted["label"])
    assert parameters(page)["find"] == ["government"]
    page.get_by_role("tab", name="R", exact=True).click()
    expect(page.get_by_text(f'read_parquet("participation_{version}.parquet")')).to_be_visible()


def test_a_query_opens_from_its_link_with_its_file(site: str, page: Page) -> None:
    page.goto(f"{site}{SQL}{quote(BY_YEAR)}")
    charts(page)
    shown = card(page, "The answer")
    rows = rows_of(saved(page, menu(shown, "download").get_by_role("button", name="CSV").first))
    wanted = [["2008", "6"], ["2010", "4"], ["2020", "6"], ["2025", "3"]]
    assert [[row["year"], row["sessions"]] for row in rows] == wanted
    page.keyboard.press("Escape")
    assert in_table(shown) == wanted
    assert not violations(page)


def test_a_query_is_written_run_and_linked(site: str, page: Page) -> None:
    page.goto(f"{site}/query")
    box = page.get_by_role("textbox", name="SQL")
    box.fill("select title, code from sessions where year = 2025 order by code")
    page.get_by_role("button", name="Run").click()
    page.wait_for_url(re.compile("sql=select"))
    expect(card(page, "The answer")).to_be_visible()
    expect(page.get_by_text("Session 1 of 2025")).to_be_visible()
    page.get_by_role("button", name="Sessions by year and type").click()
    page.wait_for_url(re.compile("session_type"))
    charts(page)
    page.get_by_text("Points", exact=True).click()
    page.wait_for_url(re.compile("marks=points"))
    at_rest(page)


def test_a_query_without_an_answer_says_why_and_a_text_is_only_text(site: str, page: Page) -> None:
    page.goto(f"{site}{SQL}{quote('select * from nowhere')}")
    expect(page.get_by_text("nowhere does not exist")).to_be_visible()
    at_rest(page)
    assert not violations(page)
    tags = "select '<img src=x onerror=document.title=1>' as a, '**b**' as b, 3 as c"
    page.goto(f"{site}{SQL}{quote(tags)}")
    charts(page)
    assert in_table(card(page, "The answer")) == [["<img src=x onerror=document.title=1>", "**b**", "3"]]
    assert page.title() != "1"
