"""axe-core finds nothing serious, light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext

from pages.shared.site import PAGES, REGISTRATIONS
from tests.browser.conftest import at_rest, charts

pytestmark = pytest.mark.browser

STREAMLITS_OWN = {"empty-table-header", "presentation-role-conflict"}
"""What st.dataframe and st.file_uploader themselves do wrong: the header of a column of markers is empty, a part of the
uploader has no role and takes the focus (both minor)."""


def violations(page: object) -> list[tuple[str, str, list[str]]]:
    found = Axe().run(page).response["violations"]  # type: ignore[arg-type]
    return [
        (one["id"], one["impact"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found
        if one["id"] not in STREAMLITS_OWN
    ]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("wanted", PAGES, ids=lambda page: page.title)
def test_nothing_found_by_axe(wanted: object, mode: str, site: str, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(color_scheme=mode).new_page()
    page.goto(f"{site}/{wanted.address}")  # type: ignore[attr-defined]
    page.get_by_role("heading", level=1).wait_for()
    at_rest(page)
    assert not violations(page)


def test_nothing_found_by_axe_on_a_phone(site: str, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{site}/{REGISTRATIONS.address}")
    charts(page)
    assert not violations(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
