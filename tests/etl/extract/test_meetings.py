"""Which meeting a document is about, and what it states of it: rules that the samples do not show."""

import time
from datetime import date
from typing import Any

import pytest

from etl.document import Document
from etl.extract import meetings
from etl.formats import document_of
from etl.reading import Reading


def read(text: str, name: str = "note.txt") -> Reading:
    reading = Reading(document_of(text.encode(), name))
    meetings.extract(reading)
    return reading


def stated(reading: Reading, column: str, meeting_id: str | None = None) -> list[Any]:
    wanted = meeting_id or reading.meeting_id
    rows = [row for row in reading.table("meetings") if row["meeting_id"] == wanted]
    return [row[column] for row in rows if row[column] is not None]


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    ("text", "meeting_id"),
    [
        ("The 17th IGF ended.", "igf-2022"),
        ("The Seventeenth annual meeting of the Internet Governance Forum ended.", "igf-2022"),
        ("La douzième édition du Forum sur la gouvernance de l’Internet s'achève.", "igf-2017"),
        ("El undécimo Foro de Gobernanza de Internet terminó.", "igf-2016"),
        ("El XIV Foro de Gobernanza de Internet terminó.", "igf-2019"),
        ("A 17.ª edição do Fórum de Governança da Internet terminou.", "igf-2022"),
        ("Das vierzehnte Internet Governance Forum ging zu Ende.", "igf-2019"),
        ("UN IGF 2021: our sessions", "igf-2021"),
        ("Report of the 2019 IGF", "igf-2019"),
        ("IGF'18 in short", "igf-2018"),
        ("What we do at EuroDIG 2023", "eurodig-2023"),
        ("Towards the LAC IGF 2020", "lacigf-2020"),
    ],
)
def test_the_meeting_by_year_or_edition_in_five_languages(text: str, meeting_id: str) -> None:
    assert read(text).meeting_id == meeting_id


@pytest.mark.parametrize(
    "text",
    [
        "Haiti IGF 2019 was lively.",
        "The Kenyan IGF 2022 and the Youth IGF Poland met.",
        "The IGF MAG met for the third time; the third IGF MAG meeting was long.",
        "The IGF was set up in 2005, and in 2015 the IGF got a new mandate.",
        "The first IGF I went to changed my life.",
        "Bread is made of flour and water. In 2019 we ate much of it.",
    ],
)
def test_what_names_no_meeting_of_ours(text: str) -> None:
    reading = read(text)
    assert reading.meeting_id is None
    assert not any(row["series"] == "IGF" for row in reading.table("meetings"))
    assert "meeting-unknown" in codes(reading) or reading.table("meetings")


def test_weekdays_and_known_days_settle_between_two_years() -> None:
    reading = read("We join the IGF, IGF 2020 or IGF 2021.\n\nMonday, 6 December: a panel\nWednesday, 8 December: talk")
    assert reading.meeting_id == "igf-2021"
    assert codes(reading) == ["meeting-conflicting"]
    assert reading.findings[0].value == "IGF 2020"


def test_a_weekday_settles_where_no_days_are_known() -> None:
    reading = read("EuroDIG 2022 or EuroDIG 2023?\n\nMonday, 19 June: a panel")
    assert reading.meeting_id == "eurodig-2023"


def test_an_earlier_meeting_in_the_head_conflicts_with_the_one_that_only_days_tell() -> None:
    reading = read("Notes\n\nWhat the 13th IGF left\n\n25-29 November 2019\n\nMonday, 25 November 2019")
    assert reading.meeting_id == "igf-2019"
    assert codes(reading) == ["meeting-by-days", "meeting-conflicting"]


def test_days_far_from_the_known_ones_are_noted_and_not_read() -> None:
    reading = read("IGF 2022 met from 3 to 5 March 2022.")
    assert stated(reading, "start_date") == []
    assert codes(reading) == ["days-implausible"]
    assert stated(read("IGF 2022 met from 29 November to 2 December 2022."), "start_date") == [date(2022, 11, 29)]


