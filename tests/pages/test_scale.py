"""The page on themes with two million mentions: it reads cubes, and what it costs is what it costs with a thousand."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from etl import cubes, parquet, tables
from etl.parquet import partition
from etl.schema import BY_NAME, TABLES
from etl.themes import themes
from pages.shared import catalog, options, queries
from pages.shared.choice import Choice
from tests.pages.tiny import _filled

YEARS = range(2006, 2026)
FEW, MANY = 1_000, 2_000_000
PER_DOCUMENT = 250
TIMES = 9
SLOWER = 1.3
MORE_MILLISECONDS = 5.0
"""A cube may have more rows when more is there to count."""


def write(out: Path, mentions: int, year_files: bool) -> None:
    """Publish a build with so many mentions, a session and a document for every 250 of them."""
    documents = max(len(YEARS), mentions // PER_DOCUMENT)
    first, count = YEARS[0], len(YEARS)
    with tables.unfinished(out) as folder, duckdb.connect() as connection:
        made = {table.name: tables.to_arrow(table, []) for table in TABLES}
        rows = [_filled(BY_NAME["themes"], {"theme_id": one.theme_id, "theme": one.theme, "basket": one.basket})
                for one in themes()]  # fmt: skip
        made["themes"] = tables.to_arrow(BY_NAME["themes"], rows)
        made["meetings"] = tables.to_arrow(BY_NAME["meetings"], [
            _filled(BY_NAME["meetings"], {"meeting_id": f"igf-{year}", "year": year, "document_id": "d0"})
            for year in YEARS])  # fmt: skip
        numbered = f"select i, i % {count} + {first} as year from range({documents}) t(i)"
        made["documents"] = connection.sql(f"""
            select 'd' || i as document_id, 'T' as title, null as publisher, null as url, 'transcript' as kind,
                   'original' as form, 'txt' as format, 'en' as language, null::date as published,
                   'igf-' || year as meeting_id, year, 5000 as word_count, 30000 as byte_count,
                   md5(i::varchar) as sha256, i || '.txt' as path from ({numbered})
            """).to_arrow_table().cast(BY_NAME["documents"].arrow())  # fmt: skip
        named = {"session_id": "'s' || i", "meeting_id": "'igf-' || year", "year": "year", "title": "'T'",
                 "status": "'scheduled'", "is_preferred": "true", "document_id": "'d' || i", "place": "'line 1'",
                 "quote": "'T'", "extractor": "'generated'"}  # fmt: skip
        columns = ", ".join(f"{named.get(name, 'null')} as {name}" for name in BY_NAME["sessions"].names)
        made["sessions"] = (
            connection.sql(f"select {columns} from ({numbered})").to_arrow_table().cast(BY_NAME["sessions"].arrow())
        )
        connection.register("themes", made["themes"])
        connection.execute("create table named as select row_number() over () - 1 as n, theme_id from themes")
        for year in YEARS:
            target = folder / (partition("theme_mentions", year) if year_files else "theme_mentions.parquet")
            target.parent.mkdir(parents=True, exist_ok=True)
            which = f"d % {count} + {first} = {year}" if year_files else "true"
            connection.execute(f"""
                copy (select theme_id, 'igf-' || y as meeting_id, y as year, 's' || d as session_id, 'word' as phrase,
                             'en' as language, p as position, 'd' || d as document_id, 'line 2' as place,
                             'a quote with the word ' || p as quote, 'generated' as extractor
                      from (select i // {PER_DOCUMENT} as d, i % {PER_DOCUMENT} as p,
                                   (i // {PER_DOCUMENT}) % {count} + {first} as y,
                                   hash(i // {PER_DOCUMENT}, i % {PER_DOCUMENT} % 30)
                                       % (select count(*) from named) as t
                            from range({mentions}) r(i)) join named on n = t
                      where {which} order by theme_id, document_id, position)
                to '{target}' (row_group_size {parquet.ROW_GROUP})
                """)
            if not year_files:
                break
        made.pop("theme_mentions")
        for name, table in made.items():
            (folder / f"{name}.parquet").write_bytes(tables.parquet_bytes(table))
        (folder / "cubes").mkdir()
        sources = {**made, "theme_mentions": parquet.files_of_table(folder, "theme_mentions")}
        for name, cube in cubes.build(sources, out).items():
            (folder / "cubes" / f"{name}.parquet").write_bytes(tables.parquet_bytes(cube))
        tables.publish_folder(out, folder)


def seconds(questions: Sequence[catalog.Query]) -> float:
    """What answering all questions takes of CPU, none of them asked before: the best of several times."""
    build, best = catalog.use_latest(), float("inf")
    for _ in range(TIMES):
        began = time.process_time()
        for question in questions:
            catalog._run(build, question)
        best = min(best, time.process_time() - began)
    catalog.forget()
    return best


def questions(chosen: Choice) -> Sequence[catalog.Query]:
    """What the page on themes shows on its bases, and the front page's numbers."""
    return (
        queries.themes_on_agenda(chosen),
        queries.themes_in_sessions(chosen),
        queries.themes_in_documents(chosen),
        queries.themes_in_wording(chosen),
        queries.themes_together(chosen),
        queries.contents(),
    )


@pytest.mark.long
def test_two_million_mentions_are_as_fast_as_a_thousand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    took, rows = {}, {}
    for mentions in (FEW, MANY):
        out = tmp_path / str(mentions)
        write(out, mentions, mentions > parquet.LARGEST)
        monkeypatch.setenv("ATLAS_TABLES", str(out))
        catalog.use_latest()
        chosen = options.choice({})
        took[mentions] = seconds(questions(chosen)) * 1000
        rows[mentions] = catalog.read(catalog.Query("count", "select count(*) as n from theme_mentions"))["n"][0]
        catalog.forget()
    assert rows == {FEW: FEW, MANY: MANY}
    assert took[MANY] <= took[FEW] * SLOWER + MORE_MILLISECONDS, took
