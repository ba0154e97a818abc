"""What was talked about: themes on the meetings' own agendas, in the sessions listed here, in documents."""

from __future__ import annotations

from pages.shared.catalog import Query
from pages.shared.choice import Choice
from pages.shared.queries.base import ORIGIN, WHEN, interval

HELD = """
    select distinct session_id, meeting_id, year, code, title from sessions
    where is_preferred and status not in ('proposal', 'cancelled')"""
"""The sessions listed here: proposals are none."""
WORD = """coalesce(list_transform(matches(quote, [phrase])[:1], lambda m: quote[m.start + 1:m."end"])[1], '') as word"""
"""The phrase as it is printed in the quote."""


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
    """Per theme and meeting: how many of the sessions listed here concern it, with a 95 % interval (Wilson)."""
    where = chosen.where(*WHEN, "theme")
    return Query(
        "themes_in_sessions",
        f"""
        with counted as (
            select t.theme_id, t.meeting_id, t.year, t.sessions, t.unconfirmed, h.sessions as held, h.stated,
                   h.qualifier,
                   h.session_list
            from themes_in_sessions t
            join (select meeting_id, form, sessions, stated, qualifier, session_list
                from sessions_held) h using (meeting_id, form)
            where form = $held_form and {where.sql}
        )
        select concat_ws('|', theme_id, meeting_id) as key, theme_id, theme, basket, meeting_id, year,
               sessions, unconfirmed, held, stated, qualifier, session_list, {interval("sessions", "held")}
        from counted join themes using (theme_id)
        order by basket, theme, year, meeting_id
        """,
        (*where.parameters, ("held_form", form_of(chosen))),
        behind=f"""
        with held as ({HELD}), found as (
            select concat_ws('|', t.theme_id, held.meeting_id) as key, held.meeting_id, held.year, m.series,
                   t.theme_id, held.code, held.title, t.phrase, t.place, t.quote, t.document_id,
                   case when l.document_id = t.document_id then l.source_url end as source_url
            from theme_mentions t join held using (session_id)
            left join (select session_id, document_id, source_url from sessions where is_preferred) l
                using (session_id)
            join (select meeting_id, series from meetings) m on m.meeting_id = held.meeting_id
        )
        select f.key, f.code, f.title, f.phrase, {WORD}, true as is_preferred, f.place, f.quote,
            f.source_url, {ORIGIN}
        from (select * from found where {where.sql}) f join documents d using (document_id)
        where $held_form in ('all', d.form)
        order by f.title, d.document_id, f.place
        """,
    )


def themes_in_documents(chosen: Choice) -> Query:
    """Per theme and meeting: how many of the documents about it mention the theme, with a 95 % interval."""
    where, themes = chosen.where(*WHEN, "form"), chosen.where("theme")
    return Query(
        "themes_in_documents",
        f"""
        with {_counted(where.sql, themes.sql)}
        select concat_ws('|', theme_id, meeting_id) as key, theme_id, theme, basket, meeting_id, year, documents,
               of_documents, {interval("documents", "of_documents")}
        from found join held using (meeting_id) join themes using (theme_id)
        order by basket, theme, year, meeting_id
        """,
        where.parameters + themes.parameters,
        behind=_mentions(where.sql, themes.sql),
    )


def themes_in_wording(chosen: Choice) -> Query:
    """Per theme and meeting: uses of its phrases per 10,000 words of the originals about the meeting."""
    where, themes = chosen.where(*WHEN, "form"), chosen.where("theme")
    originals = f"{where.sql} and form = 'original'"
    return Query(
        "themes_in_wording",
        f"""
        with {_counted(originals, themes.sql)}
        select concat_ws('|', theme_id, meeting_id) as key, theme_id, theme, basket, meeting_id, year, uses,
               of_words, of_documents, 10000.0 * uses / of_words as rate
        from found join held using (meeting_id) join themes using (theme_id)
        order by basket, theme, year, meeting_id
        """,
        where.parameters + themes.parameters,
        behind=_mentions(originals, themes.sql),
    )


