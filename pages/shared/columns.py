"""What the columns of downloads mean: those of the tables as declared there, and those that questions add."""

from __future__ import annotations

from collections.abc import Mapping

from etl import schema

WHOLE = {
    "total",
    "sessions",
    "rivals",
    "stated",
    "held",
    "lines",
    "figures",
    "rows",
    "documents",
    "of_documents",
    "of_words",
    "uses",
    "one_sessions",
    "other_sessions",
    "with_theme",
    "whole",
}
"""Whole numbers that no table declares."""
_ADDED = {
    "key": "Names the row, to find what it was made of.",
    "is_count_derived": "The count was computed from printed figures.",
    "is_share_derived": "The share was computed from printed figures.",
    "total": "The total that the same source states.",
    "host_region": "The region of the country where the meeting was held.",
    "sessions": "How many sessions are listed here.",
    "rivals": "How many other figures sources state, beside the one shown.",
    "unconfirmed": "How many of them have a page without a time, so that they may not have been held.",
    "held": "How many sessions of the meeting are listed here.",
    "stated": "How many sessions the meeting states to have had.",
    "low": "Lower end of the 95 % interval (Wilson).",
    "high": "Upper end of the 95 % interval (Wilson).",
    "lines": "How many lines of the meeting's agenda name the theme.",
    "agenda": "Those lines of the agenda.",
    "line": "The line of the agenda.",
    "documents": "How many documents about the meeting mention the theme.",
    "of_documents": "How many documents about the meeting there are.",
    "of_words": "How many words they have.",
    "uses": "How often the words are used.",
    "word": "The word or phrase as it is printed.",
    "before": "What stands before it.",
    "after": "What stands behind it.",
    "rate": "Uses per 10,000 words.",
    "term": "The words looked for, as written by the reader.",
    "one_id": "The first theme.",
    "other_id": "The other theme.",
    "other_theme": "The name of the other theme.",
    "one_sessions": "How many sessions concern the first theme.",
    "other_sessions": "How many sessions concern the other theme.",
    "with_theme": "How many sessions concern any theme.",
    "times_expected": "How many times as often both are found as chance would have it.",
    "item": "The kind of figure.",
    "state": "Whether a figure is here: have it, rounded, not final, not found.",
    "figures": "How many figures there are.",
    "document": "The title of the document.",
    "document_url": "Where the document was published.",
    "url": "The address of the source, else of the document.",
    "one": "The first organisation of the pair.",
    "other": "The second organisation of the pair.",
    "is_own": "Whether the first one is the organisation that was chosen.",
    "years": "The years of the sessions.",
    "fact": "What kind of fact it is.",
    "said": "The fact as it was read.",
    "known": "What the tables hold of the same.",
    "known_from": "The sources of that.",
    "side": "Which of the two sides it is: one or other.",
    "sources": "The addresses of its sources.",
    "whole": "Of how many.",
    "rows": "How many rows of the tables come from there.",
}
_OF_QUESTION: Mapping[str, Mapping[str, str]] = {
    "coverage": {
        "position": "The place of the kind of figure in the chart, from the top.",
        "count": "The figure, where it is a count.",
    },
    "themes-on-agenda": {"kind": "Which part of the agenda the line is: its overarching theme or a track."},
    "sessions-by-track": {"group_name": "The track, as published or harmonised."},
    "themes-in-sessions": {"share": "Which part of the sessions listed here."},
    "themes-in-documents": {"share": "Which part of the documents about the meeting."},
    "themes-together": {
        "sessions": "How many sessions concern both themes.",
        "share": "Which part of the sessions on the rarer of the two concern both.",
    },
    "words-in-titles": {"share": "Which part of the sessions listed here."},
    "sessions-held-and-stated": {"qualifier": "How the stated number was printed."},
}


def described(question: str, column: str) -> tuple[str, str]:
    """Meaning and unit of a column in the answer to `question` (as in file names: `registrations-by-group`)."""
    own = _OF_QUESTION.get(question, {}).get(column)
    if own is None and column in _ADDED:
        own = _ADDED[column]
    if own is not None:
        return own, ""
    declared = {c.name: c for table in reversed(schema.TABLES) for c in table.columns}
    return (declared[column].meaning, declared[column].unit) if column in declared else ("", "")
