"""Compare: two meetings, two organisations or two themes side by side, in one link."""

from pages.shared import charts, components, filters, queries, sides
from pages.shared.site import COMPARE as PAGE

components.header(
    "What differs?", "Two meetings, organisations or themes side by side; a gap is a figure nobody states."
)

chosen = filters.current()
components.sides_box(chosen)
both = sides.both(chosen)
if sides.values(chosen, "meeting"):
    components.chart_card(queries.compared_meetings, charts.compared_meetings, both, PAGE)
    components.beside(queries.registrations_by_group, charts.registrations_by_group, both, PAGE)
    components.beside(queries.registrations_by_region, charts.registrations_by_region, both, PAGE)
    components.beside(queries.sessions_by_type, charts.sessions_by_type, both, PAGE)
    components.beside(queries.sessions_by_track, charts.sessions_by_track, both, PAGE)
    components.beside(queries.themes_on_agenda, charts.themes_on_agenda, both, PAGE)
if sides.values(chosen, "organisation"):
    components.chart_card(queries.compared_organisations, charts.compared_organisations, both, PAGE)
    components.beside(queries.compared_organisations_by_year, charts.compared_organisations_by_year, both, PAGE)
    components.beside(queries.compared_organisations_themes, charts.compared_organisations_themes, both, PAGE)
if sides.values(chosen, "theme"):
    components.chart_card(queries.compared_themes, charts.compared_themes, both, PAGE)
    components.beside(queries.themes_in_sessions, charts.themes_in_sessions, both, PAGE)
    components.beside(queries.themes_in_documents, charts.themes_in_documents, both, PAGE)
    components.beside(queries.themes_on_agenda, charts.themes_on_agenda, both, PAGE)
