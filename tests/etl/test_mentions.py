"""Meetings named in a text, and the national and regional ones that are not the global IGF."""

import pytest

from etl.mentions import INITIATIVE, find_series
from etl.series import edition_of, known_city, known_days, meeting_id_of, zone_of_meeting


@pytest.mark.parametrize(
    ("text", "span", "series", "edition", "year"),
    [
        ("at UN IGF 2021.", "UN IGF 2021", "IGF", None, 2021),
        ("IGF2020 is on", "IGF2020", "IGF", None, 2020),
        (
            "the 2021 annual meeting of the Internet Governance Forum",
            "2021 annual meeting of the Internet Governance Forum",
            "IGF",
            None,
            2021,
        ),
        ("Internet Governance Forum (IGF) 2020", "Internet Governance Forum (IGF) 2020", "IGF", None, 2020),
        (
            "Internet Governance Forum der Vereinten Nationen 2019",
            "Internet Governance Forum der Vereinten Nationen 2019",
            "IGF",
            None,
            2019,
        ),
        (
            "Fifteenth Meeting of Internet Governance Forum",
            "Fifteenth Meeting of Internet Governance Forum",
            "IGF",
            15,
            None,
        ),
        (
            "la 18va reunión anual del Foro de Gobernanza de Internet",
            "18va reunión anual del Foro de Gobernanza de Internet",
            "IGF",
            18,
            None,
        ),
        ("das 14. Internet Governance Forum", "14. Internet Governance Forum", "IGF", 14, None),
        ("3. Internet Governance Forum: who pays", "Internet Governance Forum", "IGF", None, None),
        ("the very first IGF in 2006", "first IGF in 2006", "IGF", 1, 2006),
        ("the IGF, among others", "IGF", "IGF", None, None),
        ("the NetMundial+10 event", "NetMundial+10", "NETmundial", None, 2024),
        ("the Summit (WSIS+20) that", "WSIS+20", "WSIS+20", None, 2025),
        ("for the LAC IGF 2020.", "LAC IGF 2020", "LACIGF", None, 2020),
        ("EuroDIG 2023", "EuroDIG 2023", "EuroDIG", None, 2023),
    ],
)
def test_a_meeting_with_edition_and_year(
    text: str, span: str, series: str, edition: int | None, year: int | None
) -> None:
    [mention] = find_series(text)
    assert text[mention.start : mention.end] == span
    assert (mention.series, mention.edition, mention.year) == (series, edition, year)


@pytest.mark.parametrize(
    "text",
    [
        "Haiti IGF 2019",
        "the Kenyan IGF 2022",
        "Brazilian IGF",
        "Youth Festival IGF-Jamaica",
        "EU IGF 2020",
        "the South African IGF 2020",
        "IGF Latin America and the Caribbean (LAC) space",
        "Foro de Gobernanza de Internet de Colombia",
        "national IGF 2021",
    ],
)
def test_a_national_or_regional_initiative_is_not_the_global_igf(text: str) -> None:
    assert find_series(text) == []
    assert [mention.series for mention in find_series(text, with_initiatives=True)] == [INITIATIVE]


@pytest.mark.parametrize(
    "text", ["igf2020.example.org", "IGFs are many", "a forum on governance of the Internet", "WSIS in 2003"]
)
def test_what_names_no_series(text: str) -> None:
    assert find_series(text) == []


def test_a_contradiction_is_kept_as_printed() -> None:
    [mention] = find_series("the 15th IGF 2021")
    assert mention.is_contradictory
    assert (mention.year, mention.year_of_edition, mention.meeting_year) == (2021, 2020, 2021)


def test_a_first_meeting_needs_its_year_or_city() -> None:
    assert [mention.edition for mention in find_series("the first IGF I went to")] == [None]
    assert [mention.edition for mention in find_series("the first IGF, held in Athens")] == [1]


def test_ids_editions_and_what_is_known() -> None:
    assert meeting_id_of("IGF", 2020, "Katowice") == "igf-2020"
    assert meeting_id_of("Internet Social Forum", 2017, "Quito") == "internet-social-forum-2017-quito"
    assert (edition_of("IGF", 2020), edition_of("NETmundial", 2024), edition_of("IGF", 2005)) == (
        15,
        None,
        None,
    )
    assert known_city("IGF", 2023) == "Kyoto"
    assert known_days("IGF", 2030) is None
    assert zone_of_meeting("igf-2023") == "Asia/Tokyo"
    assert zone_of_meeting("igf-2020") is None
    assert zone_of_meeting("igf-2020", "Quito") == "America/Guayaquil"
