"""A browser that notices what no text may make a page do, and how it goes through the pages of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, Request

from tests.browser.conftest import at_rest
from tests.pages import sample

MENUS = ("share", "download", "cite")
MOUNTED = """() => !document.querySelector(".atlas-wait")
  && [...document.querySelectorAll(".atlas-mount")].every((mount) => mount.querySelector(".atlas-card"))"""
"""Whether every card is there, with all that it asked for."""
DRAWN = """(card) => card.dataset.drawn || card.querySelector(".atlas-plot").hidden"""
"""Whether a card that came into sight is drawn."""
OWN = ("blob:", "data:", "about:", "file:")
"""Addresses that lead nowhere else."""
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
    texts: Sequence[str] = ()
    shown: list[str] = field(default_factory=list)

    def on(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("popup", lambda opened: self._opened(opened.url))
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        foreign = re.compile(rf"^(?!{re.escape(self.own)}/|{'|'.join(OWN)})")
        context.route(foreign, lambda route: route.abort())
        page.on("request", self._asked)
        return page

    def _is_own(self, address: str) -> bool:
        return address.startswith((f"{self.own}/", *OWN))

    def _opened(self, address: str) -> None:
        """A click may open an address of the web, in a page of its own, and nothing else."""
        if not address.startswith(("http://", "https://", "about:blank")):
            self.live.append(f"opened {address}")

    def _asked(self, request: Request) -> None:
        if not self._is_own(request.url):
            self.elsewhere.append(f"{request.url} on {request.frame.url}")

    def look(self, page: Page) -> None:
        self.shown.append(" ".join(page.evaluate(TEXT).split()))
        self.live += [f"{urlsplit(page.url).path}: {one}" for one in page.evaluate(LIVE, self.texts)]

    def has_shown(self, text: str) -> bool:
        """Whether `text` stood anywhere, as it is."""
        return any(" ".join(text.split()) in page for page in self.shown)

    @property
    def found(self) -> dict[str, list[str]]:
        found = {"dialogs": self.dialogs, "elsewhere": self.elsewhere, "live": self.live}
        return {name: values[:10] for name, values in found.items() if values}


def opened(page: Page, site: str, address: str) -> None:
    """Open a page and wait until all of it is there."""
    page.goto(f"{site}/{address}")
    page.locator("[data-testid=stMain] h1").first.wait_for()
    page.wait_for_load_state("networkidle")
    whole(page)


def whole(page: Page) -> None:
    """Wait until the page and its cards are there."""
    at_rest(page)
    page.wait_for_function(MOUNTED)
    assert page.get_by_text("Something went wrong").count() == 0


def visit(page: Page, site: str, address: str, watch: Watch) -> None:
    """Open a page, unfold what its cards have, look."""
    opened(page, site, address)
    sights(page, watch)


def sights(page: Page, watch: Watch) -> None:
    """Go through all that the page has to show."""
    cards = page.locator(".atlas-card").all()
    for card in cards:
        card.scroll_into_view_if_needed()
        page.wait_for_function(DRAWN, arg=card.element_handle())
    watch.look(page)
    for view in ("sources", "table") if cards else ():
        for card in cards:
            card.locator(f"[data-view={view}]").click()
        page.wait_for_function(MOUNTED)
        watch.look(page)
    for card in cards[:1]:
        unfold(page, card, watch)


def unfold(page: Page, card: Locator, watch: Watch) -> None:
    """Open the menus of a card, a figure in its table, the words behind it in their document; look."""
    for menu in MENUS:
        for opener in card.locator(f"[data-menu={menu}]").all():
            opener.click()
            card.evaluate("(card) => card.querySelectorAll('details').forEach((more) => (more.open = true))")
            watch.look(page)
            page.keyboard.press("Escape")
    for figure in card.locator("td button:visible").all()[:1]:
        figure.click()
        page.wait_for_function(MOUNTED)
        watch.look(page)
    for words in card.get_by_role("button", name="In the document").all()[:1]:
        words.click()
        card.locator("dialog[open]").wait_for()
        watch.look(page)
        page.keyboard.press("Escape")
        card.locator("dialog[open]").wait_for(state="detached")


def read(page: Page, site: str, texts: Sequence[str], watch: Watch) -> None:
    """Open the document that says all of `texts`, wait until it is written out, look."""
    page.goto(f"{site}/source-documents?document={sample.DOCUMENTS[0]['document_id']}")
    page.get_by_text(f"line {10 + len(texts)}", exact=True).first.wait_for()
    at_rest(page)
    watch.look(page)
