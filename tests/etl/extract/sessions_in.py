"""Reading a text written in a test, as a document about a given meeting."""

from __future__ import annotations

from etl.extract import organisations, sessions, takeaways
from etl.formats import document_of
from etl.reading import Reading


def read(
    text: str, suffix: str = "txt", meeting_id: str | None = "igf-2021", year: int = 2021, language: str = "en"
) -> Reading:  # noqa: E501
    """The reading of `text` by the extractors of sessions, takeaways and organisations."""
    reading = Reading(
        document_of(text.encode(), f"sample.{suffix}"), meeting_id=meeting_id, year=year, language=language
    )  # noqa: E501
    for module in (sessions, takeaways, organisations):
        module.extract(reading)
    return reading


def titles(reading: Reading) -> list[str]:
    return [row["title"] for row in reading.table("sessions")]


def roles(reading: Reading, role: str) -> list[tuple[str | None, str]]:
    """Session and printed name of every organisation in `role`."""
    return [
        (row["session_id"], row["name_as_printed"])
        for row in reading.table("organisation_roles")
        if row["role"] == role  # noqa: E501
    ]


def codes(reading: Reading) -> list[str]:
    """The codes of the findings, in order."""
    return [finding.code for finding in reading.findings]
