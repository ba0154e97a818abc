"""Two things side by side in a real browser: from a link, with its download."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cards import card, menu
from tests.browser.conftest import at_rest
from tests.browser.test_accessibility import violations
from tests.browser.test_organisations_and_sql import in_table, parameters, rows_of, saved

pytestmark = pytest.mark.browser

ADDRESS = "/side-by-side"
TWO_MEETINGS = f"{ADDRESS}?one=meeting-igf-2008&other=meeting-igf-2025"


def test_two_meetings_open_from_a_link_with_their_file(site: str, page: Page) -> None:
    page.goto(site + TWO_MEETINGS)
    shown = card(page, "Main figures of the two meetings")
    expect(shown.get_by_role("columnheader", name="IGF 2008 Hyderabad", exact=True)).to_be_visible()
    at_rest(page)
    data = rows_of(saved(page, menu(shown, "download").get_by_role("button", name="CSV").first))
    government = [row for row in data if row["measure"] == "participants" and row["group_name"] == "Government"]
    assert [(row["side"], row["meeting_id"], row["share"], row["sources"]) for row in government] == [
        ("one", "igf-2008", "0.3", "https://example.org/2008"),
        ("other", "igf-2025", "0.3", "https://example.org/2025"),
    ]
    gaps = [row for row in data if not row["count"] and not row["share"]]
    assert {row["meeting_id"] for row in gaps} == {"igf-2008", "igf-2025"}
    page.keyboard.press("Escape")
    shown.get_by_role("button", name="Participants: Government").click()
    expect(page.get_by_text("2 rows behind this figure")).to_be_visible()


def test_what_stands_side_by_side_is_chosen_and_stays_in_the_link(
    site: str, page: Page, new_context: Callable[..., BrowserContext]
) -> None:
    page.goto(site + ADDRESS)
    expect(card(page, "Main figures of the two meetings")).to_be_visible()
    page.get_by_text("Organisations", exact=True).last.click()
    page.wait_for_url(re.compile("one=organisation-network-forge"))
    expect(card(page, "Main figures of the two organisations")).to_be_visible()
    page.get_by_role("combobox", name="Other side").click()
    page.keyboard.type("lanterns")
    page.get_by_role("option", name="Ministry of Lanterns").click()
    page.wait_for_url(re.compile("other=organisation-ministry-of-lanterns"))
    at_rest(page)
    other = new_context().new_page()
    other.goto(page.url)
    together = in_table(card(other, "Main figures of the two organisations"))
    assert [row[0:4:2] for row in together][:1] == [["Sessions listed here, as organiser", "1 document here"]]
    assert parameters(other)["one"] == ["organisation-network-forge"]


def test_two_themes_on_a_phone(site: str, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{site}{ADDRESS}?one=theme-access&other=theme-privacy")
    shown = card(page, "Main figures of the two themes")
    expect(shown.get_by_text("3 of 18")).to_be_visible()
    at_rest(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert not violations(page)
