"""Lines, documents and quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.document import QUOTE_LENGTH, Document, Line, quote_of, reason_of


def document(*texts: str, **front: str) -> Document:
    lines = [Line(index, f"line {index + 1}", text) for index, text in enumerate(texts)]
    return Document("a", "a.txt", "txt", b"", "0", lines, front)


def test_a_document_with_a_kind_in_its_front_matter_is_a_record() -> None:
    assert document("x", kind="statistics").form == "record"
    assert document("x", title="t").form == "original"


def test_text_and_words_are_those_of_the_lines() -> None:
    found = document("One two", "", "three")
    assert (found.text, found.word_count) == ("One two\n\nthree", 3)


def test_the_reason_of_a_failure_is_the_same_in_every_run() -> None:
    assert reason_of(ValueError(f"file {object()!r}\nis   broken")) == "file … is broken"
    assert reason_of(KeyError()) == "KeyError"


def test_a_short_line_is_quoted_whole() -> None:
    assert quote_of(Line(0, "line 1", "Government: 906 (17%)"), 12, 15) == "Government: 906 (17%)"


WORDS = st.lists(st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=1, max_size=30), min_size=1)


@given(WORDS, st.data())
def test_a_quote_is_a_slice_of_its_line_and_holds_what_it_is_about(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 40)))
    quote = quote_of(Line(0, "line 1", text), start, end)
    assert quote in text
    assert len(quote) <= QUOTE_LENGTH
    assert text[start:end].strip() in quote


@pytest.mark.parametrize(("start", "end"), [(0, 5), (604, 612), (1430, 1438)])
def test_a_quote_from_a_long_line_is_cut_at_words(start: int, end: int) -> None:
    text = "words " * 240
    quote = quote_of(Line(0, "line 1", text.strip()), start, end)
    assert set(quote.split()) == {"words"}
    assert len(quote) > 200
