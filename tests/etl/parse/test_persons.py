"""Persons in lists of organisations are left out; what they belong to stays."""

from __future__ import annotations

import pytest

from etl.extract import read_facts
from etl.formats import document_of
from etl.parse.organisations import find_organisations

SESSION = """Sessions at the IGF 2021

IGF 2021, Katowice, 6 to 10 December 2021

WS #901 A workshop on lanterns
Tuesday, 7 December 2021, 10:00 - 11:00 UTC
Organisers: {}
"""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Flores", []),
        ("Ana Flores, Ben Okafor", []),
        ("Ms Ana Flores and Mr Ben Okafor", []),
        ("Dr Lantern de la Puerta", []),
        ("Ana Flores (Kenya)", []),
        ("Ana Flores, Harbour Light Foundation", ["Harbour Light Foundation"]),
        ("Ana Flores, Harbour Light; Ben Okafor, Network Forge", ["Harbour Light", "Network Forge"]),
        ("Prof. Umi Sasaki, Lantern University; ICANN", ["Lantern University", "ICANN"]),
        ("Umi Sasaki (Harbour Light Foundation), Oba Lund (ICANN)", ["Harbour Light Foundation", "ICANN"]),
        ("Ana Flores – Harbour Light Foundation", ["Harbour Light Foundation"]),
        ("H.E. Ben Okafor, Minister of Lanterns; ICANN", ["ICANN"]),
        ("Ana Flores, Deputy Director of Policy, Harbour Light; ICANN", ["Harbour Light", "ICANN"]),
        ("Ana Flores Foundation", ["Ana Flores Foundation"]),
        ("Coral Reefs", ["Coral Reefs"]),
        ("Internet Society (ISOC), Access Now (AN)", ["Internet Society (ISOC)", "Access Now (AN)"]),
        (
            "Medicus Mundi International - Network Health for All",
            ["Medicus Mundi International - Network Health for All"],
        ),
    ],
)
def test_what_stays_is_an_organisation(text: str, names: list[str]) -> None:
    found = find_organisations(text)
    assert [name.text for name in found] == names
    assert all(text[name.start : name.end] == name.text for name in found)


@pytest.mark.parametrize(
    ("organisers", "names"),
    [
        ("Ana Flores", []),
        ("Ana Flores, Harbour Light Foundation", ["Harbour Light Foundation"]),
        ("Ana Flores, Harbour Light; Mr Ben Okafor, Network Forge", ["Harbour Light", "Network Forge"]),
    ],
)
def test_no_person_has_a_role_in_a_session(organisers: str, names: list[str]) -> None:
    reading = read_facts(document_of(SESSION.format(organisers).encode(), "a.txt"))
    assert [row["name_as_printed"] for row in reading.table("organisation_roles")] == names
    assert reading.table("sessions")[0]["title"] == "A workshop on lanterns"
