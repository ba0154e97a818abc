"""The row of `documents`: title, kind, language, day of publication."""

import hashlib
from datetime import date
from typing import Any

import pytest

from etl.extract import documents, meetings
from etl.formats import document_of
from etl.reading import Reading
from etl.schema import BY_NAME


def row_of(text: str, name: str = "note.txt") -> dict[str, Any]:
    reading = Reading(document_of(text.encode(), name))
    meetings.extract(reading)
    documents.extract(reading)
    [row] = reading.table("documents")
    return row


def test_every_column_and_nothing_else() -> None:
    text = "Notes from IGF 2021\n\nWe met in Katowice and talked about many things."
    row = row_of(text, "notes/mine.txt")
    assert tuple(row) == BY_NAME["documents"].names
    assert row["document_id"] == "notes-mine-txt"
    assert (row["path"], row["format"], row["form"]) == ("notes/mine.txt", "txt", "original")
    assert (row["meeting_id"], row["year"], row["language"]) == ("igf-2021", 2021, "en")
    assert (row["word_count"], row["byte_count"]) == (13, len(text.encode()))
    assert row["sha256"] == hashlib.sha256(text.encode()).hexdigest()


def test_front_matter_is_taken_as_stated() -> None:
    row = row_of(
        "---\nkind: statistics\ntitle: Who came\npublisher: IGF Secretariat\nurl: https://example.org/a\n"
        "published: 2022-12-20\nlanguage: en\nmeeting: igf-2022\n---\n# Another title\n",
        "record.md",
    )
    assert (row["kind"], row["title"], row["publisher"]) == ("statistics", "Who came", "IGF Secretariat")
    assert (row["url"], row["published"], row["form"]) == (
        "https://example.org/a",
        date(2022, 12, 20),
        "record",
    )


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("# A summary of *IGF* 2020\n\nText.", "a.md", "A summary of *IGF* 2020"),
        ("IGF 2020 in a few words\n\nThe meeting was held online.", "a.txt", "IGF 2020 in a few words"),
        ("Related event\n\nSession date\n\n[Read more about it]\n\nThe session was short.", "a.txt", None),
        ("The forum brings people together.\nThey talk.", "a.txt", None),
        (
            "<html><head><title>What we did there</title></head><body><p>We talked a lot.</p></body></html>",
            "a.html",
            "What we did there",
        ),
    ],
)
def test_title(text: str, name: str, title: str | None) -> None:
    assert row_of(text, name)["title"] == title


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("IGF 2022 Participation Statistics\n\nGovernments: 12", "statistics"),
        (
            "IGF 2014\n\nCivil society 26%\nGovernment 29%\nPrivate sector 14%\nTechnical community 30%",
            "statistics",
        ),
        ("Our Network: Annual Report 2024\n\nA year of work.", "annual report"),
        ("Informe anual 2023\n\nUn año de trabajo.", "annual report"),
        ("Convocatoria: encuentro de redes\n\nLugar: Quito", "call"),
        ("IGF 2023 call for workshop proposals\n\nSend yours.", "call"),
        ("The forum closes with a call for peace\n\nPeople went home.", "other"),
        ("Chair's Summary of the Ninth IGF\n\nWe met.", "meeting summary"),
        ("Bericht: Workshop #271 Daten für Städte\n\nWir sprachen.", "session report"),
        ("Talks\n\nSession ID: 12\nModerator: A. Person\n\nWe talked.", "session report"),
        ("Where we are\n\nWS #1 Cables\nWS #2 Masts\nOpen Forum #3 Laws", "session list"),
        ("Week\n\n10:00 - 11:00 Cables\n11:00 - 12:00 Masts\n12:00 - 13:00 Lunch", "session list"),
        ("Programa del Foro de Gobernanza de Internet\n\nLunes", "session list"),
        ("Opening\n\n" + ">> MODERATOR: Good morning.\n" * 12, "transcript"),
        ("A walk in the park\n\nIt was sunny, and we met friends.", "other"),
    ],
)
def test_kind_by_how_it_is_written(text: str, kind: str) -> None:
    assert row_of(text)["kind"] == kind


@pytest.mark.parametrize(
    "line",
    [
        "Published: 12 May 2021",
        "Publicado el 12 de mayo de 2021",
        "Publié le 12 mai 2021",
        "Veröffentlicht am 12. Mai 2021",
    ],
)
def test_the_day_of_publication_in_the_text(line: str) -> None:
    assert row_of(f"News from the forum\n\n{line}\n\nThe forum met again and people talked.")["published"] == date(
        2021, 5, 12
    )


def test_no_day_is_made_up() -> None:
    assert row_of("News from the forum\n\nPublished: soon\n\nOn 12 May 2021 we met.")["published"] is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("El foro reunió a personas de todo el mundo para hablar de redes.", "es"),
        ("O fórum reuniu pessoas de todo o mundo para falar sobre redes.", "pt"),
        ("Le forum a réuni des personnes du monde entier pour parler de réseaux.", "fr"),
        ("Das Forum brachte Menschen aus aller Welt zusammen.", "de"),
        ("IGF", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert row_of(text)["language"] == language


def test_a_kind_that_is_none_is_a_finding_and_the_record_is_read() -> None:
    reading = Reading(document_of(b"---\nkind: statisics\n---\n# Numbers\n\nIn all 12.\n", "a.md"))
    documents.extract(reading)
    assert (reading.table("documents")[0]["kind"], reading.table("documents")[0]["form"]) == ("other", "record")
    assert [(finding.code, finding.value) for finding in reading.findings] == [("value-invalid", "statisics")]
