"""Mentions of themes: what counts in originals and in records, with place, quote, position and session."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.document import QUOTE_LENGTH, Document
from etl.extract import theme_mentions
from etl.formats import document_of
from etl.phrases import folded
from etl.reading import Reading, Row
from etl.themes import scan, themes
from tests.etl import corpora

PHRASES = [entry.phrase for theme in themes() for entry in theme.entries]


def reading_of(text: str, name: str = "notes.txt", **known: Any) -> Reading:
    return Reading(document_of(text.encode(), name), **({"meeting_id": "igf-2020", "year": 2020} | known))


def mentions(reading: Reading) -> list[Row]:
    theme_mentions.extract(reading)
    return reading.table("theme_mentions")


def add_session(reading: Reading, line: int, session_id: str, **columns: Any) -> None:
    title = reading.document.lines[line].text
    reading.add("sessions", reading.document.lines[line], "by hand", session_id=session_id, title=title, **columns)


def sessions_of(text: str, name: str, **sessions: int) -> list[tuple[str, str | None]]:
    """The phrases mentioned in `text`, each with its session; sessions begin at the lines given."""
    reading = reading_of(text, name)
    for session_id, line in sessions.items():
        add_session(reading, line, session_id)
    return [(row["phrase"], row["session_id"]) for row in mentions(reading)]


def test_a_row_says_where_and_in_which_words() -> None:
    reading = reading_of("Day one.\n\nThey spoke of Net Neutrality at length.", language="es")
    assert mentions(reading) == [
        {
            "theme_id": "net-neutrality",
            "meeting_id": "igf-2020",
            "year": 2020,
            "session_id": None,
            "phrase": "net neutrality",
            "language": "en",
            "position": 24,
            "document_id": "notes-txt",
            "place": "line 3",
            "quote": "They spoke of Net Neutrality at length.",
            "extractor": "theme_mentions",
        }
    ]
    assert reading.document.text[24:38] == "Net Neutrality"


def test_a_phrase_in_two_themes_is_two_rows() -> None:
    found = mentions(reading_of("The gender digital divide."))
    assert {row["theme_id"] for row in found} == {"gender", "digital-divide"}


def test_across_a_line_break_the_quote_is_both_lines_and_the_place_the_first() -> None:
    [row] = mentions(reading_of("A talk on the free\nflow of data, at last,\nin the afternoon."))
    assert (row["place"], row["position"]) == ("line 1", 14)
    assert row["quote"] == "A talk on the free flow of data, at last,"


def test_a_phrase_over_three_lines_is_quoted_whole() -> None:
    [row] = mentions(reading_of("the future\nof\nwork\nis near"))
    assert row["quote"] == "the future of work"


def test_a_quote_of_a_long_line_is_cut_around_the_phrase() -> None:
    words = "word " * 100
    [row] = mentions(reading_of(f"{words}the gig\neconomy {words}"))
    assert "the gig economy word" in row["quote"]
    assert len(row["quote"]) <= QUOTE_LENGTH


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notes.md", "# Data\n\nGovernance of names."),
        ("notes.md", "# On data\nGovernance of names."),
        ("notes.md", "- personal data\n- governance of names"),
        ("notes.md", "Questions of data\n- governance"),
        ("notes.md", "| Word |\n| --- |\n| data |\n| governance |"),
        ("notes.txt", "Questions of data\n\ngovernance of names"),
    ],
)
def test_no_phrase_runs_into_a_line_that_begins_anew(name: str, text: str) -> None:
    assert [row for row in mentions(reading_of(text, name)) if row["theme_id"] == "data-governance"] == []


def test_where_a_longer_phrase_would_run_on_the_shorter_one_counts() -> None:
    text = "- a talk on gender\n- digital divide as such"
    found = [(row["phrase"], row["place"]) for row in mentions(reading_of(text, "notes.md"))]
    assert found == [("gender", "line 1"), ("digital divide", "line 2")]


def test_a_list_item_runs_on_in_the_line_that_continues_it() -> None:
    [row] = mentions(reading_of("- on digital\n  sovereignty", "notes.md"))
    assert (row["phrase"], row["quote"]) == ("digital sovereignty", "- on digital sovereignty")


def test_addresses_of_pages_and_mail_are_no_words() -> None:
    text = (
        "See https://example.org/cybersecurity/gender and www.privacy.example,\n"
        "write to youth@example.org or come to talk about privacy."
    )
    assert [(row["phrase"], row["place"]) for row in mentions(reading_of(text))] == [("privacy", "line 2")]


def test_a_session_goes_on_until_the_next_one() -> None:
    text = "Before: gender.\nFirst session\nOn privacy.\nSecond session\nOn blockchain."
    assert sessions_of(text, "notes.txt", one=1, two=3) == [
        ("gender", None), ("privacy", "one"), ("blockchain", "two"),
    ]  # fmt: skip


def test_a_session_ends_before_a_heading_of_the_same_or_a_higher_rank() -> None:
    text = "# All\n## First session\n### Themes\nOn privacy.\n## About gender\nOn youth."
    assert sessions_of(text, "notes.md", one=1) == [("privacy", "one"), ("gender", None), ("youth", None)]


def test_where_headings_have_no_ranks_they_end_no_session() -> None:
    text = "First session\n\nSome words on youth.\n\nKey messages\n\nPrivacy matters to all."
    assert sessions_of(text, "notes.txt", one=0) == [("youth", "one"), ("privacy", "one")]


def test_a_session_ends_before_the_name_of_a_track() -> None:
    reading = reading_of("First session\nOn privacy.\nINCLUSION\nNothing on gender.")
    reading.add("tracks", reading.document.lines[0], "by hand", track="Inclusion", role="main")
    add_session(reading, 0, "one")
    assert [(row["phrase"], row["session_id"]) for row in mentions(reading)] == [
        ("privacy", "one"), ("gender", None),
    ]  # fmt: skip


def test_a_session_in_a_row_of_a_table_ends_with_the_row() -> None:
    text = "| Title |\n| --- |\n| On privacy |\n\nThat was about gender."
    assert sessions_of(text, "notes.md", one=2) == [("privacy", "one"), ("gender", None)]


def test_a_takeaway_belongs_to_its_session_wherever_it_stands() -> None:
    reading = reading_of("First session\nSecond session\nMessages of the first: privacy.")
    add_session(reading, 0, "one")
    add_session(reading, 1, "two")
    reading.add("takeaways", reading.document.lines[2], "by hand", takeaway_id="one-1", session_id="one",
                position=1, text="privacy")  # fmt: skip
    assert [row["session_id"] for row in mentions(reading)] == ["one"]


RECORD = """---
title: A meeting
kind: meeting summary
---
# A meeting about privacy

