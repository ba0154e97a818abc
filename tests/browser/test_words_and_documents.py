"""Themes, words, documents, search and calendar in a real browser: each from a link, with its download."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import icalendar
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cards import card, menu
from tests.browser.conftest import ROOT, at_rest, charts, in_table, parameters, rows_of, saved, served
from tests.browser.test_accessibility import violations
from tests.pages import wordy
from tests.pages.tiny import write_build

pytestmark = pytest.mark.browser

THEMES = "/themes-over-the-years"
DOCUMENTS = "/source-documents"


@pytest.fixture(scope="module")
def words_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on the build with words in it."""
    folder = tmp_path_factory.mktemp("wordy")
    write_build(folder, wordy.rows())
    with served(ROOT / "dashboard.py", folder / "server.log", ATLAS_TABLES=str(folder)) as address:
        yield address


@pytest.mark.parametrize("drawn_as", ["heat", "ranking", "lines"])
def test_wording_opens_from_its_link_and_leads_to_its_contexts(drawn_as: str, words_site: str, page: Page) -> None:
    page.goto(f"{words_site}{THEMES}?basis=wording&chart={drawn_as}")
    charts(page)
    shown = card(page, "Themes in the wording of originals")
    figures = in_table(shown)
    assert ["Privacy and data protection", "Human rights", "2020", "10", "2", "2,000", "1"] in figures
    shown.locator("tbody button", has_text="Privacy").click()
    expect(shown.get_by_text("2 rows behind this figure")).to_be_visible()
    expect(shown.locator("q mark")).to_have_text(["Privacy", "Privacy"])
    assert parameters(page)["basis"] == ["wording"] and parameters(page)["chart"] == [drawn_as]


def test_themes_together_and_their_download(words_site: str, page: Page) -> None:
    page.goto(f"{words_site}{THEMES}?basis=sessions&theme=privacy")
    charts(page)
    shown = card(page, "Themes that appear together")
    expect(shown.locator(".barlayer .point")).to_have_count(1)
    (row,) = rows_of(saved(page, menu(shown, "download").get_by_text("CSV", exact=True).first))
    assert (row["theme"], row["other_theme"], row["sessions"]) == (
        "Child online safety",
        "Privacy and data protection",
        "2",
    )


def test_a_word_of_the_readers_own_its_curve_its_contexts_and_its_link(
    words_site: str, page: Page, new_context: Callable[..., BrowserContext]
) -> None:
    page.goto(f"{words_site}{THEMES}?within=titles")
    charts(page)
    page.get_by_label("Words or phrases").fill("privacy, cyber*")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("term=privacy"))
    expect(page.get_by_text("5 places with “privacy” and “cyber*”.")).to_be_visible()
    at_rest(page)
    for opened in (page, new_context().new_page()):
        opened.goto(page.url)
        charts(opened)
        assert parameters(opened)["term"] == ["privacy, cyber*"]
        assert [row[:3] for row in in_table(card(opened, "Words in titles, tracks and takeaways"))] == [
            ["privacy", "2019", "2"],
            ["privacy", "2020", "1"],
            ["cyber*", "2020", "1"],
        ]
        rows = rows_of(saved(opened, opened.get_by_role("button", name="This list as CSV")))
        assert len(rows) == 5 and {row["word"].lower() for row in rows} == {"privacy", "cybersécurité"}


def test_words_in_the_text_of_originals(words_site: str, page: Page) -> None:
    page.goto(f"{words_site}{THEMES}?term=cyber+security")
    charts(page)
    assert in_table(card(page, "Words in the text of originals")) == [
        ["cyber security", "2020", "5.0", "1", "2,000", "1"]
    ]
    page.get_by_text("Titles, tracks and takeaways", exact=True).click()
    page.wait_for_url(re.compile("within=titles"))
    expect(page.get_by_text("not in titles, tracks or takeaways")).to_be_visible()


