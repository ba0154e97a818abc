"""What a file is, by its first bytes: for a suffix that lies, and for files that nobody can read here."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from etl.document import Unreadable
from etl.formats.encoding import decode

HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
TAG = re.compile(rb"<(?:/|!|[a-z])[^<>]*>", re.IGNORECASE)
ZIP = b"PK\x03\x04"
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)
OFFICE: dict[str, tuple[bytes, ...]] = {
    "docx": (b"wordprocessingml.document.main", b"wordprocessingml.template.main", b"ms-word."),
    "xlsx": (b"spreadsheetml.sheet.main", b"spreadsheetml.template.main", b"ms-excel."),
}
"""What the list of an archive's parts says its main part is."""
PART_NAMES: dict[str, tuple[bytes, ...]] = {"docx": (b"word/", b"word\\"), "xlsx": (b"xl/", b"xl\\")}

FOREIGN = (
    (b"{\\rtf", "a Rich Text file; save it as .docx or PDF"),
    (b"\x89PNG", "a picture; run text recognition on it and save the text"),
    (b"\xff\xd8\xff", "a picture; run text recognition on it and save the text"),
    (b"GIF8", "a picture; run text recognition on it and save the text"),
    (b"II*\0", "a picture; run text recognition on it and save the text"),
    (b"MM\0*", "a picture; run text recognition on it and save the text"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf", "an archive; unpack it first"),
    (b"Rar!", "an archive; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"%!PS", "a PostScript file; save it as PDF"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def foreign(data: bytes) -> tuple[str, str] | None:
    """For a file that no format here reads: the code of its finding, and what it is."""
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "document-encrypted", "an Office file with a password; save it without one"
        return "format-foreign", "a file of an old Office (.doc, .xls, .ppt); save it as .docx, .xlsx or PDF"
    for start, what in FOREIGN:
        if data.startswith(start):
            return "format-foreign", what
    if data.startswith(ZIP) and not zipfile.is_zipfile(io.BytesIO(data)):
        return "format-foreign", "an archive or Office file that is damaged or cut off; get it anew"
    if data.startswith(ZIP):
        return (
            "format-foreign",
            "an archive that is no .docx or .xlsx; unpack it, or save its content as .docx or PDF",
        )
    return None


def has_tags(data: bytes) -> bool:
    """Whether there is any HTML tag in it."""
    return bool(TAG.search(data.replace(b"\0", b"")))


def is_text(data: bytes) -> bool:
    """Whether its bytes can be decoded as text."""
    try:
        decode(data)
    except Unreadable:
        return False
    return True


def office_kind(data: bytes) -> str | None:
    """`docx` or `xlsx` for a zip archive that says it is one, also where it is damaged or cut off."""
    if not data.startswith(ZIP):
        return None
    try:
        said, signs = (
            zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml").replace(b"\0", b""),
            OFFICE,
        )
    except BROKEN_ZIP:
        # The list at the end is damaged; the names also stand before each part.
        said, signs = data, PART_NAMES
    return next((kind for kind, words in signs.items() if any(word in said for word in words)), None)