def test_a_look_back_is_no_conflict() -> None:
    assert codes(read("IGF 2021 report\n\nCompared with IGF 2020, more people came.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tenth Internet Governance Forum in Kenya\n\nThe tenth IGF in Kenya met in Nairobi on 4 August 2017.",
        "Forum sur la gouvernance de l'Internet au Sénégal\n\nIl s'est tenu le 12 octobre 2023, après l'IGF 2022.",
        "Fifth Internet Forum in Colombia\n\nIt met in Bogotá, a month before IGF 2018 in Paris.",
        "Foro de Internet de Chile 2016\n\nSe celebró en Santiago, antes del IGF 2016 en Guadalajara.",
    ],
)
def test_a_forum_of_one_country_is_not_the_global_one(text: str) -> None:
    assert read(text).meeting_id is None


def test_the_host_country_is_no_sign_of_a_national_forum() -> None:
    assert read("The tenth IGF in Brazil was held in João Pessoa.").meeting_id == "igf-2015"
    assert read("The IGF in Japan was held from 8 to 12 October 2023.").meeting_id == "igf-2023"


def test_a_roman_numeral_of_one_letter_counts_the_meetings_of_a_series() -> None:
    assert read("O V Fórum da Internet no Brasil terminou.").meeting_id == "forum-da-internet-no-brasil-2015"
    assert read("O X Fórum de Governança da Internet terminou.").meeting_id == "igf-2015"


@pytest.mark.parametrize(
    "text",
    [
        "The 17th IGF was held in Addis Ababa, Ethiopia, the seat of the Union, from 28 November\nto 2 December 2022.",
        "IGF 2022\nAddis Ababa, Ethiopia\n28 November –\n2 December 2022",
        "Das 17. Internet Governance Forum fand in jenem Jahr vom 28. November bis\n2. Dezember 2022 statt.",
    ],
)
def test_days_that_are_broken_over_two_lines(text: str) -> None:
    reading = read(text)
    assert stated(reading, "start_date") == [date(2022, 11, 28)]
    assert stated(reading, "end_date") == [date(2022, 12, 2)]
    lines = " ".join(line.text for line in reading.document.lines)
    assert all(row["quote"] in lines for row in reading.table("meetings"))


@pytest.mark.parametrize(
    "text",
    [
        "*IGF 2021, Katowice, Poland, 6 to 10 December 2021, hybrid*",
        "The sixteenth IGF took place in Katowice and online from 6 to 10 December 2021.",
        "Le FGI 2021 s'est tenu à Katowice, en présentiel et en ligne.",
        "Das IGF 2021 fand in Katowice statt, vor Ort und online.",
        "El IGF 2021 se celebró en Katowice, de forma presencial y virtual.",
    ],
)
def test_a_meeting_in_person_and_online_is_hybrid(text: str) -> None:
    assert stated(read(text), "mode") == ["hybrid"]


def test_a_city_beside_the_name_of_a_meeting_is_its_place() -> None:
    assert stated(read("IGF 2019 Berlin, our programme"), "city") == ["Berlin"]
    assert stated(read("Más que en el IGF 2016 de Guadalajara (México)"), "city") == ["Guadalajara"]
    assert stated(read("IGF 2018 Paris Call for trust"), "city") == []


def test_a_city_in_the_title_is_not_that_of_another_meeting() -> None:
    reading = read("After Kyoto, the desert\n\nThe nineteenth IGF took place in Riyadh, and it was dry.")
    assert stated(reading, "city") == ["Riyadh"]


