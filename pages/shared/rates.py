"""How much is read right: data/vocabulary/error_rates.yml, written when the samples are scored; and what is
corrected by hand: data/vocabulary/corrections.yml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from etl import vocabulary
from etl.corrections import corrections as written


def corrections() -> Sequence[Mapping[str, Any]]:
    """The corrections: table, where, column, before, after, reason."""
    return tuple(written())


def error_rates() -> Sequence[Mapping[str, Any]]:
    """Rates by basis and table (basis, table, documents, rows, precision, recall, attributes; 0 to 1); none where
    there is no such file."""
    try:
        found: Sequence[Mapping[str, Any]] = vocabulary.load("error_rates")
    except FileNotFoundError:
        return ()
    return found
