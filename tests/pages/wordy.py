"""A small build with words in it: sessions and takeaways of a record, and an original with a text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

Row = dict[str, Any]

TEXT = (
    ("Programme", "heading", False),
    ("Cyber-attacks and cyber", "text", True),
    ("security were on the agenda.", "text", False),
    ("Privacy of children", "item", False),
    ("See https://example.org/privacy/online.", "text", False),
    ("<b>Privacy</b> [x](javascript:alert(1)) of *all*", "text", False),
)
"""Text, kind and whether it is continued, line by line."""


def lines() -> list[Row]:
    """The text of the original, with a blank line after each paragraph."""
    made, position, was_continued = [], 0, False
    for number, (text, kind, is_continued) in enumerate(TEXT, start=1):
        made.append(
            {
                "document_id": "original",
                "form": "original",
                "line": number,
                "position": position,
                "place": f"line {number}",
                "kind": kind,
                "passage": number - was_continued,
                "session_id": "s-3" if number == 4 else None,
                "text": text,
            }
        )
        was_continued = is_continued
        position += len(text) + (1 if is_continued else 2)
    record = ("# A record", "Our own words on privacy.", "| WS #1 | Privacy online | Trust |")
    return made + [
        {
            "document_id": "record",
            "form": "record",
            "line": number,
            "position": 100 * number,
            "place": f"line {number}",
            "kind": "row" if text.startswith("|") else "text",
            "text": text,
        }
        for number, text in enumerate(record, start=1)
    ]


def _session(number: int, meeting: int, title: str, **rest: Any) -> Row:
    return {
        "session_id": f"s-{number}",
        "meeting_id": f"igf-{meeting}",
        "code": f"WS #{number}",
        "title": title,
        "document_id": "record",
        "place": f"line {number + 2}",
        "session_type": "Workshop",
        **rest,
    }


def _mention(theme: str, number: int, meeting: int, phrase: str, **rest: Any) -> Row:
    return {
        "theme_id": theme,
        "meeting_id": f"igf-{meeting}",
        "session_id": f"s-{number}" if number else None,
        "phrase": phrase,
        "document_id": "record",
        "quote": f"a line on {phrase}",
        **rest,
    }


def rows() -> dict[str, list[Row]]:
    """Table name -> rows, for `tiny.write_build`."""
    theme = {
        "privacy": ("Privacy and data protection", "Human rights"),
        "cybersecurity": ("Cybersecurity", "Security"),
        "children": ("Child online safety", "Security"),
    }
    return {
        "documents": [
            {
                "document_id": "record",
                "title": "A record",
                "form": "record",
                "meeting_id": "igf-2019",
                "word_count": 40,
            },
            {"document_id": "other", "title": "Another", "form": "record", "meeting_id": "igf-2020", "word_count": 500},
            {
                "document_id": "original",
                "title": "An *original* <i>",
                "form": "original",
                "meeting_id": "igf-2020",
                "word_count": 2000,
                "kind": "session report",
                "url": "https://example.org/original",
                "language": "en",
            },
        ],
        "meetings": [
            {
                "meeting_id": "igf-2019",
                "year": 2019,
                "city": "Berlin",
                "session_list": "complete",
                "document_id": "record",
            },
            {"meeting_id": "igf-2020", "year": 2020, "session_list": "found by topic", "document_id": "record"},
        ],
        "sessions": [
            _session(1, 2019, "Privacy online", track="Trust", date=date(2019, 11, 26)),
            _session(2, 2019, "E-commerce for all", track="Privacy"),
            _session(
                3,
                2020,
                "Children, and the AI of tomorrow",
                document_id="original",
                place="line 4",
                date=date(2020, 11, 3),
                start_time=datetime(2020, 11, 3, 16, 50, tzinfo=UTC),
            ),
            _session(4, 2020, "Café de la cybersécurité"),
            _session(5, 2020, "Privacy proposed", status="proposal"),
        ],
        "takeaways": [
            {
                "takeaway_id": "t-1",
                "meeting_id": "igf-2020",
                "session_id": "s-4",
                "text": "Privacy needs a law; privacy needs courts.",
                "document_id": "record",
            }
        ],
        "lines": lines(),
        "themes": [{"theme_id": code, "theme": name, "basket": basket} for code, (name, basket) in theme.items()],
        "theme_mentions": [
            _mention("privacy", 1, 2019, "privacy"),
            _mention("children", 1, 2019, "children"),
            _mention("privacy", 2, 2019, "privacy"),
            _mention(
                "privacy", 3, 2020, "privacy", document_id="original", place="line 4", quote="Privacy of children"
            ),
            _mention(
                "children", 3, 2020, "children", document_id="original", place="line 4", quote="Privacy of children"
            ),
            _mention("privacy", 0, 2020, "privacy", document_id="original", place="line 6", quote=TEXT[5][0]),
            _mention("cybersecurity", 4, 2020, "cybersécurité"),
        ],
        "tracks": [{"meeting_id": "igf-2019", "track": "Trust", "document_id": "record", "quote": "Trust"}],
        "findings": [
            {"code": "sum-mismatch", "severity": "warning", "document_id": "original", "message": "does not add up"},
        ],
    }