def test_the_theme_of_a_session_is_not_that_of_the_meeting() -> None:
    assert stated(read("IGF 2022 session report\n\nWS #1 Mills\nTheme: Rivers\n"), "theme") == []
    assert stated(read("IGF 2022\n\nTheme: Rivers\n\nTheme: Oceans\n"), "theme") == []
    assert stated(read("IGF 2022\n\nTheme: Rivers\n"), "theme") == ["Rivers"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("The IGF will meet in Kyoto, Japan.", 2023),
        ("The Internet Governance Forum met from 8 to 12 October 2023.", 2023),
        ("Programme of the IGF\n\nDAY 1 - Monday, 18 December\n\nDAY 2 - Tuesday, 19 December", 2017),
        ("The IGF meets again from 12 to 16 October 2026.", 2026),
    ],
)
def test_days_or_city_tell_the_year_of_a_meeting_named_without_one(text: str, year: int) -> None:
    reading = read(text)
    assert (reading.meeting_id, reading.year) == (f"igf-{year}", year)


def test_edition_and_year_that_do_not_fit_are_noted() -> None:
    reading = read("The 15th IGF 2021 ended.\n\nKatowice, Poland, 6-10 December 2021")
    assert reading.meeting_id == "igf-2021"
    assert codes(reading) == ["edition-year-mismatch"]
    assert stated(reading, "edition") == [16]


def test_days_of_preparation_are_not_the_meetings() -> None:
    text = "The first MAG meeting of IGF 2022 took place in Geneva, Switzerland, from 23 to 25 February 2022."
    reading = read(text)
    assert reading.meeting_id == "igf-2022"
    assert stated(reading, "start_date") == stated(reading, "city") == []


def test_a_deadline_is_no_day_of_the_meeting() -> None:
    reading = read("IGF 2023: submit by the deadline, 12 to 14 September 2023.")
    assert stated(reading, "start_date") == []


def test_the_quote_and_place_of_a_statement_are_where_it_stands() -> None:
    reading = read("IGF 2023 report\n\nThe IGF 2023 was held in Kyoto, Japan.")
    [row] = [row for row in reading.table("meetings") if row["city"]]
    assert (row["city"], row["country"], row["place"]) == ("Kyoto", "Japan", "line 3")
    assert "Kyoto, Japan" in row["quote"]


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("IGF 2021 was held in a hybrid format.", "hybrid"),
        ("IGF 2020 is the first entirely online IGF.", "online"),
        ("El IGF 2021 se celebró en formato híbrido.", "hybrid"),
        ("Le FGI 2021 s'est tenu au format hybride.", "hybrid"),
        ("O IGF 2020 foi realizado em formato online.", "online"),
        ("Das IGF 2021 fand hybrid statt: eine hybride Veranstaltung.", "hybrid"),
        ("IGF 2021 has two online sessions and remote hubs.", None),
    ],
)
def test_mode(sentence: str, mode: str | None) -> None:
    assert stated(read(sentence), "mode") == ([mode] if mode else [])


@pytest.mark.parametrize(
    ("sentence", "theme"),
    [
        ("Under the overarching theme “Internet United”, IGF 2021 met.", "Internet United"),
        ("IGF 2021 met under the theme: ‘’Internet United,’’ and so on.", "Internet United"),
        ("The theme of this year's IGF 2021 was 'Internet United'.", "Internet United"),
        ("IGF 2021 met. Overarching theme: Internet United", "Internet United"),
        ("El IGF 2016 se celebró bajo el lema «Crecimiento inclusivo».", "Crecimiento inclusivo"),
        (
            "Le FGI 2018 s'est tenu sous le thème « L'Internet de la confiance ».",
            "L'Internet de la confiance",
        ),
        (
            "Das IGF 2019 stand unter dem Motto „One World. One Net. One Vision.“",
            "One World. One Net. One Vision.",
        ),
        ("IGF 2021 had a session on the theme “Trust” at the IGF-D 2021.", "Trust"),
    ],
)
def test_theme(sentence: str, theme: str) -> None:
    assert stated(read(sentence), "theme") == [theme]


