"""Readings of single documents -> the rows of all tables, as they are published.

The order of the readings does not matter. Each step below is one promise of the design page.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

from etl import checks, corrections, preferred
from etl.extract.record import series_of, year_of
from etl.findings import Finding
from etl.organisations import organisations_table
from etl.reading import Facts, Row
from etl.schema import BY_NAME, TABLES
from etl.themes import themes_table
from etl.vocabulary import fold

Rows = dict[str, list[Row]]

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
    _describe_originals(records, rows)
    findings = _set_aside(records, rows, findings)
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


def _describe_originals(records: Sequence[Facts], rows: Rows) -> None:
    """What a record states of its original (address, title, publisher, day) is true of the original."""
    described = {read.original: read.table("documents")[0] for read in records if read.original}
    for row in rows["documents"]:
        stated = described.get(row["sha256"])
        if stated is None:
            continue
        row |= {name: stated[name] or row[name] for name in ("title", "publisher", "url", "published", "kind")}
        for table in ("participation", "session_counts", "tracks", "sessions"):
            for found in rows[table]:
                if found["document_id"] == row["document_id"]:
                    found["source_url"] = found["source_url"] or row["url"]


def places_set_aside(records: Iterable[Facts], documents: Sequence[Row]) -> dict[str, tuple[bool, set[str]]]:
    """For each record that gives way to originals among `documents`: whether to one that it describes, and the
    places of the rows that do."""
    originals = [row for row in documents if row["form"] == "original"]
    addresses = {row["url"] for row in originals if row["url"]}
    hashes = {row["sha256"] for row in originals}
    found = {}
    for record in records:
        own = {record.url, None} if record.original in hashes else set()
        aside = {
            row["place"]
            for rows in record.rows.values()
            for row in rows
            if "_source_url" in row and row["_source_url"] in addresses | own
        }
        if aside and record.form == "record":
            found[record.document_id] = bool(own), aside
    return found


def _set_aside(records: Sequence[Facts], rows: Rows, findings: list[Finding]) -> list[Finding]:
    """Rows of records whose source is present as an original give way to the original's.

    Returns `findings` without those about such rows, and with those that this makes.
    """
    found = places_set_aside(records, rows["documents"])
    for record in records:
        if record.document_id not in found:
            continue
        own, aside = found[record.document_id]
        # What a record says to be odd in its original, the original's own findings say.
        findings = [
            one
            for one in findings
            if one.document_id != record.document_id or not (own or one.place in aside) or one.severity == "error"
        ]
        findings += _disagreements(record, aside, rows)
        for name in rows:
            if name not in ("documents", "lines"):
                rows[name] = [row for row in rows[name] if not _is_aside(row, record.document_id, aside)]
        findings.append(
            Finding(
                record.document_id,
                "",
                "record-set-aside",
                str(len(aside)),
                f"{len(aside)} lines of this record give way to their originals, which are present; "
                "nothing is to be done",
            )
        )
    return findings


def _disagreements(record: Facts, aside: set[str], rows: Rows) -> list[Finding]:
    """Figures of a record that the original states otherwise, or in which it was not read."""
    findings = []
    for table in ("participation", "session_counts"):
        originals: dict[tuple[Any, ...], set[float]] = defaultdict(set)
        for row in rows[table]:
            if row["document_id"] != record.document_id:
                originals[_figure(row)].add(_number(row))
        for row in record.table(table):
            stated, read = _number(row), originals[_figure(row)]
            if row["place"] in aside and stated not in read:
                said = f"has {' and '.join(map(str, sorted(read)))}" if read else "does not have it"
                findings.append(
                    Finding(
                        record.document_id,
                        row["place"],
                        "original-disagrees",
                        f"{row['label']}: {stated}",
                        f"what was read from the original {said}; check the record against the original",
                    )
                )
    return findings


def _number(row: Row) -> float:
    """The figure that a row states."""
    return cast(float, row["share"] if row["count"] is None else row["count"])


def _figure(row: Row) -> tuple[Any, ...]:
    """What a figure is about, whatever it is."""
    group = row["group_name"] or fold(row["label"]) if row["dimension"] != "total" else ""
    return row["meeting_id"], row.get("measure"), row["dimension"], group, row["count"] is None


def _is_aside(row: Row, document_id: str, places: set[str]) -> bool:
    return bool(row.get("document_id") == document_id and row.get("place") in places)


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
