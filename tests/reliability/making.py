"""One document with figures and sessions in every format."""

from __future__ import annotations

import docx
import openpyxl

from tests.etl.formats.making import column, pdf, word, workbook

LINES = (
    "Twelfth Meeting of the Internet Governance Forum",
    "The twelfth IGF was held in Geneva, Switzerland, from 18 to 21 December 2017.",
    "It had 2,019 registered participants from 142 countries.",
    "Stakeholder groups: civil society 45 %, government 20 %, private sector 35 %.",
    "The programme had 99 workshops and 45 open forums.",
)


def _word() -> bytes:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    return word(document)


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in LINES:
        book.active.append([line])
    return workbook(book)


MADE = {
    "txt": "\n\n".join(LINES).encode(),
    "html": f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>".encode(),
    "pdf": pdf([column(LINES, step=30)]),
    "docx": _word(),
    "xlsx": _workbook(),
}
