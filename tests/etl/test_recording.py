"""A record of a document: what is read from it is what was read from the document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl.extract import read_facts
from etl.formats import document_of
from etl.reading import Reading, Row
from etl.recording import record_of

SAMPLE = """Our sessions at the IGF 2021

IGF 2021, Katowice, 6 to 10 December 2021

WS #901 A workshop on lanterns | and bars
Tuesday, 7 December 2021, 10:00 - 11:00 UTC
Organisers: Harbour Light

In total 4,000 people registered for IGF 2021. Among them were 40% from civil society and 12% from government.
"""
OF_A_FACT = {
    "participation": ("meeting_id", "measure", "dimension", "scheme", "group_name", "count", "share", "qualifier"),
    "session_counts": ("meeting_id", "dimension", "group_name", "count", "qualifier"),
    "tracks": ("meeting_id", "track", "role"),
    "sessions": ("meeting_id", "session_id", "code", "title", "session_type", "status", "date", "start_time"),
    "organisation_roles": ("meeting_id", "session_id", "organisation_id", "role"),
}
SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def reading_of(text: str, name: str) -> Reading:
    return read_facts(document_of(text.encode(), name))


def facts(reading: Reading, table: str) -> set[tuple[Any, ...]]:
    rows: list[Row] = [row for row in reading.table(table) if not row.get("is_derived")]
    return {tuple(row[name] for name in OF_A_FACT[table]) for row in rows}


def _texts() -> list[Path]:
    return sorted(path for path in SAMPLES.rglob("*.txt"))


@pytest.mark.parametrize("table", OF_A_FACT)
def test_the_record_states_what_the_document_states(table: str) -> None:
    original = reading_of(SAMPLE, "ours.txt")
    again = reading_of(record_of(original), "ours.md")
    assert again.document.form == "record" and not [one for one in again.findings if one.code == "value-invalid"]
    assert facts(again, table) == facts(original, table)


def test_the_sample_has_something_of_most_tables() -> None:
    original = reading_of(SAMPLE, "ours.txt")
    assert all(facts(original, table) for table in ("participation", "sessions", "organisation_roles"))


@pytest.mark.parametrize("path", _texts(), ids=lambda path: path.stem)
def test_records_of_the_samples_can_be_read(path: Path) -> None:
    original = read_facts(document_of(path.read_bytes(), path.name))
    again = reading_of(record_of(original), "again.md")
    wrong = [one for one in again.findings if one.code in ("value-invalid", "column-unknown")]
    assert not wrong
    for table in OF_A_FACT:
        assert facts(again, table) == facts(original, table), table


def test_sentences_of_the_document_stay_out() -> None:
    assert "In total" not in record_of(reading_of(SAMPLE, "ours.txt"))


def test_a_record_is_its_own_record() -> None:
    text = record_of(reading_of(SAMPLE, "ours.txt"))
    assert record_of(reading_of(text, "ours.md")) == text
