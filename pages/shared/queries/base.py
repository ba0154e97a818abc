"""What all questions share: where rows come from, and which documents answer."""

from __future__ import annotations

from pages.shared.catalog import Query

WHEN = ("from", "to", "series", "meeting")

ORIGIN = """d.document_id, d.title as document, d.form, d.published, d.url as document_url"""


def sources_of(query: Query) -> Query:
    """Every source behind `query`: its address, the document that states it, and how many rows it gives."""
    return Query(
        f"{query.name}-sources",
        f"""
        select coalesce(source_url, document_url) as url, document, form, published, count(*)::bigint as rows
        from ({query.behind}) where is_preferred group by all order by published nulls last, document, url
        """,
        query.parameters,
    )
