"""The documents: which there are, what was read from each, what was not understood, and its text."""

from __future__ import annotations

from pages.shared.catalog import Query
from pages.shared.choice import Choice

FILTERS = ("from", "to", "meeting", "form", "kind")

_COUNT = "concat_ws(' ', case qualifier when 'exact' then null when 'under' then 'less than' else qualifier end, "
_FIGURE = (
    _COUNT
    + """format('{:,}', count), case when share is not null then
    round(100 * share, 1)::varchar || '%' end)"""
)
_FACTS = f"""
    select 'meeting' as fact, concat_ws(', ', name, city, country, start_date::varchar, theme) as said, document_id,
           place, quote from meetings
    union all select 'figure', concat_ws(', ', coalesce(group_name, label), measure, dimension, year::varchar,
           {_FIGURE}), document_id, place, quote from participation where not is_derived
    union all select 'number of sessions', concat_ws(', ', coalesce(group_name, label), dimension, year::varchar,
           {_COUNT} format('{{:,}}', count))), document_id, place, quote from session_counts
    union all select 'track', concat_ws(', ', track, role, year::varchar), document_id, place, quote from tracks
    union all select 'session', concat_ws(', ', code, title, session_type, date::varchar, start_local), document_id,
           place, quote from sessions
    union all select 'organisation', concat_ws(', ', name_as_printed, role), document_id, place, quote
           from organisation_roles
    union all select 'takeaway', text, document_id, place, quote from takeaways
"""
"""Everything that was read, but for themes, whose places are on the page of themes."""


def documents(chosen: Choice) -> Query:
    """Every document, with how much was read from it and how many findings it has."""
    where = chosen.where(*FILTERS)
    return Query(
        "documents",
        f"""
        with read as (select document_id, count(*)::bigint as facts from ({_FACTS}) group by document_id),
        found as (select document_id, count(*)::bigint as findings from findings group by document_id)
        select document_id, title, form, kind, language, published, meeting_id, year, word_count,
               coalesce(facts, 0)::bigint as facts, coalesce(findings, 0)::bigint as findings, url
        from documents left join read using (document_id) left join found using (document_id)
        where {where.sql}
        order by year desc nulls last, lower(strip_accents(coalesce(title, document_id))), document_id
        """,
        where.parameters,
    )


def document(chosen: Choice) -> Query:
    """What is known of the chosen document."""
    return _of_document("document", "select * from documents where document_id = $document", chosen)


def facts_of_document(chosen: Choice) -> Query:
    """What was read from the chosen document, line by line."""
    return _of_document(
        "facts_of_document",
        f"""
        select f.place, f.fact, f.said, f.quote
        from ({_FACTS}) f left join (select document_id, place, min(line) as line from lines group by all) l
          using (document_id, place)
        where document_id = $document order by line nulls last, f.fact, f.said
        """,
        chosen,
    )


def findings_of_document(chosen: Choice) -> Query:
    """What was not understood in the chosen document, or does not add up."""
    return _of_document(
        "findings_of_document",
        """
        select severity, code, place, value, message from findings where document_id = $document
        order by list_position(['error', 'warning', 'info'], severity), code, place
        """,
        chosen,
    )


def lines_of_document(chosen: Choice) -> Query:
    """The text of the chosen document."""
    return _of_document(
        "lines_of_document",
        "select line, place, kind, text from lines where document_id = $document order by line",
        chosen,
    )


def _of_document(name: str, sql: str, chosen: Choice) -> Query:
    return Query(name, sql, (("document", chosen.one("document")),))
