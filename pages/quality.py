"""Data quality: what was read, what was not understood, and what does not add up."""

from pages.shared import charts, components, filters, queries, rates
from pages.shared.catalog import fetch
from pages.shared.site import QUALITY as PAGE

components.header("What does not add up?", "Nothing is repaired in silence: whatever was not understood is listed.")

chosen = filters.current()
components.documents_read(fetch(queries.documents_read()))
components.error_rates(rates.error_rates())
components.findings_by_code(fetch(queries.findings_by_code(chosen)))
components.corrections(rates.corrections())
components.chart_card(queries.findings, charts.findings, chosen, PAGE)
