"""Who organises sessions: all organisations over the years, and one of them."""

from __future__ import annotations

from pages.shared.catalog import Query
from pages.shared.choice import Choice, Condition
from pages.shared.queries.base import ORIGIN, WHEN

ROLES = """
    select r.organisation_id, r.role, r.name_as_printed, r.document_id, r.place, r.quote, s.session_id, s.meeting_id,
           s.year, s.code, s.title, s.session_type, s.track, s.source_url, m.series, d.form,
           o.name, o.short_name, o.stakeholder_group as group_name, o.country
    from organisation_roles r
    join (select session_id, meeting_id, year, code, title, session_type, track, source_url from sessions
          where is_preferred and status not in ('proposal', 'cancelled')) s using (session_id)
    join (select meeting_id, series from meetings) m on m.meeting_id = s.meeting_id
    join documents d on d.document_id = r.document_id
    join organisations o using (organisation_id)
"""
"""The roles in sessions listed here."""
_FILTERS = (*WHEN, "form")


def organisers_by_year(chosen: Choice) -> Query:
    """Sessions listed here, per organiser and meeting."""
    where = chosen.where(*_FILTERS, "group")
    return _counted("organisers_by_year", "organisation_id", "organisation_id, name, group_name", where.sql, chosen)


def organisers_by_group(chosen: Choice) -> Query:
    """Sessions listed here, per stakeholder group of their organisers and meeting; each counts once per group."""
    where = chosen.where(*_FILTERS, "group")
    group = "coalesce(group_name, 'not known')"
    return _counted("organisers_by_group", group, f"{group} as group_name", where.sql, chosen)


def _counted(name: str, identity: str, columns: str, condition: str, chosen: Choice) -> Query:
    key = f"concat_ws('|', {identity}, meeting_id)"
    return Query(
        name,
        f"""
        with chosen as (select * from ({ROLES}) where role = 'organiser' and {condition}),
        named as (
            select {key} as key, {columns}, meeting_id, year, count(distinct session_id)::bigint as sessions
            from chosen group by all
        )
        select named.*, (select count(distinct session_id) from chosen)::bigint as held
        from named order by year, meeting_id, sessions desc, key
        """,
        chosen.where(*_FILTERS, "group").parameters,
        behind=_behind(key, f"role = 'organiser' and {condition}"),
    )


def organisation_by_year(chosen: Choice) -> Query:
    """Sessions listed here in which the chosen organisation has a role, per role and meeting."""
    where = _where_organisation(chosen)
    key = "concat_ws('|', role, meeting_id)"
    return Query(
        "organisation_by_year",
        f"""
        select {key} as key, role, meeting_id, year, any_value(name) as name,
               count(distinct session_id)::bigint as sessions
        from ({ROLES}) where {where.sql}
        group by all order by year, meeting_id, role
        """,
        where.parameters,
        behind=_behind(key, where.sql),
    )


def organisation_themes(chosen: Choice) -> Query:
    """Sessions of the chosen organisation, per theme and meeting."""
    where = _where_organisation(chosen)
    themed = f"""
        select r.*, t.theme_id, t.theme, t.basket from ({ROLES}) r
        join (select distinct session_id, theme_id from theme_mentions) using (session_id)
        join themes t using (theme_id)
    """
    key = "concat_ws('|', theme_id, meeting_id)"
    return Query(
        "organisation_themes",
        f"""
        select {key} as key, theme_id, theme, basket, meeting_id, year, any_value(name) as name,
               count(distinct session_id)::bigint as sessions
        from ({themed}) where {where.sql}
        group by all order by basket, theme, year, meeting_id
        """,
        where.parameters,
        behind=_behind(key, where.sql, themed),
    )


