"""Readers without browsers: they open pages, think, change a filter, go on, over Streamlit's own websocket.

    python -m tests.serving.load --readers 20 --seconds 120 --think 5 [--at ADDRESS --pid PID]

Without an address it starts the site on the tables of ATLAS_TABLES, and beside it an app that shows nothing, read by
a quarter as many: what Streamlit itself takes of the processor in the same minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import sys
import tempfile
import time
import urllib.request
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.browser.conftest import ROOT, free_port, served

Made = TypeVar("Made")
Visits = Sequence[tuple[str, tuple[tuple[str, str], ...]]]
VISITS: Visits = (
    ("", ()),
    ("registrations-by-stakeholder", (("group", "civil-society"), ("show", "count"))),
    ("registrations-by-stakeholder", (("group", "government"),)),
    ("sessions-by-track", (("cells", "share"),)),
    ("sessions-by-track", (("type", "workshop"),)),
    ("themes-over-the-years", (("basis", "sessions"),)),
    ("themes-over-the-years", (("basis", "agenda"),)),
    ("who-organises", ()),
    ("source-documents", (("form", "record"),)),
    ("data-quality", (("severity", "warning"),)),
    ("tables", (("table", "sessions"),)),
    ("how-it-is-made", ()),
)
YEARS = [*range(2006, 2021)]
"""Every other time a reader changes the first year as well."""
NOTHING: Visits = (("", ()),)
PATIENCE = 60
IDLE = 0.05
"""Seconds of the processor in a second."""
EMPTY_APP = "import streamlit as st\n\nst.write('Nothing')\n"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Figures:
    """What a run came to: seconds of each first view and rerun, errors, and what the server used."""

    first: list[float] = field(default_factory=list)
    """From asking for the page's HTML until the last part of the page came."""
    reruns: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    pages: dict[str, list[float]] = field(default_factory=dict)
    cpu: float = 0
    """Seconds of the processor."""
    memory: list[float] = field(default_factory=list)
    """Megabytes, at the beginning and while it ran; so with handles and threads."""
    handles: list[int] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)

    @property
    def cpu_per_run(self) -> float:
        """Milliseconds."""
        return 1000 * self.cpu / max(len(self.first) + len(self.reruns), 1)

    def line(self) -> str:
        """The figures in one line."""
        return (
            f"first view p50 {at(self.first, 0.5):.2f} p95 {at(self.first, 0.95):.2f} s ({len(self.first)}), "
            f"rerun p50 {at(self.reruns, 0.5):.2f} p95 {at(self.reruns, 0.95):.2f} s ({len(self.reruns)}), "
            f"{self.cpu_per_run:.0f} ms of CPU per run, memory {self.memory[0]:.0f} to {max(self.memory):.0f} MB, "
            f"handles {self.handles[0]} to {max(self.handles)}, threads {self.threads[0]} to {max(self.threads)}, "
            f"{len(self.errors)} errors {sorted(set(self.errors))[:3]}"
        )

    def look(self, pid: int) -> None:
        """Add what the process holds now."""
        self.memory.append(memory(pid))
        self.handles.append(len(list(Path(f"/proc/{pid}/fd").iterdir())))
        self.threads.append(len(list(Path(f"/proc/{pid}/task").iterdir())))


