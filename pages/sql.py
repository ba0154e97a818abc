"""Query: one's own question to all tables, in SQL."""

from pages.shared import components, filters
from pages.shared.site import QUERY as PAGE

components.header("Ask the tables yourself", "One SELECT over all tables; the answer as chart, table and file.")

components.query_page(filters.current(), PAGE)
