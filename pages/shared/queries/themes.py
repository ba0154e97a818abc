"""What was talked about: themes on the meetings' own agendas, and in the sessions held here."""

from __future__ import annotations

from pages.shared.catalog import Query
from pages.shared.choice import Choice
from pages.shared.queries.base import ORIGIN, WHEN

_Z = 1.959964
"""For an interval of 95%."""


def themes_on_agenda(chosen: Choice) -> Query:
    """Per theme and meeting: the lines of its agenda (overarching theme, tracks) that name the theme.

    Sources repeat one agenda in spellings and languages of their own; counted is the source that lists most lines.
    """
    where = chosen.where(*WHEN, "theme")
    facts = f"""
        select *, concat_ws('|', theme_id, meeting_id) as key from themes_on_agenda where {where.sql}"""
    return Query(
        "themes_on_agenda",
        f"""
        with listed as (
            select key, theme_id, meeting_id, year, kind = 'overarching theme' as is_overarching, document_id,
                   source_url, count(distinct line)::bigint as lines,
                   string_agg(distinct line, '; ' order by line) as agenda
            from ({facts}) group by all
        ), fullest as (
            select * from listed
            qualify row_number() over (partition by key, is_overarching
                                       order by lines desc, source_url nulls last, document_id) = 1
        )
        select key, theme_id, theme, basket, meeting_id, year, sum(lines)::bigint as lines,
               string_agg(agenda, '; ' order by agenda) as agenda
        from fullest join themes using (theme_id)
        group by all order by basket, theme, year, meeting_id
        """,
        where.parameters,
        behind=f"""
        select f.key, f.kind, f.line, true as is_preferred, f.place, f.line as quote, f.source_url, {ORIGIN}
        from ({facts}) f join documents d using (document_id)
        order by f.kind, f.line
        """,
    )


def themes_in_sessions(chosen: Choice) -> Query:
    """Per theme and meeting: how many of the sessions held here concern it, with a 95% interval (Wilson)."""
    where = chosen.where(*WHEN, "theme")
    form = chosen.chosen["form"][0].value if len(chosen.chosen["form"]) == 1 else "all"
    mentions = """
        with held as (
            select distinct session_id, meeting_id, year, code, title from sessions
            where is_preferred and status not in ('proposal', 'cancelled')
        ), found as (
            select concat_ws('|', t.theme_id, held.meeting_id) as key, held.meeting_id, held.year, m.series,
                   t.theme_id, held.code, held.title, t.phrase, t.place, t.quote, t.document_id
            from theme_mentions t join held using (session_id)
            join (select meeting_id, series from meetings) m on m.meeting_id = held.meeting_id
        )"""
    return Query(
        "themes_in_sessions",
        f"""
        with counted as (
            select t.theme_id, t.meeting_id, t.year, t.sessions, h.sessions as held, h.stated, h.qualifier,
                   h.session_list,
                   t.sessions / h.sessions as share
            from themes_in_sessions t
            join (select meeting_id, form, sessions, stated, qualifier, session_list
                from sessions_held) h using (meeting_id, form)
            where form = $held_form and {where.sql}
        ), parts as (
            select *, share + {_Z}^2 / (2 * held) as middle, 1 + {_Z}^2 / held as base,
                   {_Z} * sqrt(share * (1 - share) / held + {_Z}^2 / (4 * held^2)) as width
            from counted
        )
        select concat_ws('|', theme_id, meeting_id) as key, theme_id, theme, basket, meeting_id, year,
               sessions, held, stated, qualifier, session_list, share,
               greatest(0, (middle - width) / base) as low, least(1, (middle + width) / base) as high
        from parts join themes using (theme_id)
        order by basket, theme, year, meeting_id
        """,
        (*where.parameters, ("held_form", str(form))),
        behind=f"""
        {mentions}
        select f.key, f.code, f.title, f.phrase, true as is_preferred, f.place, f.quote,
            null::varchar as source_url, {ORIGIN}
        from (select * from found where {where.sql}) f join documents d using (document_id)
        where $held_form in ('all', d.form)
        order by f.title, d.document_id, f.place
        """,
    )


def sessions_held(chosen: Choice) -> Query:
    """Per meeting: sessions held here, stated, and how the list came about."""
    where = chosen.where(*WHEN)
    return Query(
        "sessions_held",
        f"""select meeting_id, year, sessions, stated, qualifier, session_list from sessions_held
        where form = 'all' and {where.sql} order by year, meeting_id""",
        where.parameters,
    )
