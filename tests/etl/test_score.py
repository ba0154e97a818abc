"""What is published on how much is read right is what the samples give."""

from __future__ import annotations

from pathlib import Path

import yaml

from etl import samples, score, vocabulary

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def test_published_rates_are_those_of_the_samples() -> None:
    published = [rate for rate in vocabulary.load("error_rates") if rate["basis"] == "known"]
    assert published == score.rates_of(score.score(SAMPLES), "known")


def test_what_is_written_as_expected_counts_as_right(tmp_path: Path) -> None:
    document = tmp_path / "programme.txt"
    document.write_text(
        "Internet Governance Forum 2019, Berlin\n\nProgramme\n\nMonday, 25 November 2019\n\n"
        "10:00 - 11:30 WS #12: Lamps on the river (UTC+1)\n12:00 - 13:00 Open Forum #3: A bridge for all (UTC+1)\n"
    )
    tables = samples.read_tables(document)
    assert all(row["start_time"] and row["end_time"] for row in tables["sessions"])
    (tmp_path / "programme.expected.yml").write_text(samples.expected_text(tables, ["sessions"]))
    scored = score.score(tmp_path)
    assert scored.differences == []
    assert scored.of_table("sessions").attributes == 1.0


def test_rates_of_another_basis_stay(tmp_path: Path) -> None:
    path = tmp_path / "rates.yml"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "note.txt").write_text(
        "IGF 2019, Berlin, Germany, 25 to 29 November 2019.\n\nThere were 1,234 registrations.\n"
    )
    expected = [{"meeting_id": "igf-2019", "measure": "registered", "dimension": "total", "count": 1234}]
    (tmp_path / "in" / "note.expected.yml").write_text(yaml.safe_dump({"participation": [*expected, {"count": 9}]}))
    scored = score.score(tmp_path / "in")
    score.publish(scored, "known", path)
    score.publish(scored, "unseen", path)
    score.publish(scored, "unseen", path)
    rates = yaml.safe_load(path.read_text())
    assert [(rate["basis"], rate["documents"], rate["precision"], rate["recall"]) for rate in rates] == [
        ("known", 1, 1.0, 0.5),
        ("unseen", 1, 1.0, 0.5),
    ]
