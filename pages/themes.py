"""Themes: what was talked about over the years, on bases that are never mixed, and words of the reader's own."""

from pages.shared import charts, components, controls, filters, queries
from pages.shared.catalog import fetch
from pages.shared.site import THEMES as PAGE

components.header("What was talked about?", "On agendas, in sessions, in documents, in their wording; never mixed.")

chosen = filters.current()
controls.switches(PAGE, chosen, "basis", "chart", "order")

query, chart = {
    "agenda": (queries.themes_on_agenda, charts.themes_on_agenda),
    "sessions": (queries.themes_in_sessions, charts.themes_in_sessions),
    "documents": (queries.themes_in_documents, charts.themes_in_documents),
    "wording": (queries.themes_in_wording, charts.themes_in_wording),
}[chosen.one("basis")]
components.chart_card(query, chart, chosen, PAGE)
components.chart_card(queries.themes_together, charts.themes_together, chosen, PAGE)

components.word_box(chosen)
if chosen.one("within") == "text":
    components.chart_card(queries.words_in_text, charts.words_in_text, chosen, PAGE)
else:
    components.chart_card(queries.words_in_titles, charts.words_in_titles, chosen, PAGE)
components.contexts(fetch(queries.contexts_of_words(chosen)), chosen)
components.chart_card(queries.sessions_held_and_stated, charts.sessions_held_and_stated, chosen, PAGE)
