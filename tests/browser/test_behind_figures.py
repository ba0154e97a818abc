"""From a figure to the words that it was read from, to what other sources state, and to a report of an error."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from pages.shared.site import REGISTRATIONS, SESSIONS, THEMES
from tests.browser.cards import WITH_CARDS, menu, opened, tab
from tests.browser.conftest import charts

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("wanted", WITH_CARDS, ids=lambda page: page.title)
def test_from_a_figure_of_every_chart_to_its_quote_in_its_document(wanted: object, site: str, page: Page) -> None:
    for shown in opened(page, f"{site}/{wanted.address}?basis=sessions"):  # type: ignore[attr-defined]
        tab(shown, "table")
        if not shown.locator("tbody button").count():
            continue
        shown.locator("tbody button").first.click()
        behind = shown.locator(".atlas-behind")
        expect(behind.get_by_text(re.compile(r"rows? behind this figure|no figure found"))).to_be_visible()
        if behind.get_by_text("no figure found").count():
            continue
        quote = behind.locator("q").first.inner_text().strip('“”"')
        behind.get_by_role("button", name="In the document").first.click()
        dialog = shown.locator("dialog")
        expect(dialog.locator("mark")).to_have_text(quote)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


@pytest.mark.parametrize(
    ("address", "mark"),
    [
        (f"{REGISTRATIONS.address}?group=government&measure=registered", ".barlayer .point"),
        (f"{SESSIONS.address}", ".heatmaplayer image"),
        (f"{THEMES.address}?chart=lines&basis=sessions", ".scatterlayer .point"),
    ],
)
def test_a_mark_in_the_drawing_leads_to_its_document_in_two_clicks(
    address: str, mark: str, site: str, page: Page
) -> None:
    page.goto(f"{site}/{address}")
    charts(page)
    shown = page.locator(".atlas-card").first
    box = shown.locator(mark).first.bounding_box()
    assert box
    is_heat = "heatmap" in mark
    x, y = (box["x"] + 8, box["y"] + 8) if is_heat else (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    shown.get_by_role("button", name="In the document").first.click()
    expect(shown.locator("dialog mark")).to_be_visible()


def test_sources_list_documents_places_quotes_and_rival_values(site: str, page: Page) -> None:
    shown = opened(page, f"{site}/{REGISTRATIONS.address}?measure=registered")[0]
    tab(shown, "sources")
    sheet = shown.locator(".atlas-sheet")
    expect(sheet.get_by_role("heading", name="Other values that sources state")).to_be_visible()
    expect(sheet.get_by_role("link", name="https://example.org/2020", exact=True)).to_be_visible()
    sheet.locator("summary").first.click()
    first = sheet.get_by_role("row").filter(has_text="2020, Registered, Government").first
    for words in ("1,000", "words", "A record of all", "line 1", "as recorded"):
        expect(first).to_contain_text(words)
    rival = sheet.locator(".atlas-rival")
    for words in ("990", "example.org", "another count", "shown: 1,000 (example.org)"):
        expect(rival).to_contain_text(words)


def test_a_report_holds_chart_value_source_and_version(site: str, page: Page) -> None:
    shown = opened(page, f"{site}/{REGISTRATIONS.address}?group=government&measure=registered")[0]
    tab(shown, "table")
    shown.locator("tbody button").first.click()
    shown.locator(".atlas-behind").get_by_role("button", name="Report an error").click()
    text = menu(shown, "share").get_by_label("The text of a report").input_value()
    for words in (
        "Stakeholder groups",
        "2020, Registered, Government: 1,000",
        "https://example.org/2020",
        "Data version: ",
    ):
        assert words in text
