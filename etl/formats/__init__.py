"""Bytes -> Document. One module per format.

A format is a module of this package with

* `SUFFIXES`: the file name suffixes that it reads, with the dot;
* `read(data: bytes) -> Content`: the lines of a file, or `Unreadable`;
* `recognises(data: bytes) -> bool`, where its bytes show beyond doubt what they are;
* `IS_PLAIN = True`, where it reads line by line without a parser that a file could hang or crash.

Adding a format is adding a module; nothing else names it. Modules without suffixes are shared by several.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any

from etl.document import Content, Document, Unreadable, Warnings, reason_of
from etl.formats import sniff
from etl.formats.encoding import is_right_to_left
from etl.formats.folders import LARGEST_FILE, about_of, find_documents, read_bytes
from etl.formats.lines import cut
from etl.vocabulary import slug

__all__ = [
    "about_of",
    "document_id_of",
    "document_of",
    "find_documents",
    "is_plain",
    "read_bytes",
    "readers",
    "suffixes",
]


@cache
def readers() -> Mapping[str, ModuleType]:
    """The format modules by suffix."""
    modules = [importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    return {suffix: module for module in modules for suffix in getattr(module, "SUFFIXES", ())}


def suffixes() -> tuple[str, ...]:
    """Every suffix that can be read, sorted."""
    return tuple(sorted(readers()))


def is_plain(relative: str) -> bool:
    """Whether the file's format is read line by line, without a parser that it could hang or crash."""
    return getattr(readers().get(PurePosixPath(relative).suffix.lower()), "IS_PLAIN", False)


def document_id_of(relative: str) -> str:
    """A document's stable name, from its path: records are `igf-2020`, others end in their format."""
    path = PurePosixPath(relative)
    suffix = path.suffix.lower()
    stem = slug(str(path.with_suffix(""))) or hashlib.sha256(relative.encode()).hexdigest()[:8]
    return stem + ("" if suffix == ".md" else f"-{slug(suffix)}")


def document_of(data: bytes, relative: str, about: Mapping[str, Any] | None = None) -> Document:
    """Read `data`, the content of the file at `relative`.

    `about` is what is known of the file from elsewhere (the `url` that it was fetched from); it goes
    before what the file says of itself. Raises Unreadable, with the code of the finding and a message
    that says what to do.
    """
    _check_path(relative)
    if len(data) > LARGEST_FILE:
        raise too_large(len(data))
    if not data:
        raise Unreadable("document-empty", "the file is empty; check that it was saved completely")
    module, warnings = _reader_of(data, relative)
    content = _read(module, data)
    lines, long = cut(content.lines)
    text = "\n".join(line.text for line in lines)
    if not text.strip():
        raise Unreadable("document-without-text", "no text was found in it; save it as text, PDF or HTML anew")
    return Document(
        document_id=document_id_of(relative),
        path=relative,
        format=_name(module),
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        lines=lines,
        front={**content.front, **(about or {})},
        warnings=(*warnings, *content.warnings, *long, *_direction(text)),
    )


def _check_path(relative: str) -> None:
    path = PurePosixPath(relative)
    if path.is_absolute() or ".." in path.parts or "\\" in relative or "\0" in relative:
        raise Unreadable("path-outside", "its path leads out of the folder; name it by a path within")


def _reader_of(data: bytes, relative: str) -> tuple[ModuleType, Warnings]:
    """The module that reads `data`: that of its suffix, unless the bytes say otherwise."""
    suffix = PurePosixPath(relative).suffix.lower()
    claimed = readers().get(suffix)
    if claimed is None:
        known = ", ".join(suffixes())
        raise Unreadable(
            "format-unknown",
            f"no reader for {suffix or 'a file without a suffix'}; save it as one of {known}",
        )
    shown = _shown(data, claimed)
    if shown is claimed:
        return claimed, []
    message = f"its name ends in {suffix}, but it is {_name(shown)}, and was read as that; rename it"
    return shown, [("suffix-mismatch", "", message)]


def _shown(data: bytes, claimed: ModuleType) -> ModuleType:
    recognising = [module for module in dict.fromkeys(readers().values()) if hasattr(module, "recognises")]
    recognising.sort(key=lambda module: module is not claimed)
    shown = next((module for module in recognising if module.recognises(data)), None)
    if shown is not None:
        return shown
    if what := sniff.foreign(data):
        raise Unreadable(*what)
    if claimed in recognising and not sniff.has_tags(data) and sniff.is_text(data):
        return readers()[".txt"]
    return claimed


def _read(module: ModuleType, data: bytes) -> Content:
    try:
        content: Content = module.read(data)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        # Libraries meet files here that nobody has tested them on, and give up in every way there is.
        reason = f"{type(error).__name__}: {reason_of(error)}"
        message = f"its {_name(module)} reader gave up ({reason}); save the file anew, or as text"
        raise Unreadable("document-unreadable", message) from error
    return content


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _direction(text: str) -> Warnings:
    if not is_right_to_left(text):
        return []
    return [
        (
            "text-right-to-left",
            "",
            "written from right to left: figures and dates are read, names of groups are not known; "
            "add what is missing to a record",
        )
    ]


def too_large(size: int) -> Unreadable:
    """What to say of a file that is not even looked at."""
    limit = LARGEST_FILE >> 20
    return Unreadable("document-too-large", f"{size >> 20:,} MB, more than the limit of {limit} MB; cut it into parts")
