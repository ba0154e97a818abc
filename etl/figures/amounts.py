"""The numbers of a text as amounts: a count and the share printed beside it are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.parse.numbers import Figure, Qualifier

JOINT = re.compile(r"\s*(?:[(\[,;/|:=·–—-]|\bor\b|\bo\b|\bou\b|\boder\b|\bsoit\b|\bi\.e\.)?\s*[(\[]?\s*")
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
    r"|(?<![\w.,+])\+\d{1,3}[ ./(-]{1,2}\d[\d ./()-]{4,16}\d|(?<![\w.,])\d\d(?:[ .]\d\d){3,5}(?![\w%]|[.,]\d)"
    r"|(?<![\w.,])\(?0\d{1,4}\)?[ /-]{1,3}\d{3,8}(?:[ -]\d{1,8}){0,3}(?![\w%])|(?<=:\d\d) ?[+-]\d{4}\b"
)
DIGIT = re.compile(r"\d")
OF_TOTAL = re.compile(r"\s(?:of|del?|du|des|der|do|dos|das|total|in total|overall)\b", re.IGNORECASE)
LONGEST_ASIDE = 90


@dataclass(frozen=True, slots=True)
class Amount:
    """What is printed of one label: a count, a share or both, within [start, end) of the text."""

    start: int
    end: int
    count: int | None
    share: float | None
    qualifier: Qualifier
    is_comparison: bool = False
    """The level of another time: "up from 32 %"."""
    is_year_like: bool = False
    aside: tuple[int, int] | None = None
    """Where the second figure stands, if the label is between the two: "906 delegates (17.3 %)"."""

    @property
    def is_share(self) -> bool:
        return self.count is None

    @property
    def last(self) -> int:
        """The end of the last figure."""
        return self.aside[1] if self.aside else self.end


def masked(text: str) -> str:
    """`text` with addresses and telephone numbers blanked out: the digits in them count nothing."""
    if not ("@" in text or "://" in text or "www." in text or DIGIT.search(text)):
        return text
    return ADDRESS.sub(lambda found: " " * len(found.group()), text)


def amounts_in(text: str, figures: Sequence[Figure]) -> list[Amount]:
    """The amounts of `text`. Changes, ranges, dates, names and numbers that are not whole are none."""
    found: list[Amount] = []
    for figure in figures:
        amount = _bare_share(figure, found[-1:], text) or _amount(figure)
        if amount is None:
            continue
        joined = _joined(found[-1], amount, text) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(amount)
    return found


def _amount(figure: Figure) -> Amount | None:
    if figure.role not in ("level", "year", "comparison"):
        return None
    is_comparison = figure.role == "comparison"
    if figure.kind == "share":
        is_whole = 0 <= figure.value <= 1
        return (
            Amount(figure.start, figure.end, None, figure.value, figure.qualifier, is_comparison) if is_whole else None
        )
    if figure.value != int(figure.value) or figure.value >= 1e7:
        return None
    return Amount(figure.start, figure.end, int(figure.value), None, figure.qualifier, is_comparison,
                  is_year_like=figure.role == "year")  # fmt: skip


def _bare_share(figure: Figure, before: Sequence[Amount], text: str) -> Amount | None:
    """A share whose sign is left out, as its place and its decimals tell: "921 (45.0)"."""
    if not before or before[0].count is None or before[0].share is not None or figure.role != "level":
        return None
    is_aside = (
        re.fullmatch(r"\s*\(\s*", text[before[0].end : figure.start]) and text[figure.end : figure.end + 1] == ")"
    )
    is_decimal = re.fullmatch(r"\d{1,2}[.,]\d{1,2}|100[.,]0", text[figure.start : figure.end])
    if not (is_aside and is_decimal and figure.kind == "count"):
        return None
    return Amount(figure.start, figure.end, None, round(figure.value / 100, 6), figure.qualifier)


def _joined(first: Amount, second: Amount, text: str) -> Amount | None:
    """`first` and `second` as one amount, where they are a count and its share, or a share in words and figures."""
    if first.is_share and second.is_share and _is_aside(text, first, second):
        return replace(second, start=first.start, end=first.end, aside=(second.start, second.end))
    if first.is_share == second.is_share or first.is_comparison or second.is_comparison or _is_full(first):
        return None
    between = text[first.end : second.start]
    if second.is_year_like or first.is_year_like:
        return None
    if JOINT.fullmatch(between) and _belongs(between, text[second.end : second.end + 12]):
        return _merged(first, second, end=_closed(text, second.end))
    if _is_aside(text, first, second):
        return replace(_merged(first, second, end=first.end), aside=(second.start, second.end))
    return None


def _belongs(between: str, after: str) -> bool:
    """After a comma, a dash or a bracket a figure is the first one's share only where no label of its own follows:
    "44 %, 12 countries", "3,679 (45% women)"."""
    if "(" in between or "[" in between:
        return not re.match(r"\s\w", after) or OF_TOTAL.match(after) is not None
    return not re.search(r"[,;–—-]", between) or not re.match(r"\s\w", after)


def _is_full(amount: Amount) -> bool:
    return amount.count is not None and amount.share is not None


def _merged(first: Amount, second: Amount, *, end: int) -> Amount:
    """Both figures; the count's qualifier stands."""
    counted = second if first.is_share else first
    share = first.share if first.is_share else second.share
    return Amount(first.start, end, counted.count, share, counted.qualifier)


def _closed(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] in (")", "]") else end


def _is_aside(text: str, first: Amount, second: Amount) -> bool:
    """A figure alone in brackets, after the label that the first figure counts."""
    between = text[first.end : second.start]
    closes = re.match(r"\s*(?:%?\s*)[)\]]", text[second.end : second.end + 8])
    opens = re.search(r"[(\[]\s*$", between)
    if not (opens and closes) or len(between) > LONGEST_ASIDE:
        return False
    return not re.search(r"[,;:.)\]\t]|\b(?:and|y|e|et|und|while|with|con|com|avec|mit)\b", between[: opens.start()])
