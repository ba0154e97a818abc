"""The sessions as events of a calendar, of which the browser keeps those that filters keep."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd

from pages.shared import ical, queries
from pages.shared.catalog import Query, fetch
from pages.shared.choice import Choice
from pages.shared.publish import coded
from pages.shared.publish.cubes import unfiltered
from pages.shared.site import NAME

FOLLOWED = """
    select session_id, meeting_id, year, session_type, track, form from sessions
    join (select document_id, form from documents) using (document_id) where is_preferred"""
_BEGIN = "BEGIN:VEVENT\r\n"
_END = "END:VCALENDAR\r\n"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The browser puts the moment of the download in its place."""


def calendar(chosen: Choice, follows: dict[str, str]) -> dict[str, Any]:
    """Begin and end of the file, and each event with the columns that filters look at."""
    rows = fetch(queries.session_times(unfiltered(chosen)))
    rows = rows[rows["date"].notna() | rows["start_time"].notna()]
    begin, *events = ical.calendar(rows.to_dict("records"), NAME, _NEVER).decode().removesuffix(_END).split(_BEGIN)
    known = fetch(Query("edition-calendar", FOLLOWED)).drop_duplicates("session_id").set_index("session_id")
    followed = known.loc[rows["session_id"]].reset_index(drop=True)
    made = followed.assign(event=pd.Series([_BEGIN + event for event in events], dtype="object"))
    return {"begin": begin, "end": _END, "follows": follows, "rows": coded.columns(made)}
