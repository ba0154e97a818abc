"""A page of another site shows a single chart of this one in a frame, and nothing else of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pages.shared.site import PAGES

pytestmark = pytest.mark.browser

CARD = "registrations-by-stakeholder?card=registrations-by-group&embed=true&group=civil-society"
REFUSED = "chrome-error://chromewebdata/"


@pytest.fixture
def frames(site: str, page: Page, tmp_path: Path) -> Iterator[Callable[[list[str]], Page]]:
    """Opens a page of another site that has these pages of ours in its frames."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever).start()

    def opened(addresses: list[str]) -> Page:
        ours = [escape(f"{site}/{address}") for address in addresses]
        framed = [f'<iframe width=900 height=600 src="{address}"></iframe>' for address in ours]
        (tmp_path / "index.html").write_text(f"<!doctype html>{''.join(framed)}")
        page.goto(f"http://localhost:{server.server_port}/")
        return page

    yield opened
    server.shutdown()
    server.server_close()


def test_a_chart_stands_in_a_page_of_another_site(frames: Callable[[list[str]], Page]) -> None:
    chart = frames([CARD]).frame_locator("iframe")
    chart.locator(".atlas-card[data-drawn] .main-svg").first.wait_for()
    assert chart.locator("h1").count() == 0
    assert chart.locator(".atlas-home a").get_attribute("target") == "_blank"
    chart.locator("[data-view=table]").click()
    assert "Civil Society" in chart.locator(".atlas-sheet table").inner_text()


def test_nothing_else_stands_in_a_page_of_another_site(frames: Callable[[list[str]], Page]) -> None:
    pages = [*(page.address for page in PAGES), "?embed=true", CARD.replace("&embed=true", "")]
    page = frames(pages)
    page.wait_for_load_state("networkidle")
    shown = [frame.url for frame in page.frames if frame.parent_frame]
    assert shown == [REFUSED] * len(pages)
