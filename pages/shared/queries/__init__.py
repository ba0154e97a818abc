"""The questions that pages ask, each named as its chart and its test."""

from pages.shared.queries.base import sources_of as sources_of
from pages.shared.queries.overview import contents as contents
from pages.shared.queries.overview import coverage as coverage
from pages.shared.queries.overview import documents_read as documents_read
from pages.shared.queries.overview import findings as findings
from pages.shared.queries.overview import findings_by_code as findings_by_code
from pages.shared.queries.overview import session_lists as session_lists
from pages.shared.queries.registrations import countries as countries
from pages.shared.queries.registrations import gender as gender
from pages.shared.queries.registrations import newcomers as newcomers
from pages.shared.queries.registrations import registrations_by_group as registrations_by_group
from pages.shared.queries.registrations import registrations_by_region as registrations_by_region
from pages.shared.queries.registrations import total_size as total_size
from pages.shared.queries.registrations import years_with as years_with
from pages.shared.queries.sessions import proposals as proposals
from pages.shared.queries.sessions import session_list as session_list
from pages.shared.queries.sessions import session_types_stated as session_types_stated
from pages.shared.queries.sessions import sessions_by_track as sessions_by_track
from pages.shared.queries.sessions import sessions_by_type as sessions_by_type
from pages.shared.queries.sessions import sessions_held_and_stated as sessions_held_and_stated
from pages.shared.queries.sessions import sessions_without_track as sessions_without_track
from pages.shared.queries.themes import sessions_held as sessions_held
from pages.shared.queries.themes import themes_in_sessions as themes_in_sessions
from pages.shared.queries.themes import themes_on_agenda as themes_on_agenda
