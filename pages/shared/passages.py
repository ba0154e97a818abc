"""The words around a quote, in the document that they were read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pages.shared import withheld, words
from pages.shared.catalog import Query, fetch

AROUND = 12
"""So many lines before and after."""
NOT_FOUND = "The place was not found in the document’s text; these are the words as they were read from it."


def passage(document_id: str, place: str, quote: str) -> dict[str, Any] | None:
    """The lines around `quote`, as static/evidence.js shows them; None: no such document.

    The quote is marked; where it was put together from more than its line, the line at its place is.
    """
    given = (("id", document_id), ("place", place), ("quote", quote))
    found = fetch(Query("document", "select * from documents where document_id = $id", given)).to_dict("records")
    if not found:
        return None
    document = {name: None if words.is_missing(value) else value for name, value in found[0].items()}
    lines = fetch(Query("passage", _LINES, given)).to_dict("records")
    published = document["published"]
    return {
        "title": document["title"] or document_id,
        "url": document["url"] or "",
        "published": f"{published:%Y-%m-%d}" if published is not None else "",
        "words": "as recorded" if document["form"] == "record" else "as printed",
        "place": place,
        "lines": list(_marked(lines, place, quote)) or [{"place": place, "parts": [[quote, True]]}],
        "note": "" if lines else withheld.SAID if withheld.is_withheld() else NOT_FOUND,
    }


_LINES = f"""
    with own as (
        select line, place, text, row_number() over (order by line) as nth from lines where document_id = $id
    ), found as (
        select arg_max(nth, contains(text, $quote)) as nth from own where place = $place
    )
    select own.place, own.text, own.nth = found.nth as is_found
    from own, found where own.nth between found.nth - {AROUND} and found.nth + {AROUND} order by own.nth
"""


def _marked(lines: Sequence[Mapping[Any, Any]], place: str, quote: str) -> Iterator[dict[str, Any]]:
    for line in lines:
        text = line["text"]
        marked = (quote if quote in text else text) if line["is_found"] else ""
        before, found, after = text.partition(marked) if marked else (text, "", "")
        parts = [[before, False], [found, True], [after, False]]
        yield {"place": line["place"], "parts": [part for part in parts if part[0]]}
