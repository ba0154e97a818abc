"""Counts and times since the server began, as Prometheus reads them."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator

HELP = {
    "atlas_page_runs_total": "Runs of a page.",
    "atlas_page_seconds_total": "Seconds that runs of a page took.",
    "atlas_api_answers_total": "Answers to programs, by view and status.",
    "atlas_errors_total": "Errors that a reader was told of by their id.",
    "atlas_refused_total": "Requests that were refused, by reason.",
}
_counts: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()
_lock = threading.Lock()


def count(name: str, by: float = 1, **labels: str) -> None:
    """Add to a count. Labels come from short fixed lists, never from what a reader sent."""
    with _lock:
        _counts[name, tuple(sorted(labels.items()))] += by  # type: ignore[assignment]


def text() -> str:
    """All counts in the text format of Prometheus."""
    with _lock:
        counts = sorted(_counts.items())
    return "\n".join(_lines(counts)) + "\n"


def _lines(counts: list[tuple[tuple[str, tuple[tuple[str, str], ...]], int]]) -> Iterator[str]:
    for name, meaning in HELP.items():
        yield f"# HELP {name} {meaning}"
        yield f"# TYPE {name} counter"
        for (counted, labels), value in counts:
            if counted == name:
                inside = ",".join(f'{label}="{of}"' for label, of in labels)
                yield f"{name}{{{inside}}} {round(value, 3)}"
