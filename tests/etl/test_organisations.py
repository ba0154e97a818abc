"""Which printed names mean the same organisation."""

from __future__ import annotations

import pytest

from etl import organisations
from etl.organisations import is_known, merged_by, organisation_of, organisations_table, split_abbreviation
from etl.schema import BY_NAME
from etl.vocabulary import allowed, load


@pytest.mark.parametrize(
    "names",
    [
        (
            "Agencia Latinoamericana de Información – ALAI",
            "ALAI",
            "la Agencia Latinoamericana de Informacion",
            "Latin American Information Agency",
        ),  # noqa: E501
        ("Internet Society (ISOC)", "The Internet Society", "INTERNET SOCIETY", "ISOC"),
        ("Council of Europe", "CoE", "Conseil de l'Europe"),
        ("AfICTA - Africa ICT Alliance", "Africa ICT Alliance"),
        ("Harbour Light Ltd.", "Harbour Light", "the Harbour Light (HLX)"),
        ("Fitug e.V.", "FITUG"),
    ],
)
def test_spellings_of_one_organisation(names: tuple[str, ...]) -> None:
    assert len({organisation_of(name).organisation_id for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Internet Society", "Internet Society Foundation"),
        ("Internet Society", "Internet Society Zambia Chapter"),
        ("University of Bologna", "University of Bolognia"),
        ("Medialab – Quito", "Medialab"),
    ],
)
def test_likeness_alone_merges_nothing(one: str, other: str) -> None:
    assert organisation_of(one).organisation_id != organisation_of(other).organisation_id


def test_abbreviations_stand_in_brackets_or_beside_a_dash() -> None:
    assert split_abbreviation("Brazilian Internet Steering Committee (CGI.br)") == (
        "Brazilian Internet Steering Committee",
        "CGI.br",
    )  # noqa: E501
    assert split_abbreviation("Computer Society of Kenya - CSK") == ("Computer Society of Kenya", "CSK")
    assert split_abbreviation("Children's Coalition (UK)") == ("Children's Coalition (UK)", None)
    assert split_abbreviation("Medialab – Quito") == ("Medialab – Quito", None)


def test_the_table_lists_each_organisation_once() -> None:
    roles = [
        {"organisation_id": organisation_of(name).organisation_id, "name_as_printed": name}
        for name in ("IT for Change", "IT FOR CHANGE", "Harbour Light (HLX)", "the Harbour Light")
    ]
    rows = organisations_table(roles)
    assert [(row["organisation_id"], row["name"], row["short_name"]) for row in rows] == [
        ("harbour-light", "Harbour Light", "HLX"),
        ("it-for-change", "IT for Change", "ITfC"),
    ]
    assert set(rows[0]) == set(BY_NAME["organisations"].names)


def test_the_list_uses_the_vocabulary() -> None:
    groups = allowed("stakeholder_groups")
    for name, values in load("organisations").items():
        assert set(values) <= {"short_name", "stakeholder_group", "country", "spellings"}, name
        assert values.get("stakeholder_group") in groups | {None}, name
        assert is_known(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lamp & Lantern Centre", "the Lamp and Lantern Center"),
        ("Ministry of Lanterns, Japan", "Ministry of Lanterns in Japan"),
        ("Ministry of Lanterns (Japón)", "Ministry of Lanterns, Japan"),
        ("Department for Science, Innovation and Technology (UK)", "DSIT"),
        ("Stiftung Digitale Chancen", "Digital Opportunities Foundation"),
    ],
)
def test_rules_and_list_merge(one: str, other: str) -> None:
    assert organisation_of(one).organisation_id == organisation_of(other).organisation_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Lanterns, Japan", "Ministry of Lanterns, Kenya"),
        ("Department for Science, Innovation and Technology, Kenya", "DSIT"),
    ],
)
def test_another_country_is_another_organisation(one: str, other: str) -> None:
    assert organisation_of(one).organisation_id != organisation_of(other).organisation_id


@pytest.mark.parametrize(
    ("printed", "name", "by"),
    [
        ("Internet Society", "Internet Society", ""),
        ("The Internet Society", "Internet Society", "rule"),
        ("Internet Society (ISOC)", "Internet Society", "rule"),
        ("ISOC", "Internet Society", "list"),
        ("Latin American Information Agency", "Agencia Latinoamericana de Información", "list"),
        ("the Harbour Light", "Harbour Light", "rule"),
        ("Harbour Light (HLX)", "Harbour Light", "rule"),
    ],
)
def test_what_merged_a_name(printed: str, name: str, by: str) -> None:
    assert merged_by(printed, name) == by


def test_every_merge_can_be_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    together = organisation_of("Internet Society (ISOC)").organisation_id
    assert together == organisation_of("Internet Society").organisation_id
    monkeypatch.setattr(organisations, "_apart", lambda: frozenset(["Internet Society (ISOC)"]))
    apart = organisation_of("Internet Society (ISOC)")
    assert apart.organisation_id not in (together, organisation_of("INTERNET SOCIETY (ISOC)").organisation_id)
    assert (apart.name, apart.stakeholder_group) == ("Internet Society (ISOC)", None)
    (row,) = organisations_table(
        [{"organisation_id": apart.organisation_id, "name_as_printed": "Internet Society (ISOC)"}]
    )
    assert row["name"] == "Internet Society (ISOC)"


def test_what_is_kept_apart_is_written_rightly() -> None:
    kept = load("organisations_apart")
    assert set(kept) == {"names", "pairs"}
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in kept["pairs"])
