"""Citations, code and frames that a reader copies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pages.shared import cite

CITED = cite.Cited(
    "Groups & others",
    "2006 to 2025",
    "0a1b2c3d4e5f",
    "https://example.org/x?from=2006&v=0a1b2c3d4e5f",
    date(2026, 5, 4),
)


def test_citation_names_what_when_and_where() -> None:
    assert CITED.citation("Chart") == (
        "IGF Atlas (2026). Groups & others. 2006 to 2025. [Chart]. Data version 0a1b2c3d4e5f."
        " Retrieved 4 May 2026 from https://example.org/x?from=2006&v=0a1b2c3d4e5f. CC BY 4.0."
    )


def test_bibtex_has_one_entry_with_its_fields() -> None:
    entry = CITED.bibtex("Data set")
    assert entry.startswith("@misc{igf-atlas-groups-others-data-0a1b2c,\n") and entry.endswith("\n}")
    assert "{{Groups \\& others}}" in entry
    assert "url     = {https://example.org/x?from=2006&v=0a1b2c3d4e5f}" in entry
    assert "urldate = {2026-05-04}" in entry


def test_code_loads_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = pd.DataFrame({"label": ["a", "b"], "count": [1, 2]})
    rows.to_parquet(tmp_path / "rows.parquet")
    monkeypatch.chdir(tmp_path)
    code = dict(cite.snippets("rows.parquet", "https://example.org"))
    assert set(code) == {"DuckDB", "pandas", "R"}
    assert duckdb.sql(code["DuckDB"]).df()["count"].tolist() == [1, 2]
    loaded: dict[str, pd.DataFrame] = {}
    exec(code["pandas"], loaded)
    pd.testing.assert_frame_equal(loaded["rows"], rows, check_dtype=False)
    assert 'read_parquet("rows.parquet")' in code["R"]


def test_code_without_a_file_names_the_address_of_the_rows() -> None:
    code = dict(cite.snippets_online("https://example.org/api/x.csv?from=2006&v=0a1b", "https://example.org/x"))
    assert set(code) == {"DuckDB", "pandas", "R"}
    for language, text in code.items():
        remark, _, rest = text.partition("\n")
        assert remark == f"{cite.REMARK[language]} https://example.org/x"
        assert "https://example.org/api/x.csv?from=2006&v=0a1b" in rest


def test_frames_are_fixed_or_live_and_hold_no_markup_of_ours() -> None:
    (_, fixed), (_, live) = cite.frames(
        'A "title"', "0a1b", "https://e.org/?card=x&v=0a1b", "https://e.org/?card=x", 400
    )
    assert 'src="https://e.org/?card=x&amp;v=0a1b"' in fixed and "v=0a1b" not in live
    assert 'title="A &quot;title&quot;"' in fixed


def test_a_report_says_what_is_shown() -> None:
    report = cite.report(CITED, "example.org")
    for words in ("Chart: Groups & others", "Shown: 2006 to 2025", "Figure: {value}", "Data version: 0a1b2c3d4e5f"):
        assert words in report["text"]
