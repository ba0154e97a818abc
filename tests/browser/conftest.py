"""A real browser and the app as a user starts it: `streamlit run dashboard.py` on a small build."""

from __future__ import annotations

import csv
import io
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from tests.pages import sample
from tests.pages.tiny import write_build

ROOT = Path(__file__).resolve().parents[2]
DRAWN = ".atlas-card[data-drawn] .main-svg"


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(script: Path, log: Path, port: int = 0, **environment: str) -> Iterator[str]:
    """A Streamlit server for `script`, up; its address. Without a port it takes a free one."""
    port = port or free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        script.name,
        f"--server.port={port}",
        "--server.headless=true",
        "--server.address=127.0.0.1",
    ]
    with log.open("w") as output:
        server = subprocess.Popen(
            command,
            cwd=script.parent,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(health: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(health, timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    write_build(folder, sample.rows())
    return folder


@pytest.fixture(scope="session")
def site(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on the small build."""
    with served(
        ROOT / "dashboard.py", tmp_path_factory.mktemp("log") / "server.log", ATLAS_TABLES=str(tables)
    ) as address:
        yield address


@pytest.fixture
def cold_site(tables: Path, tmp_path: Path) -> Iterator[str]:
    """The app on a server that nobody has visited."""
    with served(ROOT / "dashboard.py", tmp_path / "server.log", ATLAS_TABLES=str(tables)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes fresh browser contexts, as of readers who share nothing."""
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        settings: dict[str, object] = {
            "viewport": {"width": 1280, "height": 1000},
            "accept_downloads": True,
            "locale": "en-GB",
            "reduced_motion": "reduce",
        }
        context = browser.new_context(**{**settings, **options})  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()


def at_rest(page: Page) -> None:
    """Wait until the app has run and shows no error."""
    page.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]", state="attached")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", state="attached")
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator("[data-testid=stDialog]").count() == 0
    assert page.get_by_text("Page not found").count() == 0


def charts(page: Page) -> None:
    """Wait until the first chart is drawn and the app is at rest."""
    page.locator(DRAWN).first.wait_for()
    at_rest(page)


def parameters(page: Page) -> dict[str, list[str]]:
    """Those of the address."""
    return parse_qs(urlsplit(page.url).query)


def saved(page: Page, button: Locator) -> bytes:
    """The file that a click on `button` downloads."""
    with page.expect_download() as download:
        button.click()
    return Path(download.value.path()).read_bytes()


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def in_table(shown: Locator) -> list[list[str]]:
    """The texts of a card's table, line by line."""
    shown.get_by_role("button", name="Table", exact=True).click()
    return [row.locator("td").all_inner_texts() for row in shown.locator("tbody tr").all()]
