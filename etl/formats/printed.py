"""One page of a PDF -> its printed lines, each with its words, where it stands and how it is set."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from etl.formats.encoding import tidy

LINE = re.compile(r"[^\r\n]+")
DIVIDED = re.compile("[\ufffe\x02]")
"""How PDFium marks a hyphen at the end of a line; it puts the rest of the word behind it."""
DIVIDED_WORD = re.compile(r"(?<=[^\W\d_])[\ufffe\x02](?=[^\W\d_A-Z])")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
ENDS_IN_FIGURE = re.compile(r"(?<=[\w%)\].,]) ?(?P<digits>\d{1,2})(?=[\s,.;:)]|$)")
RAISED = 0.8
USUAL, HEAVY, BOLD, BOLD_NAME = 400.0, 450.0, 700.0, re.compile(rb"bold|black|heavy", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as printed: sizes in points, `y` from the bottom of the page up."""

    text: str
    y: float
    height: float
    """Where on the page it stands, 0 at the bottom and 1 at the top."""
    size: float
    weight: float
    """How heavy its first word is set, 400 being usual."""
    is_even: bool
    """Whether its last word is set as its first one is."""


def lines_on(page: pypdfium2.PdfPage) -> list[Printed]:
    """The lines of `page` in the order in which they are written. Raises PdfiumError."""
    textpage = page.get_textpage()
    try:
        return [line for line in _Letters(textpage, page.get_height()).lines() if line.text]
    finally:
        textpage.close()


class _Letters:
    """The letters of a page, by their place in its text."""

    def __init__(self, textpage: pypdfium2.PdfTextPage, page_height: float) -> None:
        self.textpage = textpage
        self.page_height = page_height or 1.0
        self.text: str = textpage.get_text_range(errors="replace")
        # Usually the text has every letter that the page has; else each must be looked up.
        self.is_whole = textpage.count_chars() == len(self.text)
        self.box = pdfium.FS_RECTF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.name = ctypes.create_string_buffer(128)

    def lines(self) -> Iterator[Printed]:
        """The printed lines: one per line of the text, and another one after each divided word."""
        for line in LINE.finditer(self.text):
            begin = line.start()
            for mark in DIVIDED.finditer(self.text, *line.span()):
                space = self.text.find(" ", mark.end(), line.end())
                end = space if space >= 0 else line.end()
                if mark.start() >= begin:
                    yield from self._printed(begin, end)
                    begin = end
            yield from self._printed(begin, line.end())

    def _printed(self, begin: int, end: int) -> Iterator[Printed]:
        words = self.text[begin:end]
        if not words.strip():
            return
        first = self._letter(begin + len(words) - len(words.lstrip()))
        last = self._letter(begin + len(words.rstrip()) - 1)
        weight = self._weight(first)
        is_even = weight < HEAVY or weight == self._weight(last)
        text, y = _whole(self._without_notes(begin, end)), self._height(first)
        size = round(2 * self._size(first)) / 2
        yield Printed(text, y, y / self.page_height, size, weight, is_even)

    def _without_notes(self, begin: int, end: int) -> str:
        """The words without raised numbers: the mark of a footnote would make 906 of 90 and 6."""
        kept, since = [], begin
        for figure in ENDS_IN_FIGURE.finditer(self.text, begin, end):
            raised = self._first_raised(figure.start() - 1, *figure.span("digits"))
            kept.append(self.text[since : figure.start() if raised == figure.start("digits") else raised])
            since = figure.end()
        return "".join(kept) + self.text[since:end]

    def _first_raised(self, index: int, low: int, high: int) -> int:
        """Where in [low, high) figures begin that stand above the letter `index`; `high` where none do."""
        before = self._letter(index)
        size, height = self._size(before), self._height(before)
        for index in range(low, high):
            here = self._letter(index)
            if self._size(here) < RAISED * size and self._height(here) > height + 0.1 * size:
                return index
        return high

    def _letter(self, index: int) -> int:
        if self.is_whole:
            return index
        found = int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.textpage, index))
        return found if found >= 0 else index

    def _size(self, letter: int) -> float:
        if not pdfium.FPDFText_GetLooseCharBox(self.textpage, letter, self.box):
            return 0.0
        return float(abs(self.box.top - self.box.bottom))

    def _height(self, letter: int) -> float:
        pdfium.FPDFText_GetCharOrigin(self.textpage, letter, self.x, self.y)
        return self.y.value

    def _weight(self, letter: int) -> float:
        """As the font says, or as its name does."""
        pdfium.FPDFText_GetFontInfo(self.textpage, letter, self.name, len(self.name), None)
        stated = float(pdfium.FPDFText_GetFontWeight(self.textpage, letter))
        return max(stated, BOLD if BOLD_NAME.search(self.name.value) else USUAL)


def _whole(words: str) -> str:
    """`words` tidied, with divided ones joined: the hyphen goes where a small letter follows it."""
    joined = DIVIDED.sub("-", DIVIDED_WORD.sub("", words))
    text = " ".join(tidy(joined if joined.isascii() else joined.translate(LIGATURES)).split())
    return unicodedata.normalize("NFC", text)
