"""Escaping: ordinary sentences stay as they are, markup of every kind becomes text."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pages.shared.components.layout import cells
from pages.shared.plain import address, plain
from tests.serving import payloads

READ = MarkdownIt("gfm-like", {"linkify": False})


def shown(markdown: str) -> str:
    """What a reader sees of one paragraph; fails where it is anything else than a paragraph of text."""
    paragraph = READ.parse(markdown)
    assert [token.type for token in paragraph] in (["paragraph_open", "inline", "paragraph_close"], [])
    parts = [child for token in paragraph for child in token.children or ()]
    assert {child.type for child in parts} <= {"text", "text_special"}
    return "".join(child.content for child in parts).replace("\u2060", "")


@pytest.mark.parametrize("text", ["The figures of 2,020: 25% (over 6,000), 10:30; “quoted” – so.", "A - b + c. 1 d)"])
def test_sentences_stay_as_they_are(text: str) -> None:
    assert plain(text).replace("\\:", ":") == text


def test_markup_is_shown_as_it_is_written() -> None:
    texts = list(payloads.made())
    assert len(texts) > 2_000
    assert [text for text in texts if shown(plain(text)) != " ".join(text.split())] == []


def test_cells_are_shown_as_they_are_written() -> None:
    [row] = cells(pd.DataFrame([{"said": "![x](https://elsewhere.example/x)", "count": 3}])).to_dict("records")
    assert shown(row["said"]) == "![x](https://elsewhere.example/x)"
    assert row["count"] == 3


@given(st.text(alphabet=st.sampled_from("ab1 \n\t*_`~[]()!<>{}#+-=.|:/@\\\"'&;$^")))
def test_any_text_is_shown_as_it_is_written(text: str) -> None:
    assert shown(plain(text)) == " ".join(text.split())


@pytest.mark.parametrize("text", ["see https://elsewhere.example", "WWW.elsewhere.example", "a@elsewhere.example"])
def test_addresses_do_not_become_links(text: str) -> None:
    assert not re.search(r"://|www\.|\w@", plain(text), re.IGNORECASE)


@pytest.mark.parametrize("text", ["https://example.org/a?b=c#d", "http://example.org"])
def test_an_address_of_the_web_may_be_a_link(text: str) -> None:
    assert address(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "//elsewhere.example/x",
        "data:text/html,x",
        " https://a.example",
        "ftp://a.example",
        "http://elsewhere.example\\@here.example",
        "https://user@elsewhere.example",
        "https://a.example/ b",
        None,
        1.0,
    ],
)
def test_nothing_else_may(text: object) -> None:
    assert address(text) is None
