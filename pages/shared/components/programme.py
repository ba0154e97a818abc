"""What stands beside the charts of the programme: how many sessions have a track, the sessions themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from etl.crosswalk import crosswalk
from pages.shared import exports, ical, words
from pages.shared.choice import Choice
from pages.shared.components.layout import nothing_found
from pages.shared.components.lists import packaged
from pages.shared.plain import address, plain
from pages.shared.site import SESSIONS

NAMES_SHOWN = 120
SOURCE = st.column_config.LinkColumn("Source", display_text=r"https?://(?:www\.)?([^/]+)")


def tracks_held(rows: pd.DataFrame, chosen: Choice) -> None:
    """How many sessions have a track, and what is not mapped."""
    row = rows.iloc[0]
    if chosen.one("naming") == "harmonised" and not row["has_harmonised"]:
        nothing_found("No session of this choice has a harmonised track; “as published” shows the meetings’ own names.")
        return
    held, without = words.number(row["sessions"]), words.number(row["without_track"])
    text = f"{held} sessions listed here; {without} of them name no track"
    if chosen.one("naming") == "harmonised":
        text += f", and the track of {words.number(row['unmapped'])} belongs to no common one"
        if row["unmapped"]:
            text += f" ({plain(_cut(row['unmapped_tracks']))})"
    st.markdown(f":small[{text}.]")


def _cut(names: str) -> str:
    return names if len(names) <= NAMES_SHOWN else names[:NAMES_SHOWN].rsplit(",", 1)[0] + " …"


def track_crosswalk() -> None:
    """The table that maps published tracks to harmonised ones, as a file."""
    st.download_button(
        "Track crosswalk (CSV)",
        data=lambda: exports.csv_of(pd.DataFrame(crosswalk())),
        file_name="track-crosswalk.csv",
        mime="text/csv",
        help="Every published track, and the common track that it is counted under, or why under none.",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )


def session_list(rows: pd.DataFrame) -> None:
    """The sessions themselves, searchable."""
    st.header("The sessions", anchor=False)
    if rows.empty:
        nothing_found("No session of this choice is listed here.")
        return
    total = int(rows["total"].iloc[0])
    first = f"the first {words.number(len(rows))} of " if total > len(rows) else ""
    st.markdown(f":small[{first}{words.plural(total, 'session')}; click on a column to sort, on the loupe to search.]")
    st.dataframe(
        rows.drop(columns="total")
        .assign(source_url=rows["source_url"].map(address))
        .fillna({name: "" for name in ("code", "session_type", "track", "remark")}),
        hide_index=True,
        height=420,
        alt="Sessions listed here",
        placeholder="",
        column_config={
            "year": st.column_config.NumberColumn("Year", format="%d", width="small"),
            "code": st.column_config.TextColumn("Code", width=110),
            "title": st.column_config.TextColumn("Title", width=380),
            "session_type": st.column_config.TextColumn("Type", width=130),
            "track": st.column_config.TextColumn("Track", width=150),
            "date": st.column_config.DateColumn("Date", width=100),
            "remark": st.column_config.TextColumn("Remark", width=150),
            "source_url": SOURCE,
        },
    )


def session_calendar(rows: pd.DataFrame, chosen: Choice) -> None:
    """The sessions that have a day, as a calendar file."""
    has_day, has_time = rows["date"].notna() | rows["start_time"].notna(), rows["start_time"].notna()
    if not has_day.any():
        return
    records = rows[has_day].to_dict("records")
    st.download_button(
        f"Calendar (ICS): {words.plural(len(records), 'session')}",
        data=lambda: ical.calendar(records, "IGF Atlas", datetime.now(UTC)),
        file_name=packaged("sessions", rows, chosen, SESSIONS).file("ics"),
        mime="text/calendar",
        help=f"Of {words.number(len(rows))} sessions, {words.number((~has_day).sum())} state no day and are left out;"
        f" {words.number((has_day & ~has_time).sum())} have a day but no time in a known zone and take the whole day.",
        icon=":material/calendar_month:",
        on_click="ignore",
        type="tertiary",
    )
