"""Which totals are the meeting's: a delegation of 85 and a dinner for 180 are not, where 6,279 came.

Nor are the 212 of one country, where 9,380 registered; and the countries that such people come from are theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

from etl.extract.participation.dimensions import Figure

POPULATIONS = ("registered", "onsite", "online")
FEWER = 5
"""Nobody counts so many times fewer participants than came, registered or followed."""


def of_meeting(figures: Sequence[Figure]) -> list[Figure]:
    """`figures` without totals that are far below another one of their population or, where they are of unnamed
    "participants", of any; and without the countries that were counted of these few."""
    largest: dict[tuple[str | None, str | None], int] = {}
    for figure in figures:
        setting = figure.counted.setting
        if figure.dimension == "total" and setting.measure in POPULATIONS:
            for key in ((setting.meeting_id, setting.measure), (setting.meeting_id, "participants")):
                largest[key] = max(largest.get(key, 0), figure.counted.count)
    kept: list[Figure] = []
    few: Figure | None = None
    for figure in figures:
        is_theirs = few is not None and figure.dimension == "countries" and figure.counted.is_beside(few.counted)
        if _is_of_few(figure, largest):
            few = figure
        elif not is_theirs:
            kept.append(figure)
            few = None
    return kept


def _is_of_few(figure: Figure, largest: dict[tuple[str | None, str | None], int]) -> bool:
    setting = figure.counted.setting
    most = largest.get((setting.meeting_id, setting.measure), 0)
    return figure.dimension == "total" and setting.phase is None and figure.counted.count * FEWER < most