def test_search_from_the_box_to_a_document_and_its_download(words_site: str, page: Page) -> None:
    page.goto(words_site + DOCUMENTS)
    page.get_by_label("Search for").fill("priv*")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=priv"))
    page.get_by_role("heading", name="places").wait_for()
    at_rest(page)
    results = page.get_by_role("list", name="What was found").get_by_role("listitem")
    shown = results.all_inner_texts()
    assert all("rivacy" in text for text in shown)
    rows = rows_of(saved(page, page.get_by_role("button", name="This list as CSV")))
    assert len(rows) == len(shown) and {row["document_id"] for row in rows} == {"record", "original"}
    results.get_by_role("button", name="An *original* <i>").first.click()
    page.wait_for_url(re.compile("document=original"))
    expect(page.get_by_role("heading", name="An *original* <i>")).to_be_visible()
    expect(results).to_have_count(3)


def test_a_search_opens_from_its_link_with_its_filters(words_site: str, page: Page) -> None:
    page.goto(f"{words_site}{DOCUMENTS}?q=%22privacy+needs%22&form=record")
    page.get_by_role("heading", name="1 place").wait_for()
    at_rest(page)
    expect(page.locator("mark")).to_have_text(["Privacy needs", "privacy needs"])
    assert parameters(page)["form"] == ["record"]


def test_a_document_opens_from_its_link_and_its_text_is_only_text(words_site: str, page: Page) -> None:
    page.goto(f"{words_site}{DOCUMENTS}?document=original")
    text = page.get_by_role("list", name="The text of the document")
    text.wait_for()
    at_rest(page)
    expect(text).to_contain_text("<b>Privacy</b> [x](javascript:alert(1)) of *all*")
    assert text.locator("b, a, em, script").count() == 0
    expect(text.locator("mark")).to_have_count(0)
    (fact,) = rows_of(saved(page, page.get_by_role("button", name="This list as CSV")))
    assert (fact["fact"], fact["place"]) == ("session", "line 4")


def test_quotes_are_marked_in_the_text(site: str, page: Page) -> None:
    page.goto(f"{site}{DOCUMENTS}?document=record")
    text = page.get_by_role("list", name="The text of the document")
    text.wait_for()
    at_rest(page)
    assert "words" in text.locator("mark").all_inner_texts()


def test_a_click_on_a_line_of_the_list_opens_the_document_and_a_button_leads_back(words_site: str, page: Page) -> None:
    page.goto(words_site + DOCUMENTS)
    table = page.get_by_test_id("stDataFrame")
    table.wait_for()
    at_rest(page)
    listed = rows_of(saved(page, page.get_by_role("button", name="This list as CSV")))
    assert [row["document_id"] for row in listed] == ["original", "other", "record"]
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 16, box["y"] + 52)
    page.wait_for_url(re.compile("document=original"))
    page.get_by_role("button", name="All documents").click()
    page.wait_for_url(re.compile("document=all"))
    expect(page.get_by_role("heading", name="3 documents")).to_be_visible()


def test_the_calendar_holds_the_chosen_sessions(words_site: str, page: Page) -> None:
    page.goto(f"{words_site}/sessions-by-track?meeting=igf-2020")
    charts(page)
    events = icalendar.Calendar.from_ical(saved(page, page.get_by_role("button", name="Calendar"))).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["WS #3 Children, and the AI of tomorrow"]
    assert str(events[0]["dtstart"].to_ical().decode()) == "20201103T165000Z"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    "address", [f"{DOCUMENTS}?document=original", f"{DOCUMENTS}?q=privacy", f"{THEMES}?basis=wording"]
)
def test_nothing_found_by_axe(
    address: str, mode: str, words_site: str, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(color_scheme=mode).new_page()
    page.goto(words_site + address)
    page.get_by_role("heading", level=2).first.wait_for()
    at_rest(page)
    assert not violations(page)


def test_documents_fit_on_a_phone(words_site: str, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{words_site}{DOCUMENTS}?q=privacy&document=original")
    page.get_by_role("list", name="The text of the document").wait_for()
    at_rest(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
