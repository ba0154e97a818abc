"""The language of a text, among those that such documents are written in."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from itertools import islice
from typing import Any

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

# The five that facts are read in, and those that would else be taken for one of them.
LANGUAGES = (
    "en",
    "es",
    "fr",
    "pt",
    "de",
    "it",
    "nl",
    "pl",
    "ru",
    "ar",
    "zh",
    "ja",
    "ko",
    "tr",
    "fa",
    "he",
    "hi",
    "id",
    "sw",
)
LONGEST = 20_000
FEWEST_LETTERS = 20
LONGEST_FEATURE = 6
"""Bytes. Which features end at a place follows from so many bytes before it."""
STRIDES = 512
"""Into so many stretches a text is cut, which are walked through side by side."""


class _Identifier(LanguageIdentifier):  # type: ignore[misc]
    """The library's own, which walks through a text byte by byte; this one walks through many stretches at once."""

    __slots__ = ("_moves", "_outputs", "_rows")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._moves = np.asarray(self.tk_nextmove)
        self._rows = np.asarray(self.tk_row, dtype=np.intp) << 8
        self._outputs = np.asarray(self.tk_output)

    def _raw_score(self, text: bytes) -> Any:
        features = self._outputs[self._states(np.frombuffer(text, dtype=np.uint8))]
        features = features[features >= 0]
        if not len(features):
            return super()._raw_score(text)
        return self._sparse_score(Counter(features.tolist()), self.nb_ptc)

    def _states(self, letters: Any) -> Any:
        """The state of the walk after each of `letters`."""
        length = len(letters) // STRIDES + 1
        padded = np.zeros(LONGEST_FEATURE + STRIDES * length, dtype=np.uint8)
        padded[LONGEST_FEATURE : LONGEST_FEATURE + len(letters)] = letters
        stretches = np.lib.stride_tricks.sliding_window_view(padded, LONGEST_FEATURE + length)[::length]
        found = np.zeros((LONGEST_FEATURE + length, STRIDES), dtype=np.intp)
        states = found[0]
        for step, column in enumerate(np.ascontiguousarray(stretches.T)):
            states = found[step] = self._moves[self._rows[states] + column]
        return found[LONGEST_FEATURE:].T.ravel()[: len(letters)]


@cache
def _identifier() -> LanguageIdentifier:
    identifier = _Identifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


@lru_cache(1)  # several rules ask about the text of one document
def detect_language(text: str) -> str | None:
    """The main language of `text` (ISO 639-1); None where there are too few letters to tell."""
    head = text[: LONGEST * 2]
    words = head.split()
    if "://" in head or "@" in head:
        words = [word for word in words if "://" not in word and "@" not in word]
    sample = " ".join(words)[:LONGEST]
    if sum(1 for _ in islice(filter(str.isalpha, sample), FEWEST_LETTERS)) < FEWEST_LETTERS:
        return None
    return str(_identifier().classify(sample)[0])
