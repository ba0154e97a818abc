"""What is in here, what is missing, and what does not add up."""

from __future__ import annotations

from pages.shared.catalog import Query
from pages.shared.choice import Choice
from pages.shared.queries.base import ORIGIN, WHEN


def contents() -> Query:
    """How much is in the tables."""
    return Query(
        "contents",
        """
        select (select count(*) from documents) as documents,
               (select count(*) from meetings where status is distinct from 'planned') as meetings,
               (select count(*) from participation where not is_derived) + (select count(*)
                   from session_counts) as figures,
               (select count(*) from sessions where is_preferred and status not in ('proposal',
                   'cancelled')) as sessions,
               (select count(distinct theme_id) from themes_in_documents) as themes,
               (select count(*) from organisations) as organisations,
               (select count(*) from findings) as findings,
               (select min(year) from meetings) as first_year, (select max(year) from meetings) as last_year
        """,
    )


_FACTS = """
    select meeting_id, case measure when 'registered' then 'Registered' when 'onsite' then 'On site'
               when 'online' then 'Online' else 'Participants' end as item, * exclude (meeting_id)
    from participation where dimension = 'total'
    union all by name
    select case dimension when 'stakeholder' then 'Stakeholder groups' when 'region' then 'Regions'
               when 'gender' then 'Gender' when 'newcomers' then 'Newcomers' else 'Countries' end as item, *
    from participation where dimension in ('stakeholder', 'region', 'gender', 'newcomers', 'countries')
    union all by name
    select case dimension when 'total' then 'Sessions, stated' else 'Sessions by type' end as item, *
    from session_counts where dimension in ('total', 'type')
"""


def coverage(chosen: Choice) -> Query:
    """Per meeting and kind of figure: have it, rounded, not final, not found."""
    where = chosen.where(*WHEN)
    return Query(
        "coverage",
        f"""
        select concat_ws('|', meeting_id, item) as key, meeting_id, year, city, item, position, state,
            figures, count,
               qualifier, source_url
        from coverage where {where.sql} order by position, year, meeting_id
        """,
        where.parameters,
        behind=f"""
        with facts as (
            select f.*, m.series from ({_FACTS}) f join meetings m on m.meeting_id = f.meeting_id
        )
        select concat_ws('|', f.meeting_id, f.item) as key, f.measure, f.label, f.count, f.share,
            f.qualifier, f.status,
               f.is_preferred, f.note, f.place, f.quote, f.source_url, {ORIGIN}
        from (select * from facts where {where.sql}) f join documents d on d.document_id = f.document_id
        order by f.is_preferred desc, f.label, d.published desc nulls last
        """,
    )


def findings(chosen: Choice) -> Query:
    """What was not understood or does not add up."""
    where = chosen.where("severity", "code")
    return Query(
        "findings",
        f"""
        select finding_id as key, severity, code, message, value, document_id, title as document, place
        from findings left join (select document_id, title from documents) using (document_id)
        where {where.sql}
        order by list_position(['error', 'warning', 'info'], severity), code, document_id, place, finding_id
        """,
        where.parameters,
    )


def findings_by_code(chosen: Choice) -> Query:
    """How many findings of each kind."""
    where = chosen.where("severity", "code")
    return Query(
        "findings_by_code",
        f"""
        select code as key, severity, code, count(*)::bigint as findings,
            count(distinct document_id)::bigint as documents
        from findings where {where.sql} group by severity, code
        order by case severity when 'error' then 0 when 'warning' then 1 else 2 end, count(*) desc, code
        """,
        where.parameters,
    )


def documents_read() -> Query:
    """Documents by kind and form."""
    return Query(
        "documents_read",
        """
        select kind, form, count(*)::bigint as documents, sum(word_count)::bigint as words
        from documents group by all order by kind, form
        """,
    )


def session_lists() -> Query:
    """How the lists of sessions came about, and how much they hold."""
    return Query(
        "session_lists",
        """
        select coalesce(session_list, 'not stated') as session_list, count(*)::bigint as meetings,
               sum(sessions)::bigint as sessions, sum(stated)::bigint as stated,
               string_agg(year::varchar, ', ' order by year) as years
        from sessions_held where form = 'all' group by all order by session_list
        """,
    )
