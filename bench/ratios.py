"""The ratios of a run as a table in Markdown: times belong to a machine, ratios mean something elsewhere too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bench.systems import EDITION, LIVE

OURS = {LIVE: "live app", EDITION: "static edition"}
MEASURED = {"cpu": "CPU", "painted": "until it is painted", "first view": "first view"}
_SIZE = re.compile(r"(\d+) sessions")
_Measured = Mapping[str, Mapping[str, float]]


def table(results: Mapping[str, Any]) -> str:
    """A table for each number of sessions, and a line on readers at once."""
    parts = [
        "A filter change: what it takes here as a part of what it takes there (medians of one run on the same data,"
        " the systems taking turns; less than 1 is less than there)."
    ]
    for name, measured in results.items():
        if found := _SIZE.fullmatch(name):
            parts.append("\n".join(_lines(int(found[1]), measured)))
    if clicking := results.get("readers"):
        parts.append(_readers(clicking))
    return "\n\n".join(parts) + "\n"


def _lines(size: int, measured: _Measured) -> Iterator[str]:
    ours = {name: title for name, title in OURS.items() if name in measured}
    heads = [f"{title}, {what}" for title in ours.values() for what in MEASURED.values()]
    yield f"| {size:,} sessions, against | {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * len(heads)}"
    for name, values in measured.items():
        if name in OURS:
            continue
        cells = [_ratio(measured[own][key], values[key]) for own in ours for key in MEASURED]
        yield f"| {name} | {' | '.join(cells)} |"


def _readers(measured: _Measured) -> str:
    ours = measured[LIVE]
    said = [
        f"{_ratio(ours['p95'], values['p95'])} of the time of {name} for a rerun (95th percentile) and"
        f" {_ratio(ours['cpu'], values['cpu'])} of its CPU"
        for name, values in measured.items()
        if name != LIVE
    ]
    return f"Readers who click at once: the live app takes {'; '.join(said)}."


def _ratio(own: float, other: float) -> str:
    return f"{own / other:.2f}" if other else "–"
