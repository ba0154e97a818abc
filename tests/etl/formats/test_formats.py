"""What holds for every format: refusals, warnings, suffixes that lie, paths, places and positions."""

from __future__ import annotations

import hashlib
import pickle

import docx
import openpyxl
import pytest

from etl import formats
from etl.document import Unreadable
from etl.findings import SEVERITY
from etl.formats import document_id_of, document_of, folders, is_plain, readers, suffixes
from tests.etl.formats.making import column, pdf, word, workbook
from tests.etl.formats.reading import codes, read, refusal, texts

WORDS = "The forum had 906 participants."


def in_word() -> bytes:
    document = docx.Document()
    document.add_paragraph(WORDS)
    return word(document)


def in_excel() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append([WORDS])
    return workbook(book)


FILES = {
    "txt": WORDS.encode(),
    "md": WORDS.encode(),
    "csv": WORDS.encode(),
    "html": f"<!DOCTYPE html><html><body><p>{WORDS}</p></body></html>".encode(),
    "pdf": pdf([column([WORDS])]),
    "docx": in_word(),
    "xlsx": in_excel(),
}


def test_every_format_is_a_module_with_a_sample_here() -> None:
    modules = {module.__name__.rpartition(".")[2] for module in readers().values()}
    assert modules == set(FILES)
    assert {".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".csv", ".tsv", ".xlsx"} <= set(suffixes())
    assert [name for name in sorted(FILES) if is_plain(f"a.{name}")] == ["csv", "md", "txt"]


@pytest.mark.parametrize("name", FILES)
def test_what_every_document_has(name: str) -> None:
    document = read(FILES[name], f"notes/A day.{name.upper()}")
    assert texts(document) == [WORDS]
    assert (document.format, document.form) == (name, "original")
    assert document.document_id == ("notes-a-day" if name == "md" else f"notes-a-day-{name}")
    assert document.sha256 == hashlib.sha256(FILES[name]).hexdigest()
    assert document.word_count == 5
    assert pickle.loads(pickle.dumps(document)) == document


@pytest.mark.parametrize("claimed", FILES)
@pytest.mark.parametrize("name", ["html", "pdf", "docx", "xlsx"])
def test_a_suffix_that_lies_is_a_warning_and_the_file_is_read_as_what_it_is(name: str, claimed: str) -> None:
    document = read(FILES[name], f"a.{claimed}")
    assert texts(document) == [WORDS]
    assert document.format == name
    assert codes(document) == ([] if name == claimed else ["suffix-mismatch"])


@pytest.mark.parametrize("claimed", ["html", "pdf", "docx", "xlsx"])
def test_plain_text_under_another_name_is_read_as_text(claimed: str) -> None:
    document = read(WORDS, f"a.{claimed}")
    assert (document.format, codes(document)) == ("txt", ["suffix-mismatch"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "format-foreign"),
        (b"{\\rtf1 text}", "format-foreign"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "format-foreign"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "document-encrypted"),
        (b"\x1f\x8b\x08" + bytes(100), "format-foreign"),
        (b"", "document-empty"),
    ],
)
@pytest.mark.parametrize("claimed", FILES)
def test_what_no_format_reads_is_refused_under_any_name(data: bytes, code: str, claimed: str) -> None:
    assert refusal(data, f"a.{claimed}") == code


@pytest.mark.parametrize("path", ["../a.txt", "a/../../b.txt", "/etc/a.txt", "a\\..\\b.txt", "a\0.txt"])
def test_a_path_out_of_the_folder_is_refused(path: str) -> None:
    assert refusal(WORDS, path) == "path-outside"


def test_an_unknown_suffix_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(Unreadable, match=r"no reader for \.odt; save it as one of .*\.docx") as caught:
        document_of(b"text", "a.odt")
    assert caught.value.code == "format-unknown"


def test_a_file_beyond_the_limit_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LARGEST_FILE", 10)
    assert refusal(b"x" * 11, "a.txt") == "document-too-large"


def test_what_is_known_from_elsewhere_goes_before_what_a_page_says() -> None:
    data = b"<html><head><link rel=canonical href='https://example.org/a'><title>T</title></head><body>x</body></html>"
    document = document_of(data, "a.html", {"url": "https://example.org/b"})
    assert (document.front["url"], document.front["title"]) == ("https://example.org/b", "T")


def test_a_library_that_gives_up_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes) -> None:
        raise ZeroDivisionError("of no use")

    monkeypatch.setattr(readers()[".txt"], "read", fail)
    assert refusal(WORDS, "a.txt") == "document-unreadable"


def test_a_refusal_survives_the_way_from_another_process() -> None:
    refused = pickle.loads(pickle.dumps(Unreadable("nul-bytes", "what to do", "line 3")))
    assert (refused.code, refused.message, refused.place) == ("nul-bytes", "what to do", "line 3")


def test_names_that_have_no_letters_still_have_an_id() -> None:
    assert document_id_of("--.txt") != document_id_of("---.txt")


def test_the_limit_is_one_for_reading_and_for_finding() -> None:
    assert formats.LARGEST_FILE == folders.LARGEST_FILE


def test_every_code_is_declared() -> None:
    """Codes stand in the source as words with a hyphen before a comma or in a list of warnings."""
    import re
    from pathlib import Path

    source = "".join(path.read_text("utf-8") for path in Path(formats.__file__).parent.glob("*.py"))
    used = set(re.findall(r'(?:Unreadable|_finding)\(\s*"([a-z-]+)"|\(\s*"([a-z]+(?:-[a-z]+)+)",', source))
    found = {code for pair in used for code in pair if code}
    assert len(found) > 20
    assert found <= set(SEVERITY)
