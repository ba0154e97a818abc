"""Sessions: what was on the programme, by track and type, and how much of it is listed here."""

from pages.shared import charts, components, controls, filters, queries
from pages.shared.catalog import fetch
from pages.shared.site import SESSIONS as PAGE

components.header("What was on the programme?", "Stated numbers stand beside the number of sessions listed here.")

chosen = filters.current()
controls.switches(PAGE, chosen, "naming", "cells", "order")
components.track_crosswalk()
components.tracks_held(fetch(queries.sessions_without_track(chosen)), chosen)
components.chart_card(queries.sessions_by_track, charts.sessions_by_track, chosen, PAGE)
components.chart_card(queries.sessions_by_type, charts.sessions_by_type, chosen, PAGE)
components.chart_card(queries.session_types_stated, charts.session_types_stated, chosen, PAGE)
components.chart_card(queries.sessions_held_and_stated, charts.sessions_held_and_stated, chosen, PAGE)
components.chart_card(queries.proposals, charts.proposals, chosen, PAGE)
components.session_list(fetch(queries.session_list(chosen)))
components.session_calendar(fetch(queries.session_times(chosen)), chosen)