def organisation_network(chosen: Choice) -> Query:
    """Pairs of organisers in the sessions that the chosen organisation organises; in its own pairs it is `one`."""
    where = chosen.where(*_FILTERS)
    own = f"""
        select session_id from ({ROLES})
        where role = 'organiser' and list_contains($organisation::varchar[], organisation_id)
    """
    pairs = f"""
        select distinct a.organisation_id as one_id, a.name as one, b.organisation_id as other_id, b.name as other,
               b.group_name, b.country, list_contains($organisation::varchar[], a.organisation_id) as is_own,
               b.session_id, b.meeting_id, b.year, b.code, b.title, b.place, b.quote, b.source_url, b.document_id,
               b.role
        from (select * from ({ROLES}) where role = 'organiser' and {where.sql}) a
        join (select * from ({ROLES}) where role = 'organiser') b
          on a.session_id = b.session_id and a.organisation_id != b.organisation_id
        where a.session_id in ({own})
          and (list_contains($organisation::varchar[], a.organisation_id)
               or (a.organisation_id < b.organisation_id
                   and not list_contains($organisation::varchar[], b.organisation_id)))
    """
    key = "concat_ws('|', one_id, other_id)"
    return Query(
        "organisation_network",
        f"""
        select {key} as key, one_id, one, other_id, other, group_name, country, is_own,
               count(distinct session_id)::bigint as sessions,
               string_agg(distinct year::varchar, ', ' order by year::varchar) as years
        from ({pairs}) group by all order by is_own desc, sessions desc, other, one
        """,
        (*where.parameters, ("organisation", _chosen(chosen))),
        behind=_behind(key, "true", pairs),
    )


def _where_organisation(chosen: Choice) -> Condition:
    """The condition of the filters and of the chosen organisation; none chosen: no row."""
    where = chosen.where(*_FILTERS)
    sql = f"list_contains($organisation::varchar[], organisation_id) and {where.sql}"
    return Condition(sql, (*where.parameters, ("organisation", _chosen(chosen))))


def _chosen(chosen: Choice) -> tuple[str, ...]:
    return tuple(str(option.value) for option in chosen.chosen["organisation"])


def _behind(key: str, condition: str, rows: str = ROLES) -> str:
    return f"""
        with facts as (select distinct {key} as key, role, code, title, place, quote, source_url, document_id
                       from ({rows}) where {condition})
        select f.key, f.role, f.code, f.title, true as is_preferred, f.place, f.quote, f.source_url, {ORIGIN}
        from facts f join documents d using (document_id)
        order by f.code nulls last, f.title, f.document_id, f.place
    """


def organisation_facts(chosen: Choice) -> Query:
    """What is known of the chosen organisation, and every name that stands for it."""
    return Query(
        "organisation_facts",
        """
        select o.*, list(distinct r.name_as_printed order by r.name_as_printed) as printed
        from organisations o join organisation_roles r using (organisation_id)
        where list_contains($organisation::varchar[], organisation_id) group by all
        """,
        (("organisation", _chosen(chosen)),),
    )


def organisation_roles(chosen: Choice) -> Query:
    """Every role of the chosen organisation: in sessions and proposals, in a meeting as a whole, in a document."""
    where = chosen.where(*_FILTERS)
    return Query(
        "organisation_roles",
        f"""
        with rows as (
            select r.role, coalesce(s.year, m.year) as year, coalesce(s.meeting_id, r.meeting_id) as meeting_id,
                   coalesce(m.series, '') as series, s.code, s.title, s.session_type, s.track, s.status,
                   r.name_as_printed, d.form, coalesce(s.source_url, d.url) as source_url
            from organisation_roles r
            join documents d using (document_id)
            left join (select * from sessions where is_preferred) s on s.session_id = r.session_id
            left join meetings m on m.meeting_id = coalesce(s.meeting_id, r.meeting_id)
            where list_contains($organisation::varchar[], r.organisation_id)
        )
        select distinct year, meeting_id, role, code, title, session_type, track, status, name_as_printed, source_url
        from rows where {where.sql} order by year desc nulls last, meeting_id, role, code nulls last, title
        """,
        (*where.parameters, ("organisation", _chosen(chosen))),
    )


def organisation_list(chosen: Choice) -> Query:
    """All organisations that have a role in sessions listed here."""
    where = chosen.where(*_FILTERS, "group")
    return Query(
        "organisation_list",
        f"""
        select name, short_name, group_name as stakeholder_group, country,
               count(distinct session_id) filter (role = 'organiser')::bigint as sessions,
               count(distinct meeting_id)::bigint as meetings, min(year) as first_year, max(year) as last_year,
               organisation_id
        from ({ROLES}) where {where.sql}
        group by all order by sessions desc, name
        """,
        where.parameters,
    )


def names_printed() -> Query:
    """Every printed name, the organisation that it stands for, and how often it is printed."""
    return Query(
        "names_printed",
        """
        select organisation_id, name, short_name, name_as_printed, count(*)::bigint as rows
        from organisation_roles join organisations using (organisation_id)
        group by all order by name, organisation_id, rows desc, name_as_printed
        """,
    )
