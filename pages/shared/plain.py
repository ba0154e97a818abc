"""Text that is only ever text: what a document or an address says, where Streamlit would read it as Markdown."""

from __future__ import annotations

import re
from typing import NewType

Markdown = NewType("Markdown", str)
"""Markdown whose every part is a literal or was escaped; tests/serving/test_lint.py sees to that."""

_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~$&!^]|:(?=[\w/])")
_AT_BEGIN = re.compile(r"^(?:[-+=]|\d{1,9}(?=[.)]))")
# Addresses become links whatever is escaped in them; something invisible in their midst prevents it.
_ADDRESSES = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_JOINER = "\u2060"


def plain(text: object) -> Markdown:
    """`text` in one line of Markdown that shows it as it is: no link, no picture, no markup, no list."""
    line = _ADDRESSES.sub(_JOINER, " ".join(str(text).split()))
    begin = _AT_BEGIN.match(line)
    mark = begin.group() if begin else ""
    escaped = _MARKS.sub(r"\\\g<0>", line[len(mark) :])
    return Markdown(f"{mark}\\{escaped}" if mark.isdigit() else f"\\{mark}{escaped}" if mark else escaped)


def address(text: object) -> str | None:
    """`text` where it is an address of the web, which may be a link; else nothing."""
    return text if isinstance(text, str) and re.match(r"https?://[^\s\\@]+$", text) else None
