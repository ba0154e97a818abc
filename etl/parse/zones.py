"""Time zones as printed: "JST", "GMT+03", "UTC -3:30", "Asia/Tokyo"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from etl.vocabulary import load

OFFSET = re.compile(r"(?:UTC|GMT)\s?([+\-−–±])\s?(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)


@cache
def abbreviations() -> tuple[str, ...]:
    """Every abbreviation that data/vocabulary/time_zones.yml knows, longest first."""
    return tuple(sorted(load("time_zones"), key=len, reverse=True))


@cache
def _named(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(printed: str, at: datetime, home: str | None = None) -> tzinfo | None:
    """The zone that `printed` means for the local time `at` (naive).

    `home` is the IANA zone of the meeting's city: it decides between zones of the same
    abbreviation. None where the zone is not known.
    """
    if offset := OFFSET.fullmatch(printed.strip()):
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        shift = timedelta(hours=hours, minutes=minutes) * (-1 if offset[1] in "-−–" else 1)
        return timezone(shift) if abs(shift) < timedelta(hours=15) and minutes < 60 else None
    meaning = load("time_zones").get(printed.strip().upper().rstrip("."))
    if isinstance(meaning, list):
        own = _named(home).utcoffset(at) if home and _named(home) else None  # type: ignore[union-attr]
        return next((_shifted(hours) for hours in meaning if timedelta(hours=hours) == own), None)
    if meaning is None or isinstance(meaning, str):
        name = meaning or printed.strip()
        return _named(name) if "/" in name else None
    return _shifted(meaning)


def in_utc(at: datetime, zone: tzinfo | None) -> datetime | None:
    """The naive local time `at` in `zone` as an aware one in UTC; None without a zone."""
    return at.replace(tzinfo=zone).astimezone(UTC) if zone else None


def home_zone(name: str | None) -> tzinfo | None:
    """The IANA zone `name`; None where there is none of that name."""
    return _named(name) if name else None


def _shifted(hours: float) -> tzinfo:
    return timezone(timedelta(hours=hours)) if hours else UTC
