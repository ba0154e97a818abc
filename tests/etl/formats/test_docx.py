"""Word documents: paragraphs, lists, tables, what is hidden, and files made to harm."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from etl.document import Unreadable
from etl.formats import package
from tests.etl.formats.making import with_part, word
from tests.etl.formats.reading import line, read, refusal, texts


def sample() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Notes"
    document.core_properties.language = "es-EC"
    document.add_heading("Session notes", 0)
    document.add_heading("Who came", 2)
    paragraph = document.add_paragraph("There were ")
    paragraph.add_run("5,218").bold = True
    paragraph.add_run(" registrations.")
    paragraph.add_run(" Not shown.").font.hidden = True
    paragraph.add_run("\nSecond line")
    document.add_paragraph("Government: 17%", style="List Bullet")
    document.add_paragraph("Ministries: 4%", style="List Bullet 2")
    document.add_paragraph("First", style="List Number")
    document.add_paragraph("Second", style="List Number")
    document.add_paragraph().add_run("Set in bold").bold = True
    table = document.add_table(3, 3)
    for row, values in enumerate([("Group", "Count", "Share"), ("Government", "906", "17%"), ("All", "", "100%")]):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    table.cell(2, 0).merge(table.cell(2, 1))
    document.sections[0].header.paragraphs[0].text = "Running header"
    return word(document)


def test_paragraphs_with_their_kinds_and_places() -> None:
    document = read(sample(), "a.docx")
    assert [(found.place, found.kind, found.level, found.text) for found in document.lines if found.text][:9] == [
        ("paragraph 1", "heading", 1, "Session notes"),
        ("paragraph 2", "heading", 2, "Who came"),
        ("paragraph 3", "text", 0, "There were 5,218 registrations."),
        ("paragraph 3", "text", 0, "Second line"),
        ("paragraph 4", "item", 0, "Government: 17%"),
        ("paragraph 5", "item", 1, "Ministries: 4%"),
        ("paragraph 6", "item", 0, "1. First"),
        ("paragraph 7", "item", 0, "2. Second"),
        ("paragraph 8", "heading", 6, "Set in bold"),
    ]
    assert document.front == {"title": "Notes", "language": "es"}
    assert "Running header" not in document.text


def test_rows_have_cells_header_and_place() -> None:
    rows = [found for found in read(sample(), "a.docx").lines if found.kind == "row"]
    header = ("Group", "Count", "Share")
    assert [(row.place, row.text, row.cells, row.header) for row in rows] == [
        ("table 1, row 1", "Group | Count | Share", header, ()),
        ("table 1, row 2", "Government | 906 | 17%", ("Government", "906", "17%"), header),
        ("table 1, row 3", "All | 100%", ("All", "", "100%"), header),
    ]


def with_body(xml: str) -> bytes:
    document = docx.Document()
    body = document.element.body
    for element in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
        body.insert(len(body) - 1, element)
    return word(document)


def test_insertions_count_and_deletions_do_not() -> None:
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    xml = (
        f"<w:p>{run.format('It had ')}<w:ins w:id='1' w:author='a'>{run.format('906')}</w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>12</w:delText></w:r></w:del>"
        f"<w:hyperlink>{run.format(' persons')}</w:hyperlink></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run.format('In a control')}</w:p></w:sdtContent></w:sdt>"
    )
    assert texts(read(with_body(xml), "a.docx")) == ["It had 906 persons", "In a control"]


def test_a_table_with_one_column_arranges_the_page() -> None:
    cell = "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    document = read(with_body(f"<w:tbl>{cell.format('One')}{cell.format('Two')}</w:tbl>"), "a.docx")
    found = [(line.kind, line.text) for line in document.lines if line.text]
    assert found == [("text", "One"), ("text", "Two")]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t>
</w:r></w:p></w:body></w:document>"""
OUTSIDE = BOMB.replace(b'<!ENTITY a "aaaaaaaaaa">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize("body", [BOMB, OUTSIDE, BOMB.decode().encode("utf-16")])
def test_entities_are_refused(body: bytes) -> None:
    assert refusal(with_part(sample(), "word/document.xml", body), "a.docx") == "xml-unsafe"


def test_an_archive_that_expands_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 1 << 20)
    bomb = with_part(sample(), "word/media/a.bin", bytes(2 << 20))
    assert len(bomb) < 200_000
    assert refusal(bomb, "a.docx") == "archive-too-large"


def test_an_office_file_cut_off_before_its_text_is_damaged_and_not_to_be_unpacked() -> None:
    with pytest.raises(Unreadable, match="cut off; get it anew"):
        read(sample()[:200], "a.docx")


def test_damaged_and_foreign_archives_are_refused() -> None:
    data = sample()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "no document")
    assert refusal(data[: len(data) // 2], "a.docx") == "docx-corrupt"
    assert refusal(with_part(data, "word/document.xml", b"<w:document"), "a.docx") == "docx-corrupt"
    assert refusal(stream.getvalue(), "a.docx") == "format-foreign"
    assert refusal(word(docx.Document()), "a.docx") == "document-without-text"


@pytest.mark.parametrize(
    "kind", [b"ms-word.document.macroEnabled", b"openxmlformats-officedocument.wordprocessingml.template"]
)
def test_documents_with_macros_and_templates_are_documents(kind: bytes) -> None:
    data = sample()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")
    usual = b"openxmlformats-officedocument.wordprocessingml.document.main"
    assert usual in types
    changed = with_part(data, "[Content_Types].xml", types.replace(usual, kind + b".main"))
    assert texts(read(changed, "a.docx")) == texts(read(data, "a.docx"))


def test_notes_are_read_with_their_numbers() -> None:
    # Word keeps notes in a part of their own.
    words = "<w:footnote w:id='2'><w:p><w:r><w:t>A note</w:t></w:r></w:p></w:footnote>"
    note = f"<w:footnotes {nsdecls('w')}>{words}</w:footnotes>"
    data = with_part(sample(), "word/footnotes.xml", note.encode())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels")
        types = archive.read("[Content_Types].xml")
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = b'<Relationship Id="rIdNote" Type="%s" Target="footnotes.xml"/></Relationships>' % kind
    override = (
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    data = with_part(data, "word/_rels/document.xml.rels", relations.replace(b"</Relationships>", relation))
    data = with_part(data, "[Content_Types].xml", types.replace(b"</Types>", override))
    assert line(read(data, "a.docx"), "A note").place == "footnote 2"
