"""Corrections: local fixes to single values, each with a reason, in data/vocabulary/corrections.yml.

    - table: participation
      where: {document_id: igf-2012, label: civil society}
      column: count
      before: 514
      after: 541
      reason: digits swapped; the source prints 541 in its table

A correction that finds nothing to mend is a finding, so that none outlives its error.
"""

from __future__ import annotations

from typing import Any

from etl.findings import Finding
from etl.reading import Row
from etl.vocabulary import load

FIELDS = {"table", "where", "column", "before", "after", "reason"}


def corrections() -> list[dict[str, Any]]:
    """The corrections, as written. Raises ValueError where one lacks a field."""
    listed = load("corrections") or []
    for correction in listed:
        if missing := FIELDS - set(correction):
            raise ValueError(f"corrections.yml: a correction lacks {', '.join(sorted(missing))}: {correction}")
    return list(listed)


def apply(rows: dict[str, list[Row]]) -> list[Finding]:
    """Apply every correction to `rows` in place; findings name those that mended nothing."""
    findings = []
    for correction in corrections():
        wanted = correction["where"] | {correction["column"]: correction["before"]}
        hits = [row for row in rows.get(correction["table"], ()) if all(row.get(k) == v for k, v in wanted.items())]
        for row in hits:
            row[correction["column"]] = correction["after"]
        if not hits:
            findings.append(
                Finding(
                    "",
                    "data/vocabulary/corrections.yml",
                    "correction-unused",
                    str(wanted),
                    "no row has this value (any more); remove the correction or mend its conditions",
                )  # fmt: skip
            )
    return findings
