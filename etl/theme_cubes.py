"""The cubes about themes. The table of mentions has a row for every time that a phrase is used: no page counts them."""

from __future__ import annotations

from etl.cube import HELD, Cube

THEMES = Cube(
    "themes_in_sessions",
    "The number of sessions that concern a theme; `form` is `all` where both forms are counted together.",
    f"""
    with held as (
        select distinct session_id, meeting_id, year, status from sessions where is_preferred and {HELD}
    )
    select t.theme_id, held.meeting_id, m.series, held.year, coalesce(d.form, 'all') as form,
           count(distinct held.session_id)::bigint as sessions,
           count(distinct held.session_id) filter (where held.status = 'unknown')::bigint as unconfirmed
    from (select distinct theme_id, session_id, document_id from theme_mentions where session_id is not null) t
    join held using (session_id)
    join meetings m on m.meeting_id = held.meeting_id
    join documents d on d.document_id = t.document_id
    group by grouping sets ((t.theme_id, held.meeting_id, m.series, held.year, d.form),
                            (t.theme_id, held.meeting_id, m.series, held.year))
    order by all
    """,
)

THEMES_IN_DOCUMENTS = Cube(
    "themes_in_documents",
    "The number of documents that mention a theme, and how often they do; no meeting: of those about none.",
    """
    select t.theme_id, d.meeting_id, m.series, m.year, d.form, count(*)::bigint as documents,
           sum(t.uses)::bigint as uses
    from (select theme_id, document_id, count(*) as uses from theme_mentions group by all) t
    join documents d using (document_id)
    left join meetings m on m.meeting_id = d.meeting_id
    group by all
    order by all
    """,
)

DOCUMENTS_HELD = Cube(
    "documents_held",
    "The number of documents about a meeting, and of the words in them.",
    """
    select d.meeting_id, m.series, m.year, d.form, count(*)::bigint as documents, sum(d.word_count)::bigint as words
    from documents d join meetings m on m.meeting_id = d.meeting_id
    group by all
    order by all
    """,
)

THEMES_TOGETHER = Cube(
    "themes_in_one_session",
    "The number of sessions that concern two themes; no theme: that concern any. `form` is as in themes_in_sessions.",
    f"""
    with held as (
        select distinct session_id, meeting_id, year from sessions where is_preferred and {HELD}
    ), found as (
        select distinct theme_id, session_id, form from (
            select t.theme_id, t.session_id, unnest([d.form, 'all']) as form
            from (select distinct theme_id, session_id, document_id from theme_mentions where session_id is not null) t
            join documents d on d.document_id = t.document_id
        )
    ), counted as (
        select a.theme_id as one_id, b.theme_id as other_id, session_id, form
        from found a join found b using (session_id, form) where a.theme_id < b.theme_id
        union all
        select distinct null, null, session_id, form from found
    )
    select one_id, other_id, held.meeting_id, m.series, held.year, form, count(*)::bigint as sessions
    from counted
    join held using (session_id)
    join meetings m on m.meeting_id = held.meeting_id
    group by all
    order by all
    """,
)

THEME_CUBES = (THEMES, THEMES_IN_DOCUMENTS, DOCUMENTS_HELD, THEMES_TOGETHER)
