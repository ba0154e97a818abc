"""Every sample document gives its expected rows and findings, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from etl.findings import SEVERITY
from etl.samples import COMPARED, SUFFIX, expected_text, load_sample, read_tables
from etl.score import compare

SAMPLES = Path(__file__).parent / "samples"
DOCUMENTS = sorted(path for path in SAMPLES.rglob("*") if path.is_file() and path.suffix != ".yml")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sample(path: Path, update_expected: bool) -> None:
    expected = path.with_name(path.stem + SUFFIX)
    tables = read_tables(path)
    if update_expected:
        names = [name for name in COMPARED if tables[name]]
        if expected.exists():
            names = [name for name in yaml.safe_load(expected.read_text("utf-8")) if name != "findings"]
        expected.write_text(expected_text(tables, names), "utf-8")
    assert expected.exists(), f"write {expected.name}, or run pytest with --update-expected and review it"
    sample = load_sample(expected)
    differences = [line for name, rows in sample.expected.items() for line in compare(name, rows, tables[name])[1]]
    found = {row["code"] for row in tables["findings"]}
    notable = {code for code in found if SEVERITY[code] != "info"}
    differences += [f"finding missing: {code}" for code in sample.findings if code not in found]
    differences += [f"finding not expected: {code}" for code in sorted(notable - set(sample.findings))]
    assert not differences, "\n".join(differences)
