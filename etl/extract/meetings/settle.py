"""Which of the meetings that a document names it is mainly about.

They are weighed by where they are named, how often, and whether the document's days and weekdays fit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from etl.document import Document
from etl.extract.meetings.candidates import Candidate, is_within
from etl.extract.meetings.named import Named
from etl.parse.dates import DateMention, find_dates
from etl.screen import A_FIGURE, holds
from etl.series import GLOBAL, known_days, known_meetings

MOST_DATES = 400
IN_TITLE, IN_HEAD, IN_TEXT, MOST_IN_TEXT = 3.0, 2.0, 1.0, 4.0
OF_DATES = 4.0
OF_ADDRESS = 2.0
FEWEST_RIVALS = 2


def all_dates(document: Document, language: str) -> list[DateMention]:
    """The first usable dates of the document."""
    found: list[DateMention] = []
    for line in document.lines:
        if len(found) >= MOST_DATES:
            break
        if holds(line.text, A_FIGURE):
            found += [day for day in find_dates(line.text, language) if day.is_usable]
    return found


def weigh(
    candidates: Iterable[Candidate], names: Sequence[Named], dates: Sequence[DateMention], document: Document
) -> None:
    """Set the score of each candidate."""
    by_series: dict[str, int] = defaultdict(int)
    for named in names:
        by_series[named.mention.series] += 1
    stated = f"{document.front.get('title') or ''} {document.front.get('url') or ''}"
    for candidate in candidates:
        candidate.score = (
            _of_places(candidate)
            + date_evidence(candidate.series, candidate.year, dates)
            + OF_ADDRESS * _is_in_address(candidate, stated)
            + min(1.0, by_series[candidate.series] / max(1, len(names)))
        )


def _of_places(candidate: Candidate) -> float:
    named = [*candidate.named, *candidate.described]
    weights = [_weight(one) for one in named]
    best = max(weights)
    rest = min(MOST_IN_TEXT, 0.5 * (sum(weights) - best))
    return best + rest


def _weight(named: Named) -> float:
    weight = IN_TITLE if named.is_title else IN_HEAD if named.is_in_head else IN_TEXT
    if named.mention.is_contradictory:
        return weight * 0.75
    return weight if named.mention.meeting_year else weight * 0.9


def date_evidence(series: str, year: int, dates: Sequence[DateMention]) -> float:
    """How well the document's days fit a meeting of `year`: between -4 and 4.

    A weekday without a year speaks for the years in which it is right; a full date for its own year.
    """
    votes = [vote for day in dates if (vote := _vote(day, series, year)) is not None]
    return OF_DATES * sum(votes) / len(votes) if votes else 0.0


def _vote(day: DateMention, series: str, year: int) -> float | None:
    if day.year:
        return 1.0 if is_within(day, series, year, exactly=False) else 0.25 if day.year == year else -0.25
    start = day.start_date(year)
    if start is None:
        return -1.0
    if day.first.weekday not in (None, start.weekday()):
        return -1.0
    if known_days(series, year) is None:
        return None if day.first.weekday is None else 1.0
    if is_within(day, series, year, exactly=True):
        return 1.0
    return -0.5 if day.first.weekday is None else 0.25


def _is_in_address(candidate: Candidate, stated: str) -> bool:
    letters = "".join(char for char in stated.casefold() if char.isalnum())
    return candidate.series == GLOBAL and f"igf{candidate.year}" in letters


def are_many(candidates: Sequence[Candidate]) -> bool:
    """Whether the document goes through the meetings of a series, about none of them more than others."""
    ranked = sorted(candidates, key=lambda one: -one.score)
    best = ranked[0] if ranked else None
    if best is None or any(named.is_title for named in best.named):
        return False
    rivals = [one for one in ranked[1:] if one.series == best.series and 2 * len(one.named) >= len(best.named)]
    return len(rivals) >= FEWEST_RIVALS and best.score - rivals[FEWEST_RIVALS - 1].score < IN_HEAD


def year_by_days(series: str, dates: Sequence[DateMention]) -> int | None:
    """The year of the known meeting that the document's days fit, where it names the series alone."""
    years = {}
    for year in known_meetings(series):
        inside = [day for day in dates if is_within(day, series, year, exactly=True)]
        outside = [
            day
            for day in dates
            if day not in inside and day.first.weekday is not None and _vote(day, series, year) == -1.0
        ]
        sure = [day for day in inside if day.year or day.first.weekday is not None or day.is_range]
        if sure and len(inside) > len(outside):
            years[year] = len(inside)
    best = [year for year, count in years.items() if count == max(years.values())]
    return best[0] if len(best) == 1 else None
