"""What building tables costs, on generated transcripts (`bench.corpus`).

    python -m bench.etl [--documents 6000] [--bytes 200000000]

Each build runs in a process of its own, so that its memory and its time are its own. Reading every fact of
a transcript takes longer than finding its themes by far: `--texts` leaves all but themes and lines out, to
measure at full size what the build costs around the reading.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import corpus
from etl.build import build
from etl.document import Unreadable
from etl.engine import Local
from etl.extract import documents, lines, theme_mentions
from etl.formats import document_of
from etl.intake import read_packed
from etl.packed import pack
from etl.pool import Found
from etl.reading import Reading
from etl.worker import Read, T

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = 300
BYTES = 10_000_000
SAMPLE = 60
"""Documents on which rates are measured."""
TIMES = 10
"""How many times as large the larger corpus is."""


def read_texts(path: Path, relative: str) -> bytes:
    """Themes and lines of one file, and nothing else."""
    reading = Reading(document_of(path.read_bytes(), relative))
    for module in (documents, theme_mentions, lines):
        module.extract(reading)
    return pack(reading.facts())


@dataclass(frozen=True)
class Texts(Local):
    """Processes that read themes and lines alone."""

    def read_all(self, found: Sequence[Found], read: Read[T], **rest: Any) -> Iterator[tuple[str, T | Unreadable]]:
        return super().read_all(found, read_texts, **rest)  # type: ignore[arg-type]


def measure(count: int = DOCUMENTS, size: int = BYTES, is_texts: bool = False) -> dict[str, float]:
    """The figures for `count` transcripts of `size` bytes together, and for a tenth of them.

    Rates are megabytes per second of CPU, times seconds of CPU unless they are called wall, memory megabytes.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as name:
        folder = Path(name)
        corpus.write(folder / "small", count // TIMES, size // TIMES)
        written = corpus.write(folder / "in", count, size)
        found = sorted((folder / "in").iterdir())[:SAMPLE]
        small = _build(folder / "small", folder / "out-small", 1, is_texts)
        one = _build(folder / "in", folder / "out-one", 1, is_texts)
        two = _build(folder / "in", folder / "out", 2, is_texts)
        same = _build(folder / "in", folder / "out", 2, is_texts)
        with (folder / "in" / found[0].name).open("a") as changed:
            changed.write("One more line.\n")
        after = _build(folder / "in", folder / "out", 2, is_texts)
    return {
        "documents": count,
        "megabytes": written / 1e6,
        "phrase scan, MB/s": _rate_of_scan(count, size),
        "file to rows, MB/s": _rate_of_reading(count, size),
        "one worker, wall s": one["wall"],
        "two workers, wall s": two["wall"],
        "two workers against one": one["wall"] / two["wall"],
        "whole build, s": two["cpu"],
        "of it the parent, s": two["parent"],
        "peak memory of the parent, MB": two["peak"],
        "the same at a tenth of the size, MB": small["peak"],
        "nothing changed, s": same["cpu"],
        "nothing changed against whole": same["cpu"] / two["cpu"],
        "parsed after one document changed": after["parsed"],
        f"{TIMES} times the documents, times the CPU": one["cpu"] / small["cpu"],
    }


def _rate_of_scan(count: int, size: int) -> float:
    """Themes with their places and quotes, from a document's text."""
    readings = [Reading(document_of(_text(number, count, size), f"{number}.txt")) for number in range(SAMPLE)]
    theme_mentions.extract(readings[0])
    began = time.process_time()
    for reading in readings:
        theme_mentions.extract(reading)
    return sum(len(reading.document.data) for reading in readings) / 1e6 / (time.process_time() - began)


def _rate_of_reading(count: int, size: int) -> float:
    """Every extractor, from a file's bytes to rows that can be kept."""
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as name:
        corpus.write(Path(name), SAMPLE, SAMPLE * size // count)
        paths = sorted(Path(name).iterdir())
        read_packed(paths[0], paths[0].name)
        began = time.process_time()
        for path in paths:
            read_packed(path, path.name)
        return sum(path.stat().st_size for path in paths) / 1e6 / (time.process_time() - began)


def _text(number: int, count: int, size: int) -> bytes:
    return corpus.transcript(number, size // count).encode()


def _build(folder: Path, out: Path, workers: int, is_texts: bool) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.etl", "--one", str(folder), str(out), str(workers)]
    done = subprocess.run([*command, *(["--texts"] if is_texts else [])], cwd=ROOT, capture_output=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _one(folder: str, out: str, workers: str, is_texts: bool) -> dict[str, float]:
    """One build in this process."""
    began = time.perf_counter()
    engine = (Texts if is_texts else Local)(int(workers))
    built = build([Path(folder)], Path(out), engine=engine)
    wall = time.perf_counter() - began
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    parent = own.ru_utime + own.ru_stime
    return {
        "wall": wall,
        "parent": parent,
        "cpu": parent + others.ru_utime + others.ru_stime,
        "peak": own.ru_maxrss / 1024,
        "parsed": built.parsed_count,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what building tables costs.")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--bytes", type=int, default=BYTES)
    parser.add_argument("--texts", action="store_true")
    parser.add_argument("--one", nargs=3, metavar=("FOLDER", "OUT", "WORKERS"), help="one build, as JSON")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_one(*options.one, options.texts)))
        return
    for name, value in measure(options.documents, options.bytes, options.texts).items():
        print(f"{name:<44} {value:,.2f}")


if __name__ == "__main__":
    # Processes that read find `read_texts` by the name of its module, which is another one here.
    importlib.import_module("bench.etl").main()