We say in our own words that gender was talked about.

## Key facts

| City | Theme | Note | Source |
| --- | --- | --- | --- |
| Paris | Net neutrality for all | on blockchain | https://example.org/disinformation |

## Tracks

| Track | Source |
| --- | --- |
| Youth | [privacy] |

## Programme

| Title | Type | Track | Organisers | Source |
| --- | --- | --- | --- | --- |
| Youth \\| quantum computers | Workshop | Youth | Gender Action | [privacy] |

## Takeaways

| Session | Takeaway | Source |
| --- | --- | --- |
| Youth \\| quantum computers | Encryption stays. | [privacy] |
"""


def record() -> Reading:
    """A record, and the rows that are read from it."""
    reading = reading_of(RECORD, "record.md")
    place = {line.text: line for line in reading.document.lines if line.kind == "row"}
    lines = {text.split(" |")[0].strip("| "): line for text, line in place.items()}
    of_meeting = {"meeting_id": "igf-2018", "year": 2018}
    reading.add("meetings", lines["Paris"], "record", series="IGF", theme="Net neutrality for all", **of_meeting)
    reading.add("tracks", lines["Youth"], "record", track="Youth", role="main", **of_meeting)
    session, takeaway = (line for line in reading.document.lines if "quantum" in line.text)
    reading.add("sessions", session, "record", session_id="one", title="Youth | quantum computers",
                track="Youth", **of_meeting)  # fmt: skip
    reading.add("takeaways", takeaway, "record", session_id="one", takeaway_id="one-1", position=1,
                text="Encryption stays.", **of_meeting)  # fmt: skip
    return reading


def test_in_a_record_only_themes_tracks_titles_and_takeaways_count() -> None:
    found = [(row["phrase"], row["quote"], row["session_id"]) for row in mentions(record())]
    assert found == [
        ("net neutrality", "Net neutrality for all", None),
        ("youth", "Youth", None),
        ("youth", "Youth \\| quantum computers", "one"),
        ("quantum", "Youth \\| quantum computers", "one"),
        ("youth", "Youth", "one"),
        ("encryption", "Encryption stays.", "one"),
    ]


def test_a_records_mentions_are_about_the_meeting_of_the_row_and_at_its_place() -> None:
    reading = record()
    for row in mentions(reading):
        assert (row["meeting_id"], row["year"]) == ("igf-2018", 2018)
        assert row["place"] in {other["place"] for name in theme_mentions.COUNTED for other in reading.table(name)}
        assert folded(reading.document.text[row["position"] :]).startswith(folded(row["phrase"]))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("abc", min_size=1, max_size=300), min_size=1, max_size=120), st.data())
def test_a_quote_holds_the_phrase_in_at_most_240_characters_and_cuts_no_word(
    words: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    start = sum(len(word) + 1 for word in words[:first])
    end = start + min(len(words[first]), QUOTE_LENGTH)
    text = " ".join(words)
    quote = theme_mentions.quote_within(text, 0, len(text), start, end)
    assert text[start:end] in quote and len(quote) <= QUOTE_LENGTH
    assert set(quote.split()) <= {*words, text[start:end]}
    assert len(text) > QUOTE_LENGTH or quote == text


def quoted(document: Document, row: Row) -> str:
    at = [line.place for line in document.lines].index(row["place"])
    return " ".join(line.text for line in document.lines[at : at + 8])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(10, 3000))
def test_every_mention_is_quoted_from_its_place_with_its_phrase(seed: int, length: int) -> None:
    reading = reading_of("Words. " + corpora.text(PHRASES, length, seed, share=0.2))
    document = reading.document
    rows = mentions(reading)
    for row in rows:
        assert len(row["quote"]) <= QUOTE_LENGTH
        assert row["quote"] in quoted(document, row)
        assert folded(row["phrase"]) in folded(row["quote"])
        assert folded(document.text[row["position"] :]).startswith(folded(row["phrase"]))
    assert {row["position"] for row in rows} <= {match.start for match in scan(document.text)}
