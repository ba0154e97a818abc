"""Themes: what was talked about over the years, on two bases that are never mixed."""

from pages.shared import charts, components, filters, queries
from pages.shared.site import THEMES as PAGE

components.header("What was talked about?", "On the meetings’ own agendas, or in the sessions held here; never mixed.")

chosen = filters.current()
with components.switches():
    filters.option("basis", chosen)
    filters.option("chart", chosen)

if chosen.one("basis") == "agenda":
    components.chart_card(queries.themes_on_agenda, charts.themes_on_agenda, chosen, PAGE)
else:
    components.chart_card(queries.themes_in_sessions, charts.themes_in_sessions, chosen, PAGE)
components.chart_card(queries.sessions_held_and_stated, charts.sessions_held_and_stated, chosen, PAGE)
