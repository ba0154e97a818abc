"""From each meeting's own tracks to common ones: data/vocabulary/track_crosswalk.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from etl import vocabulary

BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
KEYS = {"tracks", "left out"}
KEYS_OF_TRACK = {"definition", "labels", "only"}


class Mapped(NamedTuple):
    """A label of a meeting's own track, and the common track it belongs to, or why it belongs to none."""

    label: str
    meeting_id: str | None
    """The one meeting at which the label means this; None where it is so at every meeting."""
    common_track: str | None
    reason: str | None


def common_track(meeting_id: str, track: str) -> str | None:
    """The common track that a meeting's own `track` belongs to; None where it is not mapped."""
    found = _lookup(meeting_id, track)
    return found.common_track if found else None


def left_out(meeting_id: str, track: str) -> str | None:
    """Why `track` belongs to no common track on purpose; None where it is mapped, or nobody has decided."""
    found = _lookup(meeting_id, track)
    return found.reason if found else None


def definitions() -> Mapping[str, str]:
    """The common tracks in the order of the file, each with what it covers."""
    return {name: block["definition"] for name, block in _content()["tracks"].items()}


@cache
def crosswalk() -> tuple[Mapped, ...]:
    """Every label of the file, in its order.

    Raises ValueError where the file is not as its head says, or a label stands in it twice.
    """
    rows = tuple(_rows(_content()))
    seen: dict[tuple[str | None, str], Mapped] = {}
    for row in rows:
        if (first := seen.setdefault((row.meeting_id, _key(row.label)), row)) is not row:
            raise ValueError(f"track_crosswalk.yml: {row.label!r} stands there as {first.label!r} already; remove one")
    return rows


def _rows(content: Any) -> Iterator[Mapped]:
    for name, block in content["tracks"].items():
        for label in block.get("labels") or ():
            yield Mapped(label, None, name, None)
        for meeting_id, labels in (block.get("only") or {}).items():
            for label in labels:
                yield Mapped(label, meeting_id, name, None)
    for block in content["left out"]:
        for label in block["labels"]:
            yield Mapped(label, None, None, block["reason"])


def _content() -> Any:
    content = vocabulary.load("track_crosswalk")
    if set(content) != KEYS:
        raise ValueError(f"track_crosswalk.yml: needs {' and '.join(sorted(KEYS))} and nothing else; correct it")
    for name, block in content["tracks"].items():
        if unknown := set(block) - KEYS_OF_TRACK:
            raise ValueError(f"track_crosswalk.yml, {name}: unknown {', '.join(sorted(unknown))}; correct it")
        if not isinstance(block.get("definition"), str):
            raise ValueError(f"track_crosswalk.yml, {name}: needs a definition; add one")
    return content


@cache
def _by_key() -> Mapping[tuple[str | None, str], Mapped]:
    return {(row.meeting_id, _key(row.label)): row for row in crosswalk()}


def _lookup(meeting_id: str, track: str) -> Mapped | None:
    key = _key(track)
    return _by_key().get((meeting_id, key)) or _by_key().get((None, key))


def _key(label: str) -> str:
    """`label` for comparison: folded, without what stands in brackets and without "and"."""
    words = vocabulary.fold(BRACKETS.sub(" ", label)).split()
    return " ".join(word for word in words if word != "and")
