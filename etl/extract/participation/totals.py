"""Which totals are the meeting's: a delegation of 85 and a dinner for 180 are not, where 6,279 came."""

from __future__ import annotations

from collections.abc import Sequence

from etl.extract.participation.dimensions import Figure

POPULATIONS = ("registered", "onsite", "online")
FEWER = 5
"""Nobody counts so many times fewer participants than came, registered or followed."""


def of_meeting(figures: Sequence[Figure]) -> list[Figure]:
    """`figures` without totals of unnamed "participants" that are far below those of a named population."""
    largest: dict[str | None, int] = {}
    for figure in figures:
        setting = figure.counted.setting
        if figure.dimension == "total" and setting.measure in POPULATIONS:
            largest[setting.meeting_id] = max(largest.get(setting.meeting_id, 0), figure.counted.count)
    return [figure for figure in figures if not _is_of_few(figure, largest)]


def _is_of_few(figure: Figure, largest: dict[str | None, int]) -> bool:
    setting = figure.counted.setting
    is_unnamed = figure.dimension == "total" and setting.measure == "participants"
    return is_unnamed and figure.counted.count * FEWER < largest.get(setting.meeting_id, 0)
