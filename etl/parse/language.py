"""The language of a text, among those that such documents are written in."""

from __future__ import annotations

from functools import cache

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


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def detect_language(text: str) -> str | None:
    """The main language of `text` (ISO 639-1); None where there are too few letters to tell."""
    words = [word for word in text[: LONGEST * 2].split() if "://" not in word and "@" not in word]
    sample = " ".join(words)[:LONGEST]
    if sum(map(str.isalpha, sample)) < FEWEST_LETTERS:
        return None
    return str(_identifier().classify(sample)[0])
