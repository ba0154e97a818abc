"""The text of originals: others' words, which a public host does not pass on.

It is left out of everything that reads the table `lines`: pages, search, queries in SQL, answers for programs and whole
downloads. Figures, short quotes and what records say stay.
"""

from __future__ import annotations

from pages.shared import access

TABLE = "lines"
OWN = "your-documents"
"""Before the names of documents that a reader gave; these are the reader's own to see."""
SAID = (
    "The text of originals is not passed on by this server, because it is others’ words: where a document was"
    " published, it can be read in full."
)


def is_withheld() -> bool:
    """Whether this server leaves the text of originals out."""
    return not access.offers("texts")


def condition(is_readers_own: bool) -> str:
    """SQL that is true of the rows of `lines` that may be shown; `is_readers_own`: in a build that one reader sees."""
    if not is_withheld():
        return "true"
    return f"form != 'original' or ({str(is_readers_own).lower()} and starts_with(document_id, '{OWN}-'))"
