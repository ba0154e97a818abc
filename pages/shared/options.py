"""The values that each filter may have, in the build at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from etl import vocabulary
from etl.schema import TABLES
from etl.vocabulary import slug
from pages.shared import catalog
from pages.shared.catalog import Query, fetch
from pages.shared.choice import Choice, Option, parse
from pages.shared.declared import FILTERS

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
        order by label""",
    "within": """
        select 'titles' as value, 'Titles, tracks and takeaways' as label
        union all select 'text', 'The text of originals'
        where exists (from documents where form = 'original')""",
    "kind": "select distinct kind as value, upper(kind[1]) || kind[2:] as label from documents order by value",
    "document": """
        select document_id as value, document_id as code,
               coalesce(title, document_id) || case form when 'original' then ' (original)' else '' end as label
        from documents order by lower(strip_accents(label)), document_id""",
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
    return parse(FILTERS, _every(catalog.build().version), given)


@lru_cache(maxsize=catalog.BUILDS_OPEN)
def _every(_: str) -> Mapping[str, Sequence[Option]]:
    """The values of every filter in the build of this version, which never change."""
    return {name: options_of(name) for name in FILTERS}
