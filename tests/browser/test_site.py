"""The site in a real browser: links, filters, charts, downloads."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from pages.shared.site import PAGES
from tests.browser.cards import card
from tests.browser.conftest import at_rest, charts, parameters

pytestmark = pytest.mark.browser

REGISTRATIONS = "/registrations-by-stakeholder"


def bars(page: Page) -> int:
    return card(page, "Stakeholder groups").locator(".barlayer .point").count()


@pytest.mark.parametrize("wanted", PAGES, ids=lambda page: page.title)
def test_every_address_opens_on_a_cold_server(wanted: object, cold_site: str, page: Page) -> None:
    page.goto(f"{cold_site}/{wanted.address}?from=2010&group=civil-society&severity=error")  # type: ignore[attr-defined]
    page.get_by_role("heading", level=1).wait_for()
    at_rest(page)
    assert urlsplit(page.url).path.strip("/") == wanted.address  # type: ignore[attr-defined]
    if "series" in wanted.filters:  # type: ignore[attr-defined]
        charts(page)
        assert parameters(page)["from"] == ["2010"]
    assert parameters(page)["group"] == ["civil-society"]
    assert parameters(page)["v"]


def test_filter_changes_chart_and_address(site: str, page: Page) -> None:
    page.goto(site + REGISTRATIONS)
    charts(page)
    assert bars(page) == 10
    assert parameters(page)["group"] == ["all"]
    page.locator("details[data-filter=group] summary").click()
    page.get_by_label("Civil Society", exact=True).check()
    page.wait_for_url(re.compile("group=civil-society"))
    expect(card(page, "Stakeholder groups").locator(".barlayer .point")).to_have_count(3)
    at_rest(page)


def test_filters_of_other_pages_come_back(site: str, page: Page) -> None:
    page.goto(f"{site}{REGISTRATIONS}?group=civil-society&from=2010")
    charts(page)
    page.get_by_role("link", name="Themes", exact=True).click()
    page.wait_for_url(re.compile("/themes-over-the-years.*from=2010"))
    assert parameters(page)["group"] == ["civil-society"]
    charts(page)
    page.get_by_role("link", name="Registrations", exact=True).click()
    page.wait_for_url(re.compile(f"{REGISTRATIONS}.*group=civil-society"))
    expect(card(page, "Stakeholder groups").locator(".barlayer .point")).to_have_count(2)


def test_back_undoes_a_filter(site: str, page: Page) -> None:
    page.goto(site + REGISTRATIONS)
    charts(page)
    page.get_by_role("radio", name="Count", exact=True).check()
    page.wait_for_url(re.compile("show=count"))
    at_rest(page)
    page.go_back()
    page.wait_for_url(re.compile("show=share"))
    expect(card(page, "Stakeholder groups").locator(".ytick text").last).to_contain_text("%")


def test_unknown_code_is_dropped_with_a_notice(site: str, page: Page) -> None:
    page.goto(f"{site}{REGISTRATIONS}?group=mars&group=government&from=2025&to=2008")
    charts(page)
    expect(page.get_by_text("“mars” is not known here")).to_be_visible()
    assert parameters(page)["group"] == ["government"]
    assert (parameters(page)["from"], parameters(page)["to"]) == (["2008"], ["2025"])


def test_click_on_a_bar_shows_the_rows_behind_it(site: str, page: Page) -> None:
    page.goto(f"{site}{REGISTRATIONS}?group=government&measure=registered")
    charts(page)
    box = card(page, "Stakeholder groups").locator(".barlayer .point").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_text("2 rows behind this figure")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text("rows behind this figure")).to_have_count(0)


def test_table_leads_to_the_rows_by_keyboard(site: str, page: Page) -> None:
    page.goto(f"{site}{REGISTRATIONS}?group=government&measure=registered")
    charts(page)
    shown = card(page, "Stakeholder groups")
    shown.get_by_role("button", name="Table").focus()
    page.keyboard.press("Enter")
    shown.locator("tbody button").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 rows behind this figure")).to_be_visible()


def test_charts_follow_the_theme(site: str, new_context: Callable[..., BrowserContext]) -> None:
    colors = set()
    for mode in ("light", "dark"):
        page = new_context(color_scheme=mode).new_page()
        page.goto(site + REGISTRATIONS)
        charts(page)
        colors.add(page.locator(".atlas-plot .main-svg").first.evaluate("node => getComputedStyle(node).background"))
    assert len(colors) == 2
