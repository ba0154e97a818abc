"""How it is made: what the words mean, how figures are preferred, what is covered, who may use it."""

from pages.shared import components, queries, texts
from pages.shared.catalog import fetch

components.header(
    "How it is made",
    "What the words mean, which figure is shown where sources disagree, and what is covered.",
)

components.prose(texts.INDEPENDENT, texts.POPULATIONS, texts.PREFERENCE, texts.COVERAGE)
components.session_lists(fetch(queries.session_lists()))
components.prose(texts.THEMES, texts.TRACKS)
components.glossary(texts.GLOSSARY)
components.prose(texts.LICENCES)
