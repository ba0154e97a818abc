"""Office files are zip archives of XML: what must be true of one before a library opens it.

Expanded size and number of parts are limited, and no part may declare a document type: an entity can
stand for a billion others or for a file of this machine, and Office never writes one.
"""

from __future__ import annotations

import io
import re
import zipfile

from etl.document import Unreadable, reason_of
from etl.formats.sniff import BROKEN_ZIP

MOST_BYTES = 256 << 20
MOST_PARTS = 10_000
DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def checked(data: bytes, kind: str) -> zipfile.ZipFile:
    """The archive in `data`. Raises Unreadable where it is damaged, too large when expanded, or unsafe."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _check_size(archive)
        for part in archive.infolist():
            if part.filename.endswith((".xml", ".rels")):
                _check_declarations(archive, part)
    except BROKEN_ZIP as error:
        raise damaged(kind, error) from error
    return archive


def damaged(kind: str, error: BaseException) -> Unreadable:
    """What to say of an Office file that a library gave up on."""
    reason = reason_of(error)
    return Unreadable(
        f"{kind}-corrupt",
        f"the {kind} file is damaged ({reason}); open it in an office program and save it anew",
    )


def _check_size(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if size > MOST_BYTES or len(parts) > MOST_PARTS:
        raise Unreadable(
            "archive-too-large",
            f"it expands to {size >> 20:,} MB in {len(parts):,} parts (limit {MOST_BYTES >> 20} MB, "
            f"{MOST_PARTS:,} parts); save it anew without pictures",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("document-encrypted", "it is protected by a password; save it without one")


def _check_declarations(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as stream:
        xml = stream.read().replace(b"\0", b"")
    if DECLARES.search(xml):
        raise Unreadable(
            "xml-unsafe",
            f"its part {part.filename} declares XML entities, which no office program writes; "
            "they can harm: ask for a clean file",
        )
