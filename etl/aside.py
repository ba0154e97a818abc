"""Records beside the originals that they describe: whose rows count, and where the two disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

from etl.findings import Finding
from etl.reading import Facts, Row, Rows
from etl.vocabulary import fold


def describe_originals(records: Sequence[Facts], rows: Rows) -> None:
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


def set_aside(records: Sequence[Facts], rows: Rows, findings: list[Finding]) -> list[Finding]:
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
