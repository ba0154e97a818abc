"""Who took part: by group, by size, by region, gender and experience."""

from __future__ import annotations

from dataclasses import replace

from pages.shared.catalog import Query
from pages.shared.choice import Choice
from pages.shared.queries.base import ORIGIN, WHEN

_KEY = """concat_ws('|', {0}.meeting_id, {0}.measure, {0}.dimension,
    case when {0}.dimension in ('stakeholder', 'region', 'gender') then coalesce({0}.group_name,
        {0}.label) end)"""
_WITHOUT_HOST = """
    select * replace (share / sum(share) over (partition by meeting_id, phase, measure order by label
                              rows between unbounded preceding and unbounded following) as share,
        true as is_share_derived)
    from ({})
    where group_name is distinct from host_region and group_name is distinct from 'Host country'
"""
_COLUMNS = """meeting_id, year, phase, city, measure, dimension, scheme, group_name, label, count, share,
    qualifier,
    status, is_count_derived, is_share_derived, total, note, source_url, host_region"""
_RIVALS = """
    select key, count(distinct (count, share)) - 1 as rivals
    from (select {key} as key, p.* from participation p where {condition} and not p.is_derived)
    group by key
"""
"""How many other figures sources state, beside the one that is shown."""


def registrations_by_group(chosen: Choice) -> Query:
    """Stakeholder groups, per meeting and population."""
    return _figures("registrations_by_group", "dimension = 'stakeholder'", chosen, "group", "measure")


def total_size(chosen: Choice) -> Query:
    """How many took part, per meeting and population."""
    return _single(_figures("total_size", "dimension = 'total'", chosen, "measure"))


def registrations_by_region(chosen: Choice) -> Query:
    """Regions of one scheme; without the host's, the shares are of what is left."""
    scheme = "scheme = 'continental'" if chosen.one("scheme") == "continental" else "coalesce(scheme, 'un') = 'un'"
    query = _figures("registrations_by_region", f"dimension = 'region' and {scheme}", chosen, "measure")
    return replace(query, sql=_WITHOUT_HOST.format(query.sql)) if chosen.one("host") == "without" else query


def gender(chosen: Choice) -> Query:
    """Women, men and others, per meeting and population."""
    return _figures("gender", "dimension = 'gender'", chosen, "measure")


def newcomers(chosen: Choice) -> Query:
    """The part that came for the first time."""
    return _single(_figures("newcomers", "dimension = 'newcomers'", chosen, "measure"))


def countries(chosen: Choice) -> Query:
    """From how many countries people came."""
    return _single(_figures("countries", "dimension = 'countries'", chosen, "measure"))


def _single(query: Query) -> Query:
    """One figure per meeting and population: that of the whole meeting before that of a phase, the exact ones
    first, then the largest."""
    return replace(
        query,
        sql=f"""
        select * from ({query.sql})
        qualify row_number() over (partition by meeting_id, measure
                                   order by phase is not null, qualifier != 'exact', count desc nulls last,
                                       share desc nulls last, label) = 1
        order by list_position(['registered', 'onsite', 'online', 'participants'], measure), year, meeting_id
        """,
    )


def years_with(dimension: str) -> Query:
    """The years of held meetings in a series, and whether they publish figures of this dimension."""
    return Query(
        "years_with",
        """
        select m.series, m.year, count(p.meeting_id) > 0 as has_figures
        from meetings m
        left join participation_by_group p on p.meeting_id = m.meeting_id and p.dimension = $dimension
        where m.status is distinct from 'planned' and m.status is distinct from 'cancelled'
        group by all order by m.series, m.year
        """,
        (("dimension", dimension),),
    )


def _figures(name: str, condition: str, chosen: Choice, *others: str) -> Query:
    where = chosen.where(*WHEN, *others)
    return Query(
        name,
        f"""
        with others as ({_RIVALS.format(key=_KEY.format("p"), condition=condition)}),
        shown as (
            select {_KEY.format("p")} as key, {_COLUMNS}
            from participation_by_group p
            where {condition} and {where.sql}
        )
        select shown.*, coalesce(others.rivals, 0)::bigint as rivals
        from shown left join others using (key)
        order by list_position(['registered', 'onsite', 'online', 'participants'], measure), year,
            meeting_id, phase, count desc nulls last, share desc nulls last, label
        """,
        where.parameters,
        behind=f"""
        with facts as (
            select * from participation join (select meeting_id, series from meetings) using (meeting_id)
            where {condition} and {where.sql}
        )
        select {_KEY.format("p")} as key, p.meeting_id, p.measure, p.group_name, p.label, p.count, p.share,
               p.qualifier, p.status, p.is_derived, p.is_preferred, p.note, p.place, p.quote, p.source_url,
                   {ORIGIN}
        from facts p join documents d on d.document_id = p.document_id
        order by p.is_preferred desc, p.is_derived, d.published desc nulls last, p.source_url, p.place
        """,
    )
