"""What a filter change costs: time to the painted chart, CPU of server and browser, memory."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psutil
from playwright.sync_api import Page

from bench.systems import System

SETTLES = 1.2
"""Seconds after a change in which a system does what it still has to do."""


@dataclass(frozen=True)
class Change:
    """One change of a filter: milliseconds to the painted chart, CPU milliseconds of server and browser."""

    painted: float
    server: float
    browser: float

    @property
    def cpu(self) -> float:
        return self.server + self.browser


def cpu_of(processes: Iterable[psutil.Process]) -> float:
    """CPU seconds of the processes and all their children."""
    used = 0.0
    for process in processes:
        try:
            for one in (process, *process.children(recursive=True)):
                times = one.cpu_times()
                used += times.user + times.system
        except psutil.NoSuchProcess:
            continue
    return used


def memory_of(process: psutil.Process) -> int:
    """Resident bytes of the process and its children."""
    return sum(one.memory_info().rss for one in (process, *process.children(recursive=True)))


def browser_processes() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if "chrom" in child.name().lower()][:1]


def expected(data: Path, kinds: Iterable[str]) -> int:
    """The number of sessions of these types, by DuckDB."""
    return duckdb.execute(
        f"select count(*) from '{data / 'sessions.parquet'}' where list_contains(?, session_type)", [list(kinds)]
    ).fetchone()[0]


def change(page: Page, system: System, server: psutil.Process, kind: str, goal: int) -> Change:
    """Choose `kind`; the chart has changed when it shows `goal` sessions in all. Raises AssertionError otherwise."""
    browser = browser_processes()
    system.open_filter(page)
    page.wait_for_timeout(300)
    before = cpu_of([server]), cpu_of(browser)
    begin = time.perf_counter()
    system.choose(page, kind)
    if system.chart:
        while (shown := system.total(page)) != goal:
            assert time.perf_counter() - begin < 60, f"{system.name} shows {shown:.0f} sessions, not {goal}"
            page.wait_for_timeout(10)
    painted = time.perf_counter() - begin
    page.wait_for_timeout(SETTLES * 1000)
    after = cpu_of([server]), cpu_of(browser)
    return Change(painted * 1000, (after[0] - before[0]) * 1000, (after[1] - before[1]) * 1000)
