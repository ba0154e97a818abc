"""Tracks: how they are announced, and what only looks like an announcement."""

import time

import pytest

from etl.extract import meetings, sessions, tracks
from etl.formats import document_of
from etl.reading import Reading


def read(text: str, name: str = "note.txt") -> Reading:
    reading = Reading(document_of(text.encode(), name))
    meetings.extract(reading)
    tracks.extract(reading)
    return reading


def found(reading: Reading) -> list[tuple[str, str]]:
    return [(row["track"], row["role"]) for row in reading.table("tracks")]


def main(*names: str) -> list[tuple[str, str]]:
    return [(name, "main") for name in names]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The programme was built around three sub-themes: Data; Trust; and Work and rest.",
            main("Data", "Trust", "Work and rest"),
        ),
        (
            "Four main themes: Data, Environment, Inclusion and Trust.",
            main("Data", "Environment", "Inclusion", "Trust"),
        ),
        (
            "The programme had three themes: Data, Inclusion, and Safety, Stability and Resilience.",
            main("Data", "Inclusion", "Safety, Stability and Resilience"),
        ),
        (
            "It was organised under two thematic tracks: “Work and rest” and “Data”.",
            main("Work and rest", "Data"),
        ),
        (
            "The meeting had three tracks: (1) Data; (2) Trust, safety; (3) Climate.",
            main("Data", "Trust, safety", "Climate"),
        ),
        (
            "Two cross-cutting themes: gender and climate.",
            [("gender", "transversal"), ("climate", "transversal")],
        ),
        (
            "The MAG chose two priority themes, namely Data Governance; and Digital Inclusion.",
            main("Data Governance", "Digital Inclusion"),
        ),
        (
            "El programa se articuló en torno a dos ejes temáticos: confianza; y acceso (redes, precios).",
            main("confianza", "acceso"),
        ),
        (
            "Les débats s'articulaient autour de trois thèmes : données, confiance et climat.",
            main("données", "confiance", "climat"),
        ),
        ("Os debates foram organizados em dois eixos: inclusão e confiança.", main("inclusão", "confiança")),
        (
            "Das Programm hatte drei Themenstränge: Daten, Teilhabe sowie Sicherheit und Stabilität.",
            main("Daten", "Teilhabe", "Sicherheit und Stabilität"),
        ),
    ],
)
def test_a_list_in_the_sentence(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert found(read(f"IGF 2020\n\n{sentence}")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "under four thematic tracks:\n\n- Data\n- Environment (energy, waste)\n- Inclusion;\n- Trust",
        "Main themes:\n\n  • Data\n\n  • Environment\n\n  • Inclusion\n\n  • Trust\n\nand their sub-themes",
        "Four thematic tracks:\nData\nEnvironment\nInclusion (of all)\nTrust\n\nThe rest of the page.",
        "Main themes:\n\n1. Data\n2. Theme 2: Environment\n3. Inclusion; and\n4. Trust.",
        "A conference covering the following themes:\n\n- Data\n- Environment\n- Inclusion\n- And Trust.",
        "These are the four major themes of the programme.\n\n"
        "The Data track grew.\n\nThe Environment track is new.\n\n"
        "The Inclusion track fell.\n\nThe Trust track stayed.",
        "Transversal themes:\nnothing\n\nMain themes:\n\n- Data\n- Environment\n- Inclusion\n- Trust",
    ],
)
def test_a_list_on_the_next_lines(text: str) -> None:
    assert found(read(f"IGF 2020\n\n{text}")) == main("Data", "Environment", "Inclusion", "Trust")


def test_a_heading_announces_too() -> None:
    text = "# IGF 2018\n\n## Thematic tracks\n\n- **Trust**: of all\n- Media (all)\n\n## Sponsors\n\n- A\n- B"
    assert found(read(text, "page.md")) == main("Trust", "Media")


def test_headings_are_tracks_where_they_are_as_many_as_announced() -> None:
    text = "# IGF 2018\n\nThe programme has two main themes.\n\n## Trust\n\nText.\n\n## Media\n\nText.\n"
    assert found(read(text, "page.md")) == main("Trust", "Media")
    assert found(read(text + "\n## Contact\n\nText.", "page.md")) == []


def test_a_comma_separates_where_no_number_is_stated() -> None:
    text = "IGF 2020\n\nTransversal themes:\ngovernance, gender and diversities, commons vs markets"
    assert found(read(text)) == [
        (name, "transversal") for name in ("governance", "gender and diversities", "commons vs markets")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        'In addition, an informal fifth track is "digital cooperation".',
        "Además, un quinto eje informal fue «digital cooperation».",
        "S'y ajoute un cinquième axe informel, « digital cooperation ».",
        "Ein informelles fünftes Thema war „digital cooperation“.",
    ],
)
def test_an_informal_track(sentence: str) -> None:
    assert found(read(f"IGF 2020\n\n{sentence}")) == [("digital cooperation", "informal")]


