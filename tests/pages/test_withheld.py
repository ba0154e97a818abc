"""On a public host the text of originals is in no page, search, query or download."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.shared import access, catalog, options, passages, sandbox, search, withheld
from pages.shared.catalog import Query, fetch
from tests.pages import sample
from tests.pages.test_pages import open_page
from tests.pages.tiny import write_build

ORIGINALS_LINES = "select count(*) as found from lines where form = 'original'"


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A build of its own on a host where the text of originals is `request.param`."""
    rows = sample.rows()
    # A version of its own: a server keeps answers as long as it runs, and its settings do not change meanwhile.
    write_build(tmp_path, {**rows, "themes": [{**row, "definition": request.param} for row in rows["themes"]]})
    monkeypatch.setenv("ATLAS_TABLES", str(tmp_path))
    monkeypatch.setenv("ATLAS_TEXTS", request.param)
    monkeypatch.setenv("ATLAS_SQL", "on")
    request.addfinalizer(catalog.forget)
    return catalog.use_latest().folder


public = pytest.mark.parametrize("host", ["off"], indirect=True)
private = pytest.mark.parametrize("host", ["on"], indirect=True)


@pytest.mark.parametrize(("url", "withholds"), [("https://a.example", True), ("", False)])
def test_a_public_host_withholds_the_text_of_originals(
    url: str, withholds: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_URL", url)
    monkeypatch.setenv("ATLAS_TEXTS", "")
    assert withheld.is_withheld() is withholds is not access.offers("texts")


@pytest.mark.parametrize(("host", "found"), [("off", 0), ("on", 3)], indirect=["host"])
def test_queries_of_pages_and_of_readers_see_the_same_lines(host: Path, found: int) -> None:
    assert fetch(Query("lines", ORIGINALS_LINES))["found"].item() == found
    assert sandbox.ask(host, ORIGINALS_LINES)["found"].item() == found
    assert fetch(Query("lines", "select count(*) as found from lines"))["found"].item() == found + 3


@pytest.mark.parametrize(("host", "forms"), [("off", {"record"}), ("on", {"record", "original"})], indirect=["host"])
def test_search_finds_in_what_may_be_shown(host: Path, forms: set[str]) -> None:
    assert set(search.results(options.choice({"q": ["line"]}))["form"]) == forms


@pytest.mark.parametrize(("host", "places"), [("off", ["titles"]), ("on", ["titles", "text"])], indirect=["host"])
def test_words_are_looked_for_in_what_may_be_shown(host: Path, places: list[str]) -> None:
    assert sorted(option.code for option in options.choice({}).options["within"]) == sorted(places)


@public
def test_the_table_cannot_be_downloaded_and_the_page_says_why(host: Path) -> None:
    app = open_page("pages/data.py", table="lines")
    assert any(info.value.replace("\\", "") == withheld.SAID for info in app.info)
    assert not app.get("download_button")
    assert len(open_page("pages/data.py", table="documents").get("download_button")) == 2
    listed = app.dataframe[0].value
    assert set(listed["document_id"]) == {"record"}


@public
def test_the_page_of_an_original_says_why_its_text_is_not_there(host: Path) -> None:
    app = open_page("pages/documents.py", document="original")
    assert any(info.value.replace("\\", "") == withheld.SAID for info in app.info)
    found = passages.passage("original", "line 1", "words")
    assert found and found["note"] == withheld.SAID and len(found["lines"]) == 1


@private
def test_where_nobody_else_reads_the_table_is_whole(host: Path) -> None:
    app = open_page("pages/data.py", table="lines")
    assert len(app.get("download_button")) == 2
    assert set(app.dataframe[0].value["document_id"]) == {"record", "original"}
