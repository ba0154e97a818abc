"""Cities and countries in five languages."""

from zoneinfo import ZoneInfo

import pytest

from etl.places import country_named, find_places, is_located, zone_of_city
from etl.series import known_meetings
from etl.vocabulary import load


@pytest.mark.parametrize(
    ("text", "language", "city", "country"),
    [
        ("Place: Ciespal, Quito", "es", "Quito", "Ecuador"),
        ("in Hyderabad, India, under", "en", "Hyderabad", "India"),
        ("à Genève (Suisse)", "fr", "Geneva", "Switzerland"),
        ("à Charm el-Cheikh, en Égypte", "fr", "Sharm El Sheikh", "Egypt"),
        ("in Addis Abeba, Äthiopien", "de", "Addis Ababa", "Ethiopia"),
        ("en Guadalajara, Jalisco, México, del 6", "es", "Guadalajara", "Mexico"),
        ("em Lillestrøm, na Noruega", "pt", "Lillestrøm", "Norway"),
        ("in Tampa Bay, United States, on", "en", "Tampa Bay", "United States"),
        ("in Istanbul", "en", "Istanbul", "Turkey"),
        ("hosted by Türkiye", "en", None, "Turkey"),
        ("San José, Costa Rica", "en", "San José", "Costa Rica"),
    ],
)
def test_places_by_their_english_names(text: str, language: str, city: str | None, country: str) -> None:
    [place] = find_places(text, language)
    assert (place.city, place.country) == (city, country)


@pytest.mark.parametrize("text", ["San José is a saint", "a turkey in the oven", "on bread and water"])
def test_what_is_no_place(text: str) -> None:
    assert find_places(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Paris", True),
        ("Paris, 12 November", True),
        ("(Paris)", True),
        ("University of Geneva", False),
        ("the Paris Agreement", False),
    ],
)
def test_where_something_is_or_what_it_is_called(text: str, expected: bool) -> None:
    [place] = find_places(text)
    assert is_located(text, place) == expected


def test_country_names_in_any_of_the_languages() -> None:
    assert {country_named(name) for name in ("Alemania", "Allemagne", "Alemanha", "Deutschland", "Germany")} == {
        "Germany"
    }
    assert country_named("Atlantis") is None


def test_every_city_has_a_zone_and_every_known_meeting_a_city() -> None:
    for entry in load("places").values():
        ZoneInfo(entry["zone"])
    assert all(zone_of_city(city) for city, _, _ in known_meetings("IGF").values() if city)