def test_a_column_of_themes_beside_figures() -> None:
    text = "# IGF 2018\n\n| Theme | Sessions |\n|---|---|\n| Trust (all) | 12 |\n| Media | 8 |\n| Total | 20 |"
    assert found(read(text, "page.md")) == main("Trust", "Media")


@pytest.mark.parametrize(
    "text",
    [
        "# IGF 2018\n\n| Theme | Workshop |\n|---|---|\n| Trust | Whom we trust |\n| Media | News |",
        "IGF 2020\n\nThree themes emerged from the talks: time, money and sleep.",
        "IGF 2020\n\nThe following themes came up: time, money and sleep.",
        "IGF 2020\n\nCommon themes among organisations highlighted ways to help each other.",
        "IGF 2020\n\nOther points were presented, such as:\n\n- Networks\n- Laws",
        "IGF 2020\n\nA central agenda around 4 main thematic axes (2 per day) and a final session.",
        "A page about tracks\n\nFour main themes: Data, Environment, Inclusion and Trust.",
    ],
)
def test_what_announces_no_tracks_of_a_meeting(text: str) -> None:
    assert found(read(text, "page.md" if "|" in text else "page.txt")) == []


@pytest.mark.parametrize(
    "text",
    [
        "## Themes\n\n- Data (12 sessions)\n- Trust: 41\n- Work, 33 workshops",
        "## 3. Thèmes\n\n1. Data\n2. Trust\n3. Work",
        "## Ejes\n\n- Data: lo que se guarda\n- Trust: lo que se cree\n- Work: lo que se hace",
        "## Sessions by theme\n\n| | Number |\n|---|---|\n| Data | 12 |\n| Trust | 41 |\n| Work | 33 |\n| Total | 86 |",
        "## Talks\n\n| Track | Talks | Other |\n|---|---|---|\n| Data | 9 | 3 |\n| Trust | 3 | 1 |\n| Work | 3 | 0 |",
        "## Themes\n\n| Theme | Description |\n|---|---|\n| Data | kept |\n| Trust | held |\n| Work | done |",
        "## Track 1 – Data (12 sessions)\n\nText.\n\n## Track 2 – Trust (41)\n\nText.\n\n## Track 3 – Work\n\nText.",
        "The main themes of the programme were Data, Trust and Work.",
    ],
)
def test_tracks_under_a_title_in_a_table_and_by_number(text: str) -> None:
    assert found(read(f"# IGF 2018\n\n{text}", "page.md")) == main("Data", "Trust", "Work")


def test_a_title_over_sentences_or_in_a_report_of_a_session_announces_nothing() -> None:
    assert found(read("# IGF 2018\n\n## Themes\n\n- We spoke of data.\n- We spoke of trust.\n", "page.md")) == []
    assert found(read("# IGF 2018: session report\n\n## Themes\n\n- Data\n- Trust\n", "page.md")) == []
    assert found(read("# IGF 2018\n\n## Sessions by theme\n\n- Data\n- Trust\n", "page.md")) == []


def test_the_tracks_of_sessions_are_tracks_of_the_meeting() -> None:
    reading = Reading(
        document_of(b"WS #1 Mills\nTheme: Rivers\n\nWS #2 Masts\nTheme: Seas\n", "note.txt"), "igf-2018", 2018
    )
    sessions.extract(reading)
    tracks.extract(reading)
    assert found(reading) == main("Rivers", "Seas")
    assert [row["place"] for row in reading.table("tracks")] == ["line 2", "line 5"]


def test_a_list_that_does_not_fit_its_number_is_noted() -> None:
    reading = read("IGF 2020\n\nThe programme had five themes: Data Governance, Digital Inclusion.")
    assert found(reading) == []
    assert [(finding.code, finding.place) for finding in reading.findings] == [("track-not-understood", "line 3")]


def test_a_track_is_read_once_and_quoted_where_it_stands() -> None:
    reading = read("IGF 2020\n\n" + "Four main themes: Data, Environment, Inclusion and Trust.\n\n" * 2)
    assert [row["place"] for row in reading.table("tracks")] == ["line 3"] * 4
    assert reading.is_claimed(reading.document.lines[2], 18, 22)


@pytest.mark.parametrize(
    "unit",
    [
        "themes: ",
        "four main themes ",
        "tracks: a; b ",
        "((",
        "a, ",
        "informal track ",
        "- a\n",
        "Main themes:\n",
    ],
)
def test_a_hostile_text_takes_no_longer_than_its_length(unit: str) -> None:
    text = "IGF 2020\n\nMain themes:\n" + unit * (100_000 // len(unit))
    reading = Reading(document_of(text.encode(), "note.txt"), meeting_id="igf-2020", year=2020)
    before = time.process_time()
    tracks.extract(reading)
    assert time.process_time() - before < 5
