"""Organisations: who organises sessions over the years, and all that is here of one of them."""

from pages.shared import charts, components, filters, queries
from pages.shared.catalog import fetch
from pages.shared.site import ORGANISATIONS as PAGE

components.header("Who organises the sessions?", "All organisations over the years; type a name to look at one.")

chosen = filters.current()
components.organisation_box(chosen)
if chosen.one("organisation"):
    components.organisation_facts(fetch(queries.organisation_facts(chosen)))
    components.chart_card(queries.organisation_by_year, charts.organisation_by_year, chosen, PAGE)
    components.chart_card(queries.organisation_network, charts.organisation_network, chosen, PAGE)
    components.chart_card(queries.organisation_themes, charts.organisation_themes, chosen, PAGE)
    components.organisation_roles(fetch(queries.organisation_roles(chosen)), chosen, PAGE)
else:
    components.chart_card(queries.organisers_by_year, charts.organisers_by_year, chosen, PAGE)
    components.chart_card(queries.organisers_by_group, charts.organisers_by_group, chosen, PAGE)
    components.organisation_list(fetch(queries.organisation_list(chosen)), chosen, PAGE)
components.names_merged(chosen, PAGE)
