"""A small build that has one of everything that pages show. The figures are those of no real meeting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]

MEETINGS = [
    {
        "meeting_id": "igf-2008",
        "year": 2008,
        "city": "Hyderabad",
        "country": "India",
        "session_list": "complete",
        "theme": "A meeting like any other",
    },
    {
        "meeting_id": "igf-2010",
        "year": 2010,
        "city": "Vilnius",
        "country": "Lithuania",
        "session_list": "found by topic",
    },
    {"meeting_id": "igf-2020", "year": 2020, "session_list": "partial list"},
    {
        "meeting_id": "igf-2025",
        "year": 2025,
        "city": "Lillestrøm",
        "country": "Norway",
        "session_list": "found by topic",
    },
]
DOCUMENTS = [
    {
        "document_id": "record",
        "title": "A record of all",
        "form": "record",
        "meeting_id": "igf-2008",
        "word_count": 900,
    },
    {
        "document_id": "original",
        "title": "An original",
        "form": "original",
        "meeting_id": "igf-2020",
        "word_count": 4000,
        "url": "https://example.org/original",
        "kind": "statistics",
    },
]


def _figure(meeting: int, measure: str, dimension: str, group: str | None, **rest: Any) -> Row:
    figure: Row = {
        "meeting_id": f"igf-{meeting}",
        "measure": measure,
        "dimension": dimension,
        "document_id": "record",
        "source_url": f"https://example.org/{meeting}",
        "label": group or dimension,
    }
    if dimension in ("stakeholder", "region", "gender") and "label" not in rest:
        figure["group_name"] = group
    return {**figure, **rest}


def _participation() -> Iterator[Row]:
    for group, share in {"Government": 0.3, "Civil Society": 0.45, "Private Sector": 0.25}.items():
        yield _figure(2008, "participants", "stakeholder", group, share=share)
        yield _figure(2025, "participants", "stakeholder", group, share=share, count=round(share * 1000))
    for group, count in {"Government": 1000, "Civil Society": 2500, "Technical Community": 500}.items():
        yield _figure(2020, "registered", "stakeholder", group, count=count)
    yield _figure(2020, "registered", "stakeholder", None, label="press or other media", count=100)
    yield _figure(
        2020,
        "registered",
        "stakeholder",
        "Government",
        count=990,
        is_preferred=False,
        source_url="https://example.org/rival",
        note="another count",
    )
    yield _figure(2020, "registered", "total", None, count=5218)
    yield _figure(
        2020,
        "registered",
        "total",
        None,
        count=6000,
        qualifier="over",
        is_preferred=False,
        source_url="https://example.org/rival",
    )
    yield _figure(2010, "participants", "total", None, count=1461)
    yield _figure(2025, "participants", "total", None, count=6000, qualifier="over")
    yield _figure(2025, "onsite", "total", None, count=900, status="interim")
    for group, share in {"Africa": 0.1, "WEOG": 0.6, "Asia-Pacific": 0.3}.items():
        yield _figure(2025, "participants", "region", group, share=share, scheme="un")
    for group, share in {"Asia": 0.2, "Host country": 0.5, "Africa": 0.3}.items():
        yield _figure(2008, "participants", "region", group, share=share, scheme="continental")
    yield _figure(2010, "participants", "gender", "Female", share=0.36)
    yield _figure(2010, "participants", "gender", "Male", share=0.64)
    yield _figure(2025, "participants", "newcomers", None, share=0.36)
    yield _figure(2025, "participants", "countries", None, count=160, qualifier="about")


TRACKS = {(2008, 0): "ACCESS (A)", (2010, 3): "A track of its own"}


def _sessions() -> Iterator[Row]:
    for year, number in ((2008, 6), (2010, 4), (2020, 5), (2025, 3)):
        for index in range(number):
            yield {
                "session_id": f"s-{year}-{index}",
                "meeting_id": f"igf-{year}",
                "code": f"WS #{index + 1}",
                "title": f"Session {index + 1} of {year}",
                "document_id": "original" if year == 2020 else "record",
                "session_type": "Workshop" if index % 2 else "Open Forum",
                "track": TRACKS.get((year, index), "Access" if index < 3 else None),
            }
    yield {
        "session_id": "s-proposal",
        "meeting_id": "igf-2020",
        "title": "Only proposed",
        "status": "proposal",
    }


def _mentions() -> Iterator[Row]:
    for year, index, theme, phrase in (
        (2008, 0, "access", "access"),
        (2008, 1, "access", "access"),
        (2020, 0, "privacy", "privacy"),
        (2025, 0, "access", "access"),
    ):
        yield {
            "theme_id": theme,
            "meeting_id": f"igf-{year}",
            "session_id": f"s-{year}-{index}",
            "phrase": phrase,
            "document_id": "original" if year == 2020 else "record",
            "place": f"line {index + 1}",
            "quote": f"a session on {phrase}",
        }


def _lines() -> Iterator[Row]:
    """The text of the documents: the words that rows quote, at their places, and a line after them."""
    quotes = ("words", "a session on access", "a session on privacy", "Privacy and cybersecurity", MEETINGS[0]["theme"])
    for document in DOCUMENTS:
        words = "; ".join(quotes) if document["form"] == "record" else "words; a session on privacy"
        texts = (f"A line with the {words}", f"Another with the {words}", "The line after them")
        for number, text in enumerate(texts, start=1):
            yield {
                "document_id": document["document_id"],
                "form": document["form"],
                "line": number,
                "position": 200 * (number - 1),
                "place": f"line {number}",
                "kind": "text",
                "text": text,
            }


ORGANISATIONS = {
    "Harbour Light": ("HLX", "Civil Society", "Kenya"),
    "Ministry of Lanterns": (None, "Government", "Norway"),
    "Network Forge": (None, "Technical Community", None),
    "Network Forges": (None, None, None),
}
ORGANISED = (
    (2008, 0, "Harbour Light (HLX)", "organiser"),
    (2008, 0, "Network Forge", "organiser"),
    (2008, 0, "Ministry of Lanterns", "organiser"),
    (2008, 1, "the Harbour Light", "organiser"),
    (2008, 1, "Network Forge", "organiser"),
    (2020, 0, "Harbour Light", "organiser"),
    (2020, 1, "Harbour Light", "participant"),
    (2025, 0, "Network Forges", "organiser"),
)


def _roles() -> Iterator[Row]:
    for year, index, printed, role in ORGANISED:
        yield {
            "organisation_id": _identity(next(name for name in reversed(ORGANISATIONS) if name in printed)),
            "name_as_printed": printed,
            "role": role,
            "meeting_id": f"igf-{year}",
            "session_id": f"s-{year}-{index}",
            "document_id": "original" if year == 2020 else "record",
        }
    yield {
        "organisation_id": "network-forge",
        "name_as_printed": "Network Forge",
        "role": "host",
        "meeting_id": "igf-2010",
        "document_id": "record",
    }


def _identity(name: str) -> str:
    return name.lower().replace(" ", "-")


def rows(more: int = 0) -> dict[str, list[Row]]:
    """Table name -> rows, for `tiny.write_build`; with so many meetings more, builds differ."""
    meetings = [*MEETINGS, *({"meeting_id": f"igf-{2030 + number}", "year": 2030 + number} for number in range(more))]
    return {
        "documents": DOCUMENTS,
        "meetings": [{"document_id": "record", **meeting} for meeting in meetings],
        "participation": list(_participation()),
        "session_counts": [
            {
                "meeting_id": "igf-2008",
                "dimension": "total",
                "label": "sessions",
                "count": 60,
                "document_id": "record",
            },
            {
                "meeting_id": "igf-2020",
                "dimension": "total",
                "label": "sessions",
                "count": 300,
                "qualifier": "over",
                "document_id": "record",
            },
            {
                "meeting_id": "igf-2020",
                "dimension": "type",
                "group_name": "Workshop",
                "count": 200,
                "document_id": "record",
            },
            {
                "meeting_id": "igf-2020",
                "dimension": "proposals",
                "label": "proposals",
                "count": 344,
                "document_id": "record",
            },
            {
                "meeting_id": "igf-2020",
                "dimension": "proposals",
                "group_name": "Workshop",
                "label": "workshop proposals",
                "count": 208,
                "document_id": "record",
            },
        ],
        "tracks": [
            {"meeting_id": f"igf-{year}", "track": track, "source_url": source, "document_id": "record"}
            for year, track, source in (
                (2010, "Privacy and cybersecurity", "https://example.org/a"),
                (2020, "Privacy and cybersecurity", "https://example.org/a"),
                (2020, "Privacy & Cybersecurity", "https://example.org/b"),
                (2020, "Vie privée et cybersécurité", "https://example.org/c"),
            )
        ],
        "sessions": [{"document_id": "record", **session} for session in _sessions()],
        "lines": list(_lines()),
        "themes": [
            {"theme_id": "access", "theme": "Access and connectivity", "basket": "Development"},
            {"theme_id": "cybersecurity", "theme": "Cybersecurity", "basket": "Security"},
            {"theme_id": "privacy", "theme": "Privacy and data protection", "basket": "Human rights"},
        ],
        "theme_mentions": list(_mentions()),
        "organisations": [
            {
                "organisation_id": _identity(name),
                "name": name,
                "short_name": short,
                "stakeholder_group": group,
                "country": country,
            }
            for name, (short, group, country) in ORGANISATIONS.items()
        ],
        "organisation_roles": list(_roles()),
        "findings": [
            {
                "code": "sum-mismatch",
                "severity": "warning",
                "message": "six groups add up to 5,210 against 5,218",
                "document_id": "record",
                "place": "line 12",
                "value": "5,210",
            },
            {
                "code": "document-empty",
                "severity": "error",
                "message": "empty.txt is empty; remove it",
                "value": "empty.txt",
            },
        ],
    }
