"""The names of a table's columns where nothing but spaces parts them: "Type No. of sessions Minutes"."""

from __future__ import annotations

import re

from etl.figures.lexicon import says, things_of

NEUTRAL = ("change_heading", "share_heading", "not_a_figure_heading")
FIRST = ("stakeholder_heading", "region_heading", "gender_heading", "type_heading", "track_heading")
OF_NEXT = re.compile(r"[.\s]*(?:of|de|des|du|d'|der|von|an|am|no|nos|na)\s*(?:the|la|las|los|les)?\s*", re.IGNORECASE)
PERCENT = re.compile(r"(?<!\w)[%#](?!\w)")
MONEY = re.compile(r"[$€£¥]|(?<!\w)(?:CHF|USD|EUR|GBP|NOK|JPY|BRL|MXN)(?!\w)")
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def columns_of(text: str, width: int, language: str) -> tuple[str, ...] | None:
    """The `width` names in `text`, the first of which names the rows; None where they cannot be told apart."""
    names = [(low, high) for low, high in _names(text, language) if low >= _end_of_first(text, language)]
    if len(names) != width - 1:
        return None
    starts = [low for low, _ in names]
    ends = [*starts[1:], len(text)]
    return (text[: starts[0]].strip(), *(text[low:high].strip() for low, high in zip(starts, ends, strict=True)))


def _end_of_first(text: str, language: str) -> int:
    """Where the name of the first column ends, as far as its words are known."""
    return max((high for section in FIRST for low, high in says(section, text, language) if low == 0), default=0)


def names_column(text: str, language: str) -> bool:
    """Whether a line is nothing but the name of a column, as where cells are printed one below the other."""
    bare = text.strip(" :*")
    return any((0, len(bare)) in says(section, bare, language) for section in (*FIRST, "share_heading"))


def is_neutral(header: str, language: str) -> bool:
    """Whether the figures of a column are changes, ranks, lengths, sums of money: nothing that is counted here."""
    spans = (span for section in ("change_heading", "not_a_figure_heading") for span in says(section, header, language))
    return any(not OF_NEXT.match(header, high) for _, high in spans) or MONEY.search(header) is not None


def _names(text: str, language: str) -> list[tuple[int, int]]:
    """Where columns are named, in order: words that count something, shares, changes, years."""
    things = [thing for thing in things_of(text, language) if not thing.has("neutral")]
    spans = [(thing.start, thing.end) for thing in things]
    nouns = [thing.start for thing in things if thing.names("population") == ["participants"]]
    spans += [span for section in NEUTRAL for span in says(section, text, language)]
    spans += [found.span() for pattern in (PERCENT, YEAR) for found in pattern.finditer(text)]
    named: list[tuple[int, int]] = []
    for low, high in sorted(spans, key=lambda span: (span[0], -span[1])):
        last = named[-1] if named else None
        if last and low < last[1]:
            continue
        if last and _is_one(text, last, (low, high), nouns, language):
            named[-1] = (last[0], high)
        else:
            named.append((low, high))
    return named


def _is_one(text: str, last: tuple[int, int], span: tuple[int, int], nouns: list[int], language: str) -> bool:
    """Whether two phrases name one column: "Share of women", "Total minutes", "Registered participants"."""
    gap = text[last[1] : span[0]]
    if gap.strip():
        return OF_NEXT.fullmatch(gap) is not None
    return _is_total(text[slice(*last)], language) or (span[0] in nouns and last[0] not in nouns)


def _is_total(text: str, language: str) -> bool:
    return any(thing.has("total") for thing in things_of(text, language))
