"""Two meetings, organisations or themes side by side: their main figures, each with its source."""

from __future__ import annotations

from etl import vocabulary
from pages.shared import sides
from pages.shared.catalog import Parameter, Query
from pages.shared.choice import Choice
from pages.shared.queries.base import ORIGIN, WHEN
from pages.shared.queries.organisations import ROLES
from pages.shared.queries.registrations import countries, gender, newcomers, registrations_by_group, total_size
from pages.shared.queries.sessions import sessions_held_and_stated
from pages.shared.queries.themes import themes_in_documents, themes_in_sessions, themes_on_agenda

_SIDES = "select unnest($pair::varchar[]) as {0}, unnest(['one', 'other']) as side"
_SOURCES = """string_agg(distinct coalesce(source_url, document_url, document_id), ' ' order by coalesce(source_url,
    document_url, document_id)) filter (is_preferred) as sources"""
_GROUPS = ["Female", "Male", *vocabulary.load("stakeholder_groups")]
"""In the order of the lines."""


def compared_meetings(chosen: Choice) -> Query:
    """What two meetings state of themselves: a row per figure and meeting, empty where it states none.

    A figure is of one population, and stands beside the same figure of the same population alone.
    """
    two = sides.both(chosen)
    of_people = (total_size(two), countries(two), newcomers(two), gender(two), registrations_by_group(two))
    counted = sessions_held_and_stated(two)
    figures = " union all by name ".join(f"(select * from ({query.sql}))" for query in of_people)
    behind = f"""
        select substr(key, strpos(key, '|') + 1) as key, * exclude (key)
        from ({" union all by name ".join(f"(select * from ({query.behind}))" for query in of_people)})
        union all by name
        select 'stated' as key, key as meeting_id, * exclude (key) from ({counted.behind})
        union all by name
        select 'held' as key, s.meeting_id, s.code, s.title, true as is_preferred, s.place, s.quote, s.source_url,
               {ORIGIN}
        from sessions s join documents d using (document_id)
        where s.is_preferred and s.status not in ('proposal', 'cancelled') and list_contains($pair, s.meeting_id)
    """
    return Query(
        "compared_meetings",
        f"""
        with stated as (
            select substr(key, strpos(key, '|') + 1) as key, dimension as item, measure,
                   coalesce(group_name, label) as group_name, meeting_id, count, share, qualifier, status,
                   is_count_derived, is_share_derived, note
            from ({figures}) where list_contains($pair, meeting_id)
            qualify row_number() over (partition by key order by phase is not null, qualifier != 'exact', count desc
                                       nulls last, share desc nulls last) = 1
            union all by name
            select 'stated' as key, 'sessions stated' as item, meeting_id, stated as count, qualifier
            from ({counted.sql}) where stated is not null and list_contains($pair, meeting_id)
            union all by name
            select 'held' as key, 'sessions listed here' as item, meeting_id, sessions as count, 'exact' as qualifier,
                   session_list as note
            from ({counted.sql}) where list_contains($pair, meeting_id)
        ), items as (
            select key, item, measure, case when item in ('stakeholder', 'gender') then group_name end as group_name
            from stated group by all
        ), sources as (
            select key, meeting_id, {_SOURCES} from ({behind}) group by all
        )
        select i.key, i.item, i.measure, i.group_name, s.side, s.meeting_id, m.year, f.count, f.share, f.qualifier,
               f.status, coalesce(f.is_count_derived, false) as is_count_derived,
               coalesce(f.is_share_derived, false) as is_share_derived, o.sources, f.note
        from items i cross join ({_SIDES.format("meeting_id")}) s join meetings m on m.meeting_id = s.meeting_id
        left join stated f on f.key = i.key and f.meeting_id = s.meeting_id
        left join sources o on o.key = i.key and o.meeting_id = s.meeting_id and f.key is not null
        order by i.measure is null, list_position(['registered', 'onsite', 'online', 'participants'], i.measure),
                 list_position(['total', 'countries', 'newcomers', 'gender', 'stakeholder'], i.item), i.item desc,
                 list_position({_GROUPS}, i.group_name) nulls last, i.group_name, s.side
        """,
        (*two.where(*WHEN).parameters, ("pair", sides.values(chosen, "meeting")), ("held_form", "all")),
        behind=f"select * exclude (meeting_id) from ({behind})",
    )


def compared_organisations(chosen: Choice) -> Query:
    """What is listed here of two organisations: a row per figure and organisation."""
    facts = f"""
        with roles as ({ROLES}),
        own as (select r.*, s.side from roles r join ({_SIDES.format("organisation_id")}) s using (organisation_id)),
        facts as (
            select 'as ' || role as item, side, session_id as counted, own.* exclude (side) from own
            union all by name
            select 'meetings' as item, side, meeting_id as counted, own.* exclude (side) from own
            union all by name
            select 'other organisers' as item, own.side, r.organisation_id as counted, r.*
            from own join roles r using (session_id)
            where own.role = 'organiser' and r.role = 'organiser' and r.organisation_id != own.organisation_id
            union all by name
            select 'themes' as item, side, theme_id as counted, own.* exclude (side)
            from own join (select distinct session_id, theme_id from theme_mentions) using (session_id)
            union all by name
            select 'together' as item, own.side, own.session_id as counted, own.* exclude (side)
            from own where own.role = 'organiser' and own.session_id in (
                select session_id from own where role = 'organiser'
                group by session_id having count(distinct side) = 2)
        )"""
    return Query(
        "compared_organisations",
        f"""
        {facts}, figures as (
            select item as key, item, side, count(distinct counted)::bigint as count, {_SOURCES}
            from (select f.*, d.url as document_url, true as is_preferred
                  from facts f join documents d using (document_id)) group by all
        )
        select i.key, i.item, s.side, s.organisation_id, coalesce(f.count, 0)::bigint as count, f.sources
        from (select distinct key, item from figures) i cross join ({_SIDES.format("organisation_id")}) s
        left join figures f on f.key = i.key and f.side = s.side
        order by list_position(['as organiser', 'together', 'as participant', 'as host', 'as named', 'meetings',
                                'other organisers', 'themes'], i.item), i.item, s.side
        """,
        (("pair", sides.values(chosen, "organisation")),),
        behind=f"""
        {facts}
        select distinct f.item as key, f.side, f.role, f.code, f.title, f.name as label, true as is_preferred, f.place,
               f.quote, f.source_url, {ORIGIN}
        from facts f join documents d using (document_id)
        order by f.side, f.code nulls last, f.title
        """,
    )


