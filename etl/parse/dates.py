"""Dates and ranges of dates, as documents in five languages print them.

`find_dates` finds them within a line, each with its span. What looks like a date and is none ("31
Jume 2024"), a date whose order of day and month is open ("06/12/2021" in English) and a weekday that
contradicts its date are reported in `problem`, never repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from etl.parse.date_patterns import month_alone, patterns_for
from etl.parse.names import month_number, months, weekday_number
from etl.vocabulary import fold

LONGEST = 400_000
# Names of months that are also everyday words, when written small: "10 out of 20", "6 may be late".
ALSO_A_WORD = {"may", "out", "set", "ago", "mar", "march"}
DAY_LIKE = re.compile(r"\b(?:day|tag|jour|día|dia|phase|part|session)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as printed; `year` and `weekday` (Monday is 0) are None where it does not say them."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None

    def date(self, year: int | None = None) -> date | None:
        """The date, in `year` where it prints none; None for what is no date."""
        try:
            return date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or a range of dates at [start, end) of a text; for a single date `last` equals `first`."""

    start: int
    end: int
    text: str
    first: Day
    last: Day
    problem: str = ""
    """"" or `invalid` (no such day or month), `ambiguous` (day and month may be exchanged), `weekday`
    (the printed weekday contradicts the printed date, which is kept)."""

    @property
    def year(self) -> int | None:
        return self.last.year

    @property
    def is_range(self) -> bool:
        return self.first != self.last

    @property
    def is_usable(self) -> bool:
        return self.problem in ("", "weekday")

    def start_date(self, year: int | None = None) -> date | None:
        """The first day; `year` is taken where none is printed. None where no date can be told."""
        return self.first.date(year) if self.is_usable else None

    def end_date(self, year: int | None = None) -> date | None:
        """The last day (the same as the first for a single date), as `start_date`."""
        if not self.is_usable:
            return None
        runs_on = self.last.year is None and (self.last.month, self.last.day) < (
            self.first.month,
            self.first.day,
        )
        return self.last.date(year + 1 if year and runs_on else year)


def settle_year(day: int, month: int, weekday: int | None, candidates: Iterable[int]) -> int | None:
    """The one year among `candidates` in which that day exists and falls on `weekday` (Monday is 0).

    None where no candidate fits or several do, so that nothing is guessed.
    """
    days = ((year, Day(day, month).date(year)) for year in dict.fromkeys(candidates))
    fitting = [year for year, on in days if on and weekday in (None, on.weekday())]
    return fitting[0] if len(fitting) == 1 else None


def finding_of(mention: DateMention) -> tuple[str, str] | None:
    """The code and message of the finding about what is wrong with `mention`, if anything is."""
    mend = "correct the document or add it to data/vocabulary/corrections.yml"
    if mention.problem == "invalid":
        return "date-invalid", f'date "{mention.text}" not understood; {mend}'
    if mention.problem == "ambiguous":
        return (
            "date-invalid",
            f'date "{mention.text}" can be read as day/month or month/day; write the month as a word',
        )
    if mention.problem == "weekday":
        return "weekday-mismatch", f'"{mention.text}": that day was another weekday; {mend}'
    return None


def find_dates(text: str, language: str = "en") -> list[DateMention]:
    """The dates in `text`, in order and without overlaps.

    `language` settles numeric dates with slashes: outside of English they are day/month/year.
    """
    if len(text) > LONGEST or not re.search(r"\d", text):
        return []
    found = [(name, match) for name, pattern in patterns_for(text) for match in pattern.finditer(text)]
    kept: list[DateMention] = []
    for name, match in sorted(found, key=lambda pair: (pair[1].start(), -pair[1].end())):
        if not kept or match.start() >= kept[-1].end:
            mention = _read(name, match, language)
            kept += [_checked(mention)] if mention else []
    return kept


def parse_date(text: str, language: str = "en") -> DateMention | None:
    """The date or range that `text` as a whole is; None where it is anything else."""
    found = find_dates(text, language)
    stripped = text.strip(" .,;()[]")
    return (
        found[0]
        if len(found) == 1 and stripped.startswith(found[0].text) and stripped.endswith(found[0].text)
        else None
    )


def find_months(text: str) -> list[tuple[int, int, int, int | None]]:
    """Months without a day ("June 2017", "juin"), as (start, end, month, year or None).

    A month without a year counts only where it is written with a capital or after a preposition.
    """
    days = [(mention.start, mention.end) for mention in find_dates(text)]
    return [
        (
            found.start(),
            found.end(),
            month_number(found["month"]) or 0,
            int(found["year"]) if found["year"] else None,
        )
        for found in month_alone().finditer(text)
        if not any(low < found.end() and found.start() < high for low, high in days)
        and (found["year"] or (found["month"][0].isupper() and len(found["month"]) > 3))
    ]


