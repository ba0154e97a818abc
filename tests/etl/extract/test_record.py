"""Records are read strictly: every cell becomes a value or a finding."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from etl.extract import record
from etl.formats import document_of
from etl.reading import Reading, Row

ADDRESS = "https://forum.example/statistics"
FIGURE = "Measure | Dimension | Label | Count | Source"


def read(body: str, front: str = "kind: statistics\nmeeting: igf-2016", meeting_id: str | None = "igf-2016") -> Reading:
    text = f"---\n{front}\n---\n\n# A record\n\n{body}\n\n[forum]: {ADDRESS}\n"
    reading = Reading(document_of(text.encode(), "igf-2016.md"), meeting_id=meeting_id, year=record.year_of(meeting_id))
    record.extract(reading)
    return reading


def table(section: str, header: str, *rows: str) -> str:
    return "\n".join(
        [
            f"## {section}",
            "",
            f"| {header} |",
            "|" + " --- |" * (header.count("|") + 1),
            *(f"| {row} |" for row in rows),
        ]
    )


def only(reading: Reading, name: str) -> Row:
    assert reading.findings == []
    (row,) = reading.table(name)
    return row


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_a_figure_with_its_qualifier_its_source_and_its_words() -> None:
    row = only(
        read(
            table(
                "Participation",
                "Measure | Dimension | Label | Count | Note | Source",
                "onsite | total | onsite participants | over 1,630 | quoted | [forum]",
            )
        ),
        "participation",
    )
    assert (row["count"], row["share"], row["qualifier"], row["status"]) == (1630, None, "over", "final")
    assert (row["meeting_id"], row["year"], row["note"], row["source_url"]) == (
        "igf-2016",
        2016,
        "quoted",
        ADDRESS,
    )
    assert row["quote"] == "onsite | total | onsite participants | over 1,630 | quoted"
    assert row["place"] == "line 12"


def test_printed_count_and_share_are_one_row() -> None:
    row = only(
        read(
            table(
                "Participation",
                "Measure | Dimension | Label | Count | Share | Source",
                f"registered | stakeholder | civil society | 2,811 | 43.5 % | <{ADDRESS}>",
            )
        ),
        "participation",
    )
    assert (row["group_name"], row["count"], row["share"]) == ("Civil Society", 2811, 0.435)


def test_a_label_of_several_groups_and_one_that_is_not_known() -> None:
    header = "Measure | Dimension | Group | Label | Share | Source"
    assert (
        only(
            read(
                table(
                    "Participation",
                    header,
                    "onsite | stakeholder | several | press and firms | 25 % | [forum]",
                )
            ),
            "participation",
        )["group_name"]
        is None
    )
    reading = read(table("Participation", header, "onsite | stakeholder |  | press and firms | 25 % | [forum]"))
    assert codes(reading) == ["label-unknown"]
    assert reading.table("participation")[0]["label"] == "press and firms"


def test_proposals_have_a_type_only_where_it_is_given() -> None:
    rows = read(
        table(
            "Programme in numbers",
            "Dimension | Group | Label | Count | Source",
            "proposals | Workshop | workshops proposed | 434 | [forum]",
            "proposals |  | proposed | 768 | [forum]",
            "type |  | lightning talks | 23 | [forum]",
        )
    ).table("session_counts")
    assert [row["group_name"] for row in rows] == ["Workshop", None, "Lightning Talk"]


def test_key_facts_say_what_one_source_states() -> None:
    row = only(
        read(
            table(
                "Key facts",
                "Edition | City | Mode | Status | Start date | Theme | Source",
                "11 | Guadalajara | in person | held | 2016-12-06 | Growth | [forum]",
            )
        ),
        "meetings",
    )
    assert (row["meeting_id"], row["series"], row["year"], row["edition"]) == ("igf-2016", "IGF", 2016, 11)
    assert (row["start_date"], row["_source_url"]) == (date(2016, 12, 6), ADDRESS)


def test_meetings_of_other_series() -> None:
    row = only(
        read(table("Meetings", "Meeting | City | Status | Source", "netmundial-2024 | São Paulo | held | [forum]")),
        "meetings",
    )
    assert (row["series"], row["year"], row["city"]) == ("NETmundial", 2024, "São Paulo")
    assert codes(read(table("Meetings", "Meeting | City | Source", "unheard-of-2024 | Paris | [forum]"))) == [
        "value-invalid"
    ]


def test_a_session_with_organisers_and_times_past_midnight() -> None:
    reading = read(
        table(
            "Programme",
            "Code | Title | Type | Date | Start | End | Zone | Organisers | Participants | Source",
            "WS 356 | Secrets | Workshop | 2016-12-06 | 23:30 | 00:30 | UTC | One; Two | Third | [forum]",
        )
    )
    row = only(reading, "sessions")
    assert (row["session_id"], row["code"], row["session_type"], row["status"]) == (
        "igf-2016-workshop-356",
        "WS #356",
        "Workshop",
        "scheduled",
    )
    assert (row["start_time"], row["end_time"]) == (
        datetime(2016, 12, 6, 23, 30, tzinfo=UTC),
        datetime(2016, 12, 7, 0, 30, tzinfo=UTC),
    )
    assert (row["start_local"], row["end_local"], row["time_zone"]) == ("23:30", "00:30", "UTC")
    roles = [
        (role["name_as_printed"], role["role"], role["session_id"]) for role in reading.table("organisation_roles")
    ]
    assert roles == [
        ("One", "organiser", row["session_id"]),
        ("Two", "organiser", row["session_id"]),
        ("Third", "participant", row["session_id"]),
    ]


def test_times_without_a_zone_stay_local() -> None:
    row = only(
        read(table("Programme", "Title | Date | Start | Source", "Talk | 2016-12-06 | 09:00 | [forum]")),
        "sessions",
    )
    assert (row["start_local"], row["start_time"], row["time_zone"]) == ("09:00", None, None)


def test_rows_of_one_session_meet_and_a_proposal_was_scheduled() -> None:
    reading = read(
        table(
            "Programme",
            "Code | Title | Type | Status | Organisers | Source",
            "31 | Keeping children safe | Workshop | proposal |  | [forum]",
            " | Keeping Children Safe! | Workshop |  | One | [forum]",
            " | Opening | Ceremony |  |  | [forum]",
        )
    )
    first, second, other = reading.table("sessions")
    assert first["session_id"] == second["session_id"] == "igf-2016-workshop-31"
    assert [first["status"], second["status"], other["status"]] == ["scheduled"] * 3
    assert reading.table("organisation_roles")[0]["session_id"] == "igf-2016-workshop-31"


def test_sessions_of_one_title_and_two_types_stay_two() -> None:
    reading = read(
        table(
            "Programme",
            "Code | Title | Type | Source",
            "WS 7 | Review | Workshop | [forum]",
            " | Review | Open Forum | [forum]",
        )
    )
    assert len({row["session_id"] for row in reading.table("sessions")}) == 2


def test_takeaways_are_numbered_within_their_session() -> None:
    reading = read(
        table("Programme", "Code | Title | Track | Source", "OF 4 | Rules | Trust | [forum]")
        + "\n\n"
        + table(
            "Takeaways",
            "Session | Takeaway | Source",
            "OF #4 | One. | [forum]",
            "Rules | Two. | [forum]",
            "Unknown | Three. | [forum]",
        )
    )
    rows = reading.table("takeaways")
    assert [(row["position"], row["track"], row["text"]) for row in rows][:2] == [
        (1, "Trust", "One."),
        (2, "Trust", "Two."),
    ]
    assert len({row["takeaway_id"] for row in rows}) == len(rows) == 3
    assert codes(reading) == ["value-invalid"]


def test_a_record_states_findings() -> None:
    reading = read(
        table(
            "Findings",
            "Code | Value | Message | Source",
            "track-without-sessions | Environment | nothing came | [forum]",
        )
    )
    assert [(f.code, f.value, f.message) for f in reading.findings] == [
        ("track-without-sessions", "Environment", "nothing came")
    ]


def test_the_original_is_a_source_where_the_front_matter_names_one() -> None:
    body = table("Tracks", "Track | Source", "Data | original")
    assert codes(read(body)) == ["value-invalid"]
    front = "kind: statistics\noriginal: 0f0f"
    assert only(read(body, front), "tracks")["source_url"] is None
    assert only(read(body, f"{front}\nurl: {ADDRESS}"), "tracks")["source_url"] == ADDRESS


def test_how_the_list_of_sessions_came_about() -> None:
    row = only(read("", "kind: statistics\nmeeting: igf-2016\nsession_list: found by topic"), "meetings")
    assert (row["meeting_id"], row["session_list"]) == ("igf-2016", "found by topic")


@pytest.mark.parametrize(
    ("section", "header", "row", "code"),
    [
        ("Tracks", "Track | Colour | Source", "Data | red | [forum]", "column-unknown"),
        ("Tracks", "Role | Source", "main | [forum]", "column-unknown"),
        ("Tracks", "Track", "Data", "column-unknown"),
        ("Pictures", "Track | Source", "Data | [forum]", "column-unknown"),
        ("Tracks", "Track | Source", "Data | [nowhere]", "value-invalid"),
        ("Tracks", "Track | Source", "Data | [forum] | more", "value-invalid"),
        ("Tracks", "Track | Role | Source", "Data | leading | [forum]", "value-invalid"),
        ("Participation", FIGURE, "onsite | total | people | many | [forum]", "value-invalid"),
        ("Participation", FIGURE, "staff | total | people | 7 | [forum]", "value-invalid"),
        ("Participation", FIGURE, "onsite | total | people |  | [forum]", "value-invalid"),
        ("Key facts", "Start date | Source", "6 December | [forum]", "value-invalid"),
        ("Programme", "Title | Start | Source", "Talk | 9 AM | [forum]", "value-invalid"),
        ("Programme", "Title | Type | Source", "Talk | Séance de spiritisme | [forum]", "label-unknown"),
    ],
)
def test_what_is_not_understood_is_a_finding_at_its_line(section: str, header: str, row: str, code: str) -> None:
    found = read(table(section, header, row)).findings
    assert code in [finding.code for finding in found]
    assert all(finding.place.startswith("line ") and finding.message for finding in found)


def test_a_row_without_what_it_needs_is_left_out() -> None:
    assert (
        read(
            table(
                "Participation",
                "Measure | Dimension | Label | Count | Source",
                "staff | total | people | 7 | [forum]",
            )
        ).table("participation")
        == []
    )


def test_a_bar_within_a_cell() -> None:
    assert (
        only(read(table("Tracks", "Track | Source", r"Data \| Trust | [forum]")), "tracks")["track"] == "Data | Trust"
    )


OF_A_MEETING = (
    ("Key facts", "City | Source", "Paris | [forum]", "meetings"),
    ("Participation", FIGURE, "onsite | total | on site | 12 | [forum]", "participation"),
    ("Programme in numbers", "Dimension | Label | Count | Source", "total | sessions | 4 | [forum]", "session_counts"),
    ("Tracks", "Track | Source", "Trust | [forum]", "tracks"),
    ("Programme", "Code | Title | Organisers | Source", "WS #1 | A title | A Body | [forum]", "sessions"),
)


@pytest.mark.parametrize(("section", "header", "row", "name"), OF_A_MEETING)
def test_without_a_meeting_only_the_rows_that_need_one_are_left_out(
    section: str, header: str, row: str, name: str
) -> None:
    others = table("Organisations", "Organisation | Role | Source", "A Body | named | [forum]")
    reading = read(f"{table(section, header, row)}\n\n{others}", "kind: call", meeting_id=None)
    assert codes(reading) == ["meeting-unknown"]
    assert "add one" in reading.findings[0].message and reading.findings[0].place
    assert {table_name: len(found) for table_name, found in reading.rows.items()} == {"organisation_roles": 1}
    body = table(section, f"Meeting | {header}", f"igf-2018 | {row}")
    (named,) = read(body, "kind: call", meeting_id=None).table(name)
    assert named["meeting_id"] == "igf-2018"


def test_a_meeting_of_a_series_that_is_not_known_has_no_list_of_sessions() -> None:
    reading = read(table("Tracks", "Track | Source", "Trust | [forum]"), "kind: call\nsession_list: complete", "x-2018")
    assert codes(reading) == ["value-invalid"] and not reading.table("meetings")
    assert [row["meeting_id"] for row in reading.table("tracks")] == ["x-2018"]
