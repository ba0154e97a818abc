"""Every track that a meeting printed belongs to one common track, or is left out with a reason."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl import crosswalk, vocabulary
from etl.crosswalk import common_track, definitions, left_out
from etl.reading import Reading
from tests.documents import records

FACTS = Path(__file__).parent.parent / "facts"


def labels_of_facts() -> Iterator[tuple[str, str]]:
    for name, column in (("tracks", "track_label"), ("sessions", "track")):
        with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row[column]:
                    yield f"igf-{row['year']}", row[column]


def labels_of_records() -> Iterator[tuple[str, str]]:
    readings: list[Reading] = [records.read(name) for name in records.ALL]
    for row in (row for reading in readings for table in ("tracks", "sessions") for row in reading.table(table)):
        if row["track"]:
            yield row["meeting_id"], row["track"]


def undecided(labels: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted({label for label in labels if not common_track(*label) and not left_out(*label)})


def test_every_label_of_the_facts_is_mapped_or_left_out() -> None:
    assert undecided(labels_of_facts()) == []


def test_every_label_of_the_records_is_mapped_or_left_out() -> None:
    assert undecided(labels_of_records()) == []


def test_every_label_of_the_crosswalk_is_printed_somewhere() -> None:
    """What no source prints any more is removed, so that the list can be reviewed."""
    printed = {crosswalk._lookup(*label) for label in (*labels_of_facts(), *labels_of_records())}
    assert [row.label for row in crosswalk.crosswalk() if row not in printed] == []


def test_few_labels_are_left_out_and_each_with_a_reason() -> None:
    left = [row for row in crosswalk.crosswalk() if row.common_track is None]
    assert all(row.reason and row.reason.endswith(".") for row in left)
    assert len(left) < len(crosswalk.crosswalk()) / 20


def test_every_common_track_is_defined_and_used() -> None:
    used = {row.common_track for row in crosswalk.crosswalk()} - {None}
    assert used == set(definitions())
    assert all(text.endswith(".") for text in definitions().values())
    assert len(definitions()) == 12


@pytest.mark.parametrize(
    ("meeting_id", "track", "common"),
    [
        ("igf-2009", "SECURITY, OPENNESS & PRIVACY", "Security & trust"),
        ("igf-2018", "médias et contenus", "Content & media"),
        ("igf-2011", "Internet Governance for Development [IG4D]", "Economy & development"),
        ("igf-2025", "(Building) - Digital Cooperation", "Governance & cooperation"),
        ("igf-2016", "Emerging Issues", None),
        ("igf-2016", "A track that nobody has ever seen", None),
        ("internet-social-forum-2017-quito", "governance", "Governance & cooperation"),
        ("igf-2017", "governance", None),
    ],
)
def test_a_track_belongs_to(meeting_id: str, track: str, common: str | None) -> None:
    assert common_track(meeting_id, track) == common


def test_what_is_left_out_differs_from_what_nobody_has_decided() -> None:
    assert left_out("igf-2016", "Emerging issues")
    assert left_out("igf-2016", "A track that nobody has ever seen") is None
    assert left_out("igf-2016", "Cybersecurity") is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"tracks": {}}, "needs left out and tracks"),
        ({"tracks": {"Data": {"definition": "Data.", "label": []}}, "left out": []}, "Data: unknown label"),
        ({"tracks": {"Data": {"labels": ["Data"]}}, "left out": []}, "Data: needs a definition"),
        ({"tracks": {"Data": {"definition": "Data.", "labels": ["Data", "DATA (again)"]}}, "left out": []},
         r"'DATA \(again\)' stands there as 'Data' already"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_its_head_says_is_refused(
    content: object, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "load", lambda name: content)
    with pytest.raises(ValueError, match=message):
        crosswalk.crosswalk.__wrapped__()
