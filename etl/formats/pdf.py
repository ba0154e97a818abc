"""PDF: the text of each page, line by line. Places: "page 3, line 12".

Lines are counted down the page as printed, blank ones and running headers, footers and page numbers
aside: those are no content. A word that was divided at the end of a line stands whole in the first of
the two. What is larger than the text around it, or stands alone, is a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from etl.document import Content, Line, LineKind, Unreadable, Warnings
from etl.formats.encoding import tidy
from etl.formats.printed import Printed, lines_on
from etl.formats.running import without_running
from etl.formats.structure import could_be_heading, kinds_of

SUFFIXES = (".pdf",)
HEAD = 1024
BEGINNING = re.compile(rb"(?:^|[\r\n])%PDF-\d")
LARGER, BOLDER = 1.12, 1.15
WIDE_GAP = 1.45
STRANGE = re.compile("[\ue000-\uf8ff\ufffd]")
MADE_UP_TITLE = re.compile(
    r"untitled|(?:microsoft )?(?:word|powerpoint|excel) ?-|.*\.(?:docx?|pdf|pptx?|indd|odt|html?)$",
    re.IGNORECASE,
)


def recognises(data: bytes) -> bool:
    """Whether it is PDF beyond doubt."""
    return bool(BEGINNING.search(data[:HEAD]))


def read(data: bytes) -> Content:
    """The lines of all pages. Raises Unreadable where there is no text to be had."""
    document = _opened(data)
    try:
        pages, unread, pictures = _pages(document)
        front = dict(_front(document))
    finally:
        document.close()
    if not any(pages):
        raise _without_text(len(pages), pictures, unread)
    kept = without_running(pages)
    if not any(kept):
        kept = pages
    return Content(_lines(kept), front, [*unread, *_empty_pages(pages, pictures), *_garbled(kept)])


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) < 1:
            raise Unreadable("pdf-corrupt", "the PDF has no page; get it anew")
        return document
    except pypdfium2.PdfiumError as error:
        if any(word in str(error) for word in ("password", "security")):
            raise Unreadable("document-encrypted", "the PDF is protected by a password; save it without one") from error
        raise Unreadable(
            "pdf-corrupt", f"the PDF is damaged ({error}); get it anew, or print it to PDF again"
        ) from error


def _pages(document: pypdfium2.PdfDocument) -> tuple[list[list[Printed]], Warnings, set[int]]:
    """The printed lines of each page; what could not be read; and the pages (from 1) that hold pictures."""
    pages: list[list[Printed]] = []
    warnings: Warnings = []
    pictures: set[int] = set()
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            pages.append(lines_on(page))
            if not pages[-1] and _has_picture(page):
                pictures.add(number)
            page.close()
        except (pypdfium2.PdfiumError, ValueError) as error:
            pages.append([])
            warnings.append(
                (
                    "pdf-page-unreadable",
                    f"page {number}",
                    f"this page cannot be read ({error}); get the file anew",
                )
            )
    return pages, warnings, pictures


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    return next(iter(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4)), None) is not None


def _without_text(count: int, pictures: set[int], unread: Warnings) -> Unreadable:
    if pictures:
        message = f"{len(pictures)} of {count} pages are pictures, none has text; run text recognition on it first"
        return Unreadable("pdf-scanned", message)
    if unread:
        return Unreadable("pdf-corrupt", f"none of its {count} pages can be read; get the file anew")
    return Unreadable(
        "document-without-text", f"none of its {count} pages has text; save the document as text or PDF anew"
    )


def _empty_pages(pages: Sequence[Sequence[Printed]], pictures: set[int]) -> Warnings:
    numbers = [number for number, page in enumerate(pages, 1) if not page and number in pictures]
    if not numbers:
        return []
    listed = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
    message = f"pages that are pictures without text: {listed}; run text recognition (OCR) on it first"
    return [("pdf-page-scanned", f"page {numbers[0]}", message)]


def _garbled(pages: Sequence[Sequence[Printed]]) -> Warnings:
    """Fonts without a table of their letters give arbitrary characters."""
    text = "".join(line.text for page in pages for line in page)
    strange = len(STRANGE.findall(text))
    if strange <= max(20, 0.1 * len(text)):
        return []
    message = f"{strange:,} of {len(text):,} characters are unknown to its fonts; run text recognition (OCR) on it"
    return [("encoding-garbled", "page 1", message)]


def _lines(pages: Sequence[Sequence[Printed]]) -> list[Line]:
    size, weight = _usual(pages, 0), _usual(pages, 1)
    sizes = sorted({line.size for page in pages for line in page if line.size >= LARGER * size}, reverse=True)
    lines: list[Line] = []
    before: Printed | None = None
    for number, page in enumerate(pages, 1):
        spaced = [*_page_break(before, page), *_spaced(page)]
        before = page[-1] if page else before
        looks = kinds_of([line.text if line else "" for line in spaced], [0] * len(spaced))
        count = 0
        for line, look in zip(spaced, looks, strict=True):
            count += line is not None
            place = f"page {number}, line {max(1, count)}"
            if line is None:
                lines.append(Line(len(lines), place, ""))
            else:
                kind, level = _kind(line, look, size, weight, sizes)
                lines.append(Line(len(lines), place, line.text, kind, level))
    return lines


def _kind(
    line: Printed, look: tuple[LineKind, int], size: float, weight: float, sizes: Sequence[float]
) -> tuple[LineKind, int]:
    is_larger = line.size >= LARGER * size
    is_bold = line.is_even and line.weight >= BOLDER * weight and look[0] != "item"
    if (is_larger or is_bold) and could_be_heading(line.text):
        return "heading", min(6, 1 + sizes.index(line.size) if is_larger else 2 + len(sizes))
    # Rows of a table stand apart as headings do; where headings are set larger, only those are.
    return ("text", 0) if look[0] == "heading" and sizes else look


def _page_break(before: Printed | None, page: Sequence[Printed]) -> list[None]:
    """A blank line between two pages, unless a sentence runs on from one to the next."""
    if before is None or not page:
        return []
    runs_on = before.text[-1] not in ".!?:;" and page[0].text[0].islower() and before.size == page[0].size
    return [] if runs_on else [None]


def _usual(pages: Sequence[Sequence[Printed]], which: int) -> float:
    """The size (0) or weight (1) that most characters are set in."""
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page:
            counts[(line.size, line.weight)[which]] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _spaced(page: Sequence[Printed]) -> Iterator[Printed | None]:
    """The lines of a page, with None where a wider gap, or the top of a column, separates them."""
    gaps = sorted(gap for above, below in zip(page, page[1:], strict=False) if 0 < (gap := above.y - below.y) < 72)
    usual = gaps[len(gaps) // 3] if gaps else 0.0
    for index, line in enumerate(page):
        gap = page[index - 1].y - line.y if index else 0.0
        if index and usual and (gap < -usual or gap > WIDE_GAP * max(usual, line.size)):
            yield None
        yield line


def _front(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, Any]]:
    try:
        title = " ".join(tidy(document.get_metadata_value("Title")).split())
    except (pypdfium2.PdfiumError, ValueError):
        return
    if title and not MADE_UP_TITLE.match(title) and len(title) > 3:
        yield "title", title
