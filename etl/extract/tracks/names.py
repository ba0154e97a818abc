"""The name of a track within a line: without its bullet, its number, its count and its explanation."""

from __future__ import annotations

import re
from functools import cache

from etl.parse.wording import finder, pattern_of

WORDS = "track_words"
LONGEST_NAME = 150
MOST_WORDS = 20

BULLET = re.compile(r"\s*(?:#{1,6}\s+)?(?:[•·▪◦‣●○■□➢✓*–—-]\s*)?(?:\(?(?:\d{1,2}|[a-z])[.)]\s+)?", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
LEADING_AND = re.compile(r"(?:and|y|e|et|und)\s", re.IGNORECASE)
TRAILING_AND = re.compile(r"[;,]\s+(?:and|y|e|et|und)\s*$", re.IGNORECASE)
BOLD = re.compile(r"\*\*([^*]{3,120}?):?\*\*")
FIGURE = r"\d[\d.,’' \u00a0\u2009\u202f]*"
COUNT_AND_SHARE = re.compile(rf"[\s:–—-]+{FIGURE}\(\s?{FIGURE}%\s?\)\s*$")
SURROUND = ' .,;:*_|“”"«»„–—-'


def start_of(text: str, is_last: bool = False) -> int:
    """Where the name begins in an item: after its bullet and number, and after the "and" before the last one."""
    bullet = BULLET.match(text)
    start = bullet.end() if bullet else 0
    if label := _numbered().match(text, start):
        start = label.end()
    leading = LEADING_AND.match(text, start) if is_last else None
    return leading.end() if leading else start


def name_in(text: str) -> str:
    """The name that `text`, what is printed of a track, holds: no count, no explanation, no marks."""
    bold = BOLD.match(text)
    name = COUNT_AND_SHARE.sub("", bold[1] if bold else text.strip("*_ "))
    name = TRAILING_AND.sub("", IN_BRACKETS.sub("", name))
    return without_count(name).strip(SURROUND)


def without_count(name: str) -> str:
    """ "Data: 38 sessions", "Data – 41 %", "38 sessions on Data" without the figure."""
    name = _count_behind().sub("", name)
    return _count_before().sub("", name)


def is_name(text: str) -> bool:
    """Whether `text` is short enough to be a track and its explanation."""
    name = IN_BRACKETS.sub("", text)
    return len(name) <= LONGEST_NAME and len(name.split()) <= MOST_WORDS


def is_total(name: str) -> bool:
    """Whether a line of a list of tracks sums it up, or says that something belongs to none."""
    return bool(finder(WORDS, "no_track").fullmatch(name))


@cache
def _numbered() -> re.Pattern[str]:
    """ "Track 2 – ", "Eje 3: ", "Theme: "."""
    number = r"\s?(?:n[.º°]{1,2}\s?)?(?:\d{1,2}|[IVX]{1,4}|[A-H])"
    return re.compile(
        rf"{pattern_of(WORDS, 'one')}(?:{number}\s?[:.–—|-]|\s?:)[\s*_]*(?=\S)",
        re.IGNORECASE,
    )


def numbered_start(text: str) -> int | None:
    """Where the name begins in "Track 2 – Data"; None for a line that does not call itself a track."""
    bullet = BULLET.match(text)
    start = bullet.end() if bullet else 0
    while text[start : start + 1] in ("*", "_"):
        start += 1
    found = _numbered().match(text, start)
    return found.end() if found else None


@cache
def _count_behind() -> re.Pattern[str]:
    sessions = pattern_of(WORDS, "counted")
    counted = rf"{FIGURE}(?:\s?%|\s(?:[^\W\d_]+\s){{0,2}}{sessions}(?:\s\W?{FIGURE}\s?%\W?)?)"
    return re.compile(rf"(?:[\s:;,|–—.…-]+{counted}|\s?(?:[:|–—…]|\.{{2,}}|\s-|\s{{2}})\s*{FIGURE})\s*$", re.IGNORECASE)


@cache
def _count_before() -> re.Pattern[str]:
    sessions = pattern_of(WORDS, "counted")
    about = r"(?:on|about|for|in|under|sobre|en|sur|em|zu|zum|zur|:|–|—|-)"
    return re.compile(
        rf"^{FIGURE}(?:%\s*(?:{about}\s+)?|\s?(?:[^\W\d_]+\s){{0,2}}{sessions}\s?(?:{about}\s+)?|\s?[:–—]\s+)(?=\w)",
        re.IGNORECASE,
    )
