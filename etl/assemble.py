"""Readings of single documents -> the rows of all tables, as they are published.

The order of the readings does not matter. Each step below is one promise of the design page.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from etl import aside, checks, corrections, preferred
from etl.extract.record import series_of, year_of
from etl.findings import Finding
from etl.organisations import organisations_table
from etl.reading import Facts, Row, Rows
from etl.schema import BY_NAME, TABLES
from etl.themes import themes_table

OF_MEETINGS = (
    "participation",
    "session_counts",
    "tracks",
    "sessions",
    "organisation_roles",
    "takeaways",
    "theme_mentions",
)
IDENTITY = ("meeting_id", "series", "year")


def assemble(facts: Iterable[Facts], others: Sequence[Finding] = ()) -> Rows:
    """The rows of every table, sorted, with every declared column and no other.

    `others` are findings that belong to no document that was read. Of `facts`, those are held that describe
    others or say what to expect; all others may be made one after the other and forgotten.
    """
    records: list[Facts] = []
    parts: list[tuple[str, dict[str, list[Row]]]] = []
    findings = list(others)
    for read in facts:
        parts.append((read.document_id, {name: [dict(row) for row in found] for name, found in read.rows.items()}))
        findings += read.findings
        if read.form == "record" or read.original or read.expect:
            records.append(read)
    rows: Rows = {table.name: [] for table in TABLES}
    for _, found in sorted(parts, key=lambda part: part[0]):
        for name in found:
            rows[name] += found[name]
    parts.clear()
    records.sort(key=lambda read: read.document_id)
    aside.describe_originals(records, rows)
    findings = aside.set_aside(records, rows, findings)
    findings += corrections.apply(rows)
    findings += _merge_meetings(rows)
    _merge_sessions(rows)
    _drop_dangling(rows)
    rows["organisations"] = organisations_table(rows["organisation_roles"])
    rows["themes"] = themes_table()
    published = {row["document_id"]: row["published"] for row in rows["documents"]}
    preferred.mark_participation(rows["participation"], published)
    preferred.mark_session_counts(rows["session_counts"], published)
    findings += checks.sums(rows)
    findings += checks.bounds(records)
    rows["findings"] = _findings_table(findings)
    return {table.name: _finished(table.name, rows.pop(table.name)) for table in TABLES}


def _merge_meetings(rows: Rows) -> list[Finding]:
    """One row per meeting; for each column the preferred of the stated values, the others as findings."""
    stated: dict[str, list[Row]] = defaultdict(list)
    for row in rows["meetings"]:
        stated[row["meeting_id"]].append(row)
    for name in OF_MEETINGS:
        for row in rows[name]:
            if row["meeting_id"] and row["meeting_id"] not in stated:
                stated[row["meeting_id"]].append(_bare_meeting(row))
    for row in rows["documents"]:
        if row["meeting_id"] not in stated:
            row["meeting_id"] = None
    findings: list[Finding] = []
    rows["meetings"] = [_merged_meeting(meeting_id, stated[meeting_id], findings) for meeting_id in sorted(stated)]
    return findings


def _bare_meeting(row: Row) -> Row:
    """A meeting of which nothing is stated but that a figure or a session is about it."""
    meeting_id = row["meeting_id"]
    provenance = {name: row[name] for name in ("document_id", "place", "quote", "extractor")}
    return {
        **dict.fromkeys(BY_NAME["meetings"].names),
        **provenance,
        "meeting_id": meeting_id,
        "series": series_of(meeting_id) or meeting_id,
        "year": row.get("year") or year_of(meeting_id),
    }


def _merged_meeting(meeting_id: str, statements: list[Row], findings: list[Finding]) -> Row:
    best: Row = max(statements, key=lambda row: preferred.rank_of_source(row.get("_source_url"), row))
    merged = dict(best)
    for name in BY_NAME["meetings"].names:
        if name in ("document_id", "place", "quote", "extractor"):
            continue
        values = [row for row in statements if row[name] is not None]
        if not values:
            continue
        if name == "status":
            # An announcement is no rival of a report: a meeting that was held had been planned.
            values = [row for row in values if row[name] != "planned"] or values
        best = preferred.value_of(values, name)
        merged[name] = best[name]
        if name not in IDENTITY:
            findings += _rivals(meeting_id, name, best, values)
    return merged


def _rivals(meeting_id: str, name: str, best: Row, values: list[Row]) -> list[Finding]:
    seen = {best[name]}
    findings = []
    for row in values:
        if row[name] in seen:
            continue
        seen.add(row[name])
        source = row.get("_source_url") or row["document_id"]
        findings.append(
            Finding(
                row["document_id"],
                row["place"],
                "rival-value",
                str(row[name]),
                f"{meeting_id}: {name} is {row[name]} in {source}, the tables hold {best[name]}; check which is right",
            )
        )
    return findings


def _merge_sessions(rows: Rows) -> None:
    """One row per session and document, and one preferred row per session: the fullest, originals first."""
    form = {row["document_id"]: row["form"] for row in rows["documents"]}
    merged: dict[tuple[str, str], Row] = {}
    for row in rows["sessions"]:
        first = merged.setdefault((row["session_id"], row["document_id"]), row)
        for name in row:
            if first[name] is None:
                first[name] = row[name]
    rows["sessions"] = list(merged.values())
    per_session: dict[str, list[Row]] = defaultdict(list)
    for row in rows["sessions"]:
        per_session[row["session_id"]].append(row)
    for found in per_session.values():
        best = max(found, key=lambda row: (form[row["document_id"]] == "original", _filled(row), row["document_id"]))
        for row in found:
            row["is_preferred"] = row is best


def _filled(row: Row) -> int:
    return sum(value is not None for value in row.values())


def _drop_dangling(rows: Rows) -> None:
    """A row that names a session which was set aside keeps everything but that."""
    known = {row["session_id"] for row in rows["sessions"]}
    for name in ("organisation_roles", "takeaways", "theme_mentions", "lines"):
        for row in rows[name]:
            if row["session_id"] not in known:
                row["session_id"] = None


def _findings_table(findings: Iterable[Finding]) -> list[Row]:
    table = []
    for finding in sorted(set(findings)):
        parts = (finding.code, finding.document_id, finding.place, finding.value, finding.message)
        table.append(
            {
                "finding_id": hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12],
                "code": finding.code,
                "severity": finding.severity,
                "document_id": finding.document_id or None,
                "place": finding.place or None,
                "value": finding.value or None,
                "message": finding.message,
            }
        )
    return table


def _finished(name: str, rows: list[Row]) -> list[Row]:
    names = BY_NAME[name].names
    finished = [{column: row[column] for column in names} for row in rows]
    # The same words at the same place state a thing once.
    finished = list({tuple(row.values()): row for row in finished}.values())
    return sorted(finished, key=lambda row: tuple(_sortable(row[column]) for column in names))


def _sortable(value: Any) -> tuple[bool, Any]:
    return value is not None, "" if value is None else value
