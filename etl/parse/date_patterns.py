"""The patterns of `etl.parse.dates`: how dates are printed, in words and in figures.

Groups: `d1`, `m1`, `y1`, `w1` are day, month, year and weekday of the first day of a range, `d2` … of
the last; a single date has one of them. `to` is what stands between, `list` the days before the last two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from etl.parse.names import month_pattern, weekday_pattern

YEAR = r"(?:19|20)\d\d"
BEGINS = r"(?<![\d.,:/–#-])"
OF = r"\s{0,3}(?:(?:of|de|do|del)\s)?"
# Not "Dec 6:30", "May 10,000", "Dec 6 pm".
NO_TIME = r"(?!\d|[:h]\d|\.\d|,\d{3}|\s?%|\s?(?:am|pm|a\.m|p\.m|uhr)\b)"
TO = r"""(?:\s{0,3}
    (?P<to>[-–—−‒/]|\b(?:to|until|till|through|al|a|au|à|ao|até|hasta|bis|bis\szum|and|et|y|e|und)\b)
    \s{0,3}(?:(?:the|le|el|den|zum)\s)?)"""
LISTED = r"(?P<list>(?:\d{1,2}(?:st|nd|rd|th|\.)?,\s){1,6})"
# A pattern is tried only where the text holds what it needs: most lines hold no date.
NEEDS_YEAR = ("misspelt", "iso", "dotted", "slashed")


def patterns_for(text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that can match in `text`, each with its name."""
    has_month, has_year = bool(month_alone().search(text)), bool(re.search(YEAR, text))
    for name, pattern in patterns().items():
        if (has_year if name in NEEDS_YEAR else has_month) and (name != "listed" or "," in text):
            yield name, pattern


@cache
def patterns() -> Mapping[str, re.Pattern[str]]:
    """The pattern of each way to print a date, by its name."""
    w1, w2, d1, d2, m1, m2, y1, y2 = (part(n) for part in (_weekday, _day, _month, _year) for n in (1, 2))
    dotted, slashed = _numeric(r"\.\s?", r"\.\s?"), _numeric("(?P<s>[/-])", "(?P=s)")
    texts = {
        "day first": rf"""{BEGINS}{w1}(?<!\d)(?:(?:{d1}(?:{OF}{m1}{y1}?)?{TO})?{w2}{d2}){OF}{m2}{y2}?""",
        "listed": rf"{BEGINS}{LISTED}{d1}\s(?:and|et|y|e|und)\s{d2}{OF}{m2}{y2}?",
        "month first": rf"""{BEGINS}{w1}{m1}\s{{1,3}}(?:the\s)?{d1}{NO_TIME}
            (?:{y1}?{TO}{w2}(?:{m2}\s{{1,3}})?{d2}{NO_TIME})?{y2}?""",
        "misspelt": rf"""{BEGINS}{w2}{d2}\s(?:(?:of|de)\s)?(?P<m2>[A-Za-z]{{3,12}}),?\s
            (?:(?:de|del)\s)?(?P<y2>{YEAR})(?!\d)""",
        "iso": rf"(?<![\d-])(?P<y>{YEAR})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d|-\d)",
        "dotted": rf"""(?<![\d.])(?:(?P<d1>\d{{1,2}})\.(?:(?P<m1>\d{{1,2}})\.)?\s?{TO})?
            {dotted}""",
        "slashed": rf"(?<![\d./-]){slashed}",
    }  # fmt: skip
    return {name: re.compile(text, re.IGNORECASE | re.VERBOSE) for name, text in texts.items()}


@cache
def month_alone() -> re.Pattern[str]:
    """A month without a day: "June 2017", "juin"."""
    year = rf"(?:,?\s(?:(?:of|de|del|do)\s)?(?P<year>{YEAR})(?!\d))?"
    return re.compile(rf"\b(?P<month>{month_pattern()})\b\.?{year}", re.IGNORECASE)


def _numeric(between: str, again: str) -> str:
    return rf"(?P<d>\d{{1,2}}){between}(?P<m>\d{{1,2}}){again}(?P<y>{YEAR})(?!\d|[./-]\d)"


def _weekday(number: int) -> str:
    article = r"(?:(?:the|le|el|den|dem|dia)\s)?"
    return rf"(?:\b(?P<w{number}>{weekday_pattern()})\b\.?,?\s{{1,3}}{article})?"


def _day(number: int) -> str:
    return rf"(?P<d{number}>\d{{1,2}})(?:st\b|nd\b|rd\b|th\b|er\b|º|°|ª|\.(?!\d{{2}}\b))?"


def _month(number: int) -> str:
    return rf"\b(?P<m{number}>{month_pattern()})\b\.?"


def _year(number: int) -> str:
    return rf"(?:,?\s{{1,3}}(?:(?:of|de|del|do)\s)?(?P<y{number}>{YEAR})(?!\d|:))"
