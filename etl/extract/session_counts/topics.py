"""The name that stands beside a number of sessions: "28 sessions on Trust", "Trust: 28 sessions"."""

from __future__ import annotations

import re

from etl.figures.counted import Counted
from etl.figures.lists import is_label, trimmed
from etl.parse.phrases import words_of

LONGEST_LINE = 25
"""Words of a line that says how many sessions a track had."""
TOPIC = re.compile(
    r"\s*(?:\w+\s+)?(?:(?:\w+\s+){0,2}(?:were|are|was|is|dealt|trataron|versaron|portaient|porté|handelten)\s+)?"
    r"(?:discuss\w+|address\w+|cover\w+|look\w+ at|explor\w+|examin\w+|abord\w+|trat\w+|trait\w+"
    r"|befasst\w+ sich mit|widmet\w+ sich"
    r"|on|about|regarding|related to|deal(?:t|ing) with|devoted to|dedicated to|focus(?:ed|ing|sed) on"
    r"|addressing|covering|sobre|acerca de|dedicad[oa]s a|relacionad[oa]s con|sur|portant sur|consacrée?s à"
    r"|zum|zur|zu|über)\s+(?!the (?:programme|program|agenda|schedule)\b|site\b|\d)",
    re.IGNORECASE,
)


def beside_sessions(counted: Counted) -> str:
    """The rest of a line that counts a track's sessions; empty where it is no name."""
    pair, text = counted.pair, counted.passage.text
    sessions = next((thing for thing in pair.things if thing.has("sessions")), None)
    if sessions is None or counted.passage.kind not in ("item", "text") or len(words_of(text)) > LONGEST_LINE:
        return ""
    before = text[counted.sentence[0] : min(pair.amount.start, sessions.start)]
    after = text[max(pair.amount.last, sessions.end) : counted.sentence[1]]
    topic = TOPIC.match(after)
    rest = after[topic.end() :] if topic else (after if words_of(after) else before)
    low, high = trimmed(rest, 0, len(rest))
    is_name = is_label(rest[low:high]) and (topic is not None or rest is before or is_label(rest))
    return rest[low:high] if is_name else ""