def at(values: Sequence[float], part: float) -> float:
    """What so large a part of the values is at most."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


def reader(site: str) -> connect:
    """A websocket as a page of the site opens it."""
    return connect(
        f"{site.replace('http', 'ws')}/_stcore/stream",
        origin=site,  # type: ignore[arg-type]
        subprotocols=[Subprotocol("streamlit"), Subprotocol("none")],
        max_size=None,
        open_timeout=PATIENCE,
    )


async def run(socket: ClientConnection, page: str, parameters: Sequence[tuple[str, str]]) -> None:
    """One run of a page, until its last part came. Raises RuntimeError where the page shows an error."""
    asked = BackMsg()
    asked.rerun_script.query_string = urlencode(parameters)
    asked.rerun_script.page_name = page
    await socket.send(asked.SerializeToString())
    while True:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(socket.recv(), PATIENCE))  # type: ignore[arg-type]
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(message.delta.new_element.exception.type)
        if kind == "delta" and "Something went wrong" in message.delta.new_element.alert.body:
            raise RuntimeError(message.delta.new_element.alert.body)
        if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            return
        if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            raise RuntimeError("the script does not compile")


def _document(address: str) -> None:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        answer.read()


async def read(site: str, visits: Visits, end: float, think: float, stay: int, figures: Figures) -> None:
    """One reader until `end`: a first view, then reruns; leaves and comes back after `stay` of them."""
    chance = random.Random()
    while time.monotonic() < end:
        try:
            page, parameters = chance.choice(visits)
            begun = time.monotonic()
            await asyncio.to_thread(_document, f"{site}/{page}")
            async with reader(site) as socket:
                for number in range(stay):
                    await run(socket, page, parameters)
                    took = time.monotonic() - begun
                    (figures.reruns if number else figures.first).append(took)
                    figures.pages.setdefault(page, []).append(took)
                    await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
                    if time.monotonic() >= end:
                        return
                    page, parameters = chance.choice(visits)
                    if page and chance.random() < 0.5:
                        parameters = (*parameters, ("from", str(chance.choice(YEARS))))
                    begun = time.monotonic()
        except Exception as error:
            figures.errors.append(f"{type(error).__name__}: {error}"[:120])
            await asyncio.sleep(1)


async def load(
    site: str, pid: int, readers: int, seconds: float, think: float, stay: int = 1_000_000, visits: Visits = VISITS
) -> Figures:
    """So many readers at the same time, who come one after the other during the first tenth of the time."""
    figures, cpu, end = Figures(), used(pid), time.monotonic() + seconds
    figures.look(pid)

    async def come(number: int) -> None:
        await asyncio.sleep(seconds / 10 * number / readers)
        await read(site, visits, end, think, stay, figures)

    tasks = [asyncio.create_task(come(number)) for number in range(readers)]
    while not all(task.done() for task in tasks):
        await asyncio.wait(tasks, timeout=2)
        figures.look(pid)
    figures.cpu = used(pid) - cpu
    return figures


async def beside(
    site: tuple[str, int], empty: tuple[str, int], readers: int, seconds: float, think: float
) -> tuple[Figures, Figures]:
    """The load on the site, and a quarter of it on an empty app in the same minutes."""
    few = max(1, readers // 4)
    both = load(*site, readers, seconds, think), load(*empty, few, seconds, think, visits=NOTHING)
    own, others = await asyncio.gather(*both)
    return own, others


def until_end(work: Coroutine[Any, Any, Made]) -> Made:
    """What `work` comes to. In a thread: a browser that tests drive has an event loop in theirs."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def used(pid: int) -> float:
    """Seconds of the processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory(pid: int) -> float:
    """Megabytes that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def serving(script: Path, folder: Path, **environment: str) -> Iterator[tuple[str, int]]:
    """A server that has done what it does when it starts; its address and its process."""
    port = free_port()
    with served(script, folder / f"{port}.log", port, **environment) as address:
        pid = _listening(port)
        end, before = time.monotonic() + PATIENCE, -1.0
        while used(pid) - before > IDLE and time.monotonic() < end:
            before = used(pid)
            time.sleep(1)
        yield address, pid


def _listening(port: int) -> int:
    """The process that was started with this port."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        if f"--server.port={port}".encode() in path.read_bytes():
            return int(path.parent.name)
    raise RuntimeError(f"no process serves port {port}")


@contextmanager
def serving_nothing(folder: Path) -> Iterator[tuple[str, int]]:
    """An app that shows nothing, with the settings of the site."""
    script = folder / "empty" / "empty.py"
    shutil.copytree(ROOT / ".streamlit", script.parent / ".streamlit")
    script.write_text(EMPTY_APP)
    with serving(script, folder) as app:
        yield app


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--think", type=float, default=5)
    parser.add_argument("--stay", type=int, default=1_000_000, help="runs until a reader leaves and comes back")
    parser.add_argument("--at", default="")
    parser.add_argument("--pid", type=int, default=0)
    given = parser.parse_args()
    if given.at:
        figures = asyncio.run(load(given.at, given.pid, given.readers, given.seconds, given.think, given.stay))
    else:
        with (
            tempfile.TemporaryDirectory() as name,
            serving_nothing(Path(name)) as empty,
            serving(ROOT / "dashboard.py", Path(name)) as site,
        ):
            figures, nothing = asyncio.run(beside(site, empty, given.readers, given.seconds, given.think))
            print("empty:", nothing.line())
    print("site: ", figures.line())
    for page, seconds in sorted(figures.pages.items()):
        print(f"  /{page:32} p50 {at(seconds, 0.5):.2f} p95 {at(seconds, 0.95):.2f} s ({len(seconds)})")
    return 1 if figures.errors else 0


if __name__ == "__main__":
    sys.exit(main())
