"""The meetings that a document names: with a year or an edition, or by the days or the city of a sentence.

"IGF 2020" and "the 14th IGF" name one by themselves; "the IGF will meet in Kyoto from 8 to 12 October
2023" does so by the rest of its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from etl.extract.meetings import statements
from etl.extract.meetings.named import Named
from etl.mentions import SeriesMention
from etl.parse.dates import DateMention
from etl.places import find_places
from etl.series import known_city, known_days, known_meetings, meeting_id_of, needs_city

MOST_UNCLEAR = 200
NEAR_CITY = 60
TOLERANCE = timedelta(days=45)


@dataclass
class Candidate:
    """A meeting that the document may be about, and where it is named."""

    series: str
    year: int
    city: str | None = None
    named: list[Named] = field(default_factory=list)
    described: list[Named] = field(default_factory=list)
    """Mentions without a year, whose sentence tells it."""
    score: float = 0.0

    @property
    def meeting_id(self) -> str:
        return meeting_id_of(self.series, self.year, self.city)

    @property
    def first(self) -> Named:
        """The mention to quote: one with the year, in the title where there is one."""
        best = self.named or self.described
        return min(
            best,
            key=lambda n: (
                n.mention.is_contradictory,
                not n.is_title,
                not n.is_in_head,
                n.rank,
                n.mention.start,
            ),
        )


def candidates_of(names: Sequence[Named], language: str) -> list[Candidate]:
    """The meetings that `names` tell, in the order in which they are first named."""
    found: dict[tuple[str, int, str | None], Candidate] = {}
    unclear = [named for named in names if not named.mention.meeting_year][:MOST_UNCLEAR]
    clear = [named for named in names if named.mention.meeting_year]
    for named in sorted([*clear, *unclear], key=lambda one: (one.line.index, one.mention.start)):
        years, city = _years_of(named, language)
        for year in years:
            key = (named.mention.series, year, city)
            candidate = found.setdefault(key, Candidate(*key))
            (candidate.named if named.mention.meeting_year else candidate.described).append(named)
    return list(found.values())


def _years_of(named: Named, language: str) -> tuple[list[int], str | None]:
    mention = named.mention
    city = _city_of(named, language) if needs_city(mention.series) else None
    if mention.is_contradictory:
        return [year for year in (mention.year, mention.year_of_edition) if year], city
    if mention.meeting_year:
        return [mention.meeting_year], city
    year = described_year(named, language)
    return ([year], city) if year and (city or not needs_city(mention.series)) else ([], None)


def _city_of(named: Named, language: str) -> str | None:
    place = statements.place_in(named.line.text, named.start, named.end, language, _span(named.mention))
    return place.city if place else None


def _span(mention: SeriesMention) -> tuple[int, int]:
    return mention.start, mention.end


def described_year(named: Named, language: str) -> int | None:
    """The year of a mention without one, as its sentence tells: by days, or by city.

    "The IGF was set up in 2005" tells nothing: a year alone counts only beside a city.
    """
    if statements.has_another_subject(named.sentence):
        return None
    by_days, by_city = _years_by_days(named, language), _years_by_city(named, language)
    if len(by_days) > 1:
        cities = {place.city for place in find_places(named.sentence, language)}
        by_days = [year for year in by_days if known_city(named.mention.series, year) in cities]
    fitting = by_days or by_city
    return fitting[0] if len(fitting) == 1 else None


def _years_by_days(named: Named, language: str) -> list[int]:
    """The years of the first days of the sentence that can be a meeting's."""
    text, series = named.line.text, named.mention.series
    for day in statements.dates_in(text, named.start, named.end, language):
        years = _years_of_days(day, series)
        if years and not statements.is_about_another_event(_between(text, named.mention, day.start, day.end)):
            return years
    return []


def _years_of_days(day: DateMention, series: str) -> list[int]:
    known = known_meetings(series)
    if not known or (day.year and day.year > max(known)):
        return [day.year] if day.year else []
    if not day.is_range and not day.year:
        return []
    return [year for year in known if is_within(day, series, year, exactly=day.year is None)]


def _years_by_city(named: Named, language: str) -> list[int]:
    """The years in which a meeting can have been in the city of the sentence."""
    text, mention = named.line.text, named.mention
    place = statements.place_in(text, named.start, named.end, language, _span(mention))
    if place is None or place.city is None:
        return []
    years = statements.years_in(text, named.start, named.end)
    if not known_meetings(mention.series):
        return years[:1]
    meetings = known_meetings(mention.series)
    known = [year for year, entry in meetings.items() if entry[0] == place.city]
    is_near = abs(place.start - mention.end) < NEAR_CITY
    says_otherwise = any(year in meetings for year in years)
    return [year for year in known if year in years] or (known if is_near and not says_otherwise else [])


def is_within(day: DateMention, series: str, year: int, exactly: bool) -> bool:
    """Whether `day`, in `year`, is of the known days of a meeting, or close to them."""
    days, start, end = known_days(series, year), day.start_date(year), day.end_date(year)
    if days is None or start is None or end is None or day.year not in (None, year):
        return False
    if exactly:
        return days[0] <= start <= end <= days[1] and _weekday_fits(day, start)
    return days[0] - TOLERANCE <= start and end <= days[1] + TOLERANCE


def _weekday_fits(day: DateMention, start: date) -> bool:
    return day.first.weekday in (None, start.weekday())


def _between(text: str, mention: SeriesMention, start: int, end: int) -> str:
    low, high = (mention.end, start) if start >= mention.end else (end, mention.start)
    return text[max(0, low) : max(0, high)][:200]
