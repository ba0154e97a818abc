"""A record of a document: the facts that were read from it, as Markdown in the form of data/documents.

It holds facts and figures, and none of the document's own sentences: takeaways and the text itself stay out. What is
read from the record is what was read from the document, but for those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import yaml

from etl.document import Document
from etl.extract.record import ORIGINAL, SEVERAL
from etl.extract.record_rows import VOCABULARIES
from etl.parse.times import to_utc
from etl.reading import Reading, Row
from etl.vocabulary import labels

_HEAD = "The facts and figures that were read from {}, in the order in which it states them.\n"
_FRONT = ("title", "publisher", "url", "published", "kind", "language", "meeting")
Cell = Callable[[Row], Any]


def record_of(reading: Reading) -> str:
    """The record of a document that was read. One that is a record already is returned as it is."""
    document = reading.document
    if document.form == "record":
        return document.data.decode("utf-8-sig")
    known = reading.table("documents")[0]
    front = {name: known.get(name) for name in _FRONT} | {"meeting": reading.meeting_id, "original": document.sha256}
    title = known["title"] or document.document_id
    front = {"title": title, **{name: value for name, value in front.items() if value is not None and name != "title"}}
    sections = "".join(_sections(reading))
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{head}---\n\n# {_plain(title)}\n\n{_HEAD.format(_named(document))}{sections}"


def _named(document: Document) -> str:
    return f"“{_plain(document.path.rpartition('/')[2])}”"


def _sections(reading: Reading) -> Iterator[str]:
    organised = _organised(reading)
    in_sessions = {id(row) for rows in organised.values() for found in rows.values() for row in found}
    for heading, table, columns in _SECTIONS:
        rows = [row for row in reading.table(table) if not row.get("is_derived") and id(row) not in in_sessions]
        if table == "meetings":
            rows = [row for row in rows if any(row[name] is not None for name in _MEETING.values())]
        cells: dict[str, Cell] = {name: _column(column) for name, column in columns.items()}
        if table == "sessions":
            for header, role in (("Organisers", "organiser"), ("Participants", "participant")):
                cells[header] = partial(_of_role, role, organised)
        if heading == "Organisations":
            codes = {row["session_id"]: row["code"] or row["title"] for row in reading.table("sessions")}
            cells["Session"] = partial(_session, codes)
        if rows:
            yield f"\n## {heading}\n\n{_table(rows, cells)}"


def _organised(reading: Reading) -> Mapping[str, Mapping[str, list[Row]]]:
    """Session -> role -> rows, for the roles that stand in the table of sessions."""
    sessions = {row["session_id"] for row in reading.table("sessions")}
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in reading.table("organisation_roles"):
        is_in_its_table = row["session_id"] in sessions and row["role"] in ("organiser", "participant")
        if is_in_its_table and ";" not in row["name_as_printed"]:
            found[row["session_id"]][row["role"]].append(row)
    return found


def _of_role(role: str, organised: Mapping[str, Mapping[str, list[Row]]], session: Row) -> str:
    return _names(organised[session["session_id"]].get(role, ()))


def _session(codes: Mapping[str, str], row: Row) -> str | None:
    return codes.get(row["session_id"])


def _names(rows: Sequence[Row]) -> str:
    return "; ".join(dict.fromkeys(row["name_as_printed"] for row in rows))


def _table(rows: Sequence[Row], columns: Mapping[str, Cell]) -> str:
    """A pipe table of the columns that have a value in some row; the last one is the source."""
    values = {header: [_plain(cell(row)) for row in rows] for header, cell in columns.items()}
    shown = {header: cells for header, cells in values.items() if any(cells)} | {"Source": [ORIGINAL] * len(rows)}
    lines = [list(shown), ["---"] * len(shown), *map(list, zip(*shown.values(), strict=True))]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in dict.fromkeys(map(tuple, lines)))


def _plain(value: Any) -> str:
    """A value in a cell: on one line, its bars escaped."""
    return "" if value is None else " ".join(str(value).split()).replace("|", "\\|")


def _column(column: str | Cell) -> Cell:
    return (lambda row: row[column]) if isinstance(column, str) else column


def _count(row: Row) -> str | None:
    return None if row["count"] is None else f"{_qualifier(row)}{row['count']:,}"


def _share(row: Row) -> str | None:
    return None if row["share"] is None else f"{_qualifier(row)}{row['share'] * 100:.6g} %"


def _qualifier(row: Row) -> str:
    return "" if row["qualifier"] in (None, "exact") else f"{row['qualifier']} "


def _group(row: Row, vocabulary: str | None, label: str | None) -> str | None:
    """What the column Group has to say: nothing where the label says it already."""
    if vocabulary is None or label is None:
        return None
    meant = labels(vocabulary).match(label)
    name = row.get("group_name") if "group_name" in row else row["session_type"]
    return None if meant == name else name or SEVERAL


def _day(name: str) -> Cell:
    return lambda row: row[name].isoformat() if isinstance(row[name], date) else row[name]


def _clock(name: str) -> Cell:
    """A time as records write it: "9:30 PM" and "21h30" are 21:30."""

    def clock(row: Row) -> str | None:
        found = to_utc(date(2000, 1, 1), row[name], "UTC") if row[name] else None
        return f"{found:%H:%M}" if found else None

    return clock


_MEETING = {
    "Edition": "edition", "Name": "name", "City": "city", "Country": "country", "Mode": "mode", "Status": "status",
    "Start date": "start_date", "End date": "end_date", "Theme": "theme",
}  # fmt: skip
_SECTIONS: Sequence[tuple[str, str, Mapping[str, str | Cell]]] = (
    ("Meetings", "meetings", {"Meeting": "meeting_id", **_MEETING}),
    (
        "Participation",
        "participation",
        {
            "Meeting": "meeting_id", "Measure": "measure", "Dimension": "dimension", "Scheme": "scheme",
            "Phase": "phase", "Label": "label",
            "Group": lambda row: _group(row, VOCABULARIES.get(row["dimension"]), row["label"]),
            "Count": _count, "Share": _share, "Status": "status", "Note": "note",
        },
    ),
    (
        "Programme in numbers",
        "session_counts",
        {
            "Meeting": "meeting_id", "Dimension": "dimension", "Phase": "phase", "Label": "label",
            "Group": lambda row: _group(row, "session_types" if row["dimension"] == "type" else None, row["label"])
            or (row["group_name"] if row["dimension"] != "type" else None),
            "Count": _count, "Status": "status", "Note": "note",
        },
    ),
    ("Tracks", "tracks", {"Meeting": "meeting_id", "Track": "track", "Role": "role"}),
    (
        "Programme",
        "sessions",
        {
            "Meeting": "meeting_id", "Code": "code", "Title": "title",
            "Type": lambda row: row["type_label"] or row["session_type"],
            "Group": lambda row: _group(row, "session_types", row["type_label"]),
            "Status": "status", "Track": "track", "Date": _day("date"),
            "Start": _clock("start_local"), "End": _clock("end_local"), "Zone": "time_zone",
        },
    ),
    ("Organisations", "organisation_roles", {"Meeting": "meeting_id", "Organisation": "name_as_printed",
                                             "Role": "role"}),
)  # fmt: skip
