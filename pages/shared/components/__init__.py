"""What pages are made of, each part in a module of its own."""

from pages.shared.components.chart_card import chart_card as chart_card
from pages.shared.components.contents import contents as contents
from pages.shared.components.layout import header as header
from pages.shared.components.layout import nothing_found as nothing_found
from pages.shared.components.layout import prose as prose
from pages.shared.components.layout import question as question
from pages.shared.components.layout import switches as switches
from pages.shared.components.method import glossary as glossary
from pages.shared.components.method import session_lists as session_lists
from pages.shared.components.programme import session_list as session_list
from pages.shared.components.programme import track_crosswalk as track_crosswalk
from pages.shared.components.programme import tracks_held as tracks_held
from pages.shared.components.quality import documents_read as documents_read
from pages.shared.components.quality import error_rates as error_rates
from pages.shared.components.quality import findings_by_code as findings_by_code
