"""Samples: documents with the rows that are expected of them, as files.

Beside a sample stands `<name>.expected.yml`: a mapping from a table's name to rows, and `findings: [code, …]`.
A sample is built alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from etl.build import tables_of
from etl.formats import document_of, read_bytes
from etl.reading import Row

SUFFIX = ".expected.yml"
FINDINGS = "findings"
COMPARED = ("participation", "session_counts", "tracks", "sessions", "organisation_roles", "takeaways")
WRITTEN: Mapping[str, tuple[str, ...]] = {
    "participation": ("meeting_id", "phase", "measure", "dimension", "scheme", "group_name", "label", "count", "share",
                      "qualifier", "status"),
    "session_counts": ("meeting_id", "phase", "dimension", "group_name", "label", "count", "qualifier", "status"),
    "tracks": ("meeting_id", "track", "role"),
    "sessions": ("code", "title", "session_type", "status", "track", "date", "start_time", "end_time", "time_zone"),
    "organisation_roles": ("name_as_printed", "role", "session_id"),
    "takeaways": ("session_id", "track", "position", "text"),
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A document with the rows that are expected of it."""

    path: Path
    expected: Mapping[str, list[Row]]
    findings: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind of document: the name of its folder."""
        return self.path.parent.name

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.path.name}"


def samples_in(directory: Path) -> list[Sample]:
    """The samples in `directory` and below, sorted. Raises FileNotFoundError where one lacks its document."""
    return [load_sample(path) for path in sorted(directory.rglob(f"*{SUFFIX}"))]


def load_sample(expected: Path) -> Sample:
    """The sample whose expected rows are in the file `expected`."""
    stem = expected.name.removesuffix(SUFFIX)
    beside = [path for path in expected.parent.iterdir() if path.stem == stem and path.suffix != ".yml"]
    if len(beside) != 1:
        raise FileNotFoundError(f"{expected}: {len(beside)} documents named {stem} beside it; there must be one")
    content = yaml.safe_load(expected.read_text("utf-8")) or {}
    tables = {name: rows or [] for name, rows in content.items() if name != FINDINGS}
    return Sample(beside[0], tables, tuple(content.get(FINDINGS) or ()))


def read_tables(path: Path) -> Mapping[str, list[Row]]:
    """The tables that come out of one document alone. Raises Unreadable."""
    return tables_of([document_of(read_bytes(path), path.name)])


def expected_text(tables: Mapping[str, list[Row]], names: Iterable[str]) -> str:
    """What was read, as the text of an expected file with the tables `names`."""
    parts = []
    for name in names:
        rows = [_flow(name, row) for row in tables[name]]
        parts.append(f"{name}:\n" + "".join(f"  - {row}\n" for row in rows) if rows else f"{name}: []\n")
    codes = sorted({row["code"] for row in tables[FINDINGS]})
    return "".join(parts) + (f"{FINDINGS}: [{', '.join(codes)}]\n" if codes else "")


def _flow(table: str, row: Row) -> str:
    columns = WRITTEN.get(table, tuple(row))
    values = {name: row[name] for name in columns if row.get(name) is not None}
    return yaml.dump(values, Dumper=_Dumper, default_flow_style=True, sort_keys=False, allow_unicode=True,
                     width=10**6).strip()  # fmt: skip


class _Dumper(yaml.SafeDumper):
    """Writes moments as people do: 2023-10-10T03:50:00Z, which YAML reads as a moment."""


def _moment(dumper: yaml.SafeDumper, value: datetime) -> yaml.Node:
    text = value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", text)


_Dumper.add_representer(datetime, _moment)
