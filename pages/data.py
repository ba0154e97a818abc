"""Tables: every table with its dictionary, its rows, its files and the code that loads them."""

from pages.shared import components, filters
from pages.shared.site import TABLES as PAGE

components.header("All tables", "What every chart is made of, to look into and to take along.")

components.table_list()
components.table_browser(filters.current(), PAGE)
