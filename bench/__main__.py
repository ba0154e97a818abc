"""`make bench`: a filter change here and in what a user would pick instead, in one run on the same data.

Prints medians and ratios and writes them (bench/results.json, or `--out`), and beside that the ratios alone as tables
for the README (bench/results.md). A system whose chart does not show DuckDB's totals stops the run, and so does one
whose programs are missing (node and npm).
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from bench import data as generated
from bench import folders, ratios, readers
from bench.folders import Missing
from bench.measure import Change, change, expected, memory_of
from bench.systems import BARE, LIVE, System, check, of_size, serving

SIZES = (6_000, 1_000_000)
SHOWS_WITHIN = 120
"""Seconds."""
KINDS = ("Workshop", "Main Session", "Open Forum", "High-Level Session")
PACKAGES = ("streamlit", "pandas", "plotly", "duckdb", "pyarrow", "dash")


def main() -> int:
    """The command. Returns its exit status."""
    arguments = argparse.ArgumentParser(prog="bench", description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    arguments.add_argument("--out", type=Path, default=Path("bench/results.json"))
    given = arguments.parse_args()
    console = Console()
    try:
        check()
        run(given, console)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


def run(given: argparse.Namespace, console: Console) -> None:
    """Measure, print and write. Raises Missing."""
    versions = {name: version(name) for name in PACKAGES} | folders.versions()
    results: dict[str, Any] = {"versions": versions, "python": platform.python_version()}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        results["browser"] = browser.version
        for size in given.sizes:
            where = Path(folder) / str(size)
            generated.write(where, size)
            results[f"{size} sessions"] = measured = compare(browser, of_size(size), where, given.rounds)
            console.print(as_table(size, measured))
            if size == max(given.sizes):
                results["readers"] = clicking = readers.measure(where)
                console.print(readers_table(size, clicking))
    given.out.write_text(json.dumps(results, indent=1) + "\n")
    told = given.out.with_suffix(".md")
    told.write_text(ratios.table(results))
    console.print(f"{given.out}: all medians; {told}: the ratios, for the README")


def compare(browser: Browser, systems: Sequence[System], data: Path, rounds: int) -> dict[str, dict[str, float]]:
    """System -> medians over `rounds` times the changes of KINDS, the systems taking turns."""
    changes: dict[str, list[Change]] = defaultdict(list)
    views: dict[str, list[float]] = defaultdict(list)
    memory: dict[str, float] = {}
    with ExitStack() as up:
        servers = {system.name: up.enter_context(serving(system, data)) for system in systems}
        for system in systems:
            first_view(browser, system, servers[system.name][0])
        for _ in range(rounds):
            pages = {}
            for system in systems:
                pages[system.name], took = first_view(browser, system, servers[system.name][0])
                views[system.name].append(took)
            chosen: list[str] = []
            for kind in KINDS:
                chosen.append(kind)
                for system in systems:
                    of = [kind] if system.name == BARE else chosen
                    process = psutil.Process(servers[system.name][1].pid)
                    made = change(pages[system.name], system, process, kind, expected(data, of))
                    changes[system.name].append(made)
            for page in pages.values():
                page.context.close()
        for name, (_, server) in servers.items():
            memory[name] = memory_of(psutil.Process(server.pid)) / 1e6
    return {
        system.name: {
            "server": statistics.median(c.server for c in changes[system.name]),
            "browser": statistics.median(c.browser for c in changes[system.name]),
            "cpu": statistics.median(c.cpu for c in changes[system.name]),
            "painted": statistics.median(c.painted for c in changes[system.name]),
            "first view": statistics.median(views[system.name]),
            "memory": memory[system.name],
        }
        for system in systems
    }


def first_view(browser: Browser, system: System, address: str) -> tuple[Page, float]:
    """A new tab with the system's page, and the milliseconds until its first chart is there."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(SHOWS_WITHIN * 1000)
    page.goto(f"{address}{system.path}", wait_until="commit")
    begin = page.evaluate("performance.timeOrigin")
    if system.chart:
        page.locator(system.drawn).first.wait_for()
        took = page.evaluate("performance.timeOrigin + performance.now()") - begin
        end = time.monotonic() + SHOWS_WITHIN
        while not system.total(page):
            assert time.monotonic() < end, f"{system.name} shows no sessions"
            page.wait_for_timeout(20)
    else:
        page.get_by_text("Session types").first.wait_for()
        took = page.evaluate("performance.timeOrigin + performance.now()") - begin
    page.wait_for_timeout(1500)
    return page, took


def as_table(size: int, measured: dict[str, dict[str, float]]) -> Table:
    ours = measured[LIVE]
    table = Table(title=f"A filter change, {size:,} sessions (medians; ratio: this dashboard against the system)")
    for heading in ("system", "server CPU ms", "browser CPU ms", "CPU ms", "CPU ratio", "painted ms", "painted ratio",
                    "first view ratio", "memory MB"):  # fmt: skip
        table.add_column(heading, justify="left" if heading == "system" else "right")
    for name, values in measured.items():
        table.add_row(
            name,
            *(f"{values[key]:.0f}" for key in ("server", "browser", "cpu")),
            f"{ours['cpu'] / values['cpu']:.2f}",
            f"{values['painted']:.0f}",
            f"{ours['painted'] / values['painted']:.2f}",
            f"{ours['first view'] / values['first view']:.2f}",
            f"{values['memory']:.0f}",
        )
    return table


def readers_table(size: int, measured: Mapping[str, Mapping[str, float]]) -> Table:
    ours = measured[LIVE]
    table = Table(title=f"{readers.READERS} readers clicking at once, {size:,} sessions")
    for heading in ("system", "rerun p95 ms", "ratio", "CPU ms per run", "memory MB", "MB per reader"):
        table.add_column(heading, justify="left" if heading == "system" else "right")
    for name, values in measured.items():
        table.add_row(
            name,
            f"{values['p95'] * 1000:.0f}",
            f"{ours['p95'] / values['p95']:.2f}",
            f"{values['cpu']:.0f}",
            f"{values['memory']:.0f}",
            f"{values['memory per reader']:.1f}",
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
