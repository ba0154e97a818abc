"""The systems that are compared: how each is started, and where its filter and its chart are."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from playwright.sync_api import Page

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CHART = ".js-plotly-plot"
OUR_CHART = ".atlas-card:has-text('Sessions listed here, by type') .js-plotly-plot"
STARTS_WITHIN = 120


@dataclass(frozen=True)
class System:
    """A page with a filter of session types and a chart of the sessions that are left."""

    name: str
    command: Callable[[int], list[str]]
    path: str
    chart: str
    open_filter: Callable[[Page], None]
    choose: Callable[[Page, str], None]


def _streamlit(script: Path) -> Callable[[int], list[str]]:
    return lambda port: [
        sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", "--server.headless=true",
        "--server.address=127.0.0.1", "--browser.gatherUsageStats=false",
    ]  # fmt: skip


def _open_multiselect(page: Page) -> None:
    page.get_by_role("combobox", name="Session types").click()
    page.locator("[role=listbox] [role=option]").first.wait_for()


def _choose_option(page: Page, kind: str) -> None:
    page.locator("[role=listbox]").get_by_role("option", name=kind, exact=True).click()


def _open_dash(page: Page) -> None:
    options = page.locator("[role=listbox] [role=option]")
    if not options.first.is_visible():
        page.locator("#types").click()
    options.first.wait_for()


def _choose_menu(page: Page, kind: str) -> None:
    page.locator("#types").select_option(kind)


SYSTEMS = (
    System("atlas", _streamlit(ROOT / "dashboard.py"), "/sessions-by-track", OUR_CHART, _open_multiselect,
           _choose_option),
    System("streamlit + pandas", _streamlit(HERE / "peers/streamlit_pandas.py"), "/", CHART, _open_multiselect,
           _choose_option),
    System("streamlit + duckdb", _streamlit(HERE / "peers/streamlit_duckdb.py"), "/", CHART, _open_multiselect,
           _choose_option),
    System("dash + duckdb", lambda _: [sys.executable, str(HERE / "peers/dash_duckdb.py")], "/", CHART, _open_dash,
           _choose_option),
    System("empty rerun", _streamlit(HERE / "peers/streamlit_empty.py"), "/", "", _open_multiselect, _choose_option),
    System("Plotly.react", lambda port: [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"],
           "/react.html", CHART, lambda _: None, _choose_menu),
)  # fmt: skip


@contextmanager
def serving(system: System, data: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The system's server, up, on the data of `data`; its address and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "ATLAS_TABLES": str(data / "tables"), "BENCH_SESSIONS": str(data / "sessions.parquet"), "BENCH_PORT": str(port)
    }  # fmt: skip
    folder = ROOT if system.name == "atlas" else data / "static"
    _static(data)
    server = subprocess.Popen(
        system.command(port), cwd=folder, env={**os.environ, **environment},
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


def _static(data: Path) -> None:
    """A plain page that holds the cube: what any chart in a browser costs at least."""
    folder = data / "static"
    if folder.exists():
        return
    folder.mkdir()
    shutil.copy(HERE / "peers/react.html", folder)
    shutil.copy(ROOT / "static/plotly-cartesian.min.js", folder)
    cube = duckdb.sql(
        f"select year, track, session_type, count(*) from '{data / 'sessions.parquet'}' group by all order by all"
    ).fetchall()
    (folder / "cube.json").write_text(json.dumps(cube))
