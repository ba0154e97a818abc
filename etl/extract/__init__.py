"""Document -> rows. One module per kind of fact, each with `extract(reading)`.

They run in the order below: what a later one needs, an earlier one has read (`reading.meeting_id`,
`reading.table("sessions")`), and the words that one has claimed no other reads again. Records are
read by `record` alone, from their tables; the mentions of themes and the text itself are read from every document.
"""

from __future__ import annotations

from etl.document import Document
from etl.extract import (
    documents,
    leftovers,
    lines,
    meetings,
    organisations,
    participation,
    record,
    session_counts,
    sessions,
    takeaways,
    theme_mentions,
    tracks,
)
from etl.reading import Reading
from etl.screen import look_over

FROM_RECORDS = (meetings, record, documents, theme_mentions, lines)
FROM_ORIGINALS = (meetings, sessions, tracks, takeaways, session_counts, participation, organisations, documents,
                  theme_mentions, lines, leftovers)  # fmt: skip


def read_facts(document: Document) -> Reading:
    """Everything that can be read from `document`, and findings about the rest."""
    look_over([line.text for line in document.lines])
    reading = Reading(document)
    for code, place, message in document.warnings:
        reading.note_at(code, place, "", message)
    for module in FROM_RECORDS if document.form == "record" else FROM_ORIGINALS:
        module.extract(reading)
    return reading
