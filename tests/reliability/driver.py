"""A process that builds in children which it kills: it imports the program once, and forks for each build.

Run as `python -m tests.reliability.driver`. Each line it reads is an order in JSON, each line it prints the
answer. `{"documents", "out", "kill", "at"}`, where `kill` is

* `never`: build to the end; answers with the version; `count`: and with the steps told and the number of calls made;
* `step`: die when told of step number `at`; `call`: die at the call number `at` of a Python or C function;
* `clock`: be killed `at` seconds after the beginning.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any

from etl import assemble, cache
from etl import build as builder
from tests.reliability.corpus import ROOT, write_small

Answer = dict[str, Any]


class Driver:
    """The driving process, seen from a test."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def build(self, documents: Path, out: Path, kill: str = "never", at: float = 0) -> Answer:
        """One build; `died` says whether it was killed."""
        assert self.process.stdin and self.process.stdout
        order = {"documents": str(documents), "out": str(out), "kill": kill, "at": at}
        print(json.dumps(order), file=self.process.stdin, flush=True)
        answer: Answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, answer
        return answer

    def close(self) -> None:
        """End the process."""
        self.process.communicate()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def build(order: Answer) -> Answer:
    """Build as ordered, or die."""
    kill, at = order["kill"], order["at"]
    steps: list[str] = []
    calls = 0

    def told(step: str, part: int, of: int) -> None:
        if kill == "step" and len(steps) == at:
            die()
        steps.append(step)

    def called(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")
        if kill == "call" and calls >= at:
            die()

    if kill in ("call", "count"):
        sys.setprofile(called)
    version = builder.build([Path(order["documents"])], Path(order["out"]), told=told).version
    sys.setprofile(None)
    return {"died": False, "version": version, "steps": steps, "calls": calls}


def in_child(order: Answer) -> Answer:
    """Do what is ordered in a child, and what became of it."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            answer = build(order)
        except BaseException as error:
            answer = {"error": repr(error)}
        os.write(write, json.dumps(answer).encode())
        os._exit(0)
    os.close(write)
    if order["kill"] == "clock":
        watched = os.pidfd_open(child)
        if not select.select([watched], [], [], order["at"])[0]:
            os.kill(child, signal.SIGKILL)
        os.close(watched)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return {"died": True} if os.WIFSIGNALED(status) else json.loads(said)


def main() -> None:
    _load()
    for line in sys.stdin:
        print(json.dumps(in_child(json.loads(line))), flush=True)


def _load() -> None:
    """Load what every child would load anew: vocabularies, phrases, libraries. Nothing that starts threads."""
    importlib.import_module("pandas")
    cache.parser_version()
    with tempfile.TemporaryDirectory() as folder:
        paths = sorted(write_small(Path(folder)).iterdir())
        assemble.assemble(builder.read_one(path, path.name) for path in paths)


if __name__ == "__main__":
    main()
