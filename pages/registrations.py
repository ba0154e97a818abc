"""Registrations: who took part, by stakeholder group, meeting by meeting."""

from pages.shared import charts, components, controls, filters, queries
from pages.shared.site import REGISTRATIONS as PAGE

components.header("Who took part?", "Groups as the sources counted them; what was counted differently stands apart.")

chosen = filters.current()
controls.switches(PAGE, chosen, "show", "order", "arrange")
components.chart_card(queries.registrations_by_group, charts.registrations_by_group, chosen, PAGE)
components.chart_card(queries.total_size, charts.total_size, chosen, PAGE)

controls.switches(PAGE, chosen, "scheme", "host")
components.chart_card(queries.registrations_by_region, charts.registrations_by_region, chosen, PAGE)
components.chart_card(queries.gender, charts.gender, chosen, PAGE)
components.chart_card(queries.newcomers, charts.newcomers, chosen, PAGE)
components.chart_card(queries.countries, charts.countries, chosen, PAGE)
