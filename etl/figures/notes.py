"""Marks of footnotes: "Civil society (2)" counts nothing where a line "(2) As chosen on the form." explains it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.document import Line

STARS = re.compile(r"[*†‡]{1,3}|[¹²³⁴-⁹]{1,2}")
EXPLAINED = re.compile(r"(?P<mark>\d{1,2})\s+(?=[^\W\d_])")
NOTE = re.compile(r"\s*(?P<mark>[(\[]\d{1,2}[)\]])\s+(?=[^\W\d_])")
MARK = re.compile(r"(?<=[\w*)\]])\s?[(\[]\d{1,2}[)\]]")


def without_marks(lines: Sequence[Line]) -> list[Line]:
    """`lines` without marks that stand on lines of their own, and with spaces in place of those in brackets."""
    return _without_brackets(_without_lines(lines))


def _without_lines(lines: Sequence[Line]) -> list[Line]:
    """`lines` without stars, and without the numbers 1, 2, 3 … where each begins a line that explains it."""
    explained = {found["mark"] for line in lines if (found := EXPLAINED.match(line.text))}
    numbers = [line for line in lines if line.text in explained]
    are_marks = [line.text for line in numbers] == [str(number) for number in range(1, len(numbers) + 1)]
    marks = {line.index for line in numbers} if are_marks else set()
    return [line for line in lines if line.index not in marks and not STARS.fullmatch(line.text)]


def _without_brackets(lines: Sequence[Line]) -> list[Line]:
    explained = {found["mark"] for line in lines if (found := NOTE.match(line.text))}
    if not explained:
        return list(lines)

    def blanked(found: re.Match[str]) -> str:
        return " " * len(found.group()) if found.group().strip() in explained else found.group()

    return [
        replace(line, text=MARK.sub(blanked, line.text), cells=tuple(MARK.sub(blanked, c).strip() for c in line.cells))
        for line in lines
    ]
