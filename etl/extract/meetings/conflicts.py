"""Findings about meetings that a document names and is not about, or contradicts itself on."""

from __future__ import annotations

from collections.abc import Sequence

from etl.extract.meetings.candidates import Candidate
from etl.extract.meetings.named import Named
from etl.parse.wording import finder
from etl.reading import Reading


def note(reading: Reading, main: Candidate, candidates: Sequence[Candidate]) -> None:
    """Note contradictions within one mention, and rivals of the main meeting in its own series."""
    for candidate in candidates:
        wrong = {
            (named.mention.edition, named.mention.year): named
            for named in reversed(candidate.named)
            if named.mention.is_contradictory and candidate.year == named.mention.year
        }
        for named in wrong.values():
            _note_edition(reading, named, main)
        if candidate is not main and candidate.series == main.series:
            _note_rival(reading, candidate, main)


def _note_edition(reading: Reading, named: Named, main: Candidate) -> None:
    mention = named.mention
    reading.note("edition-year-mismatch", named.line, named.line.text[mention.start : mention.end],
                 f"edition {mention.edition} was in {mention.year_of_edition}, not in {mention.year}; "
                 f"taken as {main.meeting_id}, check the document")  # fmt: skip


def _note_rival(reading: Reading, rival: Candidate, main: Candidate) -> None:
    named = [one for one in rival.named if not one.mention.is_contradictory]
    if not named or rival.meeting_id in {row["meeting_id"] for row in reading.table("meetings")}:
        return
    unexplained = [one for one in named if not _is_of_another_time(one.sentence)]
    is_serious = rival.first.is_in_head or 2 * len(named) >= len(main.named) + len(main.described)
    if not unexplained or not is_serious:
        return
    first = unexplained[0]
    is_told = bool(main.named or main.described)
    is_edition = first.mention.year is None and first.is_in_head and is_told and main.first.is_in_head
    value = first.line.text[first.mention.start : first.mention.end]
    reading.note("edition-year-mismatch" if is_edition else "meeting-conflicting", first.line, value,
                 f"names {rival.meeting_id}, but by its days and its other words the document is about "
                 f"{main.meeting_id}; nothing was read from this mention, check the document")  # fmt: skip


def _is_of_another_time(sentence: str) -> bool:
    """Whether a sentence looks back or ahead on purpose: "compared with IGF 2019"."""
    return bool(finder("meeting_words", "elsewhen").search(sentence))
