"""Every chart as something one can cite: links, downloads, frames, and the way from a figure to its words."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from pages.shared import catalog, exports, options
from pages.shared.catalog import fetch
from pages.shared.components.embedded import cards
from pages.shared.site import OVERVIEW, QUALITY, REGISTRATIONS, SESSIONS, THEMES
from tests.browser.conftest import at_rest, charts, served
from tests.browser.test_accessibility import violations
from tests.pages import sample
from tests.pages.tiny import write_build

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
WITH_CARDS = (OVERVIEW, REGISTRATIONS, SESSIONS, THEMES, QUALITY)


@pytest.fixture
def read(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This test reads the tables that the site shows."""
    monkeypatch.setenv("ATLAS_TABLES", str(tables))
    catalog.use_latest()


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


def saved(shown: Locator, name: str, folder: Path, nth: int = 0) -> Path:
    """A file that the menu of downloads gives."""
    with shown.page.expect_download() as download:
        menu(shown, "download").get_by_text(name, exact=True).nth(nth).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def tab(shown: Locator, name: str) -> None:
    shown.locator(f"[data-view={name}]").click()


def texts(shown: Locator) -> list[list[str]]:
    """The figures of a card, from its table."""
    tab(shown, "table")
    return shown.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent))"
    )  # type: ignore[no-any-return]


def expected(page: Page, shown: Locator) -> pd.DataFrame:
    """The rows that the tables give for a card at the address of the page."""
    question, _ = cards()[shown.get_attribute("data-card") or ""]
    given = parse_qs(urlsplit(page.url).query)
    return exports.whole(fetch(question(options.choice(given))).drop(columns=["key"]))


@pytest.mark.parametrize("wanted", WITH_CARDS, ids=lambda page: page.title)
def test_every_data_file_of_every_chart_holds_the_rows_of_the_tables(
    wanted: object, site: str, read: None, page: Page, tmp_path: Path
) -> None:
    for shown in opened(page, f"{site}/{wanted.address}?from=2008"):  # type: ignore[attr-defined]
        rows = expected(page, shown)
        version = catalog.build().version
        parquet = saved(shown, "Parquet", tmp_path)
        pd.testing.assert_frame_equal(pd.read_parquet(parquet), rows, check_dtype=False)
        assert re.fullmatch(rf"[a-z-]+_[a-z0-9-]+_{version}\.parquet", parquet.name)
        written = list(csv.reader(io.StringIO(saved(shown, "CSV", tmp_path).read_text("utf-8-sig"))))
        assert written == list(csv.reader(io.StringIO(exports.csv_of(rows).decode("utf-8-sig"))))
        book = openpyxl.load_workbook(saved(shown, "XLSX", tmp_path), read_only=True)
        assert book.sheetnames == ["data", "filters", "sources", "dictionary"]
        assert len(list(book["data"].iter_rows())) == len(rows) + 1
        assert all(row[1] for row in book["dictionary"].iter_rows(min_row=2, values_only=True))
        _check_package(saved(shown, "Everything (ZIP)", tmp_path), rows)
        everything = pd.read_csv(saved(shown, "CSV", tmp_path, nth=1))
        words = menu(shown, "download").inner_text()
        assert f"All data of this chart: {len(everything):,} row" in words
        assert f"The data displayed: {len(rows):,} row" in words
        assert len(everything) >= len(rows)


def _check_package(path: Path, rows: pd.DataFrame) -> None:
    with zipfile.ZipFile(path) as archive:
        described = json.loads(archive.read("datapackage.json"))
        assert {"README.md", "LICENCE.txt", "sources.csv"} <= set(archive.namelist())
        for resource in described["resources"]:
            header, *lines = csv.reader(io.StringIO(archive.read(resource["path"]).decode("utf-8-sig")))
            fields = resource["schema"]["fields"]
            assert [field["name"] for field in fields] == header
            assert all(field["description"] for field in fields)
            assert resource["name"] != "data" or len(lines) == len(rows)


@pytest.mark.parametrize("wanted", WITH_CARDS, ids=lambda page: page.title)
def test_every_picture_of_every_chart_carries_its_words(
    wanted: object, site: str, page: Page, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    offline = new_context(offline=True)
    for shown in opened(page, f"{site}/{wanted.address}?from=2008"):  # type: ignore[attr-defined]
        if not shown.locator("[data-view=chart]").is_visible():
            continue
        title = shown.locator(".atlas-tools").locator("xpath=preceding-sibling::*").inner_text()
        svg = saved(shown, "SVG", tmp_path).read_text()
        version = parse_qs(urlsplit(page.url).query)["v"][0]
        plain = re.sub(r"&#(\d+);", lambda sign: chr(int(sign[1])), re.sub(r"</text><text[^>]*>", "", svg))
        for words in (title, "2008 to 2025", "Sources: ", f"IGF Atlas, data version {version}, 20", f"{site}/"):
            assert words.replace(" ", "") in plain.replace(" ", "")
        png = saved(shown, "PNG", tmp_path).read_bytes()
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        width, height = struct.unpack(">II", png[16:24])
        assert width == 2400 and height > 400
        _check_offline(offline.new_page(), saved(shown, "HTML", tmp_path), shown)


def _check_offline(alone: Page, path: Path, shown: Locator) -> None:
    """The file shows the same figures, with their quotes, and asks nobody."""
    wrong: list[str] = []
    alone.on(
        "request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or wrong.append(request.url)
    )
    alone.on("console", lambda message: message.type == "error" and wrong.append(message.text))
    alone.on("pageerror", lambda error: wrong.append(str(error)))
    alone.goto(path.as_uri())
    alone.locator(".atlas-card[data-drawn] .main-svg").first.wait_for()
    copy = alone.locator(".atlas-card")
    tab(copy, "sources")
    expect(copy.locator("summary").first).to_contain_text("Figures and quotes")
    assert texts(copy) == texts(shown)
    tab(shown, "chart")
    assert not wrong
    alone.close()


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
    page.get_by_text("Count", exact=True).click()
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
