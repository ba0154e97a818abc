"""The static edition: the dashboard as plain files that need no server (`python -m pages.shared.publish DIR`).

Cards get their rows from the same questions as the live pages and draw them by the same chart definitions, translated
to JavaScript. Filters act on the rows in the browser.
"""

from pages.shared.publish.edition import publish as publish
from pages.shared.publish.report import report as report
