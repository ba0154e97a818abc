"""What is no number of people or sessions, whatever its label: an average, a length, a price, a provision."""

from __future__ import annotations

import re

from etl.figures.counted import Counted
from etl.figures.lexicon import says, says_within

DAY = re.compile(r"\W*(?:day|día|dia|jour|tag)\s+\w+\s*(?:\([^)]*\))?\s*[:–—|-]", re.IGNORECASE)
PROVIDES = re.compile(r"(?<!hope )(?<!hopes )(?<!hoped )(?<!hoping )\b(?:for|para|pour|für|fuer)\s*$", re.IGNORECASE)


def is_measured(counted: Counted, language: str) -> bool:
    """Whether the words that introduce a figure say that it is no number of people or sessions."""
    pair, text, start = counted.pair, counted.passage.text, counted.sentence[0]
    colon = text.rfind(":", start, pair.amount.start)
    introduces = colon >= 0 and says_within("measured", text, start, colon, language)
    is_own = says_within("measured", text, max(start, pair.scope[0]), pair.amount.start, language)
    return introduces or is_own or any(says("measured", title, language) for title in counted.titles)


def is_of_one_day(counted: Counted) -> bool:
    """Whether a line of a list is named by a day: "Day 1 (Tuesday): 2,100 participants"."""
    start = counted.passage.text[counted.sentence[0] : counted.pair.amount.start]
    is_line = counted.pair.is_listed and not counted.pair.has("type")
    return is_line and (DAY.match(start) is not None or DAY.match(counted.pair.label + ":") is not None)


def is_provided_for(counted: Counted) -> bool:
    """Whether something is there for so many people, who need not have come: "seats for 400 participants"."""
    pair = counted.pair
    return not pair.is_listed and PROVIDES.search(counted.passage.text[: pair.amount.start]) is not None
