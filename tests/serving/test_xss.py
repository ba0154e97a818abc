"""What documents and links say is only ever text: nothing in it runs, and nothing in it loads from elsewhere.

The browser's own defence, the site's Content-Security-Policy, is switched off for this: what would be stopped by
it alone is a finding. A page that takes the same texts for markup shows that the test would notice.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from os import environ
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from etl.schema import TABLES
from pages.shared.site import PAGES
from tests.browser.conftest import ROOT, at_rest, served
from tests.serving import payloads, poisoned
from tests.serving.watching import LIVE, Watch, opened, read, sights, visit, whole

pytestmark = pytest.mark.browser

BATCH = 283
"""Fewer than the lines of a document that are listed at once, and a prime: dealt out to the columns of a row in turn,
each text comes to stand in each column."""
WIDELY = 2_000
"""So many texts are looked at in titles, names and cells as well; all of them in the lines of a document."""
FULL = ("registrations-by-stakeholder", "sessions-by-track")
"""Pages that show most of the texts as titles, names and cells."""


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


def publish(folder: Path, texts: Sequence[str], watch: Watch) -> None:
    """Publish tables that say these texts wherever a document may say anything."""
    poisoned.publish(folder, texts)
    watch.texts = list(texts)


def addresses() -> Iterator[str]:
    """What a page shows only where its address asks for it."""
    yield from (f"tables?table={table.name}" for table in TABLES)
    yield "source-documents?document=original-1"
    yield "themes-over-the-years?basis=sessions&chart=lines"
    yield "sessions-by-track?naming=harmonised&cells=share"
    yield "registrations-by-stakeholder?show=count&arrange=panels&scheme=continental"
    yield "query?" + urlencode({"sql": "select * from sessions limit 300"})


def test_texts_of_documents_are_only_text(poisoned_site: str, folder: Path, watch: Watch, watched: Page) -> None:
    texts = payloads.some(120)
    publish(folder, texts, watch)
    for page in PAGES:
        visit(watched, poisoned_site, page.address, watch)
    read(watched, poisoned_site, texts, watch)
    assert not watch.found
    # Texts that are not on the page prove nothing.
    assert [text for text in texts if not watch.has_shown(text)] == []


def batched(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for begin in range(0, len(texts), size):
        yield texts[begin : begin + size]


def test_texts_in_links_are_only_text(poisoned_site: str, watch: Watch, watched: Page) -> None:
    # What a notice quotes of a link is short: markup of Streamlit's own kind fits in.
    short = [text for text in payloads.made() if len(text) <= 40 and "](" in text]
    assert any("elsewhere.example" in text for text in short)
    follow(watched, poisoned_site, [*short[:12], *payloads.some(10)[::3]], watch)
    assert not watch.found


def follow(page: Page, site: str, texts: Sequence[str], watch: Watch) -> None:
    """Open links of every page that carry these texts as their values."""
    for wanted in PAGES:
        opened(page, site, f"{wanted.address}?{in_link(wanted.parameters, texts)}")
        watch.look(page)
    for card in (texts[0], "registrations-by-group"):
        page.goto(f"{site}/registrations-by-stakeholder?embed=true&card={quote(card)}&group={quote(texts[-1])}")
        page.locator(".atlas-card, [data-testid=stAlert]").first.wait_for()
        whole(page)
        watch.look(page)


def in_link(names: Sequence[str], texts: Sequence[str]) -> str:
    """An address that gives each of its parameters one of the texts, and the version another."""
    several = [(name, text) for name, text in zip(cycle(names or ("group",)), texts, strict=False)]
    return urlencode([*several, ("v", texts[-1]), (texts[0][:40], texts[-2])])


def test_files_that_readers_take_away_run_nothing(
    poisoned_site: str, folder: Path, watch: Watch, watched: Page, tmp_path: Path
) -> None:
    publish(folder, payloads.some(120), watch)
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
    for alone in watched.context.pages[1:]:
        alone.on("dialog", lambda dialog: (watch.dialogs.append(dialog.message), dialog.dismiss()))
        alone.reload()
        alone.wait_for_load_state("networkidle")
        live = alone.evaluate(LIVE, watch.texts)
        # The page that stands alone has its own scripts in it, and the link to where it was made.
        known = ("<script", "script", f"a href={watch.own}/")
        watch.live += [one for one in live if not one.lower().startswith(known)]
    assert not watch.found
    assert not [name for name in tmp_path.iterdir() if zipfile.is_zipfile(name)]


def test_texts_in_the_static_edition_are_only_text(
    folder: Path, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    own = tmp_path.as_uri().rstrip("/")
    watch = Watch(own)
    texts = payloads.some(120)
    publish(folder, texts, watch)
    command = [sys.executable, "-m", "pages.shared.publish", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, env={**environ, "ATLAS_TABLES": str(folder)}, check=True, timeout=120)
    page = watch.on(new_context(bypass_csp=True))
    for path in sorted(tmp_path.rglob("*.html")):
        page.goto(f"{path.as_uri()}?{in_link(('group', 'q'), texts)}")
        page.goto(path.as_uri())
        page.wait_for_load_state("networkidle")
        sights(page, watch)
    assert not watch.found
    assert sum(map(watch.has_shown, texts)) > len(texts) / 2


@pytest.mark.long
def test_all_published_texts_are_only_text(poisoned_site: str, folder: Path, watch: Watch, watched: Page) -> None:
    every = payloads.everything()
    assert len(every) >= WIDELY
    for number, texts in enumerate(batched(every, BATCH)):
        publish(folder, texts, watch)
        read(watched, poisoned_site, texts, watch)
        assert [text for text in texts if not watch.has_shown(text)] == []
        for address in FULL if number * BATCH < WIDELY else ():
            watch.shown.clear()
            visit(watched, poisoned_site, address, watch)
            assert sum(map(watch.has_shown, texts)) > len(texts) / 2, address
        for address in (*(page.address for page in PAGES), *addresses()) if number == 0 else ():
            visit(watched, poisoned_site, address, watch)
        assert not watch.found
        watch.shown.clear()


@pytest.mark.long
def test_all_published_texts_may_be_in_links(poisoned_site: str, watch: Watch, watched: Page) -> None:
    for texts in batched([text for text in payloads.everything() if len(text) < 1_000], 200):
        follow(watched, poisoned_site, texts, watch)
        assert not watch.found
        watch.shown.clear()


@pytest.mark.long
def test_all_published_texts_may_be_searched_for(poisoned_site: str, watch: Watch, watched: Page) -> None:
    opened(watched, poisoned_site, "source-documents")
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
