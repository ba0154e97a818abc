"""A reader's own documents: what is taken, what is refused, and that what is made of them stays with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.shared import catalog, changes, options, sandbox, search
from pages.shared.catalog import WITH_OWN, Build, Query, fetch
from pages.shared.kept import Kept
from pages.shared.own import FILE_MB, FILES, File, NotTried, trying
from tests.pages import sample
from tests.pages.test_pages import open_page
from tests.pages.tiny import write_build

TITLES = Query("titles", "select title from sessions where title like '%lanterns%'")


def own_build(folder: Path, title: str) -> Build:
    """A build that one reader alone sees: the small one, and a session of this title."""
    rows = sample.rows()
    session = {"session_id": "s-own", "meeting_id": "igf-2025", "title": title, "document_id": "record"}
    version = write_build(folder, {**rows, "sessions": [*rows["sessions"], session]})
    return Build(folder / "builds" / version, f"base{WITH_OWN}", Kept(100))


@pytest.fixture
def two(tables: Path, tmp_path: Path) -> tuple[Build, Build]:
    """The builds of two readers, under one version."""
    return own_build(tmp_path / "a", "Red lanterns"), own_build(tmp_path / "b", "Blue lanterns")


def test_what_is_made_of_one_readers_tables_is_not_given_to_another(
    two: tuple[Build, Build], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_SQL", "on")
    for build, title in zip((*two, *two), ("Red lanterns", "Blue lanterns") * 2, strict=True):
        catalog.choose(build)
        assert list(fetch(TITLES)["title"]) == [title]
        assert list(fetch(Query("asked", TITLES.sql, is_readers=True))["title"]) == [title]
        found = search.results(options.choice({"q": ["lanterns"]}))
        assert [text.replace(search.BEGIN, "").replace(search.END, "") for text in found["snippet"]] == [title]
    catalog.use_latest()
    assert fetch(TITLES).empty
    assert search.results(options.choice({"q": ["lanterns"]})).empty


def test_nothing_of_it_is_kept_with_what_readers_share(
    two: tuple[Build, Build], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_SQL", "on")
    connections = catalog._connection._shared.cache_info().misses
    catalog.choose(two[0])
    fetch(TITLES)
    fetch(Query("asked", TITLES.sql, is_readers=True))
    options.choice({})
    assert two[0].version not in {version for version, _ in catalog._results}
    assert two[0].folder not in {folder for folder, _ in sandbox._kept}
    assert catalog._connection._shared.cache_info().misses == connections
    memory = two[0].memory
    assert memory
    copy = memory.get("copy", lambda: pytest.fail("there is no copy for queries"))
    folder = copy.file.parent
    assert folder.is_dir()
    del copy
    memory.clear()
    assert not folder.exists()


def test_links_and_files_say_that_own_documents_are_included(two: tuple[Build, Build]) -> None:
    catalog.choose(two[0])
    assert catalog.build().version.endswith("with-own-documents")
    notice = changes.notice(f"abc{WITH_OWN}", "abc", (), ())
    assert "documents of a reader" in notice and "abc without them" in notice
    assert catalog.use(f"gone{WITH_OWN}").version == catalog.newest()


@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [
        ("a.exe", 1, "no reader for .exe"),
        ("nothing", 1, "no reader for a file without a suffix"),
        ("large.txt", (FILE_MB << 20) + 1, f"limit of {FILE_MB} MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(name: str, size: int, reason: str, tmp_path: Path) -> None:
    trial = trying.tried([File(name, b"x" * size)], tmp_path)
    assert not trial["version"] and reason in trial["documents"][0]["reason"]
    assert not list(tmp_path.iterdir())


def test_at_most_ten_files_at_a_time(tmp_path: Path) -> None:
    with pytest.raises(NotTried, match=f"At most {FILES}"):
        trying.tried([File(f"{number}.txt", b"x") for number in range(FILES + 1)], tmp_path)


@pytest.mark.parametrize(
    ("given", "name"),
    [("../../etc/passwd.txt", "-..-etc-passwd.txt"), (".hidden.md", "hidden.md"), ("a\x00b.txt", "a-b.txt")],
)
def test_names_lead_nowhere(given: str, name: str, tmp_path: Path) -> None:
    (file,), _ = trying._sorted_out([File(given, b"x")])
    assert file.name == name and (tmp_path / file.name).resolve().parent == tmp_path


def test_reading_that_takes_too_long_is_ended_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "SECONDS", 0.01)
    with pytest.raises(NotTried, match="was stopped"):
        trying.tried([File("a.txt", b"Registered: 4,000")], tmp_path)
    assert not list(tmp_path.rglob("*.txt"))


def test_only_one_is_read_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "PATIENCE", 0.01)
    with trying._turn, pytest.raises(NotTried, match="Somebody else"):
        trying.tried([File("a.txt", b"x")], tmp_path)


@pytest.mark.parametrize(("setting", "said"), [("off", "has not switched that on"), ("on", "No documents yet")])
def test_the_page_says_whether_documents_can_be_given(
    setting: str, said: str, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_UPLOADS", setting)
    app = open_page("pages/own.py")
    assert said in app.info[0].value
    assert bool(app.get("file_uploader")) is (setting == "on")
