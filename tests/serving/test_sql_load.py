"""Heavy queries of many readers, and another reader who only wants to look at a page."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import ROOT, served
from tests.pages.test_sandbox import OVER, heavy
from tests.serving.stream import first_run

READERS = 24
APART = 0.25
"""Seconds between two readers."""
GIVE_UP = 120
PAGE = "registrations-by-stakeholder"
ANSWERS_WITHIN = 2.0
"""Seconds in which the other reader's page answers on two idle cores …"""
TIMES = 3
"""… or so many times what it takes beside as many queries that cost nothing, where that is more: two dozen first
visits keep a server busy by themselves."""


@pytest.fixture
def own_site(tables: Path, tmp_path: Path) -> Iterator[str]:
    """A server that no other test uses."""
    with served(ROOT / "dashboard.py", tmp_path / "server.log", ATLAS_TABLES=str(tables), ATLAS_SQL="on") as address:
        yield address


def seconds(site: str, page: str, **parameters: str) -> float:
    begin = time.monotonic()
    sent = first_run(site, {}, urlencode(parameters), page)
    assert "script_finished" in sent
    return time.monotonic() - begin


def beside(site: str, queries: list[str]) -> tuple[float, float]:
    """The longest that a query took from click to answer, and the longest that another reader's page took meanwhile."""
    took: list[float] = []
    threads = [threading.Thread(target=lambda sql=sql: took.append(seconds(site, "query", sql=sql))) for sql in queries]
    threading.Thread(target=_one_after_the_other, args=(threads,)).start()
    pages = [seconds(site, PAGE)]
    end = time.monotonic() + GIVE_UP
    while len(took) < len(queries) and time.monotonic() < end:
        pages.append(seconds(site, PAGE))
    assert len(took) == len(queries)
    return max(took), max(pages)


def _one_after_the_other(threads: list[threading.Thread]) -> None:
    pause = threading.Event()
    for thread in threads:
        thread.start()
        pause.wait(APART)


@pytest.mark.long
def test_others_can_read_while_heavy_queries_run(own_site: str) -> None:
    seconds(own_site, "query", sql="select 1")
    seconds(own_site, PAGE)
    light = beside(own_site, [f"select {number} as number" for number in range(READERS)])
    hard = beside(own_site, heavy(READERS))
    print(
        f"light queries {light[0]:.2f} s, page beside them {light[1]:.2f} s; heavy {hard[0]:.2f} s and {hard[1]:.2f} s"
    )
    assert hard[0] < OVER + light[0]
    assert hard[1] < max(ANSWERS_WITHIN, TIMES * light[1])
