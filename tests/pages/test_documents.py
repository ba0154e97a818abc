"""The page of documents: facts, findings, text with marks; search."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.shared import catalog, marks, options, queries, search
from pages.shared.catalog import fetch
from pages.shared.choice import Choice
from tests.pages import wordy
from tests.pages.test_pages import open_page

pytestmark = pytest.mark.usefixtures("words")


def choice(**given: str) -> Choice:
    return options.choice({name.rstrip("_"): [value] for name, value in given.items()})


def found(q: str, **given: str) -> set[tuple[str, str, str]]:
    """What kind of thing in which document at which place."""
    rows = search.results(choice(q=q, **given))
    return set(zip(rows["what"], rows["document_id"], rows["place"], strict=True))


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("human rights", '"human" "rights"'),
        ('"human rights"', '"human rights"'),
        ('"human rights', '"human rights"'),
        ("cyber*", '"cyber*"*'),
        ('"data prot*"', '"data prot*"*'),
        ("e-commerce", '"e-commerce"'),
        ("title: OR AND NOT (x) ^y", '"title:" "OR" "AND" "NOT" "(x)" "^y"'),
        ('a"b', '"a b"'),
        ("* – ", ""),
        ("", ""),
    ],
)
def test_what_is_written_is_words_and_never_a_command(text: str, sought: str) -> None:
    assert search.expression(text) == sought
    search.results(choice(q=text))


def test_all_words_phrases_and_beginnings() -> None:
    assert found("privacy children") == {("session", "original", "line 4")}
    assert found("cybersecurite") == found("CYBERSÉCURITÉ") == {("session", "record", "line 6")}
    assert found('"cyber security"') == {("text", "original", "line 2")}
    assert found("security cyber") == {("text", "original", "line 2")}
    assert found('"security cyber"') == set()
    assert {place for _, _, place in found("cyber*")} == {"line 2", "line 6"}


def test_agendas_titles_takeaways_and_texts_are_searched_each_once() -> None:
    assert found("trust") == {("agenda", "record", "line 1")}
    assert found("record") == {("document", "record", ""), ("text", "record", "line 1")}
    assert ("takeaway", "record", "line 1") in found("courts")
    assert found("proposed") == {("session", "record", "line 7")}
    assert ("text", "record", "line 2") in found("own words")


def test_the_filters_act_on_what_is_found() -> None:
    everything = found("privacy")
    assert {document for _, document, _ in found("privacy", form="original")} == {"original"}
    assert found("privacy", to="2019") < everything
    assert found("privacy", meeting="igf-2019") == found("privacy", to="2019")
    assert {document for _, document, _ in found("privacy", kind="session-report")} == {"original"}
    assert {document for _, document, _ in found("privacy", document="original")} == {"original"}


def test_a_snippet_marks_what_was_found_and_is_text() -> None:
    rows = search.results(choice(q="privacy", document="original")).set_index("place")
    assert (
        rows.loc["line 6", "snippet"] == f"<b>{search.BEGIN}Privacy{search.END}</b> [x](javascript:alert(1)) of *all*"
    )
    assert set(rows["total"]) == {len(rows)}


def test_the_index_is_only_read() -> None:
    index, _ = search._index(catalog.build())
    with pytest.raises(Exception, match="readonly|read-only"):
        index.execute("delete from entries")


def test_documents_have_their_facts_and_findings_counted() -> None:
    rows = fetch(queries.documents(choice())).set_index("document_id")
    assert rows.loc["original", ["facts", "findings"]].to_list() == [1, 1]
    assert rows.loc["record", "facts"] == 2 + 4 + 1 + 1
    assert list(fetch(queries.documents(choice(form="original")))["document_id"]) == ["original"]


def test_facts_of_a_document_are_in_its_order() -> None:
    rows = fetch(queries.facts_of_document(choice(document="record")))
    assert list(rows["fact"][:2]) == ["meeting", "meeting"]
    assert ("session", "WS #2, E-commerce for all, Workshop") in set(zip(rows["fact"], rows["said"], strict=True))


def line(place: str, text: str) -> dict[str, str]:
    return {"place": place, "text": text}


def fact(place: str, quote: str, what: str = "figure") -> dict[str, str]:
    return {"place": place, "quote": quote, "fact": what}


@pytest.mark.parametrize(
    ("lines", "facts", "parts"),
    [
        (["one two three"], [fact("1", "two")], [[("one ", ""), ("two", "figure"), (" three", "")]]),
        (["one two"], [fact("1", "one two")], [[("one two", "figure")]]),
        (["one two"], [fact("1", "four"), fact("9", "one")], [[("one two", "")]]),
        (
            ["one two three"],
            [fact("1", "one two"), fact("1", "two three", "track")],
            [[("one ", "figure"), ("two", "figure, track"), (" three", "track")]],
        ),
        (
            ["begin and", "goes on", "to the end."],
            [fact("1", "and goes on to the")],
            [[("begin ", ""), ("and", "figure")], [("goes on", "figure")], [("to the", "figure"), (" end.", "")]],
        ),
        (["begin and", "other"], [fact("1", "and goes on")], [[("begin and", "")], [("other", "")]]),
        ([""], [], [[]]),
    ],
)
def test_quotes_are_marked_in_their_lines(
    lines: list[str], facts: list[dict[str, str]], parts: list[list[tuple[str, str]]]
) -> None:
    assert marks.marked([line(str(n), text) for n, text in enumerate(lines, 1)], facts) == parts


def mounted(app: AppTest) -> dict[str, dict[str, Any]]:
    """The lists of marked lines on the page, by label."""
    found = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    return {one["label"]: one for one in found}


def test_a_document_opens_from_its_link_with_its_text() -> None:
    app = open_page("pages/documents.py", document="original")
    shown = mounted(app)
    assert shown["What is known of the document"]["heading"] == "An *original* <i>"
    text = shown["The text of the document"]["items"]
    assert ["".join(words for words, _ in item["parts"]) for item in text] == [words for words, *_ in wordy.TEXT]
    assert text[5]["place"] == "line 6"
    assert [header.value for header in app.header] == ["1 fact read from it", "1 finding", "Its text"]


def test_no_word_of_a_document_is_given_to_markdown() -> None:
    for given in ({"document": "original"}, {"q": "privacy"}, {"q": "privacy", "document": "original"}, {}):
        app = open_page("pages/documents.py", **given)
        ours = [*app.markdown, *app.header, *app.subheader, *app.title, *app.info, *app.caption]
        assert not [one.value for one in ours if "javascript" in one.value or "*original*" in one.value]
        assert not app.get("html") and not app.table


def test_search_opens_from_its_link() -> None:
    app = open_page("pages/documents.py", q='"cyber security"')
    (item,) = mounted(app)["What was found"]["items"]
    assert item["parts"] == [
        ["Cyber-attacks and ", ""],
        ["cyber security", "found"],
        [" were on the agenda.", ""],
    ]
    assert (item["open"], item["key"], item["place"]) == ("An *original* <i>", "original", "line 2")


def test_nothing_found_says_what_to_do() -> None:
    app = open_page("pages/documents.py", q="zebra")
    assert any("has all of these words" in info.value for info in app.info)
