"""What is published on how much is read right is what the samples give."""

from __future__ import annotations

from pathlib import Path

import yaml

from etl import score, vocabulary

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def test_published_rates_are_those_of_the_samples() -> None:
    published = [rate for rate in vocabulary.load("error_rates") if rate["basis"] == "known"]
    assert published == score.rates_of(score.score(SAMPLES), "known")


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
