"""What documents and links say is only ever text: nothing in it runs, and nothing in it loads from elsewhere.

The browser's own defence, the site's Content-Security-Policy, is switched off for this: what would be stopped by
it alone is a finding. A page that takes the same texts for markup shows that the test would notice.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Request

from etl.schema import TABLES
from pages.shared.site import PAGES
from tests.browser.conftest import ROOT, at_rest, served
from tests.pages import sample
from tests.serving import payloads, poisoned

pytestmark = pytest.mark.browser

BATCH = 280
"""So many lines of a document are listed at once."""
TEXT = """() => {
  const roots = [document.body];
  for (const root of roots) {
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) roots.push(node.shadowRoot);
  }
  return roots.map((root) => root.textContent).join(" ");
}"""
LIVE = (Path(__file__).parent / "live.js").read_text("utf-8")


@dataclass
class Watch:
    """What a page did that no text may make it do."""

    own: str
    dialogs: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    live: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    def on(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("popup", lambda opened: self._opened(opened.url))
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        context.route(lambda address: not self._is_own(address), lambda route: route.abort())
        page.on("request", self._asked)
        return page

    def _is_own(self, address: str) -> bool:
        return address.startswith((f"{self.own}/", "blob:", "data:", "about:", "file:"))

    def _opened(self, address: str) -> None:
        """A click may open an address of the web, in a page of its own, and nothing else."""
        if not address.startswith(("http://", "https://", "about:blank")):
            self.live.append(f"opened {address}")

    def _asked(self, request: Request) -> None:
        if not self._is_own(request.url):
            self.elsewhere.append(f"{request.url} on {request.frame.url}")

    def look(self, page: Page) -> None:
        self.shown.append(" ".join(page.evaluate(TEXT).split()))
        self.live += [f"{urlsplit(page.url).path}: {one}" for one in page.evaluate(LIVE)]

    def has_shown(self, text: str) -> bool:
        """Whether `text` stood anywhere, as it is."""
        return any(" ".join(text.split()) in page for page in self.shown)

    @property
    def found(self) -> dict[str, list[str]]:
        found = {"dialogs": self.dialogs, "elsewhere": self.elsewhere, "live": self.live}
        return {name: values[:10] for name, values in found.items() if values}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("poisoned")


@pytest.fixture(scope="module")
def poisoned_site(folder: Path) -> Iterator[str]:
    poisoned.publish(folder, payloads.some(10))
    with served(ROOT / "dashboard.py", folder / "server.log", ATLAS_TABLES=str(folder), ATLAS_SQL="on") as address:
        yield address


@pytest.fixture
def watch(poisoned_site: str) -> Watch:
    return Watch(poisoned_site)


@pytest.fixture
def watched(watch: Watch, new_context: Callable[..., BrowserContext]) -> Page:
    return watch.on(new_context(bypass_csp=True))


def addresses() -> Iterator[str]:
    """What a page shows only where its address asks for it."""
    yield from (f"tables?table={table.name}" for table in TABLES)
    yield "source-documents?document=original-1"
    yield "themes-over-the-years?basis=sessions&chart=lines"
    yield "sessions-by-track?naming=harmonised&cells=share"
    yield "registrations-by-stakeholder?show=count&arrange=panels&scheme=continental"
    yield "query?" + urlencode({"sql": "select * from sessions limit 300"})


def visit(page: Page, site: str, address: str, watch: Watch) -> None:
    """Open a page, unfold what its cards have, look."""
    page.goto(f"{site}/{address}")
    page.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]", state="attached")
    at_rest(page)
    for card in page.locator(".atlas-card").all():
        # A card without a figure has no views to turn to.
        for view in ("table", "sources"):
            for tab in card.locator(f"[data-view={view}]").all():
                tab.click()
        for figure in card.locator("td button").all()[:1]:
            if figure.is_visible():
                figure.click()
        at_rest(page)
        watch.look(page)
        # The button may have been the one that shows the document in a dialog.
        page.keyboard.press("Escape")
    watch.look(page)


def read(page: Page, site: str, texts: Sequence[str], watch: Watch) -> None:
    """Open the document that says all of `texts`, wait until it is written out, look."""
    page.goto(f"{site}/source-documents?document={sample.DOCUMENTS[0]['document_id']}")
    page.get_by_text(f"line {10 + len(texts)}", exact=True).first.wait_for()
    at_rest(page)
    watch.look(page)


def test_texts_of_documents_are_only_text(poisoned_site: str, folder: Path, watch: Watch, watched: Page) -> None:
    texts = payloads.some(120)
    poisoned.publish(folder, texts)
    for page in PAGES:
        visit(watched, poisoned_site, page.address, watch)
    read(watched, poisoned_site, texts, watch)
    assert not watch.found
    # Texts that are not on the page prove nothing.
    assert [text for text in texts if not watch.has_shown(text)] == []


def test_texts_in_links_are_only_text(poisoned_site: str, watch: Watch, watched: Page) -> None:
    # What a notice quotes of a link is short: markup of Streamlit's own kind fits in.
    short = [text for text in payloads.made() if len(text) <= 40 and "](" in text]
    assert any("elsewhere.example" in text for text in short)
    follow(watched, poisoned_site, [*short[:12], *payloads.some(10)[::3]], watch)
    assert not watch.found


def follow(page: Page, site: str, texts: Sequence[str], watch: Watch) -> None:
    """Open links of every page that carry these texts as their values."""
    for wanted in PAGES:
        page.goto(f"{site}/{wanted.address}?{in_link(wanted.parameters, texts)}")
        at_rest(page)
        watch.look(page)
    page.goto(f"{site}/?embed=true&card={quote(texts[0])}")
    at_rest(page)
    watch.look(page)


def in_link(names: Sequence[str], texts: Sequence[str]) -> str:
    """An address that gives each of its parameters one of the texts, and the version another."""
    several = [(name, text) for name, text in zip(cycle(names or ("group",)), texts, strict=False)]
    return urlencode([*several, ("v", texts[-1]), (texts[0][:40], texts[-2])])


def batched(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for begin in range(0, len(texts), size):
        yield texts[begin : begin + size]


def test_files_that_readers_take_away_run_nothing(
    poisoned_site: str, folder: Path, watch: Watch, watched: Page, tmp_path: Path
) -> None:
    poisoned.publish(folder, payloads.some(120))
    watched.goto(f"{poisoned_site}/registrations-by-stakeholder")
    card = watched.locator(".atlas-card").first
    card.locator(".main-svg").first.wait_for()
    card.locator("[data-menu=download]").click()
    for label in ("SVG", "HTML"):
        with watched.expect_download() as download:
            card.get_by_role("button", name=label, exact=True).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        assert path.suffix == f".{label.lower()}"
        watched.context.new_page().goto(path.as_uri())
    for opened in watched.context.pages[1:]:
        opened.on("dialog", lambda dialog: (watch.dialogs.append(dialog.message), dialog.dismiss()))
        opened.reload()
        opened.wait_for_load_state("networkidle")
        live = opened.evaluate(LIVE)
        # The page that stands alone has its own scripts in it.
        watch.live += [one for one in live if not one.lower().startswith(("<script", "script"))]
    assert not watch.found
    assert not [name for name in tmp_path.iterdir() if zipfile.is_zipfile(name)]


@pytest.mark.long
def test_all_published_texts_are_only_text(poisoned_site: str, folder: Path, watch: Watch, watched: Page) -> None:
    every = payloads.everything()
    assert len(every) >= 2_000
    for number, texts in enumerate(batched(every, BATCH)):
        poisoned.publish(folder, texts)
        for address in (*(page.address for page in PAGES), *(addresses() if number == 0 else ())):
            visit(watched, poisoned_site, address, watch)
        read(watched, poisoned_site, texts, watch)
        assert not watch.found
        assert [text for text in texts if not watch.has_shown(text)] == []
        watch.shown.clear()


@pytest.mark.long
def test_all_published_texts_may_be_in_links(poisoned_site: str, watch: Watch, watched: Page) -> None:
    for texts in batched([text for text in payloads.everything() if len(text) < 1_000], 200):
        follow(watched, poisoned_site, texts, watch)
        assert not watch.found
        watch.shown.clear()


@pytest.mark.long
def test_all_published_texts_may_be_searched_for(poisoned_site: str, watch: Watch, watched: Page) -> None:
    watched.goto(f"{poisoned_site}/source-documents")
    at_rest(watched)
    box = watched.get_by_role("searchbox").first
    for text in joined(payloads.everything(), 200):
        box.fill(text)
        box.press("Enter")
        watched.wait_for_url(lambda address, text=text: parse_qs(urlsplit(address).query).get("q") == [text.strip()])
        at_rest(watched)
        watch.look(watched)
        assert not watch.found, text


def joined(texts: Sequence[str], length: int) -> Iterator[str]:
    """The texts one after the other, as many at a time as fit."""
    line = ""
    for text in (" ".join(text.split())[:length] for text in texts):
        if line and len(line) + len(text) >= length:
            yield line
            line = ""
        line = f"{line} {text}".strip()
    yield line


def test_a_page_that_takes_them_for_markup_is_noticed(new_context: Callable[..., BrowserContext]) -> None:
    watch = Watch("http://127.0.0.1:1")
    page = watch.on(new_context(bypass_csp=True))
    page.set_default_timeout(10_000)
    for text in payloads.some(120):
        page.set_content(f"<meta charset=utf-8><div>{text}</div>", wait_until="domcontentloaded")
        page.evaluate("document.querySelectorAll('[tabindex]').forEach((node) => node.focus())")
        watch.look(page)
    assert len(watch.dialogs) > 5
    assert any("elsewhere.example" in address for address in watch.elsewhere)
    assert any("javascript:" in one.lower() for one in watch.live)
