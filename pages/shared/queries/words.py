"""Words and phrases that a reader chose: over the years, and where they stand.

In titles, tracks and takeaways they are counted by session; in the text of originals by use. Only these are
in their authors' words; the prose of a record is ours and is not counted.
"""

from __future__ import annotations

from pages.shared import terms
from pages.shared.catalog import Query
from pages.shared.choice import Choice
from pages.shared.queries.base import ORIGIN, WHEN, interval
from pages.shared.queries.themes import HELD, form_of

AROUND = 90
"""Characters of context on either side."""
MOST = 20_000
"""So many contexts are given; `total` says how many there are."""

_TITLES = f"""
    held as ({HELD}), stated as (
        select session_id, 'title' as part, title as text, document_id, place from sessions
        union all
        select session_id, 'track', track, document_id, place from sessions where track is not null
        union all
        select session_id, 'takeaway', text, document_id, place from takeaways
    ), texts as (
        select h.session_id, h.meeting_id, h.year, m.series, d.form, h.code, h.title, s.part, s.text, s.document_id,
               s.place
        from stated s join held h using (session_id)
        join meetings m on m.meeting_id = h.meeting_id join documents d on d.document_id = s.document_id
    )"""
_CONTEXT = f"""
    replace(text[greatest(1, m.start - {AROUND} + 1):m.start], chr(10), ' ') as before,
    replace(text[m.start + 1:m."end"], chr(10), ' ') as word,
    replace(text[m."end" + 1:m."end" + {AROUND}], chr(10), ' ') as after"""


def _passages(chosen: Choice) -> str:
    """Common tables: the originals about a meeting, and those of their passages that may hold a word."""
    where = chosen.where(*WHEN, "form")
    may = " or ".join(f"contains(folded, $fragments[{n}])" for n in range(1, len(_patterns(chosen)[0]) + 1)) or "false"
    return f"""
        about as (
            select * from (
                select d.document_id, d.meeting_id, m.year, m.series, d.form, d.word_count
                from documents d join meetings m using (meeting_id)
            ) where form = 'original' and {where.sql}
        ), hit as (
            select distinct document_id, passage from lines where form = 'original' and ({may})
        ), texts as (
            select about.*, begins, text
            from (select document_id, min(position) as begins, string_agg(text, chr(10) order by line) as text
                  from lines join hit using (document_id, passage) group by document_id, passage)
            join about using (document_id)
        )"""


def words_in_titles(chosen: Choice) -> Query:
    """Per word and meeting: in how many of the sessions listed here it is in title, track or takeaways."""
    where, parameters = chosen.where(*WHEN), _parameters(chosen)
    return Query(
        "words_in_titles",
        f"""
        with {_TITLES}, found as (
            select $terms[m.pattern] as term, session_id, meeting_id, year
            from (select *, unnest(matches(text, $patterns)) as m from texts
                  where {where.sql} and $held_form in ('all', form))
        ), counted as (
            select term, meeting_id, f.year, count(distinct session_id)::bigint as sessions, h.sessions as held,
                   h.session_list
            from found f join (select meeting_id, form, sessions, session_list from sessions_held) h using (meeting_id)
            where h.form = $held_form group by all
        )
        select concat_ws('|', term, meeting_id) as key, term, meeting_id, year, sessions, held, session_list,
               {interval("sessions", "held")}
        from counted order by list_position($terms, term), year, meeting_id
        """,
        where.parameters + parameters,
        behind=_behind(_titles(where.sql)),
    )


def words_in_text(chosen: Choice) -> Query:
    """Per word and meeting: uses per 10,000 words of the originals about the meeting."""
    where, parameters = chosen.where(*WHEN, "form"), _parameters(chosen)
    return Query(
        "words_in_text",
        f"""
        with {_passages(chosen)}, words as (
            select meeting_id, greatest(1, sum(word_count))::bigint as of_words, count(*)::bigint as of_documents
            from about group by meeting_id
        ), found as (
            select $terms[m.pattern] as term, meeting_id, year, count(*)::bigint as uses
            from (select meeting_id, year, unnest(matches(text, $patterns)) as m from texts) group by all
        )
        select concat_ws('|', term, meeting_id) as key, term, meeting_id, year, uses, of_words, of_documents,
               10000.0 * uses / of_words as rate
        from found join words using (meeting_id) order by list_position($terms, term), year, meeting_id
        """,
        where.parameters + parameters,
        behind=_behind(_text(chosen)),
    )


def contexts_of_words(chosen: Choice) -> Query:
    """Every place where one of the chosen words stands, with what is before and after it, the latest first."""
    is_text = chosen.one("within") == "text"
    where = chosen.where(*WHEN, *(("form",) if is_text else ()))
    found = _text(chosen) if is_text else _titles(where.sql)
    return Query(
        "contexts_of_words",
        f"""
        select f.term, f.year, f.before, f.word, f.after, f.code, f.title, d.title as document, f.document_id, f.place,
               d.form, d.url, count(*) over () as total
        from ({found}) f join documents d using (document_id)
        order by f.year desc, f.meeting_id, d.title, f.document_id, f.position limit {MOST}
        """,
        where.parameters + _parameters(chosen),
    )


def _parameters(chosen: Choice) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    patterns, of = _patterns(chosen)
    fragments = tuple(map(terms.fragment_of, patterns))
    return ("patterns", patterns), ("terms", of), ("fragments", fragments), ("held_form", form_of(chosen))


def _patterns(chosen: Choice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return terms.patterns_of(terms.terms_of(chosen.one("term")))


def _titles(where: str) -> str:
    """Where the words stand in titles, tracks and takeaways."""
    return f"""
        with {_TITLES}
        select $terms[m.pattern] as term, meeting_id, year, code, title, part, document_id, place,
               m.start as position, {_CONTEXT}
        from (select *, unnest(matches(text, $patterns)) as m from texts
              where {where} and $held_form in ('all', form))"""


def _text(chosen: Choice) -> str:
    """Where the words stand in the text of originals: the line, and the session within whose lines it is."""
    return f"""
        with {_passages(chosen)}, found as (
            select $terms[m.pattern] as term, meeting_id, year, document_id, begins + m.start as position, {_CONTEXT}
            from (select *, unnest(matches(text, $patterns)) as m from texts)
        )
        select f.term, f.meeting_id, f.year, s.code, s.title, 'text' as part, f.document_id, l.place, f.position,
               f.before, f.word, f.after
        from found f
        asof join (select document_id, position, place, session_id from lines join hit using (document_id, passage)) l
          on l.document_id = f.document_id and f.position >= l.position
        left join (select distinct on (session_id) session_id, code, title from sessions order by session_id, title) s
          on s.session_id = l.session_id"""


def _behind(found: str) -> str:
    return f"""
        select concat_ws('|', f.term, f.meeting_id) as key, f.code, f.title, f.word, true as is_preferred, f.place,
               concat(f.before, f.word, f.after) as quote, null::varchar as source_url, {ORIGIN}
        from ({found}) f join documents d using (document_id)
        order by f.code, f.title, d.document_id, f.position
        """
