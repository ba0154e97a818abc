"""Names beside charts, however long and wide, stand within the chart, on any screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cards import card
from tests.browser.conftest import ROOT, charts, served
from tests.pages import sample
from tests.pages.tiny import write_build

pytestmark = pytest.mark.browser

LONG = {
    "harbour-light": "WORLDWIDE MOVEMENT OF WOMEN WHO MIND HARBOUR LIGHTS, BUOYS & LIGHTSHIPS",
    "network-forge": "Gemeinschaft für Weiterentwicklung von Netzwerkwerkzeugwissenschaften",
    "ministry-of-lanterns": "灯笼与海港照明事务部及其所有地方办事处和海外代表机构联合会",
}
"""Organisation -> a name in capitals, with a word that is longer than a line, or in letters as wide as high."""
OUTSIDE = """plot => {
  const box = plot.getBoundingClientRect();
  return [...plot.querySelectorAll(".main-svg text")].map((text) => [text, text.getBoundingClientRect()])
    .filter(([, at]) => at.width && (at.left < box.left || at.right > box.right))
    .map(([text, at]) => `${text.textContent} (${at.left - box.left} to ${at.right - box.left} of ${box.width})`);
}"""
"""The texts of a chart that do not stand between its edges."""


def rows() -> dict[str, list[dict[str, Any]]]:
    """The small build, with long names."""
    made = sample.rows()
    made["organisations"] = [
        row | {"name": LONG.get(row["organisation_id"], row["name"])} for row in made["organisations"]
    ]
    return made


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on the build with long names."""
    folder = tmp_path_factory.mktemp("long")
    write_build(folder, rows())
    with served(ROOT / "dashboard.py", folder / "server.log", ATLAS_TABLES=str(folder)) as address:
        yield address


def drawn(page: Page, address: str) -> None:
    """Open an address and have all its charts drawn, also those further down."""
    page.goto(address)
    charts(page)
    for shown in page.locator(".atlas-card").all():
        shown.scroll_into_view_if_needed()
        shown.and_(page.locator("[data-drawn]")).wait_for()


@pytest.mark.parametrize("width", [390, 700, 1440])
@pytest.mark.parametrize("search", ["", "?organisation=harbour-light"])
def test_long_names_are_not_cut_by_the_edge_of_the_chart(
    search: str, width: int, long_site: str, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(viewport={"width": width, "height": 1000}).new_page()
    drawn(page, f"{long_site}/who-organises{search}")
    plots = page.locator(".atlas-plot:has(.main-svg)")
    assert plots.count() >= 2
    assert [text for plot in plots.all() for text in plot.evaluate(OUTSIDE)] == []


def test_a_name_that_is_cut_is_whole_under_the_pointer_and_in_the_table(long_site: str, page: Page) -> None:
    drawn(page, f"{long_site}/who-organises")
    shown = card(page, "Who organises sessions")
    beside = shown.locator(".ytick text").all_text_contents()
    name = LONG["harbour-light"]
    assert any(text.endswith("…") and name.startswith(text.removesuffix("…")) for text in beside)
    figure = shown.locator(".main-svg text", has_text=re.compile("^2$")).first
    figure.scroll_into_view_if_needed()
    at = figure.bounding_box()
    assert at
    page.mouse.move(at["x"] + 2, at["y"] + 2)
    expect(shown.locator(".hoverlayer")).to_contain_text(name)
    shown.get_by_role("button", name="Table", exact=True).click()
    expect(shown.locator("tbody td", has_text=name).first).to_be_visible()
