"""The site as a server serves it: on a small build, open or closed, asked over HTTP and its websocket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.browser.conftest import ROOT, served
from tests.browser.conftest import browser as browser
from tests.browser.conftest import new_context as new_context
from tests.browser.conftest import page as page
from tests.browser.conftest import tables as tables

TOKEN = "a-token-for-the-metrics"


@pytest.fixture(scope="session")
def log_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "server.log"


@pytest.fixture(scope="session")
def site(tables: Path, log_file: Path) -> Iterator[str]:
    """An open site."""
    with served(
        ROOT / "dashboard.py",
        log_file,
        ATLAS_TABLES=str(tables),
        ATLAS_METRICS_TOKEN=TOKEN,
        ATLAS_UPLOADS="off",
    ) as address:
        yield address


@pytest.fixture
def get(site: str) -> Iterator[Callable[..., httpx.Response]]:
    """Asks the open site, without following where it sends to."""
    with httpx.Client(base_url=site, timeout=30) as client:
        yield client.get
