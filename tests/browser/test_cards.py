"""A card: its link, its highlighted series, its frame in other sites, its older versions, its menus."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from pages.shared.site import OVERVIEW, REGISTRATIONS, SESSIONS, THEMES
from tests.browser.cards import menu, opened, tab, texts
from tests.browser.conftest import ROOT, at_rest, served
from tests.browser.test_accessibility import violations
from tests.pages import sample
from tests.pages.tiny import write_build

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("address", "options"),
    [
        (OVERVIEW.address, "from=2010&highlight=access"),
        (REGISTRATIONS.address, "group=government&group=civil-society&show=count&arrange=panels&order=largest"),
        (SESSIONS.address, "cells=share&naming=harmonised&order=largest"),
        (THEMES.address, "basis=sessions&chart=lines&to=2020"),
    ],
)
def test_a_copied_link_of_every_chart_shows_the_same_elsewhere(
    address: str, options: str, site: str, page: Page, new_context: Callable[..., BrowserContext]
) -> None:
    here = opened(page, f"{site}/{address}?{options}")
    links = set()
    for shown in here:
        menu(shown, "share").get_by_role("button", name="Copy link").click()
        expect(menu(shown, "share").get_by_role("button", name="Copied")).to_be_visible()
        links.add(page.evaluate("navigator.clipboard.readText()"))
        page.keyboard.press("Escape")
    (link,) = links
    told = parse_qs(urlsplit(link).query)
    assert {name: told[name] for name in parse_qs(options)} == parse_qs(options) and told["v"]
    other = new_context().new_page()
    there = opened(other, link)
    assert [texts(shown) for shown in there] == [texts(shown) for shown in here]
    assert parse_qs(urlsplit(other.url).query) == told


def test_highlighted_series_keep_their_color_and_are_in_the_link(
    site: str, page: Page, new_context: Callable[..., BrowserContext]
) -> None:
    shown = opened(page, f"{site}/{REGISTRATIONS.address}")[0]
    colors = bar_colors(shown)
    shown.get_by_role("button", name="Civil Society").click()
    page.wait_for_url(re.compile("highlight=civil-society"))
    at_rest(page)
    expect(shown.get_by_role("button", name="Civil Society")).to_have_attribute("aria-pressed", "true")
    changed = bar_colors(shown)
    assert len(set(changed)) == 2 and len(set(colors)) > 3
    kept = [now for was, now in zip(colors, changed, strict=True) if was == now]
    assert len(set(kept)) == 1 and len(kept) == 3
    other = new_context().new_page()
    assert bar_colors(opened(other, page.url)[0]) == changed
    shown.get_by_role("button", name="Show all").click()
    page.wait_for_url(re.compile("highlight=all"))
    assert bar_colors(shown) == colors


def bar_colors(shown: Locator) -> list[str]:
    shown.locator(".barlayer .point path").first.wait_for()
    return shown.locator(".barlayer .point path").evaluate_all(  # type: ignore[no-any-return]
        "paths => paths.map(path => getComputedStyle(path).fill)"
    )


def test_where_there_is_nothing_to_draw_the_table_stands(site: str, page: Page) -> None:
    shown = opened(page, f"{site}/{REGISTRATIONS.address}?to=2008")[0]
    expect(shown.locator(".barlayer .point")).to_have_count(3)
    page.get_by_role("radio", name="Count", exact=True).check()
    page.wait_for_url(re.compile("show=count"))
    expect(shown.locator("tbody tr")).to_have_count(3)
    expect(shown.locator("[data-view=chart]")).to_be_hidden()
    menu(shown, "download")
    expect(shown.get_by_role("button", name="PNG")).to_have_count(0)


def test_a_line_of_a_heat_map_is_highlighted_from_a_list(site: str, page: Page) -> None:
    shown = opened(page, f"{site}/{SESSIONS.address}")[1]
    shown.get_by_role("combobox", name="Highlight").select_option("Workshop")
    page.wait_for_url(re.compile("highlight=workshop"))
    at_rest(page)
    expect(shown.get_by_role("combobox", name="Highlight")).to_have_value("workshop")
    assert shown.locator(".heatmaplayer image").count() == 2


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Another site, with the files of this test's folder."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_frame_shows_one_chart_of_one_version_or_of_the_newest(
    site: str, elsewhere: str, page: Page, tmp_path: Path
) -> None:
    shown = opened(page, f"{site}/{REGISTRATIONS.address}?group=government")[0]
    share = menu(shown, "share")
    share.get_by_text("Embed in another page").click()
    expect(share.locator("textarea").nth(1)).to_be_visible()
    fixed, live = share.locator("textarea").evaluate_all("fields => fields.slice(0, 2).map(field => field.value)")
    assert "&amp;v=" in fixed and "&amp;v=" not in live
    figures = texts(shown)
    for name, code in (("fixed.html", fixed), ("live.html", live)):
        (tmp_path / name).write_text(f"<!doctype html>{code}")
        page.goto(f"{elsewhere}/{name}")
        frame = page.frame_locator("iframe")
        inner = frame.locator(".atlas-card")
        inner.locator(".atlas-tools").wait_for()
        expect(inner).to_have_count(1)
        assert texts(inner) == figures
        expect(frame.get_by_role("link", name="Themes", exact=True)).to_have_count(0)
        expect(frame.get_by_role("heading", level=1)).to_have_count(0)
        expect(inner.get_by_role("link", name=re.compile("IGF Atlas, data version"))).to_be_visible()


def test_an_older_version_shows_its_own_figures(page: Page, tmp_path: Path) -> None:
    rows = sample.rows()
    changed = [{**row, "count": 999} if row.get("count") == 1000 else row for row in rows["participation"]]
    old = write_build(tmp_path / "tables", rows)
    new = write_build(tmp_path / "tables", {**rows, "participation": changed})
    with served(ROOT / "dashboard.py", tmp_path / "log", ATLAS_TABLES=str(tmp_path / "tables")) as site:
        shown = opened(page, f"{site}/{REGISTRATIONS.address}?measure=registered&v={old}")[0]
        expect(page.get_by_text(f"figures of data version {old}")).to_be_visible()
        assert "1,000" in [cell for row in texts(shown) for cell in row]
        page.get_by_role("button", name="Show the newest data").click()
        page.wait_for_url(re.compile(f"v={new}"))
        at_rest(page)
        assert "999" in [cell for row in texts(shown) for cell in row]
        opened(page, f"{site}/{REGISTRATIONS.address}?measure=registered&v=0123456789ab")
        expect(page.get_by_text("made with data version 0123456789ab")).to_be_visible()


def test_menus_work_from_the_keyboard(site: str, page: Page) -> None:
    shown = opened(page, f"{site}/{REGISTRATIONS.address}")[0]
    opener = shown.locator("[data-menu=download]")
    opener.focus()
    page.keyboard.press("Enter")
    expect(shown.get_by_role("button", name="PNG")).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    outline = opener.evaluate("node => getComputedStyle(node).outlineStyle")
    assert outline == "solid"


@pytest.mark.parametrize(("width", "mode"), [(1280, "light"), (390, "dark")])
def test_nothing_found_by_axe_in_what_opens(
    width: int, mode: str, site: str, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(viewport={"width": width, "height": 900}, color_scheme=mode).new_page()
    shown = opened(page, f"{site}/{REGISTRATIONS.address}?highlight=government")[0]
    for name in ("share", "download", "cite"):
        for summary in menu(shown, name).locator("summary").all():
            summary.click()
        assert not violations(page), name
        page.keyboard.press("Escape")
    tab(shown, "sources")
    shown.locator(".atlas-sheet summary").first.click()
    shown.get_by_role("button", name="In the document").first.click()
    shown.locator("dialog mark").wait_for()
    assert not violations(page)
    page.keyboard.press("Escape")
    tab(shown, "table")
    shown.locator("tbody button").first.click()
    shown.locator(".atlas-behind table").wait_for()
    assert not violations(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
