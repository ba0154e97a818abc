"""Words of a text and phrases among them: what is looked up fast is what a plain search finds."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from etl.parse.phrases import WORD, Phrases, Word, fold_word, has_at_most, words_of, words_within

TEXTS = st.text(alphabet="ab1é٣ß_ .-,²", max_size=60)
PHRASES = Phrases([("a", 1), ("a b", 2), ("b a b", 3), ("ab", 4), ("1 a", 5), ("ss", 6), ("a", 7)])


@given(TEXTS)
def test_words_are_runs_of_letters_or_of_digits(text: str) -> None:
    found = [Word(found.start(), found.end(), fold_word(found.group())) for found in WORD.finditer(text)]
    assert list(words_of(text)) == found


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_words_within_a_text_are_those_of_its_part(text: str, start: int, length: int) -> None:
    own = [(start + word.start, start + word.end, word.folded) for word in words_of(text[start : start + length])]
    assert [tuple(word) for word in words_within(text, start, min(start + length, len(text)))] == own


@given(TEXTS, st.integers(0, 12))
def test_words_are_counted_up_to_a_number(text: str, most: int) -> None:
    assert has_at_most(text, most) == (len(words_of(text)) <= most)


@given(TEXTS)
def test_the_longest_phrase_is_found_from_both_ends(text: str) -> None:
    words = words_of(text)
    keys = {("a",): 1, ("a", "b"): 2, ("b", "a", "b"): 3, ("ab",): 4, ("1", "a"): 5, ("ss",): 6}

    def longest(spans: list[tuple[int, int]]) -> tuple[int, int] | None:
        fitting = [
            (high - low, keys[key])
            for low, high in spans
            if (key := tuple(word.folded for word in words[low:high])) in keys
            and all(set(text[a.end : b.start]) <= set(" -._") for a, b in pairwise(words[low:high]))
        ]
        return max(fitting, default=None)

    for index in range(len(words) + 1):
        last = [(index, high) for high in range(index + 1, min(index + 3, len(words)) + 1)]
        first = [(low, index) for low in range(max(0, index - 3), index)]
        assert PHRASES.at(text, words, index) == longest(last)
        assert PHRASES.before(text, words, index) == longest(first)
