"""The cards of a page: how a test finds them, opens their menus and reads their figures."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from pages.shared.site import OVERVIEW, QUALITY, REGISTRATIONS, SESSIONS, THEMES
from tests.browser.conftest import at_rest

WITH_CARDS = (OVERVIEW, REGISTRATIONS, SESSIONS, THEMES, QUALITY)


def card(page: Page, title: str) -> Locator:
    """The card with this title."""
    return page.locator(".atlas-card").filter(has=page.get_by_role("heading", name=title))


def opened(page: Page, address: str) -> list[Locator]:
    """The cards of a page."""
    page.goto(address)
    page.locator(".atlas-card .atlas-tools").first.wait_for()
    at_rest(page)
    return page.locator(".atlas-card").all()


def menu(shown: Locator, name: str) -> Locator:
    """An open menu of a card."""
    found = shown.locator(f"[data-menu={name}] + .atlas-menu")
    if not found.is_visible():
        shown.locator(f"[data-menu={name}]").click()
    expect(found).to_be_visible()
    return found


def tab(shown: Locator, name: str) -> None:
    """Show another view of a card."""
    shown.locator(f"[data-view={name}]").click()


def texts(shown: Locator) -> list[list[str]]:
    """The figures of a card, from its table."""
    tab(shown, "table")
    return shown.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent))"
    )  # type: ignore[no-any-return]
