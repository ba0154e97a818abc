"""The pattern of `etl.parse.times`: how times of day are printed.

Groups end in 1 for the beginning and in 2 for the end: `h` hour, `c` and `n` colon or full stop and
minutes after it, `b` and `o` "h" and minutes after it, `p` am or pm, `u` "Uhr" or "o'clock".
"""

from __future__ import annotations

import re
from functools import cache

from etl.parse.zones import abbreviations

LOCAL = r"(?:local\stime|hora\slocal|hor[aá]rio\slocal|heure\slocale|ortszeit)"
NOT_A_TIME = r"(?!\s?(?:%|per\s?cent|million|billion|millones|milh|mio))"
UP_TO = r"\b(?:to|until|till|through|a|à|al|às|as|hasta|até|bis|and)\b"
TO = rf"(?:\s{{0,3}}(?:[-–—−‒]|{UP_TO})\s{{0,3}}(?:as\s|las\s)?)"
# "11:20 UTC - 12:50 UTC" is a span of time, "UTC -3:30" and "UTC-3" are zones.
OFFSET = r"(?:UTC|GMT)(?:(?:\s?[+±]\s?|\s?[-−–])\d{1,2}(?::?\d{2})?|\s?[-−–]\s\d{1,2})(?!\d|[:.h]\d|\s?[ap]\.?m\b)"
CONTINENTS = "Africa|America|Asia|Europe|Australia|Pacific"


@cache
def pattern() -> re.Pattern[str]:
    """The pattern of a time or a span of time, with what says that it is one and its zone."""
    meridiem = r"\s?(?:[ap]\.?\s?m\.?(?![^\W_])|noon\b)"
    hour = r"(?P<h%s>\d{1,2})(?=[:.]\d|\s?[hapnuo]|\s{0,3}(?:[-–—−‒]|\b(?:to|until|till|bis|às|à)))"
    figures = r"(?P<c%s>[:.])(?P<n%s>[0-5]\d)(?![\d%%])(?!\.\d)"
    with_h = r"\s?(?P<b%s>h)\.?(?:\s?(?P<o%s>[0-5]\d)(?!\d|\s[^\W\d_]{4}))?(?![^\W_])"
    minutes = rf"(?:{figures}|{with_h})"
    oclock = r"(?:\s?(?:Uhr|hrs?\b\.?|h(?:oras|eures)?\b\.?|(?:o'clock)))"
    first = r"(?<![\d.,:/#+])" + hour % 1 + minutes % (1, 1, 1, 1) + "?" + rf"(?P<p1>{meridiem})?(?P<u1>{oclock})?"
    second = r"(?P<h2>\d{1,2})(?!\d)" + minutes % (2, 2, 2, 2) + "?" + rf"(?P<p2>{meridiem})?(?P<u2>{oclock})?"
    names = "|".join(abbreviations())
    stated = rf"(?P<zone>{OFFSET}|\b(?:{names})\b|\b(?:{CONTINENTS})/[A-Z][A-Za-z_]+)|(?P<local>{LOCAL})"
    zone = rf"(?:\s?,?\s?[(\[]?(?:{stated})[)\]]?)?"
    before = r"(?P<from>\b(?:from|between|de|das|desde|von|entre|à\spartir\sde|at|às|a\slas|à|um|ab)\s(?:las\s)?)?"
    return re.compile(f"{before}{first}(?:{TO}{second})?{NOT_A_TIME}{zone}", re.IGNORECASE)
