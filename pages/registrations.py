"""Registrations: who took part, by stakeholder group, meeting by meeting."""

from pages.shared import charts, components, filters, queries
from pages.shared.site import REGISTRATIONS as PAGE

components.header("Who took part?", "Groups as the sources counted them; what was counted differently stands apart.")

chosen = filters.current()
with components.switches():
    filters.option("show", chosen)
    filters.option("order", chosen)
    filters.option("arrange", chosen)
components.chart_card(queries.registrations_by_group, charts.registrations_by_group, chosen, PAGE)
components.chart_card(queries.total_size, charts.total_size, chosen, PAGE)

with components.switches():
    filters.option("scheme", chosen)
    filters.option("host", chosen)
components.chart_card(queries.registrations_by_region, charts.registrations_by_region, chosen, PAGE)
components.chart_card(queries.gender, charts.gender, chosen, PAGE)
components.chart_card(queries.newcomers, charts.newcomers, chosen, PAGE)
components.chart_card(queries.countries, charts.countries, chosen, PAGE)
