"""What all questions share: where rows come from, and which documents answer."""

from __future__ import annotations

from pages.shared.catalog import Query
from pages.shared.choice import Choice

WHEN = ("from", "to", "series", "meeting")

ORIGIN = """d.document_id, d.title as document, d.form, d.published, d.url as document_url"""


def sources_of(query: Query) -> Query:
    """Every source behind `query`: its address, the document that states it, and how many rows it gives."""
    return Query(
        f"{query.name}-sources",
        f"""
        select coalesce(source_url, document_url) as url, document, document_id, form, published,
               count(*)::bigint as rows
        from ({query.behind}) where is_preferred group by all order by published nulls last, document, url
        """,
        query.parameters,
    )


def meetings_chosen(chosen: Choice) -> Query:
    """The meetings that the filters leave in view."""
    where = chosen.where(*WHEN)
    return Query("meetings_chosen", f"select meeting_id from meetings where {where.sql}", where.parameters)


_Z = 1.959964
"""For an interval of 95 %."""


def interval(part: str, whole: str) -> str:
    """SQL for the columns `share`, `low` and `high` of `part` of `whole`: the 95 % interval of Wilson."""
    share, base = f"({part} / {whole})", f"(1 + {_Z}^2 / {whole})"
    middle = f"({share} + {_Z}^2 / (2 * {whole}))"
    width = f"({_Z} * sqrt({share} * (1 - {share}) / {whole} + {_Z}^2 / (4 * {whole}^2)))"
    return (
        f"{part} / {whole} as share, greatest(0, ({middle} - {width}) / {base}) as low,"
        f" least(1, ({middle} + {width}) / {base}) as high"
    )
