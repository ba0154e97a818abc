"""Times of day, as documents in five languages print them, and what they are in UTC.

`find_times` finds them within a line: "9:30 AM - 12:00 PM UTC", "13:50 – 14:50 local time
(10:50-11:50 UTC)", "13.00 - 13.20", "15h30", "9 Uhr". A number alone is no time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from etl.parse.time_patterns import pattern
from etl.parse.zones import home_zone, in_utc, zone_of

LONGEST = 400_000
OPENING = str.maketrans(")]", "([")


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time or a span of time at [start, end) of a text."""

    start: int
    end: int
    text: str
    start_local: str
    """The beginning as printed: "9:30 AM", "13.00", "15h30"."""
    end_local: str | None
    """The end as printed; None where only a beginning is printed."""
    start_clock: time
    end_clock: time | None
    zone: str | None = None
    """The zone as printed ("UTC", "JST", "GMT+03"); None where none is, or only "local time"."""
    is_local: bool = False
    """Whether it says that this is the local time."""
    utc_clock: time | None = None
    """The beginning in UTC, where a second time in UTC stands beside the local one."""

    def to_utc(self, day: date, home: str | None = None) -> tuple[datetime | None, datetime | None]:
        """Beginning and end on `day` (the local day) in UTC.

        `home` is the IANA zone of the meeting's city, used where no zone is printed. Both are None
        where no zone is known; an end before its beginning is on the next day.
        """
        first = datetime.combine(day, self.start_clock)
        last = datetime.combine(day, self.end_clock) if self.end_clock else None
        if last and last < first:
            last += timedelta(days=1)
        if self.utc_clock:
            shift = _shift(self.start_clock, self.utc_clock)
            zone = zone_of(f"UTC{'-' if shift < timedelta() else '+'}{_hours(abs(shift))}", first)
        else:
            zone = zone_of(self.zone, first, home) if self.zone else home_zone(home)
        return in_utc(first, zone), in_utc(last, zone) if last else None


def find_times(text: str) -> list[TimeMention]:
    """The times in `text`, in order; a local time with the same in UTC in brackets is one mention."""
    if len(text) > LONGEST or not re.search(r"\d", text):
        return []
    found = [mention for match in pattern().finditer(text) if (mention := _mention(match))]
    merged: list[TimeMention] = []
    for mention in found:
        if merged and _says_again_in_utc(merged[-1], mention, text):
            merged[-1] = _joined(merged[-1], mention, text)
        else:
            merged.append(mention)
    return merged


def to_utc(day: date, local: str, zone: str) -> datetime | None:
    """The local time `local` ("9:30 AM", "15h30") on `day` in `zone` ("UTC", "JST", "Asia/Tokyo") in UTC.

    None where the time or the zone is not understood.
    """
    found = find_times(local) or find_times(f"{local} UTC")
    return in_utc(at := datetime.combine(day, found[0].start_clock), zone_of(zone, at)) if found else None


def _mention(found: re.Match[str]) -> TimeMention | None:
    groups = found.groupdict()
    start, end = _clock(groups, "1"), _clock(groups, "2")
    if not start or (groups["h2"] and not end):
        return None
    if not end:
        return _single(found, start) if _is_explicit(groups, "1", groups["zone"] or groups["local"]) else None
    if not _is_explicit(groups, "2", groups["p1"] or groups["b2"]):
        return None
    bare = not any(groups[key] for key in ("c1", "b1", "p1", "u1"))
    if bare and not (groups["from"] or groups["p2"] or groups["u2"] or groups["b2"] or _is_tight(found)):
        return _single(found, end, "2")
    if _are_decimals(groups):
        return None
    first, last = _with_meridiem(start, end, groups)
    return _built(found, "1", "2", first, last)


def _single(found: re.Match[str], clock: time, which: str = "1") -> TimeMention | None:
    groups = found.groupdict()
    if groups[f"c{which}"] == "." and not (groups[f"p{which}"] or groups[f"u{which}"] or groups["zone"]):
        return None
    return _built(found, which, None, _in_meridiem(clock, groups[f"p{which}"]), None)


