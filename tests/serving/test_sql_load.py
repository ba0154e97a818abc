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
"""… or so many times what it takes alone, in the same run, where the cores are not idle. The same holds of a query,
which is over in OVER seconds or in so many times what one takes that costs nothing."""
ALONE = 5
"""So often each is tried alone; what it takes then is the longest of these."""


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
    page_alone = max(seconds(own_site, PAGE) for _ in range(ALONE))
    query_alone = max(seconds(own_site, "query", sql=f"select {number}") for number in range(ALONE))
    query, page = beside(own_site, heavy(READERS))
    print(f"alone: query {query_alone:.2f} s, page {page_alone:.2f} s; together: {query:.2f} s, {page:.2f} s")
    assert query < max(OVER, TIMES * query_alone)
    assert page < max(ANSWERS_WITHIN, TIMES * page_alone)
