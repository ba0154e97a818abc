"""The overarching theme of a meeting: in quotation marks after "theme", or after the label "Theme:"."""

from __future__ import annotations

import re
from functools import cache

from etl.parse.quotes import quotation_at
from etl.parse.sentences import sentences
from etl.parse.wording import finder, pattern_of, phrases_of
from etl.screen import Need, holds

WORDS = "meeting_words"
# "the theme of this year's forum was “…”"
UP_TO_QUOTE = re.compile(r"(?:[^“”\"«»„‘’'.;!?]|['’](?=\w)){0,90}?(?=[“\"«„»]\s?\w|(?<!\w)[‘’']{1,2}\w)")
FARTHEST_WORD = 25
THEME = Need(lambda: phrases_of(WORDS, "theme"))


def theme_in(text: str) -> tuple[str, int, int] | None:
    """The theme that `text` states, tidied, and where."""
    named = list(finder(WORDS, "theme").finditer(text)) if holds(text, THEME) else []
    for found in named:
        gap = UP_TO_QUOTE.match(text, found.end())
        span = quotation_at(text, gap.end()) if gap else None
        if span:
            return _tidy(text[span[0] : span[1]]), *span
    for begin, end in sentences(text) if named else ():
        if labelled := _labelled().match(text[begin:end]):
            span = begin + labelled.start("theme"), begin + labelled.end("theme")
            return _tidy(labelled["theme"]), *span
    return None


def is_overarching(text: str, start: int) -> bool:
    """Whether the theme at `start` is the meeting's own, by the words around the word before it."""
    return bool(finder(WORDS, "overarching").search(text[max(0, start - 4 * FARTHEST_WORD) : start]))


@cache
def _labelled() -> re.Pattern[str]:
    article = r"(?:(?:the|its|el|la|le|o|das|sein)\s)?"
    overarching, theme = pattern_of(WORDS, "overarching"), pattern_of(WORDS, "theme")
    return re.compile(
        rf"\W{{0,4}}{article}(?:{overarching}\s)?{theme}(?:\s{overarching})?(?:\sis)?"
        rf"\W{{0,3}}(?::|(?<=\sis))\W{{0,3}}\s?(?P<theme>\S[^:]{{4,200}})$",
        re.IGNORECASE,
    )


def _tidy(theme: str) -> str:
    """A theme without the comma or full stop of the sentence around it."""
    theme = theme.strip(" ,;")
    return theme[:-1] if theme.endswith(".") and theme.count(".") == 1 else theme
