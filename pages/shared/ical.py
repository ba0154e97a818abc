"""Sessions as a calendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from pages.shared import words

LONGEST = 75
"""Octets of a line, without its end."""


def calendar(sessions: Sequence[Mapping[Any, Any]], name: str, made: datetime) -> bytes:
    """An event for each session that has a day.

    Of a session it takes session_id, title, code, session_type, track, date, start_time and end_time (UTC, without
    a zone), start_local, time_zone, city, source_url. One whose time zone is not known is an event of the whole day.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//IGF Atlas//Sessions//EN", f"X-WR-CALNAME:{_text(name)}"]
    for session in sessions:
        lines += _event({key: None if words.is_missing(value) else value for key, value in session.items()}, made)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(session: Mapping[Any, Any], made: datetime) -> Iterator[str]:
    day = session["date"]
    if session["start_time"] is None and day is None:
        return
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(session['session_id'])}@igf-atlas"
    yield f"DTSTAMP:{_moment(made.astimezone(UTC))}"
    if session["start_time"] is not None:
        yield f"DTSTART:{_moment(session['start_time'])}"
        if session["end_time"] is not None and session["end_time"] > session["start_time"]:
            yield f"DTEND:{_moment(session['end_time'])}"
    else:
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    title = " ".join(filter(None, (session["code"], session["title"])))
    yield f"SUMMARY:{_text(title)}"
    if about := "\n".join(_about(session)):
        yield f"DESCRIPTION:{_text(about)}"
    if session["session_type"]:
        yield f"CATEGORIES:{_text(session['session_type'])}"
    if session["city"]:
        yield f"LOCATION:{_text(session['city'])}"
    if str(session["source_url"] or "").startswith(("http://", "https://")):
        yield f"URL:{_plain(session['source_url'])}"
    yield "END:VEVENT"


def _about(session: Mapping[Any, Any]) -> Iterator[str]:
    if session["session_type"]:
        yield str(session["session_type"])
    if session["track"]:
        yield f"Track: {session['track']}"
    if session["start_local"]:
        zone = f" ({session['time_zone']})" if session["time_zone"] else ", time zone not known"
        yield f"Printed time: {session['start_local']}{zone}"


def _moment(moment: date) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"


def _text(value: object) -> str:
    escaped = str(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _plain("\\n".join(escaped.splitlines()))


def _plain(value: object) -> str:
    """Without signs that a calendar must not hold."""
    return "".join(char for char in str(value) if char.isprintable())


def _folded(line: str) -> str:
    """`line` in pieces of at most 75 octets, none of which cuts a character in two."""
    pieces, size = [""], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > LONGEST:
            pieces.append(" ")
            size = 1
        pieces[-1] += char
        size += octets
    return "\r\n".join(pieces)
