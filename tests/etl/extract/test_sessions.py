"""Sessions, in the ways that programmes, lists and reports write them; and what only looks like one."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from etl.extract.sessions.groups import read_day, read_kind, read_status, read_track
from etl.extract.sessions.heads import parse_bare, parse_head
from etl.extract.sessions.kinds import read_type_line
from etl.extract.sessions.people import organisation_beside_person
from etl.extract.sessions.rooms import is_room, without_room_at_end
from etl.extract.sessions.when import read_when, says_only_when
from tests.etl.extract.sessions_in import codes, read, roles, titles


@pytest.mark.parametrize(
    ("text", "is_of_meeting"),
    [
        ("9th Internet Governance Forum, Istanbul, Turkey", True),
        ("14. Internet Governance Forum | Berlin", True),
        ("Foro de Gobernanza de Internet, Guadalajara", True),
        ("Internet governance in Istanbul", False),
        ("NETmundial+10", False),
    ],
)
def test_the_name_of_the_forum_is_no_title(text: str, is_of_meeting: bool) -> None:
    assert says_only_when(text) is is_of_meeting


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Who pays?, Room XII", "Who pays?"),
        ("Redes de montaña Sala 4", "Redes de montaña"),
        ("Kabel und Küsten – Saal II", "Kabel und Küsten"),
        ("Closing Ceremony, Assembly Hall", "Closing Ceremony"),
        ("Everyone in one room", "Everyone in one room"),
        ("A village, a Town Hall", "A village, a Town Hall"),
        ("Access, skills and rooms", "Access, skills and rooms"),
    ],
)
def test_a_room_behind_a_title_is_no_part_of_it(text: str, title: str) -> None:
    assert without_room_at_end(text) == title


@pytest.mark.parametrize(
    ("line", "code", "session_type", "title"),
    [
        ("WS #17 Who pays for the cables?", "WS #17", "Workshop", "Who pays for the cables?"),
        ("IGF 2021 WS #17 Who pays for the cables?", "WS #17", "Workshop", "Who pays for the cables?"),
        ("OF21: Small states online", "OF #21", "Open Forum", "Small states online"),
        ("Open Forum #4: Small states online", "Open Forum #4", "Open Forum", "Small states online"),
        ("Day 0 Event #41 Cyber games", "Day 0 Event #41", "Pre-event", "Cyber games"),
        ("Launch / Award Event #145: A book", "Launch / Award Event #145", "Launch or Award", "A book"),
        ("High-Level Session III: Connectivity", "High-Level Session III", "High-Level Session", "Connectivity"),
        ("6. AI & the SDGs: a dream? (WS #184 )", "WS #184", "Workshop", "AI & the SDGs: a dream?"),
        ("Policy from below (session #64)", "Session #64", None, "Policy from below"),
        ("The state is back (Event #19)", "Event #19", None, "The state is back"),
        ("DC Session: Data and bodies", None, "Dynamic Coalition", "Data and bodies"),
        ("NRIs Collaborative Session: Future of work", None, "NRI Session", "Future of work"),
        ("Taller n.º 12 – Redes comunitarias", "Taller #12", "Workshop", "Redes comunitarias"),
        ("Atelier n° 137 : La confiance", "Atelier #137", "Workshop", "La confiance"),
        ("Offenes Forum #17: Offene Normen", "Offenes Forum #17", "Open Forum", "Offene Normen"),
        ("Relatório: Oficina #153 - Vigilância", "Oficina #153", "Workshop", "Vigilância"),
        ("CANCELLED: WS #3 Small islands", "WS #3", "Workshop", "Small islands"),
        ("WS #17 Who pays? | IGF 2021", "WS #17", "Workshop", "Who pays?"),
    ],
)
def test_a_line_that_says_it_is_a_session(line: str, code: str | None, session_type: str | None, title: str) -> None:
    head = parse_head(line)
    assert head is not None
    assert (head.code, head.session_type, head.title) == (code, session_type, title)


@pytest.mark.parametrize(
    "line",
    [
        "Workshops: 106",
        "Main Session: 9 sesiones de tres horas",
        "Open Forum 30 sessions (15%)",
        "Workshop 62 (31%)",
        "Workshop 2021 looked at rules.",
        "WS #17 was attended by ninety people.",
        "Of 146 sessions, half were workshops",
        "Introduction: what this page is about",
        "Dynamic Coalitions: groups of people who work on an issue.",
        "Open Forums. These are held by governments.",
        "In 2021 the workshop (2021) was held online",
        "Beyond data",
    ],
)
def test_a_line_that_is_no_session_by_itself(line: str) -> None:
    assert parse_head(line) is None


def test_a_title_with_its_schedule_in_brackets() -> None:
    head = parse_head("Radio online (10 October | 11:00 - 12:30 JST | Main Hall)")
    assert head and head.title == "Radio online" and head.when and head.when.time
    assert (head.when.time.start_local, head.when.time.zone) == ("11:00", "JST")
    assert parse_head("A call from Quito (28-30 June 2017)") is None


def test_a_number_and_a_title_is_a_session_only_in_a_list_of_sessions() -> None:
    bare = parse_bare("36 Rural libraries")
    assert bare and (bare.code, bare.title) == ("36", "Rural libraries")
    assert parse_bare("36 of them came") is None
    sections = "1 Introduction to the year\n\nSome words.\n\n2 What we did\n\nMore words."
    assert titles(read(sections)) == []
    listed = (
        "Approved workshops\n\nAccess\n\n36 Rural libraries\n41 Scripts and keyboards\n\nOpenness\n\n68 Ten years on"  # noqa: E501
    )
    rows = read(listed).table("sessions")
    assert [(row["code"], row["session_type"], row["track"]) for row in rows] == [
        ("36", "Workshop", "Access"),
        ("41", "Workshop", "Access"),
        ("68", "Workshop", "Openness"),
    ]


@pytest.mark.parametrize(
    ("line", "name", "organisers"),
    [
        ("Pre-event organized by the Just Net Coalition", "Pre-event", "the Just Net Coalition"),
        ("Book launch and award event organized by Brock University", "Launch or Award", "Brock University"),
        ("Workshop by A/B & C", "Workshop", "A/B & C"),
        ("Oficina organizada pela Coding Rights", "Workshop", "Coding Rights"),
        ("Organisé par l'UNESCO", None, "l'UNESCO"),
        ("Workshop on Economic and Social Inclusion", "Workshop", None),
        ("Hauptsitzung", "Main Session", None),
    ],
)
def test_a_line_of_type_and_organisers(line: str, name: str | None, organisers: str | None) -> None:
    found = read_type_line(line)
    assert found is not None
    assert (found.kind.name if found.kind else None) == name
    assert (line[slice(*found.organisers)] if found.organisers else None) == organisers


@pytest.mark.parametrize(
    "line",
    ["The workshop was organised by Example Society.", "Workshop: a talk organised by any stakeholder", "It rained."],
)
def test_prose_is_no_line_of_type_and_organisers(line: str) -> None:
    assert read_type_line(line) is None


def test_marks_before_organisers_are_no_type() -> None:
    found = read_type_line("“Organised by: Harbour Light Institute")
    assert found is not None
    assert (found.kind, found.organisers) == (None, (13, 38))


def test_headings_over_sessions() -> None:
    kind = read_kind("Lightning sessions of the 12th Internet Governance Forum")
    assert kind and kind.name == "Lightning Talk"
    assert read_kind("How to submit a workshop proposal") is None
    assert read_status("Workshop proposals received") == "proposal"
    assert read_status("IGF 2013: approved workshops") == "scheduled"
    assert read_status("Our year") is None
    assert read_track("Track 2: Data (and what it is worth)") == ("Data", True)
    assert read_track("Inclusion") == ("Inclusion", False)
    assert read_track("Key takeaways") is None
    day = read_day("DAY 1 - Monday, 18 December", "en")
    assert day and day.is_marked and (day.mention.first.day, day.mention.first.month) == (18, 12)
    assert read_day("On Monday, 18 December the hall was full of people", "en") is None


@pytest.mark.parametrize(
    "text", ["Main Hall", "Sala 3", "salle IV", "WS 9", "Conference Room 4", "Estrel Saal B", "online"]
)  # noqa: E501
def test_rooms(text: str) -> None:
    assert is_room(text)


@pytest.mark.parametrize(
    "text", ["Building trust online", "Rooms for debate in parliaments", "Data", "The virtual museum of rights"]
)  # noqa: E501
def test_titles_are_no_rooms(text: str) -> None:
    assert not is_room(text)


def test_a_line_of_day_and_time_says_nothing_else() -> None:
    for line in (
        "Wednesday, Dec 8 | 3:50 PM - 5:20 PM UTC",
        "Tuesday, 29 November | 13:50 – 14:50 local time (10:50-11:50 UTC)",
        "Day 1 – 26 November | 11:30 – 12:30 | Estrel Saal B",
        "IGF 2024, Riyadh · 18 December 2024 · 10:30–11:30",
        "martes 29 de noviembre, 11:00 a 12:30 (hora local, UTC+3)",
    ):
        when = read_when(line, "en")
        assert when and when.is_pure and when.day and when.time, line
    prose = read_when("On Monday, Dec 6 at 9:30 the session began.", "en")
    assert prose and not prose.is_pure


def test_two_single_times_are_beginning_and_end() -> None:
    when = read_when("Wednesday, 8th December, 2021 (10:15 UTC) - Wednesday, 8th December, 2021 (11:45 UTC)", "en")
    assert when and when.time and (when.time.start_local, when.time.end_local) == ("10:15", "11:45")


def test_numbered_questions_in_a_description_are_no_sessions() -> None:
    text = """1. Women online (WS #5)
Open forum organized by Access Now
Wednesday, Dec 8 | 3:15 PM - 4:15 PM UTC
The forum will put these questions to its guests:
1. How are standards set by companies?
2. What can states do?
2. Data justice
Workshop organized by Research ICT Africa
Thursday, Dec 9 | 12:50 PM - 1:50 PM UTC"""
    assert titles(read(text)) == ["Women online", "Data justice"]


def test_times_become_utc_by_the_printed_zone_or_the_city() -> None:
    text = "WS #1 In a zone\nMonday, 9 October 2023 | 16:00 - 17:30 JST\n\nWS #2 In the city\nMonday, 9 October 2023 | 16:00 - 17:30"  # noqa: E501
    first, second = read(text, meeting_id="igf-2023", year=2023).table("sessions")
    assert first["start_time"] == second["start_time"] == datetime(2023, 10, 9, 7, tzinfo=UTC)
    assert (first["time_zone"], second["time_zone"]) == ("JST", "Asia/Tokyo")
    assert (first["start_local"], first["end_local"]) == ("16:00", "17:30")


def test_a_missing_zone_is_said_once_and_times_are_kept() -> None:
    text = "WS #1 One\n9 November 2020, 16:00 - 17:30\n\nWS #2 Two\n10 November 2020, 16:00 - 17:30"
    reading = read(text, meeting_id="igf-2020", year=2020)
    assert codes(reading) == ["time-zone-missing"]
    assert [(row["start_local"], row["start_time"]) for row in reading.table("sessions")] == [("16:00", None)] * 2


def test_a_weekday_that_contradicts_its_date_is_a_finding() -> None:
    reading = read("WS #1 One\nTuesday, Dec 8 | 3:50 PM - 5:20 PM UTC")
    assert codes(reading) == ["weekday-mismatch"]
    assert reading.table("sessions")[0]["date"] == date(2021, 12, 8)


def test_a_date_in_figures_is_settled_by_the_days_of_the_meeting() -> None:
    reading = read("| Code | Title | Date |\n|---|---|---|\n| WS #1 | One | 08/12/2021 |", "md")
    assert reading.table("sessions")[0]["date"] == date(2021, 12, 8)
    assert codes(reading) == []


def test_what_is_on_other_days_than_the_meeting_is_left_out_and_said() -> None:
    text = "MAG meeting\n\nDAY 1 - Wednesday, 23 June 2021\n10:00 - 10:30  Welcome by the chair\n10:30 - 12:00  Themes of the year"  # noqa: E501
    reading = read(text)
    assert titles(reading) == []
    assert codes(reading) == ["session-not-understood"]


def test_the_run_of_one_session_is_no_timetable() -> None:
    text = """WS #17 Who pays for the cables?
Wednesday, 8 December 2021, 10:15 - 11:45 UTC
Agenda
10:15 - 10:20 Welcome by the moderator
10:20 - 11:00 Panel discussion"""
    assert titles(read(text)) == ["Who pays for the cables?"]


def test_breaks_and_meals_are_no_sessions() -> None:
    text = "Monday 6 December 2021\n\n09:00 - 10:00  Registration\n10:00 - 11:00  Youth and law\n11:00 - 11:30  Coffee break\n13:00 Lunch"  # noqa: E501
    assert titles(read(text)) == ["Youth and law"]


def test_times_alone_stand_above_their_titles_where_the_first_follows_a_day() -> None:
    text = "Tuesday, 7 December 2021\n\n10:00 - 11:00\nYouth and law\n\n11:00 - 12:00\nMain Session: Trust\nMain Hall"
    rows = read(text).table("sessions")
    assert [(row["title"], row["start_local"]) for row in rows] == [("Youth and law", "10:00"), ("Trust", "11:00")]


def test_the_same_session_named_twice_is_one_row_with_all_that_is_said() -> None:
    text = "# WS #17 Who pays for the cables?\n\nWorkshop #17: Who pays for the cables?\n\nTime: 8 December 2021, 10:15 - 11:45 UTC\n"  # noqa: E501
    (row,) = read(text, "md").table("sessions")
    assert row["session_id"] == "igf-2021-workshop-17"
    assert row["date"] == date(2021, 12, 8)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Workshop proposals received\n\nWS #1 One more cable", "proposal"),
        ("Approved workshops\n\nWS #1 One more cable", "scheduled"),
        ("Programme\n\nWS #1 One more cable (cancelled)", "cancelled"),
        ("Report of the meeting\n\nWS #1 One more cable", "scheduled"),
        ("Some links\n\nWS #1 One more cable", "unknown"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert [row["status"] for row in read(text).table("sessions")] == [status]


def test_a_track_without_sessions_is_said() -> None:
    text = "What came out of it\n\nData\n\nWS #1 One more cable\n\nEnvironment\n\nNone submitted to date.\n\nTrust\n\nWS #2 Keys for all"  # noqa: E501
    reading = read(text)
    assert [row["track"] for row in reading.table("sessions")] == ["Data", "Trust"]
    assert [(f.code, f.value) for f in reading.findings] == [("track-without-sessions", "Environment")]


def test_one_heading_alone_is_no_track() -> None:
    text = "Where we speak\n\nWS #1 One more cable\n\nWS #2 Keys for all"
    assert [row["track"] for row in read(text).table("sessions")] == [None, None]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("| Code | Title | Type |\n|---|---|---|\n| 12 | Keys for all | Workshop |", ["Keys for all"]),
        ("| Hora | Sesión |\n|---|---|\n| 10:00 - 11:00 | Llaves para todas |", ["Llaves para todas"]),
        ("| Session type | Number |\n|---|---|\n| Workshop | 88 |", []),
        ("| Title | Type | Date |\n|---|---|---|\n| Messages | Report | 2 December 2021 |", []),
        ("| Event | Date | Participants |\n|---|---|---|\n| IGF 2020 | 2 November 2020 | 5,000 |", []),
        ("| No | Title |\n|---|---|\n| 1 | A book about cables |", []),
    ],
)
def test_tables_of_sessions_and_others(table: str, found: list[str]) -> None:
    assert titles(read(table, "md")) == found


def test_a_grid_of_rooms_has_a_session_in_each_cell() -> None:
    text = """## Wednesday, 8 December 2021

| Time | Main Hall | Room 2 |
|---|---|---|
| 09:00 - 10:30 | Main Session: Trust | WS #1 Keys for all |
| 10:30 - 11:00 | Coffee break | Coffee break |
| 11:00 - 12:30 | Youth and law | |
"""
    rows = read(text, "md").table("sessions")
    assert [(row["title"], row["start_local"]) for row in rows] == [
        ("Trust", "09:00"),
        ("Keys for all", "09:00"),
        ("Youth and law", "11:00"),
    ]


def test_labels_alone_above_their_values() -> None:
    text = """WS #17 Who pays for the cables?
Back to overview
Time
Wednesday, 8th December, 2021 (10:15 UTC) - Wednesday, 8th December, 2021 (11:45 UTC)
Room
Ballroom A
Organizer 1: Ada Kowalska, Ranking Digital Rights
Organizer 2: Civil Society, African Group
Organizer 3: Jan Moore"""
    reading = read(text)
    assert titles(reading) == ["Who pays for the cables?"]
    assert reading.table("sessions")[0]["start_time"] == datetime(2021, 12, 8, 10, 15, tzinfo=UTC)
    assert roles(reading, "organiser") == [("igf-2021-workshop-17", "Ranking Digital Rights")]


def test_organisations_beside_persons() -> None:
    assert organisation_beside_person("Ada Kowalska, The Galway Strategy Group") == "The Galway Strategy Group"
    assert organisation_beside_person("Global Partners Digital") == "Global Partners Digital"
    assert organisation_beside_person("Private Sector, Western European and Others Group (WEOG)") is None
    assert organisation_beside_person("Ada Kowalska") is None


def test_a_sentence_names_a_session_by_type_and_title() -> None:
    text = "The workshop “Keys for all” (WS #9), organised by Access Now, was full on 8 December. The book “Ten years” was sold out."  # noqa: E501
    reading = read(text)
    (row,) = reading.table("sessions")
    assert (row["code"], row["title"], row["session_type"]) == ("WS #9", "Keys for all", "Workshop")
    assert roles(reading, "organiser") == [("igf-2021-workshop-9", "Access Now")]
    assert titles(read("The workshop “Keys for all” at RightsCon was full.")) == []


@pytest.mark.parametrize(
    ("line", "code", "title"),
    [
        ("a) WS #17 Who pays?", "WS #17", "Who pays?"),
        ("B. Open Forum #4: Small states", "Open Forum #4", "Small states"),
        ("[WS 12] Village masts", "WS #12", "Village masts"),
        ("WS #58 Archives of rain (Workshop)", "WS #58", "Archives of rain"),
        ("Workshop Nr. 24 „Stumme Bürger“ (Saal I)", "Workshop #24", "Stumme Bürger"),
        ("WS #3 Small islands [Assembly Hall]", "WS #3", "Small islands"),
        ("Masts - Open Forum #3 - 8 December, 11:30 to 12:30 CET", "Open Forum #3", "Masts"),
    ],
)
def test_what_stands_around_code_and_title(line: str, code: str, title: str) -> None:
    head = parse_head(line)
    assert head is not None
    assert (head.code, head.title) == (code, title)


@pytest.mark.parametrize(
    "text", ["Opening Ceremony [Assembly Hall]", "Town Hall", "Making room for everybody", "Masts  Press Room"]
)
def test_what_is_no_room(text: str) -> None:
    assert not is_room(text)


def test_a_track_over_sessions_is_not_of_the_session_above() -> None:
    text = "Approved workshops\n\nTheme: Rivers\n\nWS #1 Mills\n\nWS #2 Ferries\n\nTheme: Seas\n\nWS #3 Masts\n"
    assert [row["track"] for row in read(text).table("sessions")] == ["Rivers", "Rivers", "Seas"]
    text = "WS #1 Mills\n\nTheme: Rivers\n\nWS #2 Masts\n\nTheme: Seas\n"
    assert [row["track"] for row in read(text).table("sessions")] == ["Rivers", "Seas"]


def test_a_place_in_a_word_or_two_behind_the_time_is_no_session() -> None:
    text = "# Ours\n\n### Lightning Talk #8: Masts\n\nWednesday, 8 December | 12:15 – 12:45 CET | Speaker's Corner\n"
    [row] = read(text, "md").table("sessions")
    assert (row["title"], row["date"], row["start_local"]) == ("Masts", date(2021, 12, 8), "12:15")


def test_sessions_that_are_related_to_a_page_are_not_its_own() -> None:
    text = "# WS #1 Mills\n\nTime: 10:00\n\n## Related sessions\n\n- WS #2 Masts\n"
    assert titles(read(text, "md")) == ["Mills"]


def test_a_list_of_persons_is_no_table_of_sessions() -> None:
    assert (
        read("Name,Organisation,Country\nA Person,Rhizomatica,Mexico\nB Person,APC,Kenya\n", "csv").table("sessions")
        == []
    )


def test_a_table_without_names_of_columns_is_read_by_what_it_holds() -> None:
    text = (
        "WS #1,7 Dec 2021,10:00-11:00,Mills of the valley,Room 4\n"
        "WS #2,8 Dec 2021,11:00-12:00,Masts of the coast,Room 5\n"
    )
    rows = read(text, "csv").table("sessions")
    assert [(row["code"], row["title"], row["date"]) for row in rows] == [
        ("WS #1", "Mills of the valley", date(2021, 12, 7)),
        ("WS #2", "Masts of the coast", date(2021, 12, 8)),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Report of the session “Mills”\n\nOrganised by APC and Rhizomatica, the session drew forty.",
            ["APC", "Rhizomatica"],
        ),
        ("Informe de la sesión: Molinos\n\nLa sesión fue organizada por Rhizomatica y APC.", ["Rhizomatica", "APC"]),
        ("Session report: Mills\n\nOn Tuesday, APC and Rhizomatica organised the workshop.", ["APC", "Rhizomatica"]),
        ("Session report: Mills\n\nThe committee organised by APC met; nobody else did.", []),
    ],
)
def test_organisers_in_the_prose_of_a_report(text: str, names: list[str]) -> None:
    assert [name for _, name in roles(read(text), "organiser")] == names


def test_the_session_of_a_report_is_not_its_agenda_nor_its_day_and_place() -> None:
    text = (
        "Sitzungsbericht: Mühlen am Bach\n"
        "IGF 2021 in Katowice, Dienstag, 7. Dezember 2021, 10.15 bis 11.15 Uhr, Saal 2\n\n"
        "10:15 Begrüßung\n10:30 Aussprache\n"
    )
    [row] = read(text, language="de").table("sessions")
    assert (row["title"], row["date"], row["start_local"]) == ("Mühlen am Bach", date(2021, 12, 7), "10.15")


def test_without_a_meeting_there_are_no_sessions() -> None:
    assert read("WS #1 One more cable", meeting_id=None).table("sessions") == []


@pytest.mark.parametrize(
    "line",
    [
        "WS #1 " * 16_000,
        "organised by A and B, " * 4_500,
        "(" * 100_000,
        "10:00 - 11:00 " * 7_000,
        'workshop "A b c ' * 6_000,
        "Aa Bb (" * 14_000,
        "The " + "a b " * 25_000 + " space gathered",
        "IT for Change will be organising " * 3_000,
        "1 " * 50_000,
        " - " * 33_000,
    ],
    ids=lambda line: str(line)[:12],
)
def test_hostile_lines_take_no_time(line: str) -> None:
    read("WS #1 warm")
    begun = time.process_time()
    read(line)
    assert time.process_time() - begun < 3
