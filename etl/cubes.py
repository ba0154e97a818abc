"""The small tables that charts read: SQL over the tables, computed once per build.

A cube holds every dimension that a filter acts on, so that a page asks a few hundred rows however
many sessions there are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl import parquet, vocabulary
from etl.crosswalk import common_track
from etl.cube import HELD, Cube
from etl.theme_cubes import THEME_CUBES
from etl.themes import scan

MEMORY = "256MB"

PARTICIPATION = Cube(
    "participation_by_group",
    "A preferred figure: printed count and share, and what was derived from them, side by side.",
    """
    with totals as (
        select meeting_id, phase, measure, document_id, source_url, max(count) as total
        from participation
        where dimension = 'total' and not is_derived and count is not null
        group by all
    ), merged as (
        select meeting_id, year, phase, measure, dimension, scheme, group_name, label, document_id,
            source_url,
               coalesce(max(count) filter (not is_derived), max(count)) as count,
               coalesce(max(share) filter (not is_derived), max(share)) as share,
               coalesce(bool_and(is_derived) filter (count is not null), false) as is_count_derived,
               coalesce(bool_and(is_derived) filter (share is not null), false) as is_share_derived,
               coalesce(min(qualifier) filter (not is_derived), min(qualifier)) as qualifier,
               min(status) as status,
               string_agg(distinct note, '; ' order by note) as note
        from participation
        where is_preferred
        group by all
    )
    select m.* exclude (share, is_share_derived),
           coalesce(m.share, case when m.dimension not in ('total', 'countries') and t.total >= m.count
                                  then m.count / t.total end) as share,
           m.is_share_derived or (m.share is null and m.count is not null
               and t.total is not null) as is_share_derived,
           t.total, meetings.series, meetings.city, h.region as host_region
    from merged m
    join meetings using (meeting_id)
    left join host_regions h on h.country = meetings.country
    left join totals t
      on t.meeting_id = m.meeting_id and t.measure = m.measure and t.document_id = m.document_id
     and t.phase is not distinct from m.phase and t.source_url is not distinct from m.source_url
    order by all
    """,
)

_SAME_TRACK = r"""
    replace(trim(regexp_replace(regexp_replace(replace(lower(strip_accents({0})), '&', ' and '),
                                               '[(\[][^)\]]*[)\]]', ' ', 'g'),
                                '[^\p{{L}}\p{{N}}]+', ' ', 'g')), ' ', '-')"""
"""What two spellings of one track have in common: capitals, "&" for "and" and a remark in brackets do not count."""

SESSIONS = Cube(
    "sessions_by_track_and_type",
    "A number of sessions that we hold, by meeting, track (as printed; under its commonest spelling; harmonised),"
    " type and form.",
    f"""
    with spellings as (
        select track, {_SAME_TRACK.format("track")} as track_code, count(*) as times
        from sessions where track is not null group by all
    ), names as (
        select *, first_value(track) over (partition by track_code order by times desc, track) as track_name
        from spellings
    )
    select s.meeting_id, m.series, s.year, s.track, n.track_code, n.track_name,
           h.track as harmonised_track, s.session_type, d.form, count(*)::bigint as sessions
    from sessions s
    left join names n using (track)
    join meetings m on m.meeting_id = s.meeting_id
    join documents d on d.document_id = s.document_id
    left join harmonised h on h.meeting_id = s.meeting_id and h.published = s.track
    where s.is_preferred and s.{HELD}
    group by all
    order by all
    """,
)

HELD_SESSIONS = Cube(
    "sessions_held",
    "Per meeting: how many sessions we hold, how its list came about, and how many it states to have had.",
    f"""
    with held as (
        select s.meeting_id, coalesce(d.form, 'all') as form, count(*)::bigint as sessions,
               count(*) filter (where s.status = 'unknown')::bigint as unconfirmed
        from sessions s join documents d on d.document_id = s.document_id
        where s.is_preferred and s.{HELD}
        group by grouping sets ((s.meeting_id, d.form), (s.meeting_id))
    ), stated as (
        select meeting_id, count as stated, qualifier
        from session_counts
        where is_preferred and dimension = 'total'
        qualify row_number() over (partition by meeting_id
                                   order by phase is not null, count desc, qualifier != 'exact', document_id) = 1
    )
    select m.meeting_id, m.series, m.year, m.city, m.session_list, held.form, held.sessions,
           held.unconfirmed, stated.stated, stated.qualifier
    from meetings m
    join held using (meeting_id)
    left join stated using (meeting_id)
    order by all
    """,
)

AGENDA = Cube(
    "themes_on_agenda",
    "A theme in what a source says a meeting put on its own agenda: its overarching theme or the name of a track.",
    r"""
    with agenda as (
        select meeting_id, year, 'overarching theme' as kind, theme as line, document_id, place,
            null as source_url
        from meetings where theme is not null
        union all
        select meeting_id, year, role || ' track', track, document_id, place, source_url from tracks
    )
    select t.theme_id, a.meeting_id, m.series, a.year, a.kind, a.line, a.source_url, a.document_id,
           min(a.place) as place
    from agenda a
    join themes_of_lines t on t.line = a.line
    join meetings m using (meeting_id)
    group by all
    order by all
    """,
)

_COVERED = {
    "Registered": "dimension = 'total' and measure = 'registered'",
    "On site": "dimension = 'total' and measure = 'onsite'",
    "Online": "dimension = 'total' and measure = 'online'",
    "Participants": "dimension = 'total' and measure = 'participants'",
    "Stakeholder groups": "dimension = 'stakeholder'",
    "Regions": "dimension = 'region'",
    "Gender": "dimension = 'gender'",
    "Newcomers": "dimension = 'newcomers'",
    "Countries": "dimension = 'countries'",
}
_STATED = {"Sessions, stated": "dimension = 'total'", "Sessions by type": "dimension = 'type'"}
_FACT = """select '{item}' as item, {order} as position, meeting_id, status, qualifier, count, share,
    source_url, document_id, place"""
_SELECTS = [
    f"{_FACT.format(item=item, order=order)} from {table} where is_preferred and {condition}"
    for order, (item, (table, condition)) in enumerate(
        {
            **{item: ("participation", condition) for item, condition in _COVERED.items()},
            **{item: ("session_counts_with_share", condition) for item, condition in _STATED.items()},
        }.items()
    )
]

COVERAGE = Cube(
    "coverage",
    "Per meeting and kind of figure: have it, only rounded, only stated before the end, or not found.",
    f"""
    with session_counts_with_share as (
        select *, null::double as share from session_counts
    ), facts as ({" union all ".join(_SELECTS)}), items as (
        select unnest({json.dumps([*_COVERED, *_STATED]).replace('"', "'")}) as item,
               generate_subscripts({json.dumps([*_COVERED, *_STATED]).replace('"', "'")}, 1) - 1 as position
    )
    select m.meeting_id, m.series, m.year, m.city, i.item, i.position::bigint as position,
           case when count(f.item) = 0 then 'not found'
                when bool_and(f.status != 'final') then 'not final'
                when bool_or(f.qualifier = 'exact') then 'have it'
                else 'rounded' end as state,
           count(f.item)::bigint as figures,
           min(f.count) filter (i.item in ('Registered', 'On site', 'Online', 'Participants', 'Countries',
                                           'Sessions, stated')) as count,
           min(f.qualifier) as qualifier, min(f.source_url) as source_url,
           min(f.document_id) as document_id, min(f.place) as place
    from meetings m
    cross join items i
    left join facts f on f.meeting_id = m.meeting_id and f.item = i.item
    where m.status is distinct from 'planned' and m.status is distinct from 'cancelled'
    group by all
    order by all
    """,
)

CUBES = (PARTICIPATION, SESSIONS, *THEME_CUBES, HELD_SESSIONS, AGENDA, COVERAGE)


def build(tables: Mapping[str, pa.Table | Sequence[Path]], spill: Path | None = None) -> dict[str, pa.Table]:
    """The cubes over `tables`, each an Arrow table or Parquet files, of which only what a cube names is read.

    The same tables give the same rows in the same order. What does not fit into MEMORY goes to the folder `spill`.
    """
    with duckdb.connect(config={"threads": 1, "memory_limit": MEMORY}) as connection:
        if spill:
            connection.execute("set temp_directory = $folder", {"folder": str(spill)})
        for name, table in {**tables, **_helpers(tables)}.items():
            if isinstance(table, pa.Table):
                connection.register(name, table)
            else:
                connection.execute(f"create view {name} as select * from {parquet.scan(table)}")
        return {cube.name: connection.sql(cube.sql).to_arrow_table() for cube in CUBES}


def _helpers(tables: Mapping[str, Any]) -> dict[str, pa.Table]:
    return {
        "harmonised": _harmonised(tables),
        "host_regions": _host_regions(),
        "themes_of_lines": _themes_of_lines(tables),
    }


def _themes_of_lines(tables: Mapping[str, Any]) -> pa.Table:
    """The themes that the overarching themes and tracks of meetings name."""
    stated = (*tables["meetings"]["theme"].to_pylist(), *tables["tracks"]["track"].to_pylist())
    lines = {line for line in stated if line is not None}
    found = sorted({(line, match.theme_id) for line in lines for match in scan(line)})
    return pa.table({"line": [line for line, _ in found], "theme_id": [theme_id for _, theme_id in found]},
                    pa.schema([("line", pa.string()), ("theme_id", pa.string())]))  # fmt: skip


def _harmonised(tables: Mapping[str, Any]) -> pa.Table:
    """The common track of every track that a meeting's own words name, where it is mapped."""
    named = {
        (meeting_id, track)
        for table in (tables["sessions"], tables["tracks"])
        for meeting_id, track in zip(table["meeting_id"].to_pylist(), table["track"].to_pylist(), strict=True)
        if meeting_id and track
    }
    mapped = sorted((*pair, common) for pair in named if (common := common_track(*pair)))
    columns = ("meeting_id", "published", "track")
    return pa.table(
        {column: [row[index] for row in mapped] for index, column in enumerate(columns)},
        pa.schema([(column, pa.string()) for column in columns]),
    )


def _host_regions() -> pa.Table:
    regions: Mapping[str, str] = vocabulary.load("host_regions")
    return pa.table({"country": list(regions), "region": list(regions.values())})
