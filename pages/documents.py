"""Documents: all that was read, each with its facts, findings and text; search in all of them."""

from pages.shared import components, filters, queries, search
from pages.shared.catalog import fetch

components.header("What was it read from?", "Every document, what was read from it, and what was not understood.")

chosen = filters.current()
components.search_box(chosen)
if chosen.one("q"):
    components.search_results(search.results(chosen), chosen)
if chosen.one("document"):
    facts = fetch(queries.facts_of_document(chosen))
    components.document(fetch(queries.document(chosen)), facts, fetch(queries.findings_of_document(chosen)), chosen)
    components.document_text(fetch(queries.lines_of_document(chosen)), facts, chosen)
elif not chosen.one("q"):
    components.document_list(fetch(queries.documents(chosen)), chosen)
