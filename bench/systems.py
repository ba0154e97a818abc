"""The systems that are compared: how each is started, and where its filter and its chart are."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from bench import folders
from bench.folders import HERE, ROOT, Missing

CHART = ".js-plotly-plot"
OUR_CHART = ".atlas-card[data-card=sessions-by-track] .atlas-plot"
STARTS_WITHIN = 120
OF_PLOTLY = """graph => {
  const traces = graph._fullData ?? [];
  const heat = traces.filter((trace) => trace.z);
  const values = (heat.length ? heat : traces).flatMap((trace) => Array.from(trace.z ?? trace.y));
  return values.flatMap((value) => value?.length === undefined ? [value] : Array.from(value))
    .reduce((sum, value) => sum + (Number(value) || 0), 0);
}"""
"""The sum of what a chart of Plotly shows."""
OF_CARD = """chart => {
  const [number] = chart.closest(".atlas-card").querySelector(".atlas-sentence").textContent.split(" ");
  return Number(number.replaceAll(",", "")) || 0;
}"""
"""What the sentence says, which is written when the chart is painted; the map leaves small tracks to the table."""
OF_PLOT = """chart => {
  const { invert } = chart.scale("y");
  const ends = (bar) => [Number(bar.getAttribute("y")), Number(bar.getAttribute("y")) + Number(bar.getAttribute("height"))];
  const bars = [...chart.querySelectorAll("g[aria-label=bar] rect")].map(ends);
  return Math.round(bars.reduce((sum, [top, bottom]) => sum + invert(top) - invert(bottom), 0));
}"""  # noqa: E501
"""The sum of what a chart of Observable Plot shows: the heights of its bars on its scale."""


@dataclass(frozen=True)
class System:
    """A page with a filter of session types and a chart of the sessions that are left."""

    name: str
    command: Callable[[int], list[str]]
    folder: Callable[[Path], Path]
    """Folder of the data -> what the command is run in; made where it is not there."""
    path: str
    chart: str
    open_filter: Callable[[Page], None]
    choose: Callable[[Page, str], None]
    drawn: str = f"{CHART} .main-svg"
    """What is there when the first chart is."""
    sum_of: str = OF_PLOTLY
    """JavaScript: the chart -> the sum of what it shows."""
    needs: tuple[str, ...] = ()
    """Programs."""
    most: int | None = None
    """So many sessions at most."""

    def total(self, page: Page) -> float:
        """The sum of what the chart shows."""
        return float(page.locator(self.chart).first.evaluate(self.sum_of))


def _streamlit(script: Path) -> Callable[[int], list[str]]:
    return lambda port: [
        sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", "--server.headless=true",
        "--server.address=127.0.0.1", "--browser.gatherUsageStats=false",
    ]  # fmt: skip


def _files(port: int) -> list[str]:
    return [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]


def _open_multiselect(page: Page) -> None:
    page.get_by_role("combobox", name="Session types").click()
    page.locator("[role=listbox] [role=option]").first.wait_for()


def _choose_option(page: Page, kind: str) -> None:
    page.locator("[role=listbox]").get_by_role("option", name=kind, exact=True).click()


def _open_details(page: Page) -> None:
    filter_ = page.locator("details[data-filter=type]")
    if filter_.get_attribute("open") is None:
        filter_.locator("summary").click()


def _choose_box(page: Page, kind: str) -> None:
    page.locator("details[data-filter=type]").get_by_label(kind, exact=True).click()


def _open_dash(page: Page) -> None:
    options = page.locator("[role=listbox] [role=option]")
    if not options.first.is_visible():
        page.locator("#types").click()
    options.first.wait_for()


def _choose_menu(page: Page, kind: str) -> None:
    page.locator("#types").select_option(kind)


def _choose_label(page: Page, kind: str) -> None:
    page.get_by_label(kind, exact=True).check()


LIVE, EDITION, FRAMEWORK, BARE = "atlas", "atlas, static edition", "Observable Framework", "Plotly.react"
SYSTEMS = (
    System(LIVE, _streamlit(ROOT / "dashboard.py"), folders.repository, "/sessions-by-track", OUR_CHART, _open_details,
           _choose_box, sum_of=OF_CARD),
    System(EDITION, _files, folders.edition, "/sessions-by-track/index.html", OUR_CHART, _open_details, _choose_box,
           sum_of=OF_CARD, most=100_000),
    System("streamlit + pandas", _streamlit(HERE / "peers/streamlit_pandas.py"), folders.data, "/", CHART,
           _open_multiselect, _choose_option),
    System("streamlit + duckdb", _streamlit(HERE / "peers/streamlit_duckdb.py"), folders.data, "/", CHART,
           _open_multiselect, _choose_option),
    System("dash + duckdb", lambda _: [sys.executable, str(HERE / "peers/dash_duckdb.py")], folders.data, "/", CHART,
           _open_dash, _choose_option),
    System(FRAMEWORK, _files, folders.framework, "/", "#chart svg", lambda _: None, _choose_label,
           drawn="#chart g[aria-label=bar] rect", sum_of=OF_PLOT, needs=("node", "npm")),
    System("empty rerun", _streamlit(HERE / "peers/streamlit_empty.py"), folders.data, "/", "", _open_multiselect,
           _choose_option),
    System(BARE, _files, folders.react, "/react.html", CHART, lambda _: None, _choose_menu),
)  # fmt: skip
"""The published files list every session by its name, which is no longer a page for a browser where they are many."""


def of_size(sessions: int) -> tuple[System, ...]:
    """The systems that are compared on so many sessions."""
    return tuple(system for system in SYSTEMS if system.most is None or sessions <= system.most)


def check(systems: Iterable[System] = SYSTEMS) -> None:
    """Raises Missing where a program is not there that a system needs."""
    for system in systems:
        if missing := [name for name in system.needs if shutil.which(name) is None]:
            raise Missing(f"{system.name} is compared too and needs {' and '.join(missing)} (https://nodejs.org)")


@contextmanager
def serving(system: System, data: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The system's server, up, on the data of `data`; its address and process. Raises Missing."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "ATLAS_TABLES": str(data / "tables"), "BENCH_SESSIONS": str(data / "sessions.parquet"), "BENCH_PORT": str(port)
    }  # fmt: skip
    server = subprocess.Popen(
        system.command(port), cwd=system.folder(data), env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}/", server)
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server at {address} did not start")
