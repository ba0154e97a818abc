"""What was not understood or does not add up: one code per kind, each with how much it matters.

The code of a finding and its severity are declared here; its message is written where it arises and
says what is wrong and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass

SEVERITY = {
    # the file
    "document-missing": "error",
    "document-empty": "error",
    "document-blank": "error",
    "document-without-text": "error",
    "document-not-text": "error",
    "document-unreadable": "error",
    "document-too-large": "error",
    "document-encrypted": "error",
    "document-duplicate": "warning",
    "document-name-taken": "error",
    "document-hidden": "info",
    "path-outside": "error",
    "format-unknown": "warning",
    "format-foreign": "error",
    "suffix-mismatch": "warning",
    "front-matter-invalid": "error",
    "encoding-guessed": "warning",
    "encoding-mixed": "warning",
    "encoding-garbled": "warning",
    "encoding-mark": "info",
    "encoding-unknown": "error",
    "nul-bytes": "warning",
    "line-too-long": "warning",
    "text-right-to-left": "info",
    "html-without-text": "error",
    "pdf-corrupt": "error",
    "pdf-scanned": "error",
    "pdf-page-scanned": "warning",
    "pdf-page-unreadable": "warning",
    "docx-corrupt": "error",
    "xlsx-corrupt": "error",
    "archive-too-large": "error",
    "xml-unsafe": "error",
    "csv-invalid": "error",
    "csv-quote-open": "warning",
    "table-too-long": "warning",
    "reader-timeout": "error",
    "reader-memory": "error",
    "reader-died": "error",
    # the meeting
    "meeting-unknown": "warning",
    "meeting-by-days": "info",
    "days-implausible": "info",
    "meetings-several": "info",
    "meeting-conflicting": "warning",
    "edition-year-mismatch": "warning",
    "rival-value": "info",
    # values
    "label-unknown": "warning",
    "column-unknown": "error",
    "value-invalid": "error",
    "figure-not-understood": "info",
    "lines-passed-over": "warning",
    "session-not-understood": "info",
    "track-not-understood": "info",
    "date-invalid": "warning",
    "weekday-mismatch": "warning",
    "time-zone-missing": "info",
    "track-without-sessions": "info",
    # sums and bounds
    "sum-mismatch": "warning",
    "share-sum-mismatch": "warning",
    "bound-missed": "error",
    "original-disagrees": "warning",
    "record-set-aside": "info",
    "correction-unused": "warning",
}


@dataclass(frozen=True, order=True)
class Finding:
    """One finding. `document_id` and `place` are empty where it is about no single document."""

    document_id: str
    place: str
    code: str
    value: str
    message: str

    @property
    def severity(self) -> str:
        return SEVERITY[self.code]
