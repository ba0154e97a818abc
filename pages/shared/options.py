"""The values that each filter may have, in the build at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from etl import vocabulary
from etl.schema import TABLES
from etl.vocabulary import slug
from pages.shared import catalog
from pages.shared.catalog import Build, PerBuild, Query, fetch
from pages.shared.choice import Choice, Filter, Option, parse
from pages.shared.declared import FILTERS
from pages.shared.sides import KINDS, SIDES

_SIDES = """
    select 'meeting-' || meeting_id as code, meeting_id as value, concat_ws(' ', series, year::varchar, city) as label,
           1 as kind, year::varchar as place
    from meetings
    union all
    select 'organisation-' || organisation_id, organisation_id, name || coalesce(' (' || short_name || ')', ''), 2,
           lower(strip_accents(name)) from organisations
    union all
    select 'theme-' || theme_id, theme_id, theme, 3, basket || ' ' || theme from themes
    order by kind, place, value"""
_FIRST_SIDES = """
    with meeting as (
        select 'meeting' as kind, meeting_id as value, -year as rank from meetings
        where status is distinct from 'planned' and status is distinct from 'cancelled'
        order by series = 'IGF' desc, meeting_id in (select meeting_id from participation) desc, year desc limit 2
    ), organisation as (
        select 'organisation', organisation_id, row_number() over (order by count(distinct session_id) desc,
                                                                   organisation_id)
        from organisation_roles where role = 'organiser' group by organisation_id
    ), theme as (
        select 'theme', theme_id, row_number() over (order by count(distinct session_id) desc, theme_id)
        from theme_mentions group by theme_id
    )
    from (from meeting union all from organisation union all from theme)
    qualify row_number() over (partition by kind order by rank) <= 2 order by kind, rank desc"""
"""The latest meetings, the organisations and themes of most sessions."""
_FROM_TABLES = {
    "series": "select distinct series as value, series as label from meetings order by value",
    "meeting": """select meeting_id as value, concat_ws(' ', series, year::varchar, city) as label
                  from meetings order by year, meeting_id""",
    "track": """select distinct track as value, track_name as label, track_code as code
                from sessions_by_track_and_type where track is not null order by label, value""",
    "theme": "select theme_id as value, theme as label from themes order by basket, theme",
    "code": "select distinct code as value, replace(code, '-', ' ') as label from findings order by value",
    "organisation": """
        select organisation_id as value, organisation_id as code,
               name || coalesce(' (' || short_name || ')', '') as label
        from organisations order by lower(strip_accents(name)), organisation_id""",
    "highlight": """
        select value, value as label from (
            select coalesce(group_name, label) as value from participation_by_group
            where dimension in ('stakeholder', 'region', 'gender')
            union select coalesce(group_name, label) from session_counts where dimension = 'type' and is_preferred
            union select unnest([session_type, track_name, harmonised_track]) from sessions_by_track_and_type
        ) where value is not null
        union select theme_id, theme from themes
        order by label, value""",
    "within": """
        select 'titles' as value, 'Titles, tracks and takeaways' as label
        union all select 'text', 'The text of originals'
        where exists (from lines where form = 'original')""",
    "kind": "select distinct kind as value, upper(kind[1]) || kind[2:] as label from documents order by value",
    "document": """
        select document_id as value, document_id as code,
               coalesce(title, document_id) || case form when 'original' then ' (original)' else '' end as label
        from documents order by lower(strip_accents(label)), document_id""",
    "one": _SIDES,
    "other": _SIDES,
    "years": """select unnest(generate_series(min(year), max(year))) as value from meetings
                where status is distinct from 'planned'""",
}
_VOCABULARY = {"group": "stakeholder_groups", "type": "session_types"}


@cache
def _vocabulary(name: str) -> tuple[Option, ...]:
    return tuple(Option(slug(value), value, value) for value in vocabulary.load(name))


def options_of(name: str) -> Sequence[Option]:
    """The values that a filter may have in the build at hand."""
    if name in _VOCABULARY:
        return _vocabulary(_VOCABULARY[name])
    if name == "table":
        return tuple(Option(table.name.replace("_", "-"), table.name, table.name) for table in TABLES)
    if name in ("from", "to"):
        years = fetch(Query("years", _FROM_TABLES["years"]))["value"]
        return tuple(Option(str(year), int(year), str(year)) for year in years)
    if name in _FROM_TABLES:
        rows = fetch(Query(f"options-{name}", _FROM_TABLES[name]))
        codes = rows["code"] if "code" in rows.columns else rows["value"].map(slug)
        return tuple(
            Option(code, value, label) for code, value, label in zip(codes, rows["value"], rows["label"], strict=True)
        )
    return FILTERS[name].options


def choice(given: Mapping[str, Sequence[str]]) -> Choice:
    """The choice that the parameters of an address make."""
    return parse(*_every(catalog.build()), given)


def first_sides(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The codes of two things of a kind that stand side by side where nothing was chosen: {"one": …, "other": …}."""
    rows = fetch(Query("first_sides", _FIRST_SIDES))
    codes = [f"{kind}-{value}" for value in rows[rows["kind"] == kind]["value"]]
    return {side: tuple(codes[at : at + 1]) for at, side in enumerate(SIDES)}


@PerBuild
def _every(_: Build) -> tuple[Mapping[str, Filter], Mapping[str, Sequence[Option]]]:
    """The filters, and the values of each, in the build of this version, which never change."""
    begins = first_sides(next(iter(KINDS)))
    filters = {name: replace(known, default=begins.get(name, known.default)) for name, known in FILTERS.items()}
    return filters, {name: options_of(name) for name in FILTERS}
