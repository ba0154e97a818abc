"""How much is read right: data/vocabulary/error_rates.yml, written when the samples are scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from etl import vocabulary


def error_rates() -> Sequence[Mapping[str, Any]]:
    """Rates by table and kind of document (table, kind, samples, precision, recall, attributes; 0 to 1); none
    where there is no such file."""
    try:
        found: Sequence[Mapping[str, Any]] = vocabulary.load("error_rates")
    except FileNotFoundError:
        return ()
    return found
