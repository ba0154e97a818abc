"""str -> value: pure functions that know nothing of documents, meetings or tables."""
