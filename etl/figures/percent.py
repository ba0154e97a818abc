"""Shares that are printed without their sign, under a title that has it: "Participants by region (in %)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from etl.parse.figure import Figure
from etl.screen import Need, holds

IN_PERCENT = re.compile(
    r"%|\bper ?cent(?:age)?s?\b|\bporcentajes?\b|\bpor ?cento\b|\bpor ciento\b|\bpercentua(?:l|is)\b"
    r"|\bpercentage(?:m|ns)\b|\bpourcentages?\b|\bpour cent\b|\bProzent\w*|\bAnteile?\b",
    re.IGNORECASE,
)
SAYS = re.compile(
    r"\b(?:in|en|em)\s+(?:%|per ?cent|Prozent|pourcentages?|porcentajes?|percentuais)|\(%\)"
    r"|\((?:per ?cent|percentages?|shares?|Prozent|Anteile|porcentajes?|percentuais|pourcentages?)"
    r"\s(?:of|der|de|des|do|dos|del)\b",
    re.IGNORECASE,
)
PERCENT = Need(lambda: ("per cent*", "percent*", "prozent", "pourcentage*", "porcentaje*", "share*", "anteile"))
"""The words of SAYS, or a sign."""
IN_NUMBERS = re.compile(
    r"\b(?:numbers?|counts?|figures|números?|cifras|cantidad|nombres?|chiffres|Zahl(?:en)?|Anzahl)\b", re.IGNORECASE
)

OF_A_NUMBER = re.compile(r"\d\s?(?:%|per ?cent|por ?cento|por ciento|pour cent|Prozent)", re.IGNORECASE)
"""A title with a share of its own: "Fares rose by 10 to 30 per cent"."""


def are_shares(titles: Iterable[str], figures: Sequence[Figure]) -> bool:
    """Whether `titles` say that figures without a sign are shares, and each of `figures` can be one."""
    plain = [figure for figure in figures if figure.role == "level"]
    if not plain or not all(figure.kind == "count" and figure.value <= 100 for figure in plain):
        return False
    return any(map(_says_percent, titles))


@lru_cache(256)  # a title stands over many figures
def _says_percent(title: str) -> bool:
    if OF_A_NUMBER.search(title) or IN_NUMBERS.search(title):
        return False
    return IN_PERCENT.search(title) is not None


def shares_in(text: str, figures: Sequence[Figure], sentences: Iterable[tuple[int, int]]) -> list[Figure]:
    """`figures` with those as shares whose sentence ends so: "civil society 45; government 16 (all in %)"."""
    made = list(figures)
    if not figures or not ("%" in text or holds(text, PERCENT)) or not SAYS.search(text):
        return made
    for start, end in sentences:
        inside = [figure for figure in figures if start <= figure.start and figure.end <= end]
        if inside and SAYS.search(text, inside[-1].end, end) and are_shares(["%"], inside):
            shares = dict(zip(inside, as_shares(inside), strict=True))
            made = [shares.get(figure, figure) for figure in made]
    return made


def as_shares(figures: Iterable[Figure]) -> list[Figure]:
    """`figures` with counts as shares."""
    return [
        replace(figure, kind="share", value=round(figure.value / 100, 6)) if figure.role == "level" else figure
        for figure in figures
    ]