def test_the_theme_of_another_series_is_not_the_meetings() -> None:
    reading = read("IGF 2019 in short\n\nEarlier, EuroDIG 2019 met under the theme “Cooperating in the digital age”.")
    assert stated(reading, "theme") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("IGF 2023 was held in Kyoto.", "held"),
        ("IGF 2026 will be held next year.", "planned"),
        ("Das IGF 2023 wird vom 8. bis 12. Oktober 2023 in Kyoto stattfinden.", "planned"),
        ("Se prevé celebrar el IGF 2026.", "planned"),
        ("IGF 2030 was cancelled.", "cancelled"),
        ("Call for proposals for IGF 2023", "planned"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert stated(read(text), "status") == [status]


def test_a_meeting_alluded_to_without_year_and_place_gives_no_row() -> None:
    reading = read("IGF 2023 report\n\nNETmundial was ten years ago, and the IGF 2019 was nice.")
    assert {row["meeting_id"] for row in reading.table("meetings")} == {"igf-2023"}


def test_another_meeting_with_its_place_is_a_row_of_its_own() -> None:
    reading = read("IGF 2023 report\n\nIt was larger than IGF 2021 in Katowice.")
    assert stated(reading, "city", "igf-2021") == ["Katowice"]
    assert stated(reading, "city") == []


def test_an_annual_report_is_about_its_year() -> None:
    reading = read("Our Network: Annual Report 2024\n\nWe went to IGF 2024 in Riyadh and to IGF 2023.")
    assert (reading.meeting_id, reading.year) == (None, 2024)
    assert {row["meeting_id"] for row in reading.table("meetings")} == {"igf-2024"}
    assert codes(reading) == []


def test_a_text_through_the_years_is_about_no_single_meeting() -> None:
    reading = read("Turnout of the IGF\n\nIGF 2017 was small.\nIGF 2018 was larger.\nIGF 2019 was huge.")
    assert reading.meeting_id is None
    assert codes(reading) == ["meetings-several"]
    assert [mention.year for mention in reading.mentions] == [2017, 2018, 2019]


def test_a_list_that_names_no_meeting_is_placed_by_its_days() -> None:
    text = "WS #1 Cables, 26.11.2019, 10:00 - 11:00\nWS #2 Masts, 27.11.2019\nOF #3 Laws, 28.11.2019"
    reading = read(text)
    assert reading.meeting_id == "igf-2019"
    assert codes(reading) == ["meeting-by-days"]


def test_a_title_outside_of_the_text_counts() -> None:
    page = "<html><head><title>IGF 2022 | Notes</title></head><body><p>We talked at the IGF.</p></body></html>"
    reading = read(page, "page.html")
    assert reading.meeting_id == "igf-2022"
    assert reading.table("meetings")[0]["place"] == "title"


def test_a_record_states_its_meeting_and_gives_no_row() -> None:
    record = "---\nkind: statistics\nlanguage: en\nmeeting: igf-2014\n---\n# IGF 2013 and IGF 2014\n"
    reading = read(record, "record.md")
    assert (reading.meeting_id, reading.year, reading.language) == ("igf-2014", 2014, "en")
    assert reading.table("meetings") == reading.findings == []


def test_a_meeting_in_the_front_matter_of_an_original_decides() -> None:
    reading = read("---\nmeeting: igf-2014\n---\n# Notes\n\nMore than at IGF 2013.", "notes.md")
    assert (reading.meeting_id, reading.year) == ("igf-2014", 2014)


def test_the_language_is_detected_where_it_is_not_stated() -> None:
    assert read("Das Forum brachte viele Menschen aus aller Welt zusammen.").language == "de"
    assert isinstance(read("IGF").document, Document)
    assert read("IGF").language == "en"


@pytest.mark.parametrize(
    "unit",
    [
        "IGF ",
        "14th IGF 2020, ",
        "The IGF in Kyoto 8-12 October 2023. ",
        "Place: Quito ",
        'theme "x ',
        "wird ",
        "IGF 2019 in Berlin; ",
    ],
)
def test_a_hostile_line_takes_no_longer_than_its_length(unit: str) -> None:
    text = "IGF 2020\n\n" + unit * (100_000 // len(unit))
    read("Words to load the language model with, some more of them.")
    before = time.process_time()
    read(text)
    assert time.process_time() - before < 10
