"""Overview: what is in here, the three questions at a glance, and what is missing."""

from pages.shared import charts, components, filters, queries, site
from pages.shared.catalog import fetch

components.header(
    "The record of the Internet Governance Forum",
    "Who came, what was on the programme, what was talked about: every figure leads to the line it was read from.",
)
components.contents(fetch(queries.contents()))

chosen = filters.current().only(*site.OVERVIEW.parameters)
for words, page, query, chart in (
    ("Who took part?", site.REGISTRATIONS, queries.registrations_by_group, charts.registrations_by_group),
    (
        "What was on the programme?",
        site.SESSIONS,
        queries.sessions_held_and_stated,
        charts.sessions_held_and_stated,
    ),
    ("What was talked about?", site.THEMES, queries.themes_on_agenda, charts.front_themes),
    ("What is missing?", site.QUALITY, queries.coverage, charts.coverage),
):
    components.question(words, page)
    components.chart_card(query, chart, chosen, site.OVERVIEW, level=3)
