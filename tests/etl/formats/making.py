"""Small files of each format, made for the tests: what a document of that kind has, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import docx
import openpyxl


@dataclass(frozen=True)
class Print:
    """Words printed on a page of a PDF: `y` points from the bottom."""

    text: str
    y: float
    x: float = 72
    size: float = 11
    bold: bool = False


def column(texts: Iterable[str], *, top: float = 760, step: float = 14) -> list[Print]:
    """One line per text, from the top of the page down; an empty one leaves a gap."""
    return [Print(text, top - step * index) for index, text in enumerate(texts) if text]


def pdf(pages: Sequence[Sequence[Print]], *, title: str = "", picture: bool = False, locked: bool = False) -> bytes:
    """A PDF with `pages`; with `picture` each shows one; `locked` asks for a password nobody knows."""
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"", b"", b"", _picture()]
    bodies[2] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    bodies[3] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"
    bodies[4] = b"<< /Title (" + title.encode("cp1252") + b") >>"
    kids = []
    for prints in pages:
        kids.append(len(bodies) + 1)
        drawn = b"q 200 0 0 200 72 400 cm /P Do Q\n" if picture else b""
        stream = drawn + b"".join(map(_drawn, prints))
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /R 3 0 R /B 4 0 R >> /XObject << /P 6 0 R >> >> >>" % (len(bodies) + 2)
        )
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    bodies[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    return _file(bodies, _LOCK if locked else b"")


_LOCK = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <" + b"28" * 32 + b"> /U <" + b"11" * 32 + b"> >> "
    b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
)


def _picture() -> bytes:
    return (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length 1 >>\nstream\n\x80\nendstream"
    )


def _drawn(printed: Print) -> bytes:
    words = printed.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    font = b"B" if printed.bold else b"R"
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font, printed.size, printed.x, printed.y, words)


def _file(bodies: Sequence[bytes], more: bytes) -> bytes:
    data, starts = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, 1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(bodies) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    at = len(data) - len(table) - len(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    data += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, more, at)
    return bytes(data)


def word(document: docx.document.Document) -> bytes:
    """The bytes of a Word document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook(book: openpyxl.Workbook) -> bytes:
    """The bytes of an Excel workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(data: bytes, name: str, body: bytes) -> bytes:
    """An Office file with one part replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, body)
    return stream.getvalue()
