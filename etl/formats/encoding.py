"""Bytes -> text: which encoding, which line, and no characters that nobody sees.

A byte order mark decides, then what the file says of itself, where its bytes allow that. Else what is
valid UTF-8 is UTF-8, and the pattern of the bytes decides: Western text has single bytes above 127
between letters and is read as Windows-1252, also where UTF-8 is mixed in; anything else is left to
charset_normalizer. Every guess is a warning.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from charset_normalizer import from_bytes

from etl.document import Unreadable, Warnings

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
CANDIDATES = ["shift_jis", "cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "euc_kr", "cp1251", "koi8_r",
              "cp1256", "cp1255", "cp1253"]  # fmt: skip
MEANT = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
         "shift_jis": "cp932", "euc_kr": "cp949"}  # fmt: skip
"""By Python's name of an encoding that pages state: the larger one that they are written in, as browsers take it."""
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")

UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ\u009dš“”¢¦˜]")
SAMPLE = 1 << 16
NEWLINE, LOST = b"\n", "\ufffd"
MOST_CONTROLS = 0.02

_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_CONTROLS = [*range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)]
_MARKS = [0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
_INVISIBLE = dict.fromkeys([*_CONTROLS, *_MARKS])
_TIDY = _SPACES | _INVISIBLE
LEFTWARD = re.compile("[\u05d0-\u08c9\ufb1d-\ufdfc\ufe70-\ufefc\U00010800-\U0001eebb]")
"""All letters that are written from right to left, and some others."""
BREAKS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")


def tidy(text: str) -> str:
    """`text` with every kind of space as a plain one and without invisible characters; ends stripped."""
    return (text if text.isascii() and text.isprintable() else text.translate(_TIDY)).strip()


def decode(data: bytes, declared: str | None = None) -> tuple[str, Warnings]:
    """The text of `data` with \\n for line ends, and a warning where its encoding is not plainly known.

    `declared` is the encoding that the file states of itself; it is believed where the bytes allow it.
    Raises Unreadable for what holds no text.
    """
    if not data:
        raise Unreadable("document-empty", "the file is empty; check that it was saved completely")
    text, warnings = _decoded(data, declared)
    if not tidy(text):
        raise Unreadable("document-blank", "it holds nothing but white space; check that it was saved completely")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, warnings + _garbled(text)


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line of `text` as (its number from 1, raw text); a page break within a line splits it."""
    for number, line in enumerate(text.split("\n"), 1):
        for part in BREAKS.split(line):
            yield number, part


def is_right_to_left(text: str) -> bool:
    """Whether most of the letters of `text` is Arabic, Hebrew or the like."""
    head = text[:20_000]
    if not LEFTWARD.search(head):
        return False
    letters = [c for c in head if c.isalpha()]
    return sum(unicodedata.bidirectional(c) in ("R", "AL") for c in letters) > 0.5 * len(letters)


def _decoded(data: bytes, declared: str | None) -> tuple[str, Warnings]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _by_mark(data, mark, encoding)
    if wide := _wide(data):
        return data.decode(wide, "replace"), [_guessed(f"UTF-16 without a byte order mark ({wide})")]
    if declared and b"\0" not in data and (text := _as_declared(data, declared)) is not None:
        return text, []
    data, warnings = _without_nuls(data)
    if (text := _strictly(data, "utf-8")) is not None and b"\x1b$" not in data:
        return text, warnings
    return _guess(data, warnings)


def _by_mark(data: bytes, mark: bytes, encoding: str) -> tuple[str, Warnings]:
    if encoding == "utf-8":
        text, warnings = _decoded(data[len(mark) :], None) if len(data) > len(mark) else ("", [])
        return text, [
            ("encoding-mark", "line 1", "it begins with a byte order mark, passed over; nothing is to be done"),
            *warnings,
        ]
    text = data.decode(encoding, "replace")
    message = f"a byte order mark says {encoding.upper()}, and it was read so; saving it as UTF-8 is safer"
    return text, [("encoding-mark", "line 1", message)]


def _as_declared(data: bytes, declared: str) -> str | None:
    """The text where the bytes allow what is `declared`.

    Western encodings allow all bytes, and are stated by many pages that have been saved as UTF-8 since;
    bytes that happen to be valid UTF-8 are written in no other. An encoding that its own name cannot be
    read in (UTF-16, EBCDIC) is not that of a file in which it was read.
    """
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    meant = MEANT.get(name, name)
    if _strictly(declared.encode(), meant) != declared:
        return None
    is_western = meant in ("cp1252", "cp1254")
    text = _strictly(data, "utf-8") if is_western and b"\x1b$" not in data else None
    return _strictly(data, meant) if text is None else text


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _wide(data: bytes) -> str | None:
    """Which UTF-16 it is, where a sample has NUL bytes on one side of its pairs alone and reads as text."""
    sample = data[: SAMPLE & ~1]
    nuls, odd = sample.count(0), sample[1::2].count(0)
    if len(sample) < 4 or nuls < MOST_CONTROLS * len(sample) or 0.05 * nuls < odd < 0.95 * nuls:
        return None
    encoding = "utf-16-le" if odd else "utf-16-be"
    text = sample[: len(sample) & ~1].decode(encoding, "replace")
    strange = sum(unicodedata.category(c) in ("Cc", "Cn", "Co", "So") and c not in "\r\n\t" for c in text)
    return encoding if strange < 0.05 * len(text) else None


def _without_nuls(data: bytes) -> tuple[bytes, Warnings]:
    sample = data[:SAMPLE]
    if not data.strip(b"\0"):
        raise Unreadable("nul-bytes", "it holds nothing but NUL bytes: the file is damaged; get it anew")
    if len(CONTROL.findall(sample.rstrip(b"\0"))) > max(1, MOST_CONTROLS * len(sample)):
        raise Unreadable("document-not-text", "its bytes are no text; save it as text, PDF or HTML first")
    if b"\0" not in data:
        return data, []
    place = f"line {data.count(NEWLINE, 0, data.index(0)) + 1}"
    mended = re.sub(rb"\0+", LOST.encode(), data.rstrip(b"\0"))
    return mended, [
        ("nul-bytes", place, f"NUL bytes in the text, shown as {LOST}; the file may be damaged, get it anew")
    ]


def _guess(data: bytes, warnings: Warnings) -> tuple[str, Warnings]:
    single, sequences = UTF8_SEQUENCE.subn(b"", data)
    if not HIGH_RUN.search(single) and b"\x1b$" not in data:
        text = data.decode("utf-8", "windows-1252")
        if not sequences:
            return text, [*warnings, _guessed("Windows-1252")]
        place = f"line {data.count(NEWLINE, 0, _first_bad(data)) + 1}"
        return text, [
            *warnings,
            ("encoding-mixed", place, "UTF-8 and Windows-1252 in one file, read as such; save it as UTF-8"),
        ]
    best = from_bytes(data[:SAMPLE], cp_isolation=CANDIDATES).best()
    if best is not None and len(LATIN.findall(str(best))) < len(data):
        return data.decode(best.encoding, "replace"), [*warnings, _guessed(best.encoding)]
    raise Unreadable(
        "encoding-unknown",
        "its encoding is none that is known here; open it in an editor and save it as UTF-8",
    )


def _first_bad(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _guessed(encoding: str) -> tuple[str, str, str]:
    return "encoding-guessed", "", f"not UTF-8, read as {encoding}; check the accents, and save it as UTF-8"


def _garbled(text: str) -> Warnings:
    if not any(sign in text for sign in ("Ã", "Â", "â€")):
        return []
    found = list(MOJIBAKE.finditer(text))
    if not found or len(found) == 1 and len(text) > 500:
        return []
    place = f"line {text.count(chr(10), 0, found[0].start()) + 1}"
    message = f"{len(found)} garbled characters (“{found[0].group()}”): saved in a wrong encoding; get it anew"
    return [("encoding-garbled", place, message)]


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("windows-1252", _as_windows_1252)
