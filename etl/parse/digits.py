"""Numbers in figures: "2'000", "2.000", "2 000", "8,833", "17,3 %", "1,3 million", and what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.parse.figure import Figure, Qualifier, Role, first_from, is_adjacent
from etl.parse.names import months
from etl.parse.phrases import Word
from etl.parse.quantities import phrases_in, scales

THIN = "\u00a0\u2007\u2009\u202f"
RUN = re.compile(rf"\d(?:[\d.,'’{THIN}]*\d)?")
GROUPED = re.compile(rf"\d{{1,3}}(?P<mark>[.,'’{THIN}])\d{{3}}(?:(?P=mark)\d{{3}})*")
GROUPED_IN_LAKHS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
GROUPED_DECIMAL = re.compile(rf"(?P<whole>\d{{1,3}}(?:(?P<mark>[.,'’{THIN}])\d{{3}})+)[.,](?P<part>\d+)")
DECIMAL = re.compile(r"(?P<whole>\d+)[.,](?P<part>\d+)")
SPACED = re.compile(r" \d{3}(?!\d|[.,:/]\d)")
ORDINAL_MARK = re.compile(
    r"\s?[.]?[ºª°]|(?:st|nd|rd|th|er|re|ère|ere|e|è|ème|eme|ième|o|a|do|ro|to|vo|mo|no|da|ra|ta|va|na|ste|te)\b", re.I
)
PERCENT_SIGN = re.compile(rf"[ {THIN}]?[%％﹪]")
SIGNS = "+−-‐‑–"
MONEY = tuple("$€£¥")
YEARS = range(1990, 2041)
LONGEST_GROUPED_BY_SPACES = 2
"""Digits before the first plain space of "12 000": "100 200" are two numbers."""
LONGEST_TO_MONTH = 4
LONGEST = 20
LARGEST = 10**12


def figure_at(text: str, words: Sequence[Word], index: int) -> Figure | None:
    """The figure that begins with the digits of `words[index]`, without its qualifier."""
    start = words[index].start
    run = RUN.match(text, start) if text[start].isdecimal() else None
    if run is None:
        return None
    end = run.end()
    percent = PERCENT_SIGN.match(text, end)
    if not percent and end - start <= LONGEST_GROUPED_BY_SPACES and not names_number(text, words, index):
        while spaced := SPACED.match(text, end):
            end = spaced.end()
    value = _value(text[start:end].replace(" ", ""), is_share=bool(percent))
    if value is None:
        return Figure(start, end, start, "count", 0, role="other")
    if percent:
        role: Role = "change" if _is_signed(text, start) else "level"
        return Figure(start, percent.end(), start, "share", round(value / 100, 6), role=role)
    if ordinal := ORDINAL_MARK.match(text, end):
        return Figure(start, ordinal.end(), start, "count", value, role="other")
    role, qualifier = _role(text, words, index, end, value)
    return scaled(Figure(start, end, start, "count", value, qualifier, role), text, words)


def names_number(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether the word before makes the number a name: "Phase 1", "Session 64", not "By the last day 6,279 people"."""
    if GROUPED.match(text, words[index].start):
        return False
    if index == 0 or not re.fullmatch(r"[.\s]*[#№]?\s*", text[words[index - 1].end : words[index].start]):
        return False
    found = phrases_in("name_before", "name_before_number").before(text, words, index)
    if found is None or found[1] == "name_before":
        return found is not None
    after = text[words[index].end : words[index].end + 2]
    return text[words[index - 1].start].isupper() or not re.match(r"\s[^\W\d_]", after)


def scaled(figure: Figure, text: str, words: Sequence[Word]) -> Figure | None:
    """`figure` with the thousand, the million or the per cent that follows it."""
    after = first_from(words, figure.end)
    while (scale := scales().at(text, words, after)) and is_adjacent(text, figure.end, words[after].start):
        if figure.value * scale[1] > LARGEST:
            return None
        end = words[after + scale[0] - 1].end
        figure = replace(figure, end=end, value=round(figure.value * scale[1], 3), role=_level(figure.role))
        after += scale[0]
    percent = phrases_in("points", "percent").at(text, words, after)
    if percent and is_adjacent(text, figure.end, words[after].start):
        role: Role = "change" if percent[1] == "points" else _level(figure.role)
        end, value = words[after + percent[0] - 1].end, round(figure.value / 100, 6)
        return replace(figure, end=end, kind="share", value=value, role=role)
    return figure


def _value(run: str, *, is_share: bool) -> float | None:
    """The value of digits and marks, by their shape: "2.000" is two thousand, "17.349 %" is not."""
    if len(run) > LONGEST:
        return None
    if run.isdecimal():
        return float(run) if float(run) < LARGEST else None
    is_one_group = len(re.findall(r"\D", run)) == 1
    if GROUPED.fullmatch(run) and not run.startswith("0") and not (is_share and is_one_group):
        return float(re.sub(r"\D", "", run))
    if GROUPED_IN_LAKHS.fullmatch(run):
        return float(run.replace(",", ""))
    decimal = DECIMAL.fullmatch(run) or GROUPED_DECIMAL.fullmatch(run)
    if not decimal:
        return None
    whole = re.sub(r"\D", "", decimal["whole"])
    return float(f"{int(whole)}.{decimal['part']}")


def _role(text: str, words: Sequence[Word], index: int, end: int, value: float) -> tuple[Role, Qualifier]:
    """What a count is, by the characters that touch it and the word before it. "+6.000" is over 6,000."""
    start = words[index].start
    before = text[max(0, start - 2) : start]
    if _is_other(before, text[end : end + 2]) or _is_day(text, words, index, end):
        return "other", "exact"
    if re.search(r"[^\W\d_][-‐‑]$|[#№º°]$", before):
        return "name", "exact"
    if _is_signed(text, start):
        return ("level", "over") if before[-1] == "+" and before[0] not in "([" else ("change", "exact")
    if end - start == 4 and text[start:end].isdecimal() and int(value) in YEARS:
        return "year", "exact"
    return "name" if names_number(text, words, index) else "level", "exact"


def _is_other(before: str, after: str) -> bool:
    """Whether what touches a number makes it a price, a time, a date, or a part of a word."""
    is_price = before.endswith(MONEY) or after.startswith(MONEY)
    is_part = bool(re.search(r"\d[:/]$", before)) or bool(re.match(r"[:/]\d", after))
    return is_price or is_part or before[-1:].isalpha()


def _is_signed(text: str, start: int) -> bool:
    """Whether a sign touches the number ("(+10 %)"); a bullet or a dash stands apart."""
    sign, before = text[max(0, start - 1) : start], text[max(0, start - 2) : max(0, start - 1)]
    return bool(sign) and sign in SIGNS and (not before or before in " (\t\u00a0[")


def _is_day(text: str, words: Sequence[Word], index: int, end: int) -> bool:
    """Whether a month follows: "27 November", "27. November", "27 de noviembre"."""
    after = first_from(words, end)
    if after < len(words) and words[after].folded in ("de", "of"):
        after += 1
    is_near = after < len(words) and words[after].start - end <= LONGEST_TO_MONTH
    return is_near and end - words[index].start <= 2 and words[after].folded in months()


def _level(role: Role) -> Role:
    return "level" if role == "year" else role
