"""Lists of organisations: where they are split, and where not."""

from __future__ import annotations

import pytest

from etl.parse.organisations import find_organisations, names_in_sentence


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Research ICT Africa/University of Cape Town", ["Research ICT Africa", "University of Cape Town"]),
        (
            "the UN Special Rapporteur on Freedom of Opinion and Expression, IT for Change and InternetLab",
            ["UN Special Rapporteur on Freedom of Opinion and Expression", "IT for Change", "InternetLab"],
        ),
        (
            "People's Health Movement, Medicus Mundi International - Network Health for All & IT for Change",
            ["People's Health Movement", "Medicus Mundi International - Network Health for All", "IT for Change"],
        ),
        ("Internet Rights and Principles Coalition", ["Internet Rights and Principles Coalition"]),
        ("Street Rights and Principles Coalition", ["Street Rights and Principles Coalition"]),
        (
            "the Ministry of Trade, Industry and Energy and the Internet Society",
            ["Ministry of Trade, Industry and Energy", "Internet Society"],
        ),  # noqa: E501
        ("Ministry of Foreign Affairs, Poland", ["Ministry of Foreign Affairs"]),
        ("University of Bologna and University of Luxembourg", ["University of Bologna", "University of Luxembourg"]),
        ("Youth SIG & Youth Coalition on Internet Governance", ["Youth SIG", "Youth Coalition on Internet Governance"]),
        ("Egypt and Japan", ["Egypt", "Japan"]),
        ("Coral Cable Forum and the Southern Policy Circle", ["Coral Cable Forum", "Southern Policy Circle"]),
        ("Marins Solidaires et Phares Ouverts", ["Marins Solidaires", "Phares Ouverts"]),
        ("Department for Science and the Environment", ["Department for Science and the Environment"]),
        ("Safer Internet Centre Germany / klicksafe", ["Safer Internet Centre Germany", "klicksafe"]),
        (
            "Instituto de Tecnologia e Sociedade e Coding Rights",
            ["Instituto de Tecnologia e Sociedade", "Coding Rights"],
        ),  # noqa: E501
        ("l'Université de Lille et Article 19", ["Université de Lille", "Article 19"]),
        (
            "der Stiftung Digitale Chancen und dem Bundesministerium für Wirtschaft und Energie",
            ["Stiftung Digitale Chancen", "Bundesministerium für Wirtschaft und Energie"],
        ),
        ("Keio University/Mercari, Inc.", ["Keio University", "Mercari, Inc."]),
        (
            "ICC BASIS; Google Inc.; Ministry of Science and Technology",
            ["ICC BASIS", "Google Inc.", "Ministry of Science and Technology"],
        ),  # noqa: E501
        ("Global Affairs Canada in partnership with UNESCO", ["Global Affairs Canada", "UNESCO"]),
        ("Open Paths Foundation, Lumen Lab and others", ["Open Paths Foundation", "Lumen Lab"]),
        ("TBC", []),
        ("–", []),
    ],
)
def test_a_list_is_split_into_single_organisations(text: str, names: list[str]) -> None:
    found = find_organisations(text)
    assert [name.text for name in found] == names
    assert all(text[name.start : name.end] == name.text for name in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rhizomatica and Access Now, was well attended.", ["Rhizomatica", "Access Now"]),
        ("the Government of Ethiopia in Addis Ababa from 28 November", ["Government of Ethiopia"]),
        ("Google Inc. and ISOC on Tuesday", ["Google Inc.", "ISOC"]),
        ("the Global Forum on Cyber Expertise. Then it rained.", ["Global Forum on Cyber Expertise"]),
    ],
)
def test_a_sentence_names_organisations_up_to_its_next_words(text: str, names: list[str]) -> None:
    assert [name.text for name in names_in_sentence(text)] == names
