"""Filters and chart options of live pages: drawn in the browser first, told to the page afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import ROOT, at_rest, charts, free_port, in_table, parameters, rows_of, saved, served

pytestmark = pytest.mark.browser

REGISTRATIONS = "/registrations-by-stakeholder"
SESSIONS = "/sessions-by-track"
THEMES = "/themes-over-the-years"
ORGANISERS = "/who-organises"
CHANGES = [
    (REGISTRATIONS, "group", ["Civil Society"]),
    (REGISTRATIONS, "measure", ["Registered", "On site"]),
    (REGISTRATIONS, "show", ["Count"]),
    (REGISTRATIONS, "arrange", ["Side by side"]),
    (REGISTRATIONS, "scheme", ["Continents"]),
    (SESSIONS, "type", ["Workshop"]),
    (SESSIONS, "naming", ["Harmonised"]),
    (SESSIONS, "cells", ["Share of the meeting"]),
    (THEMES, "chart", ["Lines"]),
    (THEMES, "basis", ["Sessions"]),
    (ORGANISERS, "group", ["Civil Society"]),
]
SHOWN = """() => [...document.querySelectorAll(".atlas-card")].map((card) => [
  card.dataset.card, card.querySelector("header > *").textContent, card.querySelector(".atlas-sentence").textContent,
  [...card.querySelectorAll(".atlas-notes li")].map((note) => note.textContent),
  (card.querySelector(".atlas-plot:not([hidden])")?.data ?? [])
    .map(({ type, x, y, z, text }) => ({ type, x, y, z, text })),
])"""
"""What every card says and draws."""


def card(page: Page, name: str) -> Locator:
    return page.locator(f".atlas-card[data-card={name}]")


def opened(page: Page, address: str) -> None:
    """Open a page, and wait until its filters and the data of its charts are there."""
    with page.expect_response(re.compile(r"/cubes/.*\.json")):
        page.goto(address)
    charts(page)
    page.locator(".atlas-controls details").first.wait_for()
    page.wait_for_load_state("networkidle")


def choose(page: Page, name: str, labels: list[str]) -> None:
    """Choose values of a filter, or of a chart option."""
    folded = page.locator(f".atlas-controls details[data-filter={name}]")
    if not folded.count():
        page.locator(".atlas-controls.switches").get_by_role("radio", name=labels[0], exact=True).check()
        return
    if folded.get_attribute("open") is None:
        folded.locator("summary").click()
    for label in labels:
        folded.get_by_label(label, exact=True).check()


def everything(page: Page) -> list[Any]:
    """What every card says and draws; each is brought into sight, because what nobody sees is not drawn."""
    for shown in page.locator(".atlas-card").all():
        shown.scroll_into_view_if_needed()
        if shown.locator(".atlas-plot:not([hidden])").count():
            expect(shown.locator(".atlas-plot:not(.atlas-waits) .main-svg").first).to_be_visible()
    at_rest(page)
    return list(page.evaluate(SHOWN))


@pytest.mark.parametrize(("path", "name", "labels"), CHANGES)
def test_a_change_shows_what_its_link_shows(site: str, page: Page, path: str, name: str, labels: list[str]) -> None:
    opened(page, site + path)
    choose(page, name, labels)
    for code in [re.sub(r"\W+", "-", label.lower()) for label in labels]:
        if name not in ("measure", "scheme", "arrange", "cells"):
            page.wait_for_url(re.compile(f"{name}={code}"))
    page.wait_for_url(re.compile(rf"[?&]{name}=(?!all)"))
    at_rest(page)
    drawn_here, link = everything(page), page.url
    page.goto(link)
    charts(page)
    assert everything(page) == drawn_here
    assert page.url == link


def test_a_chart_is_drawn_once_and_before_the_page_is_told(site: str, page: Page) -> None:
    opened(page, site + REGISTRATIONS)
    first = card(page, "registrations-by-group")
    drawn = int(first.get_attribute("data-drawn") or 0)
    page.evaluate(
        """() => new MutationObserver((_, seen) => {
          window.addressWhenDrawn = location.search; seen.disconnect();
        }).observe(document.querySelector(".atlas-plot .barlayer"), { childList: true, subtree: true })"""
    )
    choose(page, "group", ["Civil Society"])
    page.wait_for_url(re.compile("group=civil-society"))
    at_rest(page)
    expect(first.locator(".barlayer .point")).to_have_count(3)
    assert "group=all" in page.evaluate("window.addressWhenDrawn")
    assert int(first.get_attribute("data-drawn") or 0) == drawn + 1


def test_menus_sources_and_rows_are_those_of_the_change(site: str, page: Page) -> None:
    opened(page, site + REGISTRATIONS)
    choose(page, "group", ["Civil Society"])
    page.wait_for_url(re.compile("group=civil-society"))
    at_rest(page)
    shown = card(page, "registrations-by-group")
    shown.get_by_role("button", name="Share").click()
    shown.get_by_role("button", name="Copy link").click()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.keyboard.press("Escape")
    shown.get_by_role("button", name="Download").click()
    rows = rows_of(saved(page, shown.get_by_role("button", name=re.compile("^CSV, The data displayed"))))
    assert {row["group_name"] for row in rows} == {"Civil Society"}
    page.keyboard.press("Escape")
    lines = in_table(shown)
    assert {line[2] for line in lines} == {"Civil Society"} and len(lines) == len(rows)
    shown.locator("tbody button").first.click()
    expect(shown.locator(".atlas-behind")).to_contain_text("behind this figure")
    shown.get_by_role("button", name="Sources").click()
    sheet = shown.locator(".atlas-sheet")
    sheet.get_by_text("Figures and quotes").first.click()
    expect(sheet).to_contain_text("Civil Society")
    expect(sheet).not_to_contain_text("Government")


def test_a_picture_after_a_change_names_its_filters(site: str, page: Page) -> None:
    opened(page, site + REGISTRATIONS)
    choose(page, "group", ["Civil Society"])
    page.wait_for_url(re.compile("group=civil-society"))
    at_rest(page)
    shown = card(page, "registrations-by-group")
    shown.get_by_role("button", name="Download").click()
    picture = saved(page, shown.get_by_role("button", name="SVG", exact=True)).decode()
    assert "Civil Society" in picture and "group=civil-society" in picture.replace("&amp;", "&")


def test_many_quick_changes_end_with_the_last(site: str, page: Page) -> None:
    opened(page, site + REGISTRATIONS)
    choose(page, "measure", ["Registered", "On site", "Online"])
    choose(page, "show", ["Count"])
    choose(page, "group", ["Civil Society", "Government"])
    choose(page, "measure", ["Participants"])
    page.locator(".atlas-controls details[data-filter=measure]").get_by_label("Online", exact=True).uncheck()
    page.wait_for_url(lambda url: "measure=participants" in url and "measure=online" not in url)
    at_rest(page)
    assert parameters(page)["measure"] == ["registered", "onsite", "participants"]
    assert set(parameters(page)["group"]) == {"civil-society", "government"} and parameters(page)["show"] == ["count"]
    drawn_here = everything(page)
    page.reload()
    charts(page)
    assert everything(page) == drawn_here


def test_reset_empties_every_filter(site: str, page: Page) -> None:
    opened(page, f"{site}{REGISTRATIONS}?group=civil-society&from=2010&show=count")
    page.get_by_role("button", name="Reset filters").click()
    page.wait_for_url(re.compile("group=all"))
    at_rest(page)
    assert parameters(page)["show"] == ["share"] and parameters(page)["from"] != ["2010"]
    expect(page.locator("details[data-filter=group] .said")).to_have_text("all")


def test_where_the_data_cannot_be_had_the_page_draws(site: str, page: Page) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route(re.compile(r"/cubes/.*/(cube|base)-"), refuse)
    page.goto(site + REGISTRATIONS)
    charts(page)
    page.locator(".atlas-controls details").first.wait_for()
    choose(page, "group", ["Civil Society"])
    page.wait_for_url(re.compile("group=civil-society"))
    expect(card(page, "registrations-by-group").locator(".barlayer .point")).to_have_count(3)


def test_without_the_filters_the_page_says_so(site: str, page: Page) -> None:
    page.route(re.compile(r"/cubes/.*/site"), lambda route: route.abort())
    page.goto(site + REGISTRATIONS)
    charts(page)
    expect(page.get_by_text("The filters could not be loaded.").first).to_be_visible()


def test_a_phone_has_the_same_filters(site: str, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    page.goto(site + REGISTRATIONS)
    charts(page)
    page.locator("[data-testid=stExpandSidebarButton]").click()
    choose(page, "group", ["Civil Society"])
    page.wait_for_url(re.compile("group=civil-society"))
    at_rest(page)
    expect(card(page, "registrations-by-group").locator(".barlayer .point")).to_have_count(3)


def test_filters_work_from_the_keyboard(site: str, page: Page) -> None:
    opened(page, site + REGISTRATIONS)
    page.locator("details[data-filter=group] summary").focus()
    page.keyboard.press("Enter")
    page.locator("details[data-filter=group]").get_by_label("Civil Society", exact=True).focus()
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("group=civil-society"))
    at_rest(page)
    box = page.locator("details[data-filter=group]").get_by_label("Civil Society", exact=True)
    expect(box).to_be_focused()


def test_after_a_restart_of_the_server_filters_and_menus_go_on(tables: Path, tmp_path: Path, page: Page) -> None:
    port = free_port()
    settings = {"ATLAS_TABLES": str(tables)}
    with served(ROOT / "dashboard.py", tmp_path / "first.log", port, **settings) as site:
        opened(page, site + REGISTRATIONS)
        choose(page, "group", ["Civil Society"])
        page.wait_for_url(re.compile("group=civil-society"))
        at_rest(page)
    page.wait_for_selector("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])", state="attached")
    with served(ROOT / "dashboard.py", tmp_path / "second.log", port, **settings):
        at_rest(page)
        shown = card(page, "registrations-by-group")
        shown.get_by_role("button", name="Share").click()
        expect(shown.get_by_role("button", name="Copy link")).to_be_visible(timeout=20_000)
        page.keyboard.press("Escape")
        choose(page, "show", ["Count"])
        page.wait_for_url(re.compile("group=civil-society.*show=count"))
        expect(shown.locator(".barlayer .point")).to_have_count(3)