def _read(name: str, found: re.Match[str], language: str) -> DateMention | None:
    if name in ("iso", "dotted", "slashed"):
        return _of_figures(found, name, language)
    return _misspelt(found) if name == "misspelt" else _of_words(found)


def _of_words(found: re.Match[str]) -> DateMention | None:
    groups = found.groupdict()
    named = [groups.get("m1"), groups.get("m2")]
    if all(_is_only_a_word(name, groups) for name in named if name):
        return None
    last_month = groups.get("m2") or groups.get("m1")
    first_month = groups.get("m1") or last_month
    years = (groups.get("y1"), groups.get("y2"))
    has_first, has_last = bool(groups.get("d1")), bool(groups.get("d2"))
    last_year = years[1] or years[0] if has_last or not has_first else years[0] or years[1]
    last = _day(groups["d2" if has_last else "d1"], last_month, last_year, groups.get("w2"))
    weekday = groups.get("w1")
    if not (has_first and has_last):
        return _mention(found, replace(last, weekday=_weekday(weekday or groups.get("w2"))))
    first = _day(_first_of(groups), first_month, years[0] or years[1], weekday)
    if years[1] and not years[0] and (first.month, first.day) > (last.month, last.day) and first.month > last.month:
        first = replace(first, year=int(years[1]) - 1)
    if first.month == last.month and first.year == last.year and (first.day >= last.day or _counts_days(found)):
        return _from(found, last, found.start("w2") if groups.get("w2") else found.start("d2"))
    return _mention(found, first, last)


def _is_only_a_word(name: str, groups: dict[str, str | None]) -> bool:
    return name in ALSO_A_WORD and not (groups.get("y1") or groups.get("y2"))


def _first_of(groups: dict[str, str | None]) -> str:
    """The first day of "12, 13 and 14 November" is in the list before the last two."""
    listed = re.match(r"\d{1,2}", groups.get("list") or "")
    return listed.group() if listed else str(groups["d1"])


def _counts_days(found: re.Match[str]) -> bool:
    """Whether the first figure counts days, as in "Day 1 - 18 December"."""
    return (
        bool(DAY_LIKE.search(found.string[max(0, found.start() - 12) : found.start()]))
        and not (found["to"] or "").isalpha()
    )


def _from(found: re.Match[str], day: Day, start: int) -> DateMention:
    text = found.string[start : found.end()].rstrip(" .,")
    return DateMention(start, start + len(text), text, day, day)


def _misspelt(found: re.Match[str]) -> DateMention | None:
    if month_number(found["m2"]) or not _is_like_a_month(fold(found["m2"])):
        return None
    return replace(_mention(found, Day(int(found["d2"]), 0, int(found["y2"]))), problem="invalid")


@lru_cache(512)
def _is_like_a_month(word: str) -> bool:
    names = [name for name in months() if len(name) > 3]
    return len(word) > 3 and bool(get_close_matches(word, names, 1, 0.75))


def _of_figures(found: re.Match[str], name: str, language: str) -> DateMention:
    groups = found.groupdict()
    day, month, year = (int(groups[key]) for key in "dmy")
    is_open = name == "slashed" and language == "en" and day != month
    if is_open and month > 12 >= day:
        day, month, is_open = month, day, False
    last = Day(day, month, year)
    if not groups.get("d1"):
        mention = _mention(found, last)
        return replace(mention, problem="ambiguous") if is_open and day <= 12 else mention
    return _mention(found, Day(int(groups["d1"]), int(groups["m1"] or month), year), last)


def _day(day: str | None, month: str | None, year: str | None, weekday: str | None) -> Day:
    return Day(int(day or 0), month_number(month or "") or 0, int(year) if year else None, _weekday(weekday))


def _weekday(name: str | None) -> int | None:
    return weekday_number(name) if name else None


def _mention(found: re.Match[str], first: Day, last: Day | None = None) -> DateMention:
    text = found.group().rstrip(" .,")
    return DateMention(found.start(), found.start() + len(text), text, first, last or first)


def _checked(mention: DateMention) -> DateMention:
    """`mention` with its problem: no such day, an end before its beginning, a wrong weekday."""
    if mention.problem:
        return mention
    # 2000 had a 29 February, so a day without a year is invalid only where no year has it.
    days = [(day, day.date(2000)) for day in (mention.first, mention.last)]
    if not all(on for _, on in days):
        return replace(mention, problem="invalid")
    start, end = mention.start_date(2000), mention.end_date(2000)
    if start and end and start > end:
        return replace(mention, problem="invalid")
    wrong = any(day.year and on and day.weekday not in (None, on.weekday()) for day, on in days)
    return replace(mention, problem="weekday") if wrong else mention
