"""Who convenes and hosts a meeting, whose list of sessions it is, and whom a text names."""

from __future__ import annotations

from etl.formats import document_of
from etl.reading import Mention, Reading
from tests.etl.extract.sessions_in import read, roles

CALL = """Call for a people's Internet

Place: Ciespal, Quito

Conveners: Agencia Latinoamericana de Información – ALAI, the Foro de Comunicación para la Integración de NuestrAmérica – FCINA, Medialab – Quito.
"""  # noqa: E501

OWN_LIST = """{sentence}
1. Women online
Open forum organized by Access Now and Example Society
Wednesday, Dec 8 | 3:15 PM - 4:15 PM UTC
2. Data justice
Workshop organized by Research ICT Africa
Thursday, Dec 9 | 12:50 PM - 1:50 PM UTC
"""


def test_conveners_are_organisers_of_the_meeting() -> None:
    assert roles(read(CALL), "organiser") == [
        (None, "Agencia Latinoamericana de Información – ALAI"),
        (None, "Foro de Comunicación para la Integración de NuestrAmérica – FCINA"),
        (None, "Medialab – Quito"),
    ]


def test_a_place_that_is_an_organisation_is_host() -> None:
    assert roles(read(CALL), "host") == [(None, "Ciespal")]
    assert roles(read("Place: Quito, Ecuador"), "host") == []


def test_a_sentence_says_who_hosted_the_meeting() -> None:
    from etl.extract import organisations

    text = "IGF 2021 was hosted by the Government of Poland in Katowice."
    reading = Reading(document_of(text.encode(), "note.txt"), meeting_id="igf-2021", year=2021)
    line = reading.document.lines[0]
    reading.mentions.append(Mention("igf-2021", "IGF", 2021, line, 0, 8))
    organisations.extract(reading)
    assert roles(reading, "host") == [(None, "Government of Poland")]


def test_who_takes_part_in_the_other_sessions_of_its_own_list() -> None:
    sentence = "Example Society will be organizing one session and participating in another at IGF 2021."
    reading = read(OWN_LIST.format(sentence=sentence))
    assert roles(reading, "participant") == [("igf-2021-data-justice", "Example Society")]


def test_a_sentence_about_nobody_makes_no_participant() -> None:
    for sentence in (
        "To help organisers lead their sessions, volunteers participate in workshops.",
        "Unheard People organise much and participate in sessions of others.",
    ):
        assert roles(read(OWN_LIST.format(sentence=sentence)), "participant") == []


def test_a_text_without_sessions_names_organisations() -> None:
    text = (
        "The space was led by the Brazilian Internet Steering Committee (CGI.br). The board is chaired by Ana Torres "
        "(InternetLab) and Luis Paz (CELE), with Rosa Quispe (Colombia). The Global Digital Compact (GDC) was signed."
    )
    assert [name for _, name in roles(read(text), "named")] == [
        "Brazilian Internet Steering Committee (CGI.br)",
        "InternetLab",
        "CELE",
    ]


def test_in_a_list_of_sessions_nobody_is_merely_named() -> None:
    assert roles(read("WS #1 One more cable\n\nInternetLab wrote about it."), "named") == []


def test_everyday_words_are_no_organisations() -> None:
    assert roles(read("Meta data, orange peel and a point of view: who decides?"), "named") == []