def _built(found: re.Match[str], first: str, last: str | None, start: time, end: time | None) -> TimeMention:
    begin = found.start(f"h{first}")
    text = found.string[begin : found.end()].rstrip(" ,")
    zone = found["zone"]
    if text[-1] in ")]" and text[-1].translate(OPENING) not in text:
        text = text[:-1]
    return TimeMention(
        start=begin,
        end=begin + len(text),
        text=text,
        start_local=_printed(found, first),
        end_local=_printed(found, last) if last else None,
        start_clock=start,
        end_clock=end,
        zone=" ".join(zone.split()) if zone else None,
        is_local=bool(found["local"]),
    )


def _clock(groups: dict[str, str | None], which: str) -> time | None:
    hour, minute = groups[f"h{which}"], groups[f"n{which}"] or groups[f"o{which}"]
    if hour is None or int(hour) > 24 or (int(hour) == 24 and int(minute or 0)):
        return None
    return time(int(hour) % 24, int(minute or 0))


def _is_explicit(groups: dict[str, str | None], which: str, besides: str | None) -> bool:
    """Whether it is printed as a time: with minutes, am or pm, "h" or "Uhr", or beside what says so."""
    printed = any(groups[f"{key}{which}"] for key in "copu")
    # "10h" alone may be a duration.
    return printed or bool(besides) or bool(groups[f"b{which}"] and groups["from"])


def _is_tight(found: re.Match[str]) -> bool:
    between = found.string[found.end("h1") : found.start("h2")]
    return between in ("-", "–")


def _are_decimals(groups: dict[str, str | None]) -> bool:
    """Whether "1.25 - 2.50" may be figures: dots, and minutes that no timetable has."""
    minutes = [groups[key] for key in ("n1", "n2") if groups[key]]
    dotted = [groups[key] for key in ("c1", "c2")] == [".", "."]
    sure = any(groups[key] for key in ("p1", "p2", "u1", "u2", "zone", "local", "from"))
    return dotted and not sure and any(int(minute or 0) % 5 for minute in minutes)


def _in_meridiem(clock: time, printed: str | None) -> time:
    if not printed or clock.hour > 12:
        return clock
    is_evening = printed.strip().lower()[0] in "pn"
    return clock.replace(hour=clock.hour % 12 + (12 if is_evening else 0))


def _with_meridiem(start: time, end: time, groups: dict[str, str | None]) -> tuple[time, time]:
    """Start and end where am or pm may be printed once for both: "10 to 11:30 am", "11 - 12:30 pm"."""
    first, last = groups["p1"], groups["p2"]
    if bool(first) == bool(last):
        return _in_meridiem(start, first), _in_meridiem(end, last)
    begin, close = _in_meridiem(start, first or last), _in_meridiem(end, last or first)
    if begin < close:
        return begin, close
    other = "am" if (first or last or "").strip().lower()[0] in "pn" else "pm"
    return (_in_meridiem(start, other), close) if last else (begin, _in_meridiem(end, other))


def _printed(found: re.Match[str], which: str) -> str:
    begin = found.start(f"h{which}")
    has_minutes = found[f"n{which}"] is not None
    end = max(found.end(f"{key}{which}") for key in ("hnbop" if has_minutes else "hnbopu"))
    return " ".join(found.string[begin:end].split())


def _says_again_in_utc(local: TimeMention, other: TimeMention, text: str) -> bool:
    between = text[local.end : other.start].strip()
    in_utc = (other.zone or "").upper() in ("UTC", "GMT")
    return in_utc and local.zone not in ("UTC", "GMT") and between in ("(", "[", "/", "|", "=", ",", "(=", "–", "-")


def _joined(local: TimeMention, other: TimeMention, text: str) -> TimeMention:
    end = other.end + (text[other.end : other.end + 1] in (")", "]"))
    return replace(local, end=end, text=text[local.start : end], utc_clock=other.start_clock)


def _shift(local: time, utc: time) -> timedelta:
    """How far local time is ahead of UTC, between -11:59 and +14:00."""
    minutes = (local.hour * 60 + local.minute - utc.hour * 60 - utc.minute) % 1440
    return timedelta(minutes=minutes if minutes <= 840 else minutes - 1440)


def _hours(shift: timedelta) -> str:
    minutes = int(shift.total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"
