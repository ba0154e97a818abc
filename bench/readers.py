"""Twenty readers who click at once: how long a rerun takes here and in Streamlit with DuckDB, and the memory of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.systems import SYSTEMS, System, serving
from tests.serving.load import Figures, Visits, at, load, until_end

READERS = 20
THINKS = 1.0
"""Seconds between the clicks of a reader."""
LASTS = 30.0
TYPES = ("Workshop", "Main Session", "Open Forum", "High-Level Session")
COMPARED = ("atlas", "streamlit + duckdb")


def measure(data: Path) -> Mapping[str, Mapping[str, float]]:
    """System -> seconds of a rerun (median, p95), CPU milliseconds of a run, memory of the server in MB.

    Raises RuntimeError where a reader saw an error.
    """
    return {system.name: _measured(system, data) for system in SYSTEMS if system.name in COMPARED}


def _measured(system: System, data: Path) -> Mapping[str, float]:
    with serving(system, data) as (address, server):
        alone = until_end(load(address, server.pid, 1, 5, THINKS, visits=_visits(system)))
        together = until_end(load(address, server.pid, READERS, LASTS, THINKS, visits=_visits(system)))
    if together.errors:
        raise RuntimeError(f"{system.name}: {together.errors[0]}")
    return {
        "median": at(together.reruns, 0.5),
        "p95": at(together.reruns, 0.95),
        "cpu": together.cpu_per_run,
        "memory": max(together.memory),
        "memory per reader": _per_reader(alone, together),
    }


def _visits(system: System) -> Visits:
    """The page with each of TYPES chosen, as its address says it."""
    chosen: Sequence[tuple[str, str]] = [("type", name) for name in TYPES]
    if system.name == "atlas":
        chosen = [(name, code.lower().replace(" ", "-")) for name, code in chosen]
    return tuple((system.path.removeprefix("/"), (one,)) for one in chosen)


def _per_reader(alone: Figures, together: Figures) -> float:
    return max(0.0, max(together.memory) - max(alone.memory)) / (READERS - 1)
