"""Files and folders: what is a document, what is passed over, what is a finding."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from etl.document import Unreadable
from etl.formats import about_of, find_documents, folders, read_bytes


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", "utf-8")


def found_in(*paths: Path) -> tuple[list[str], list[tuple[str, str]]]:
    found, findings = find_documents(paths)
    assert all(path.is_file() for path, _ in found)
    return [relative for _, relative in found], [(finding.code, finding.value) for finding in findings]


def test_everything_below_a_folder_sorted_by_path(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.PDF", "sub/deeper/c.html", "sub/d.md")
    assert found_in(tmp_path) == (["a.PDF", "b.txt", "sub/d.md", "sub/deeper/c.html"], [])


def test_what_systems_leave_and_accompanying_files_are_passed_over(tmp_path: Path) -> None:
    make(tmp_path, ".DS_Store", ".git/b.txt", ".gitkeep", ".~lock.d.txt#", "._d.txt", "~$c.docx", "Thumbs.db")
    make(tmp_path, "d.expected.yml", "d.json", "d.txt", "d.txt.license")
    assert found_in(tmp_path) == (["d.txt"], [])


def test_what_is_hidden_is_passed_over_and_said(tmp_path: Path) -> None:
    make(tmp_path, ".a.txt", ".drafts/b.txt", ".drafts/c.txt", "sub/.d", ".git_notes.md", "e.txt")
    hidden = [("document-hidden", name) for name in (".drafts", ".a.txt", ".git_notes.md", "sub/.d")]
    assert found_in(tmp_path) == (["e.txt"], hidden)
    assert all(
        finding.severity == "info" and "rename it" in finding.message for finding in find_documents([tmp_path])[1]
    )
    assert found_in(tmp_path / ".a.txt") == ([".a.txt"], [])


def test_what_a_browser_saves_beside_a_page_belongs_to_it(tmp_path: Path) -> None:
    make(tmp_path, "page.html", "page_files/frame.html", "seite.htm", "seite-Dateien/a.txt", "our_files/a.txt")
    assert found_in(tmp_path)[0] == ["our_files/a.txt", "page.html", "seite.htm"]


def test_an_unknown_suffix_is_a_finding(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.odt", "c")
    assert found_in(tmp_path) == (["a.txt"], [("format-unknown", "b.odt"), ("format-unknown", "c")])
    assert found_in(tmp_path / "b.odt") == ([], [("format-unknown", "b.odt")])


def test_the_order_of_the_folders_does_not_matter(tmp_path: Path) -> None:
    make(tmp_path, "one/a.txt", "two/a.txt", "two/b.txt")
    folders = [tmp_path / "one", tmp_path / "two", tmp_path / "two" / "b.txt"]
    assert find_documents(folders) == find_documents(folders[::-1]) == find_documents([*folders, *folders])
    assert found_in(*folders)[0] == ["a.txt", "b.txt", "two/a.txt"]


def test_a_name_that_is_no_text_is_read_and_shown_as_far_as_it_is(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("text", "utf-8")
    assert found_in(tmp_path)[0] == ["caf\ufffd.txt"]


def test_what_is_missing_is_a_finding_and_the_rest_is_found(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    missing = tmp_path / "none"
    assert found_in(missing, tmp_path / "a.txt") == (["a.txt"], [("document-missing", str(missing))])


def test_links_out_of_the_folder_are_findings_and_links_within_are_not(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    make(inside, "a.txt", "sub/b.txt")
    make(outside, "secret.txt")
    (inside / "file.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "up").symlink_to("..")
    (inside / "near.txt").symlink_to("sub/b.txt")
    (inside / "loop").symlink_to(".")
    (inside / "gone.txt").symlink_to("nowhere.txt")
    documents, findings = found_in(inside)
    assert documents == ["a.txt", "near.txt", "sub/b.txt"]
    assert sorted(findings) == [
        ("document-missing", "gone.txt"),
        ("path-outside", "file.txt"),
        ("path-outside", "folder"),
        ("path-outside", "up"),
    ]


def test_one_name_in_two_folders_is_told_apart(tmp_path: Path) -> None:
    make(tmp_path, "one/a.txt", "two/a.txt")
    assert found_in(tmp_path / "one", tmp_path / "two") == (["a.txt", "two/a.txt"], [])


def test_two_names_that_make_one_id_are_a_finding(tmp_path: Path) -> None:
    make(tmp_path, "a b.txt", "a-b.txt")
    assert found_in(tmp_path) == (["a b.txt"], [("document-name-taken", "a-b.txt")])


def test_the_same_file_named_twice_is_found_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    assert found_in(tmp_path, tmp_path / "a.txt", tmp_path) == (["a.txt"], [])


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(path)
    return caught.value.code


def test_files_that_cannot_be_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert read_bytes(tmp_path / "a.txt") == b"text"
    assert refusal(tmp_path / "none.txt") == "document-missing"
    assert refusal(tmp_path / "pipe.txt") == "document-missing"
    assert refusal(tmp_path) == "document-missing"
    monkeypatch.setattr(folders, "LARGEST_FILE", 3)
    assert refusal(tmp_path / "a.txt") == "document-too-large"


def test_where_a_file_was_fetched_from(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    note = tmp_path / "a.json"
    assert about_of(path, b"text") == {}
    note.write_text('{"url": "https://example.org/a", "sha256": "wrong"}', "utf-8")
    assert about_of(path, b"text") == {}
    sha256 = "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1"
    note.write_text(f'{{"url": "https://example.org/a", "sha256": "{sha256}"}}', "utf-8")
    assert about_of(path, b"text") == {"url": "https://example.org/a"}
    note.write_text("[[", "utf-8")
    assert about_of(path, b"text") == {}
