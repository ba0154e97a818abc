"""Generated sessions: as our tables, and as the one file that the peers read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from etl import cubes, tables, vocabulary
from etl.schema import TABLES

YEARS = range(2006, 2026)
TRACKS = 40
SEED = 20


def write(folder: Path, sessions: int) -> None:
    """Write `sessions` sessions to `folder`/tables (a build) and `folder`/sessions.parquet (for the peers)."""
    random = np.random.default_rng(SEED)
    years = random.choice(list(YEARS), sessions)
    tracks = np.array([f"Track {number:02}" for number in range(1, TRACKS + 1)])[random.integers(0, TRACKS, sessions)]
    types = np.array(list(vocabulary.load("session_types")))
    kinds = types[np.minimum(random.geometric(0.18, sessions) - 1, len(types) - 1)]
    titles = [f"Session {number}" for number in range(sessions)]
    folder.mkdir(parents=True, exist_ok=True)
    plain = pa.table({"year": years, "track": tracks, "session_type": kinds, "title": titles})
    pq.write_table(plain, folder / "sessions.parquet")
    ids = [f"s-{number}" for number in range(sessions)]
    columns = {
        "session_id": ids, "meeting_id": [f"igf-{year}" for year in years], "year": years, "title": titles,
        "track": tracks, "session_type": kinds, "status": ["scheduled"] * sessions,
        "is_preferred": [True] * sessions, "document_id": ["generated"] * sessions,
        "place": [f"line {number + 1}" for number in range(sessions)], "quote": titles,
        "extractor": ["bench"] * sessions,
    }  # fmt: skip
    meetings = [{"meeting_id": f"igf-{year}", "series": "IGF", "year": year, "status": "held"} for year in YEARS]
    provenance = {"document_id": "generated", "place": "line 1", "quote": "generated", "extractor": "bench"}
    document = {
        "document_id": "generated", "title": "Generated", "kind": "other", "form": "record", "format": "md",
        "word_count": 1, "byte_count": 1, "sha256": "0" * 64, "path": "generated.md",
    }  # fmt: skip
    given = {"documents": [document], "meetings": [{**meeting, **provenance} for meeting in meetings]}
    made = {}
    for table in TABLES:
        if table.name == "sessions":
            blank = [None] * sessions
            arrays = [pa.array(columns.get(c.name, blank), c.type) for c in table.columns]
            made[table.name] = pa.Table.from_arrays(arrays, schema=table.arrow())
        else:
            rows = [{name: row.get(name) for name in table.names} for row in given.get(table.name, [])]
            made[table.name] = tables.to_arrow(table, rows)
    files = {f"{name}.parquet": tables.parquet_bytes(table) for name, table in made.items()}
    files |= {f"cubes/{name}.parquet": tables.parquet_bytes(cube) for name, cube in cubes.build(made).items()}
    tables.publish(folder / "tables", files)
