"""A reader's own documents in real browsers: seen by that reader on every page, by nobody else, and gone afterwards."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, WebSocket, expect

from etl import build as builder
from etl.extract import read_facts
from etl.formats import document_of
from pages.shared import site
from tests.browser.cards import card
from tests.browser.conftest import ROOT, at_rest, served
from tests.browser.test_accessibility import violations
from tests.browser.test_organisations_and_sql import in_table, rows_of, saved

pytestmark = pytest.mark.browser

ADDRESS = f"/{site.OWN.address}"
READING = 120_000
"""Milliseconds that reading documents may take here."""
SQL = "select title from sessions where title like '%of the lanterns%'"
DOCUMENT = """Our sessions at the IGF 2021

IGF 2021, Katowice, 6 to 10 December 2021

WS #{number} {name} of the lanterns
Tuesday, 7 December 2021, 10:00 - 11:00 UTC
Organisers: {name} Lantern Society

In total 4,000 people registered for IGF 2021.
"""


class Reader:
    """A reader with a browser of their own, and everything that the server sent to it."""

    def __init__(self, context: BrowserContext, address: str, name: str = "", number: int = 901) -> None:
        self.name, self.number, self.page = name, number, context.new_page()
        self.received: list[bytes] = []
        self.page.on("websocket", self._listen)
        self.page.goto(address + ADDRESS)
        self.page.get_by_role("heading", level=1).wait_for()
        at_rest(self.page)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.received.append(_bytes(frame)))

    def gives_a_document(self) -> None:
        text = DOCUMENT.format(name=self.name, number=self.number)
        give(self.page, ("our-sessions.txt", text.encode()))

    def opens(self, page: site.Page) -> None:
        """Open a page without leaving the session; its run writes the address."""
        self.page.get_by_role("link", name=page.title, exact=True).first.click()
        self.page.wait_for_url(re.compile(rf"/{page.address}\?.*v="))
        self.page.get_by_role("heading", level=1).wait_for()
        at_rest(self.page)

    def was_sent(self, words: str) -> bool:
        return any(words.encode() in frame for frame in self.received)


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


def give(page: Page, *files: tuple[str, bytes]) -> None:
    """Hand documents in and wait until something is said about them."""
    kinds = {".txt": "text/plain", ".pdf": "application/pdf"}
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": kinds[Path(name).suffix], "buffer": data} for name, data in files]
    )
    page.get_by_role("button", name="Read them").click()
    page.get_by_role("heading", name=re.compile(r"documents? read")).or_(
        page.get_by_text("at a time", exact=False)
    ).first.wait_for(timeout=READING)
    at_rest(page)


@pytest.fixture(scope="module")
def real_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of the documents that ship, to which others can be added."""
    folder = tmp_path_factory.mktemp("real")
    builder.build([builder.DOCUMENTS], folder)
    return folder


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def open_site(real_tables: Path, temporary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on which readers may give documents and ask in SQL."""
    with served(
        ROOT / "dashboard.py",
        tmp_path_factory.mktemp("log") / "server.log",
        ATLAS_TABLES=str(real_tables),
        TMPDIR=str(temporary),
    ) as address:
        yield address


@pytest.fixture
def new_reader(open_site: str, new_context: Callable[..., BrowserContext]) -> Callable[..., Reader]:
    def make(*given: object) -> Reader:
        return Reader(new_context(viewport={"width": 1700, "height": 1000}), open_site, *given)  # type: ignore[arg-type]

    return make


def folders(temporary: Path) -> int:
    """Folders with what was made of readers' documents."""
    return len(list(temporary.glob("atlas-own-*")))


def soon(is_true: Callable[[], bool], page: Page) -> bool:
    """Whether it is true within half a minute."""
    end = time.monotonic() + 30
    while not is_true() and time.monotonic() < end:
        page.wait_for_timeout(200)
    return is_true()


def test_two_readers_never_see_each_others_documents(
    new_reader: Callable[..., Reader], open_site: str, temporary: Path
) -> None:
    red, blue, other = new_reader("Crimson", 901), new_reader("Azure", 902), new_reader()
    red.gives_a_document()
    blue.gives_a_document()
    assert folders(temporary) == 2
    for page in site.PAGES:
        for reader in (red, blue, other):
            reader.opens(page)
            if reader.name and page is not site.OWN:
                expect(reader.page.get_by_text("1 document of your own")).to_be_visible()
    for reader, stranger in ((red, "Azure"), (blue, "Crimson")):
        reader.opens(site.QUERY)
        reader.page.get_by_role("textbox", name="SQL").fill(SQL)
        reader.page.get_by_role("button", name="Run").click()
        shown = card(reader.page, "The answer")
        expect(shown).to_be_visible()
        at_rest(reader.page)
        assert in_table(shown) == [[f"{reader.name} of the lanterns"]]
        reader.opens(site.ORGANISATIONS)
        with reader.page.expect_download() as download:
            reader.page.get_by_role("button", name="This list as CSV").first.click()
        assert "with-own-documents" in download.value.suggested_filename
        names = {row["name"] for row in rows_of(Path(download.value.path()).read_bytes())}
        assert f"{reader.name} Lantern Society" in names and f"{stranger} Lantern Society" not in names
        reader.opens(site.DOCUMENTS)
        reader.page.get_by_label("Search for").fill("lanterns")
        reader.page.keyboard.press("Enter")
        expect(
            reader.page.get_by_text("What was found").or_(reader.page.get_by_text(reader.name)).first
        ).to_be_visible()
        at_rest(reader.page)
        assert reader.was_sent(f"{reader.name} of the lanterns") and not reader.was_sent(stranger)
    assert not other.was_sent("of the lanterns") and not other.was_sent("Lantern Society")
    for path in ("organisers-by-year.csv", "organisers-by-year.json"):
        answer = httpx.get(f"{open_site}/api/{path}", timeout=60)
        assert answer.status_code == 200 and "Lantern Society" not in answer.text


def test_a_link_made_with_own_documents_says_so_to_whom_opens_it(
    new_reader: Callable[..., Reader], new_context: Callable[..., BrowserContext]
) -> None:
    reader = new_reader("Crimson")
    reader.gives_a_document()
    reader.opens(site.ORGANISATIONS)
    assert "with-own-documents" in reader.page.url
    other = new_context().new_page()
    other.goto(reader.page.url)
    expect(other.get_by_text("documents of a reader’s own were included")).to_be_visible()
    at_rest(other)
    assert "with-own-documents" not in other.url
    reader.page.get_by_role("button", name="Leave out").click()
    reader.page.wait_for_url(re.compile(r"^(?!.*with-own-documents)"))
    at_rest(reader.page)
    assert reader.page.get_by_text("document of your own").count() == 0
    assert reader.page.get_by_text("This link was made").count() == 0


def test_what_documents_would_add_is_shown_and_their_record_can_be_read_again(
    new_reader: Callable[..., Reader],
) -> None:
    reader = new_reader("Crimson")
    reader.gives_a_document()
    page = reader.page
    for name in ("New (2)", "Contradicting (1)"):
        page.get_by_role("tab", name=name).click()
    at_rest(page)
    rows = rows_of(saved(page, page.get_by_role("button", name="This list as CSV").filter(visible=True)))
    assert [(row["fact"], row["place"]) for row in rows] == [("figure", "line 9")]
    assert "4,000" in rows[0]["said"] and rows[0]["known_from"].startswith("http")
    record = saved(page, page.get_by_role("button", name="Record of our-sessions.txt"))
    read = read_facts(document_of(record, "our-sessions.md"))
    assert [row["title"] for row in read.table("sessions")] == ["Crimson of the lanterns"]
    assert [row["count"] for row in read.table("participation")] == [4000]
    assert not violations(page)


def test_documents_are_gone_when_they_are_removed_and_when_their_reader_leaves(
    new_reader: Callable[..., Reader], temporary: Path
) -> None:
    reader = new_reader("Crimson")
    assert soon(lambda: folders(temporary) == 0, reader.page)
    reader.gives_a_document()
    assert folders(temporary) == 1
    assert not list(temporary.rglob("our-sessions*"))
    reader.page.get_by_role("button", name="Remove them").click()
    expect(reader.page.get_by_text("No documents yet")).to_be_visible()
    assert folders(temporary) == 0
    leaving = new_reader("Azure")
    leaving.gives_a_document()
    assert folders(temporary) == 1
    leaving.page.context.close()
    assert soon(lambda: folders(temporary) == 0, reader.page)


def test_what_cannot_be_read_and_too_many_files_are_told(new_reader: Callable[..., Reader]) -> None:
    page = new_reader().page
    give(page, ("broken.pdf", b"%PDF-1.4 nothing"))
    expect(page.get_by_text("the PDF is damaged")).to_be_visible()
    expect(page.get_by_text("Nothing was read from them")).to_be_visible()
    give(page, *((f"{number}.txt", b"words") for number in range(11)))
    page.get_by_text("At most 10 files at a time").wait_for()
