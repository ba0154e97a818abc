"""Your documents: what a reader's own documents would add, and every chart with them, for this session alone."""

from pages.shared import components, filters

components.header("What would your documents add?", "Drop them in: what is new, what matches, what contradicts.")

components.own_documents(filters.current())