def _counted(where: str, themes: str) -> str:
    """Common tables: per theme and meeting the documents that mention it and how often, and how many of how many
    words there are per meeting."""
    return f"""
        found as (
            select theme_id, meeting_id, year, sum(documents)::bigint as documents, sum(uses)::bigint as uses
            from themes_in_documents where meeting_id is not null and {where} and {themes} group by all
        ), held as (
            select meeting_id, sum(documents)::bigint as of_documents, greatest(1, sum(words))::bigint as of_words
            from documents_held where {where} group by meeting_id
        )"""


def _mentions(where: str, themes: str) -> str:
    return f"""
        with about as (
            select document_id, meeting_id, m.year, series, form
            from (select document_id, meeting_id, form from documents)
            join (select meeting_id, year, series from meetings) m using (meeting_id) where {where}
        )
        select concat_ws('|', t.theme_id, about.meeting_id) as key, t.phrase, {WORD}, true as is_preferred, t.place,
               t.quote, null::varchar as source_url, {ORIGIN}
        from (select * exclude (meeting_id, year) from theme_mentions where {themes}) t
        join about using (document_id) join documents d using (document_id)
        order by d.document_id, t.position
        """


def themes_together(chosen: Choice) -> Query:
    """Per pair of themes: in how many of the sessions listed here both are found, and each of them alone."""
    where, themes = chosen.where(*WHEN), chosen.where("theme")
    either = (
        themes.sql
        if themes.sql == "true"
        else " or ".join(themes.sql.replace("theme_id", column) for column in ("one_id", "other_id"))
    )
    found = f"""
        with held as ({HELD}), found as (
            select distinct session_id, theme_id from (
                select t.session_id, t.theme_id, held.meeting_id, held.year, m.series, d.form
                from theme_mentions t join held using (session_id)
                join meetings m on m.meeting_id = held.meeting_id
                join documents d on d.document_id = t.document_id
            ) where {where.sql} and $held_form in ('all', form)
        )"""
    return Query(
        "themes_together",
        f"""
        with pairs as (
            select one_id, other_id, sum(sessions)::bigint as sessions
            from themes_in_one_session where one_id is not null and {where.sql} and form = $held_form group by all
        ), alone as (
            select theme_id, sum(sessions)::bigint as sessions
            from themes_in_sessions where {where.sql} and form = $held_form group by theme_id
        ), whole as (
            select sum(sessions)::bigint as with_theme
            from themes_in_one_session where one_id is null and {where.sql} and form = $held_form
        )
        select concat_ws('|', one_id, other_id) as key, one_id, other_id, one.theme as theme,
               other.theme as other_theme, p.sessions, a.sessions as one_sessions, b.sessions as other_sessions,
               with_theme, p.sessions / least(a.sessions, b.sessions) as share,
               p.sessions * with_theme / (a.sessions * b.sessions) as times_expected
        from pairs p
        join themes one on one.theme_id = one_id join themes other on other.theme_id = other_id
        join alone a on a.theme_id = one_id join alone b on b.theme_id = other_id
        cross join whole
        where {either}
        order by p.sessions desc, times_expected desc, one.theme, other.theme
        """,
        (*where.parameters, *themes.parameters, ("held_form", form_of(chosen))),
        behind=f"""
        {found}
        select concat_ws('|', a.theme_id, b.theme_id) as key, s.code, s.title, true as is_preferred, s.place, s.quote,
               s.source_url, {ORIGIN}
        from found a join found b on a.session_id = b.session_id and a.theme_id < b.theme_id
        join sessions s on s.session_id = a.session_id and s.is_preferred
        join documents d on d.document_id = s.document_id
        order by s.year desc, s.title
        """,
    )


def form_of(chosen: Choice) -> str:
    """The one form of documents that was chosen; `all` for both."""
    return str(chosen.chosen["form"][0].value) if len(chosen.chosen["form"]) == 1 else "all"
