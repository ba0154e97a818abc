"""Every table and column, declared once: type, unit, meaning.

The Arrow schemas (with these descriptions in the Parquet metadata), the checks before publication,
`python -m etl tables` and the data dictionary in the README derive from here.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

TEXT = pa.string()
WHOLE = pa.int64()
NUMBER = pa.float64()
FLAG = pa.bool_()
DATE = pa.date32()
MOMENT = pa.timestamp("s", tz="UTC")

FORMS = ("record", "original")
LINE_KINDS = ("text", "heading", "item", "row")
KINDS = ("meeting summary", "statistics", "session report", "session list", "annual report", "call",
         "transcript", "other")  # fmt: skip
MODES = ("in person", "hybrid", "online")
MEETING_STATUSES = ("held", "planned", "cancelled")
SESSION_LISTS = ("complete", "partial list", "found by topic")
MEASURES = ("registered", "onsite", "online", "participants")
DIMENSIONS = ("total", "stakeholder", "region", "gender", "newcomers", "countries", "development",
              "parliamentarians")  # fmt: skip
SCHEMES = ("un", "continental")
QUALIFIERS = ("exact", "over", "about", "under")
STATUSES = ("final", "interim", "forecast")
COUNT_DIMENSIONS = ("total", "type", "track", "proposals", "accepted")
TRACK_ROLES = ("main", "informal", "transversal")
SESSION_STATUSES = ("scheduled", "proposal", "cancelled", "unknown")
ROLES = ("organiser", "participant", "host", "named")
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True)
class Column:
    """A column: what it holds, in which unit, and what a value must satisfy."""

    name: str
    type: pa.DataType
    meaning: str
    unit: str = ""
    required: bool = False
    allowed: tuple[str, ...] = ()
    vocabulary: str = ""
    """Name of the list in data/vocabulary whose names are the only values."""
    refers_to: str = ""
    """`table.column` in which every value must be found."""
    bounds: tuple[float, float] | None = None


@dataclass(frozen=True)
class Table:
    """A table: its columns in order, and those that make a row unique."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def has_provenance(self) -> bool:
        return self.columns[-len(PROVENANCE) :] == PROVENANCE

    def arrow(self) -> pa.Schema:
        """The Arrow schema, with meaning and unit of each column in its metadata."""
        return pa.schema(
            [
                pa.field(c.name, c.type, not c.required, {"description": c.meaning, "unit": c.unit})
                for c in self.columns
            ],
            {"description": self.meaning},
        )


def _text(name: str, meaning: str, **rest: object) -> Column:
    return Column(name, TEXT, meaning, **rest)  # type: ignore[arg-type]


DOCUMENT_ID = _text("document_id", "The document that the row was read from.", required=True,
                    refers_to="documents.document_id")  # fmt: skip
PLACE = _text("place", 'Where in the document: "line 43" or "page 3, line 12".', required=True)
PROVENANCE = (
    DOCUMENT_ID,
    PLACE,
    _text("quote", "The words as found there, at most 240 characters.", required=True),
    _text("extractor", "The part of the program that read the row.", required=True),
)
MEETING_ID = _text("meeting_id", "The meeting: `igf-2020`; others `<series>-<year>[-<city>]`.",
                   refers_to="meetings.meeting_id")  # fmt: skip
THE_MEETING_ID = Column(MEETING_ID.name, TEXT, MEETING_ID.meaning, required=True, refers_to=MEETING_ID.refers_to)
YEAR = Column("year", WHOLE, "The year of the meeting.", unit="year", bounds=(1995, 2100))
SESSION_ID = _text("session_id", "The session, where the row is tied to one.", refers_to="sessions.session_id")
SOURCE_URL = _text("source_url", "The address of the source that states it.")
IS_PREFERRED = Column("is_preferred", FLAG, "Whether charts show the row: decided for a whole set of one source.",
                      required=True)  # fmt: skip
NOTE = _text("note", "A remark that the source or the record makes.")
QUALIFIER = _text("qualifier", 'How the figure was printed: "over 6,000" is 6000 with `over`.', required=True,
                  allowed=QUALIFIERS)  # fmt: skip
STATUS = _text("status", "When the figure was stated: before, during or after the meeting.", required=True,
               allowed=STATUSES)  # fmt: skip
PHASE = _text("phase", "The part of a meeting that the figure is about, where it was held in parts.")

TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        "Every document that was read.",
        (
            _text("document_id", "Stable name of the document, from its path.", required=True),
            _text("title", "Its title, as printed or as its record states it."),
            _text("publisher", "Who published it."),
            _text("url", "Where it was published."),
            _text("kind", "What kind of document it is.", required=True, allowed=KINDS),
            _text("form", "`record`: in our words; `original`: in its author's words.", required=True, allowed=FORMS),
            _text("format", "The format it was read from: txt, md …", required=True),
            _text("language", "Its main language (ISO 639-1)."),
            Column("published", DATE, "The day of publication, where stated."),
            Column("meeting_id", TEXT, "The meeting it is mainly about.", refers_to="meetings.meeting_id"),
            YEAR,
            Column("word_count", WHOLE, "Words in it.", unit="words", required=True, bounds=(0, 1e9)),
            Column("byte_count", WHOLE, "Its size.", unit="bytes", required=True, bounds=(0, 1e12)),
            _text("sha256", "SHA-256 of its bytes.", required=True),
            _text("path", "Its path, relative to the folder given.", required=True),
        ),
        key=("document_id",),
    ),
    Table(
        "meetings",
        "One row per meeting, with the preferred value of each column; rival values are findings.",
        (
            _text("meeting_id", MEETING_ID.meaning, required=True),
            _text("series", "The series of meetings: `IGF`, `Internet Social Forum`, `NETmundial` …", required=True),
            Column("edition", WHOLE, "Which meeting of its series, counted from 1.", bounds=(1, 200)),
            YEAR,
            _text("name", "Its name, as the source calls it."),
            _text("city", "Where it was held, in English."),
            _text("country", "Its country, in English."),
            _text("mode", "How people took part.", allowed=MODES),
            _text("status", "Whether it took place.", allowed=MEETING_STATUSES),
            Column("start_date", DATE, "Its first day."),
            Column("end_date", DATE, "Its last day."),
            _text("theme", "Its overarching theme, as printed."),
            _text("session_list", "How the list of its sessions came about.", allowed=SESSION_LISTS),
            *PROVENANCE,
        ),
        key=("meeting_id",),
    ),
    Table(
        "participation",
        "Figures about who took part, each as one source states it.",
        (
            THE_MEETING_ID,
            YEAR,
            PHASE,
            _text(
                "measure", "The population that is counted; never mixed in a chart.", required=True, allowed=MEASURES
            ),
            _text("dimension", "What the population is divided by.", required=True, allowed=DIMENSIONS),
            _text("scheme", "Which division into regions.", allowed=SCHEMES),
            _text(
                "group_name",
                "The group, in the vocabulary's words; null where the label spans several.",
                vocabulary="groups",
            ),  # fmt: skip
            _text("label", "The group as printed.", required=True),
            Column("count", WHOLE, "How many.", unit="persons (countries, for that dimension)", bounds=(0, 1e7)),
            Column("share", NUMBER, "Which part of the whole.", unit="0 to 1", bounds=(0, 1)),
            QUALIFIER,
            STATUS,
            Column("is_derived", FLAG, "Computed from other printed figures, not printed itself.", required=True),
            IS_PREFERRED,
            SOURCE_URL,
            NOTE,
            *PROVENANCE,
        ),
    ),
    Table(
        "session_counts",
        "Stated numbers of sessions and proposals.",
        (
            THE_MEETING_ID,
            YEAR,
            PHASE,
            _text("dimension", "What is counted.", required=True, allowed=COUNT_DIMENSIONS),
            _text("group_name", "The session type, in the vocabulary's words.", vocabulary="session_types"),
            _text("label", "What is counted, as printed.", required=True),
            Column("count", WHOLE, "How many.", unit="sessions or proposals", required=True, bounds=(0, 1e5)),
            QUALIFIER,
            STATUS,
            IS_PREFERRED,
            SOURCE_URL,
            NOTE,
            *PROVENANCE,
        ),
    ),
    Table(
        "tracks",
        "The themes under which a meeting arranged its programme.",
        (
            THE_MEETING_ID,
            YEAR,
            _text("track", "Its name, without an explanation in brackets.", required=True),
            _text("role", "Main, informal or transversal.", required=True, allowed=TRACK_ROLES),
            SOURCE_URL,
            *PROVENANCE,
        ),
    ),
    Table(
        "sessions",
        "One row per session and document.",
        (
            _text("session_id", "The session: the same in every document that names it.", required=True),
            THE_MEETING_ID,
            YEAR,
            _text("code", "Its number as printed, tidied: `WS #184`."),
            _text("title", "Its title.", required=True),
            _text("session_type", "Its type, in the vocabulary's words.", vocabulary="session_types"),
            _text("type_label", "Its type as printed."),
            _text("status", "Whether it was on the programme.", required=True, allowed=SESSION_STATUSES),
            _text("track", "The track it was under, as printed."),
            Column("date", DATE, "Its day."),
            Column("start_time", MOMENT, "When it began; null where no time zone is known.", unit="UTC"),
            Column("end_time", MOMENT, "When it ended; null where no time zone is known.", unit="UTC"),
            _text("start_local", "When it began, as printed."),
            _text("end_local", "When it ended, as printed."),
            _text("time_zone", "The zone of the printed times, as printed or of the meeting's city."),
            IS_PREFERRED,
            SOURCE_URL,
            *PROVENANCE,
        ),
        key=("session_id", "document_id"),
    ),
    Table(
        "organisation_roles",
        "Which organisation did what, in a session or a meeting.",
        (
            _text("organisation_id", "The organisation.", required=True, refers_to="organisations.organisation_id"),
            _text("name_as_printed", "Its name as the source prints it.", required=True),
            _text("role", "What it did.", required=True, allowed=ROLES),
            MEETING_ID,
            SESSION_ID,
            *PROVENANCE,
        ),
    ),
    Table(
        "organisations",
        "Organisations, names merged across spellings.",
        (
            _text("organisation_id", "Stable name.", required=True),
            _text("name", "The name it is listed under.", required=True),
            _text("short_name", "Its usual abbreviation."),
            _text("stakeholder_group", "Its stakeholder group, where known.", vocabulary="stakeholder_groups"),
            _text("country", "Where it is based, where known."),
        ),
        key=("organisation_id",),
    ),
    Table(
        "takeaways",
        "What a session's report says that came out of it.",
        (
            _text("takeaway_id", "Stable name.", required=True),
            MEETING_ID,
            YEAR,
            SESSION_ID,
            _text("track", "The track of its session, as printed."),
            Column(
                "position",
                WHOLE,
                "Its place among the takeaways of its session, from 1.",
                required=True,
                bounds=(1, 1e5),
            ),  # fmt: skip
            _text("text", "What it says.", required=True),
            *PROVENANCE,
        ),
        key=("takeaway_id",),
    ),
    Table(
        "themes",
        "The themes that texts are searched for.",
        (
            _text("theme_id", "Stable name.", required=True),
            _text("theme", "The name it is listed under.", required=True),
            _text("basket", "The group of themes it belongs to.", required=True),
            _text("definition", "What it covers."),
        ),
        key=("theme_id",),
    ),
    Table(
        "theme_mentions",
        "Every place where a theme's phrase occurs.",
        (
            _text("theme_id", "The theme.", required=True, refers_to="themes.theme_id"),
            MEETING_ID,
            YEAR,
            SESSION_ID,
            _text("phrase", "The phrase of the vocabulary that was found.", required=True),
            _text("language", "The language of the phrase (ISO 639-1).", required=True),
            Column(
                "position",
                WHOLE,
                "Where in the document's text the phrase begins.",
                unit="characters",
                required=True,
                bounds=(0, 1e12),
            ),  # fmt: skip
            *PROVENANCE,
        ),
    ),
    Table(
        "lines",
        "The documents' own text, line by line, without blank lines; that of originals stays where it was built.",
        (
            DOCUMENT_ID,
            _text("form", "`record`: in our words; `original`: in its author's words.", required=True, allowed=FORMS),
            Column("line", WHOLE, "Which line of the document it is, counted from 1.", required=True, bounds=(1, 1e9)),
            Column(
                "position",
                WHOLE,
                "Where in the document's text the line begins.",
                unit="characters",
                required=True,
                bounds=(0, 1e12),
            ),
            PLACE,
            _text("kind", "What the line looks like.", required=True, allowed=LINE_KINDS),
            Column(
                "passage",
                WHOLE,
                "The first of the lines that it makes one passage with: a paragraph, heading, list item or row.",
                required=True,
                bounds=(1, 1e9),
            ),
            _text("session_id", "The session within whose lines it stands.", refers_to="sessions.session_id"),
            _text("text", "The words as found.", required=True),
            _text("folded", "The words as they are compared: in lower case, without accents.", required=True),
        ),
        key=("document_id", "line"),
    ),
    Table(
        "findings",
        "What was not understood, or does not add up.",
        (
            _text("finding_id", "Stable name.", required=True),
            _text("code", "What kind of finding it is.", required=True),
            _text("severity", "How much it matters.", required=True, allowed=SEVERITIES),
            _text("document_id", "The document; null where the finding is about no single one."),
            _text("place", "Where in the document."),
            _text("value", "The value in question, as printed."),
            _text("message", "What is wrong, and what to do.", required=True),
        ),
        key=("finding_id",),
    ),
)

BY_NAME = {table.name: table for table in TABLES}
