"""Data frame and chosen options in, Plotly figure out."""

from pages.shared.charts.base import Chart as Chart
from pages.shared.charts.overview import coverage as coverage
from pages.shared.charts.overview import findings as findings
from pages.shared.charts.registrations import countries as countries
from pages.shared.charts.registrations import gender as gender
from pages.shared.charts.registrations import newcomers as newcomers
from pages.shared.charts.registrations import registrations_by_group as registrations_by_group
from pages.shared.charts.registrations import registrations_by_region as registrations_by_region
from pages.shared.charts.registrations import total_size as total_size
from pages.shared.charts.sessions import proposals as proposals
from pages.shared.charts.sessions import session_types_stated as session_types_stated
from pages.shared.charts.sessions import sessions_by_track as sessions_by_track
from pages.shared.charts.sessions import sessions_by_type as sessions_by_type
from pages.shared.charts.sessions import sessions_held_and_stated as sessions_held_and_stated
from pages.shared.charts.themes import front_themes as front_themes
from pages.shared.charts.themes import themes_in_sessions as themes_in_sessions
from pages.shared.charts.themes import themes_on_agenda as themes_on_agenda
