"""Series of meetings (data/vocabulary/series.yml): ids, editions, what is known of single meetings."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from etl.places import zone_of_city
from etl.vocabulary import load, slug

GLOBAL = "IGF"


def meeting_id_of(series: str, year: int, city: str | None = None) -> str:
    """The id of a meeting: `igf-2020`; with its city where the series may meet more than once a year."""
    parts = (slug(series), str(year), slug(city) if city and needs_city(series) else "")
    return "-".join(filter(None, parts))


def needs_city(series: str) -> bool:
    """Whether meetings of the series are told apart by their cities."""
    return bool(load("series").get(series, {}).get("several_places"))


def edition_of(series: str, year: int) -> int | None:
    """Which meeting of an annual series was in `year`."""
    first = load("series").get(series, {}).get("first_year")
    return year - first + 1 if first and year >= first else None


def known_days(series: str, year: int) -> tuple[date, date] | None:
    """First and last day of a meeting that the vocabulary knows: evidence, not a fact of a document."""
    entry = known_meetings(series).get(year)
    return (entry[1], entry[2]) if entry else None


def known_meetings(series: str) -> dict[int, list[Any]]:
    """The meetings of a series that the vocabulary knows, by year: city, first day, last day."""
    return dict(load("series").get(series, {}).get("meetings") or {})


def known_city(series: str, year: int) -> str | None:
    """The city of a meeting that the vocabulary knows."""
    entry = known_meetings(series).get(year)
    return entry[0] if entry else None


def zone_of_meeting(meeting_id: str | None, city: str | None = None) -> str | None:
    """The IANA zone of the city where a meeting was held: of `city`, else of the one the vocabulary knows."""
    if city and zone_of_city(city):
        return zone_of_city(city)
    found = re.fullmatch(r"igf-(\d{4})", meeting_id or "")
    return zone_of_city(known_city(GLOBAL, int(found[1]))) if found else None
