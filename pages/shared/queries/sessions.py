"""What was on the programme: sessions by track and type, and how many of how many we hold."""

from __future__ import annotations

from pages.shared.catalog import Query
from pages.shared.choice import Choice
from pages.shared.queries.base import ORIGIN, WHEN

LISTED = 2000
"""So many sessions are listed on the page; a browser is no place for a million."""

_FILTERS = (*WHEN, "track", "type", "form")


def sessions_by_track(chosen: Choice) -> Query:
    """Sessions listed here, per meeting and track, as published or harmonised."""
    track = "harmonised_track" if chosen.one("naming") == "harmonised" else "track_name"
    return _sessions("sessions_by_track", track, chosen)


def sessions_by_type(chosen: Choice) -> Query:
    """Sessions listed here, per meeting and type."""
    return _sessions("sessions_by_type", "session_type", chosen)


def _sessions(name: str, column: str, chosen: Choice) -> Query:
    where = chosen.where(*_FILTERS)
    return Query(
        name,
        f"""
        select concat_ws('|', meeting_id, {column}) as key, meeting_id, year, {column} as group_name,
               sum(sessions)::bigint as sessions
        from sessions_by_track_and_type
        where {column} is not null and {where.sql}
        group by all order by year, meeting_id, group_name
        """,
        where.parameters,
        behind=f"""
        with held as (
            select sessions.*, series, form, track_name, harmonised_track
            from sessions
            join (select meeting_id, series from meetings) using (meeting_id)
            join (select document_id, form from documents) using (document_id)
            left join (select distinct meeting_id, track, track_name, harmonised_track
                       from sessions_by_track_and_type)
              using (meeting_id, track)
            where is_preferred and status not in ('proposal', 'cancelled')
        ), chosen as (
            select *, concat_ws('|', meeting_id, {column}) as key from held where {column} is not null
                and {where.sql}
        )
        select s.key, s.code, s.title, s.session_type, s.track, s.date, s.is_preferred, s.place, s.quote,
               s.source_url, {ORIGIN}
        from chosen s join documents d on d.document_id = s.document_id
        order by s.code nulls last, s.title
        """,
    )


def sessions_without_track(chosen: Choice) -> Query:
    """How many of the sessions listed here have no track, as published and harmonised."""
    where = chosen.where(*_FILTERS)
    return Query(
        "sessions_without_track",
        f"""
        select coalesce(sum(sessions), 0)::bigint as sessions,
               coalesce(sum(sessions) filter (track is null), 0)::bigint as without_track,
               coalesce(sum(sessions) filter (harmonised_track is null and track is not null),
                   0)::bigint as unmapped,
               string_agg(distinct track_name, ', ' order by track_name)
                   filter (harmonised_track is null) as unmapped_tracks,
               count(harmonised_track) > 0 as has_harmonised
        from sessions_by_track_and_type where {where.sql}
        """,
        where.parameters,
    )


def sessions_held_and_stated(chosen: Choice) -> Query:
    """Per meeting: how many sessions it states, how many are listed here, how the list came about."""
    where = chosen.where(*WHEN)
    form = chosen.chosen["form"][0].value if len(chosen.chosen["form"]) == 1 else "all"
    return Query(
        "sessions_held_and_stated",
        f"""
        select meeting_id as key, meeting_id, series, year, session_list, coalesce(sessions,
            0)::bigint as sessions,
               coalesce(unconfirmed, 0)::bigint as unconfirmed, stated, qualifier
        from sessions_held where form = $held_form and {where.sql}
        order by year, meeting_id
        """,
        (*where.parameters, ("held_form", str(form))),
        behind=_stated("dimension = 'total'", chosen, "meeting_id"),
    )


def session_types_stated(chosen: Choice) -> Query:
    """Per meeting and type: the number of sessions that it states."""
    return _counts("session_types_stated", "dimension = 'type'", chosen)


def proposals(chosen: Choice) -> Query:
    """Per meeting: proposals that came in and were accepted, where stated."""
    return _counts("proposals", "dimension in ('proposals', 'accepted')", chosen)


_COUNT_KEY = "concat_ws('|', meeting_id, dimension, coalesce(group_name, label))"


def _counts(name: str, condition: str, chosen: Choice) -> Query:
    where = chosen.where(*WHEN)
    return Query(
        name,
        f"""
        select {_COUNT_KEY} as key, meeting_id, year, dimension, group_name, label, count, qualifier, status,
            note
        from session_counts join (select meeting_id, series from meetings) using (meeting_id)
        where is_preferred and {condition} and {where.sql}
        order by year, meeting_id, dimension desc, count desc, label
        """,
        where.parameters,
        behind=_stated(condition, chosen, _COUNT_KEY),
    )


def _stated(condition: str, chosen: Choice, key: str) -> str:
    where = chosen.where(*WHEN)
    return f"""
        with facts as (
            select *, {key} as key from session_counts join (select meeting_id, series
                from meetings) using (meeting_id)
            where {condition} and {where.sql}
        )
        select f.key, f.label, f.count, f.qualifier, f.status, f.is_preferred, f.note, f.place, f.quote,
               f.source_url, {ORIGIN}
        from facts f join documents d using (document_id)
        order by f.is_preferred desc, d.published desc nulls last, f.source_url, f.place
        """


def session_list(chosen: Choice) -> Query:
    """The sessions themselves: the first LISTED of `total`."""
    where = chosen.where(*_FILTERS)
    return Query(
        "session_list",
        f"""
        select s.year, s.code, s.title, s.session_type, s.track, s.date,
            case when s.status = 'unknown' then 'may not have been held' end as remark,
            coalesce(s.source_url, s.url) as source_url, count(*) over () as total
        from (select sessions.*, series, form, url from sessions
              join (select meeting_id, series from meetings) using (meeting_id)
              join (select document_id, form, url from documents) using (document_id)) s
        where s.is_preferred and s.status not in ('proposal', 'cancelled') and {where.sql}
        order by s.year desc, s.session_type, s.code, s.title
        limit {LISTED}
        """,
        where.parameters,
    )


def session_times(chosen: Choice) -> Query:
    """When the sessions were, for a calendar; times in UTC."""
    where = chosen.where(*_FILTERS)
    return Query(
        "session_times",
        f"""
        select session_id, title, code, session_type, track, date, start_time at time zone 'UTC' as start_time,
               end_time at time zone 'UTC' as end_time, start_local, time_zone, city,
               coalesce(source_url, url) as source_url
        from (select sessions.*, series, city, form, url from sessions
              join (select meeting_id, series, city from meetings) using (meeting_id)
              join (select document_id, form, url from documents) using (document_id))
        where is_preferred and status not in ('proposal', 'cancelled') and {where.sql}
        order by start_time nulls last, date, session_id
        """,
        where.parameters,
    )