def compared_organisations_by_year(chosen: Choice) -> Query:
    """Sessions listed here that each of two organisations organises, per meeting."""
    key = "concat_ws('|', organisation_id, meeting_id)"
    condition = "role = 'organiser' and list_contains($pair::varchar[], organisation_id)"
    return Query(
        "compared_organisations_by_year",
        f"""
        select {key} as key, organisation_id, name, group_name, meeting_id, year,
               count(distinct session_id)::bigint as sessions
        from ({ROLES}) where {condition} group by all order by year, meeting_id, name
        """,
        (("pair", sides.values(chosen, "organisation")),),
        behind=_behind_roles(key, f"({ROLES})", condition),
    )


def compared_organisations_themes(chosen: Choice) -> Query:
    """Themes of the sessions of two organisations: sessions per theme and organisation."""
    key = "concat_ws('|', theme_id, organisation_id)"
    themed = f"""
        (select r.*, t.theme_id, t.theme, t.basket from ({ROLES}) r
         join (select distinct session_id, theme_id from theme_mentions) using (session_id)
         join themes t using (theme_id))"""
    condition = "list_contains($pair::varchar[], organisation_id)"
    return Query(
        "compared_organisations_themes",
        f"""
        select {key} as key, theme_id, theme, basket, organisation_id, name,
               count(distinct session_id)::bigint as sessions
        from {themed} where {condition} group by all order by basket, theme, name
        """,
        (("pair", sides.values(chosen, "organisation")),),
        behind=_behind_roles(key, themed, condition),
    )


def _behind_roles(key: str, rows: str, condition: str) -> str:
    return f"""
        with facts as (select distinct {key} as key, role, code, title, place, quote, source_url, document_id
                       from {rows} where {condition})
        select f.key, f.role, f.code, f.title, true as is_preferred, f.place, f.quote, f.source_url, {ORIGIN}
        from facts f join documents d using (document_id)
        order by f.code nulls last, f.title, f.document_id, f.place
    """


def compared_themes(chosen: Choice) -> Query:
    """How far two themes are spread at the meetings of the IGF: a row per figure and theme, and of how many."""
    two = sides.both(chosen)
    agenda, sessions, documents = themes_on_agenda(two), themes_in_sessions(two), themes_in_documents(two)
    where = two.where(*WHEN)
    found = {"agenda": agenda, "sessions": sessions, "documents": documents}
    behind = " union all by name ".join(
        f"(select '{item}' as key, split_part(key, '|', 1) as theme_id, * exclude (key) from ({query.behind}))"
        for item, query in found.items()
    )
    return Query(
        "compared_themes",
        f"""
        with figures as (
            select 'agenda' as key, theme_id, count(distinct meeting_id)::bigint as count
            from ({agenda.sql}) group by all
            union all
            select 'sessions', theme_id, sum(sessions)::bigint from ({sessions.sql}) group by all
            union all
            select 'documents', theme_id, sum(documents)::bigint from ({documents.sql}) group by all
        ), wholes as (
            select 'agenda' as key, count(distinct meeting_id)::bigint as whole from meetings
            where {where.sql} and meeting_id in (select meeting_id from tracks union all
                                                 select meeting_id from meetings where theme is not null)
            union all
            select 'sessions', coalesce(sum(sessions), 0)::bigint from sessions_held where form = 'all' and {where.sql}
            union all
            select 'documents', count(*)::bigint from documents
            join (select meeting_id as about, year as held, series from meetings) m on about = documents.meeting_id
            where {where.sql}
        ), sources as (
            select key, theme_id, {_SOURCES} from ({behind}) group by all
        )
        select w.key, w.key as item, s.side, s.theme_id, coalesce(f.count, 0)::bigint as count, w.whole, o.sources
        from wholes w cross join ({_SIDES.format("theme_id")}) s
        left join figures f on f.key = w.key and f.theme_id = s.theme_id
        left join sources o on o.key = w.key and o.theme_id = s.theme_id
        where w.whole > 0
        order by list_position(['agenda', 'sessions', 'documents'], w.key), s.side
        """,
        (*_merged(agenda, sessions, documents), ("pair", sides.values(chosen, "theme"))),
        behind=f"select * exclude (theme_id) from ({behind})",
    )


def _merged(*queries: Query) -> list[tuple[str, Parameter]]:
    return list({name: (name, value) for query in queries for name, value in query.parameters}.values())
