"""Readers without browsers: they open pages, think, change a filter, go on, over Streamlit's own websocket.

    python -m tests.serving.load --readers 20 --seconds 120 --think 5 [--at ADDRESS --pid PID]

Without an address it starts the site on the tables of ATLAS_TABLES, and an empty app to compare with.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.browser.conftest import ROOT, free_port, served

VISITS: Sequence[tuple[str, tuple[tuple[str, str], ...]]] = (
    ("", ()),
    ("registrations-by-stakeholder", (("group", "civil-society"), ("show", "count"))),
    ("registrations-by-stakeholder", (("group", "government"), ("from", "2012"))),
    ("sessions-by-track", (("cells", "share"),)),
    ("sessions-by-track", (("type", "workshop"), ("from", "2015"))),
    ("themes-over-the-years", (("basis", "sessions"),)),
    ("themes-over-the-years", (("basis", "agenda"), ("from", "2010"))),
    ("who-organises", (("from", "2010"),)),
    ("source-documents", (("form", "record"),)),
    ("data-quality", (("severity", "warning"),)),
    ("tables", (("table", "sessions"),)),
    ("how-it-is-made", ()),
)
PATIENCE = 60
EMPTY_APP = "import streamlit as st\n\nst.write('Nothing')\n"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Figures:
    """What a run came to: seconds of each first view and rerun, errors, and what the server used."""

    first: list[float] = field(default_factory=list)
    reruns: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    pages: dict[str, list[float]] = field(default_factory=dict)
    cpu: float = 0
    """Seconds of the processor."""
    memory: list[float] = field(default_factory=list)
    """Megabytes, at the beginning and while it ran."""
    handles: list[int] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)

    @property
    def cpu_per_run(self) -> float:
        """Milliseconds."""
        return 1000 * self.cpu / max(len(self.first) + len(self.reruns), 1)

    def line(self) -> str:
        """The figures in one line."""
        return (
            f"first view p50 {_at(self.first, 0.5):.2f} p95 {_at(self.first, 0.95):.2f} s ({len(self.first)}), "
            f"rerun p50 {_at(self.reruns, 0.5):.2f} p95 {_at(self.reruns, 0.95):.2f} s ({len(self.reruns)}), "
            f"{self.cpu_per_run:.0f} ms of CPU per run, memory {self.memory[0]:.0f} to {max(self.memory):.0f} MB, "
            f"handles {self.handles[0]} to {max(self.handles)}, threads {self.threads[0]} to {max(self.threads)}, "
            f"{len(self.errors)} errors {sorted(set(self.errors))[:3]}"
        )


def _at(values: Sequence[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


@asynccontextmanager
async def reader(site: str) -> AsyncIterator[ClientConnection]:
    """A websocket as a page of the site opens it."""
    async with connect(
        f"{site.replace('http', 'ws')}/_stcore/stream",
        origin=site,  # type: ignore[arg-type]
        subprotocols=[Subprotocol("streamlit"), Subprotocol("none")],
        max_size=None,
        open_timeout=PATIENCE,
    ) as socket:
        yield socket


async def run(socket: ClientConnection, page: str, parameters: Sequence[tuple[str, str]]) -> float:
    """One run of a page; how long until its last part came. Raises RuntimeError where the page shows an error."""
    asked = BackMsg()
    asked.rerun_script.query_string = urlencode(parameters)
    asked.rerun_script.page_name = page
    begun = time.monotonic()
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
            return time.monotonic() - begun
        if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            raise RuntimeError("the script does not compile")


async def read(site: str, end: float, think: float, figures: Figures, stay: int = 1_000_000) -> None:
    """One reader until `end`: a first view, then reruns; leaves and comes back after `stay` of them."""
    chance = random.Random()
    while time.monotonic() < end:
        try:
            async with reader(site) as socket:
                for number in range(stay):
                    page, parameters = chance.choice(VISITS)
                    took = await run(socket, page, parameters)
                    (figures.reruns if number else figures.first).append(took)
                    figures.pages.setdefault(page, []).append(took)
                    await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
                    if time.monotonic() >= end:
                        return
        except Exception as error:
            figures.errors.append(f"{type(error).__name__}: {error}"[:120])
            await asyncio.sleep(1)


async def load(site: str, pid: int, readers: int, seconds: float, think: float, stay: int = 1_000_000) -> Figures:
    """So many readers at the same time, who come one after the other during the first tenth of the time."""
    figures = Figures()
    cpu, end = used(pid), time.monotonic() + seconds
    figures.memory.append(memory(pid))
    figures.handles.append(handles(pid))
    figures.threads.append(threads(pid))

    async def come(number: int) -> None:
        await asyncio.sleep(seconds / 10 * number / readers)
        await read(site, end, think, figures, stay)

    tasks = [asyncio.create_task(come(number)) for number in range(readers)]
    while not all(task.done() for task in tasks):
        await asyncio.wait(tasks, timeout=2)
        figures.memory.append(memory(pid))
        figures.handles.append(handles(pid))
        figures.threads.append(threads(pid))
    figures.cpu = used(pid) - cpu
    return figures


def used(pid: int) -> float:
    """Seconds of the processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory(pid: int) -> float:
    """Megabytes that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def handles(pid: int) -> int:
    """Open files and sockets of a process."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def threads(pid: int) -> int:
    """Threads of a process."""
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


@contextmanager
def serving(script: Path, folder: Path, **environment: str) -> Iterator[tuple[str, int]]:
    """A server; its address and its process."""
    port = free_port()
    with served(script, folder / f"{port}.log", port, **environment) as address:
        yield address, _listening(port)


def _listening(port: int) -> int:
    """The process that was started with this port."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        if f"--server.port={port}".encode() in path.read_bytes():
            return int(path.parent.name)
    raise RuntimeError(f"no process serves port {port}")


def empty(folder: Path, readers: int, seconds: float, think: float) -> Figures:
    """The same load on an app that shows nothing: what Streamlit itself takes."""
    app = folder / "empty"
    app.mkdir()
    (app / "empty.py").write_text(EMPTY_APP)
    with serving(app / "empty.py", folder) as (site, pid):
        return asyncio.run(_on_one_page(site, pid, readers, seconds, think))


async def _on_one_page(site: str, pid: int, readers: int, seconds: float, think: float) -> Figures:
    global VISITS
    kept, VISITS = VISITS, (("", ()),)
    try:
        return await load(site, pid, readers, seconds, think)
    finally:
        VISITS = kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--think", type=float, default=5)
    parser.add_argument("--stay", type=int, default=1_000_000, help="runs until a reader leaves and another comes")
    parser.add_argument("--at", default="")
    parser.add_argument("--pid", type=int, default=0)
    given = parser.parse_args()
    if given.at:
        figures = asyncio.run(load(given.at, given.pid, given.readers, given.seconds, given.think, given.stay))
        print(figures.line())
    else:
        with tempfile.TemporaryDirectory() as name:
            print("empty:", empty(Path(name), given.readers, min(given.seconds, 30), given.think).line(), flush=True)
            with serving(ROOT / "dashboard.py", Path(name)) as (site, pid):
                figures = asyncio.run(load(site, pid, given.readers, given.seconds, given.think, given.stay))
                print("site: ", figures.line())
    for page, seconds in sorted(figures.pages.items()):
        print(f"  /{page:32} p50 {_at(seconds, 0.5):.2f} p95 {_at(seconds, 0.95):.2f} s ({len(seconds)})")
    return 1 if figures.errors else 0


if __name__ == "__main__":
    sys.exit(main())
