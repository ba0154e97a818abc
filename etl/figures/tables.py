"""Amounts and their labels in the rows of a table.

A row is named by its first cell in words, a column by its header; one of the two is the label, the
other says of which population, meeting or unit. A count and the share in the column after it are one
amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.document import Line
from etl.figures.amounts import Amount, amounts_in, masked
from etl.figures.columns import is_neutral
from etl.figures.lexicon import GROUPS, SESSIONS, Sense, Thing, says, senses_of, things_in
from etl.figures.pairs import Pair, meaning_of
from etl.parse.numbers import find
from etl.parse.phrases import words_of

YEAR = re.compile(r"(?:19|20)\d\d")
CATEGORIES = ("stakeholder_heading", "region_heading", "gender_heading", "type_heading")
FEWEST_FIRST = 20
"""A smaller number before words can be that of the row."""
NUMBERS = re.compile(
    r"(?<!\w)(?:n|n[°º]|no\.?|numbers?(?: of.*)?|counts?|figures?|quantity|número|cantidad|cifras?|nombre"
    r"|effectif|chiffres?|quantidade|anzahl|zahl(?:en)?|people|persons?|personas?|personnes|pessoas|personen)(?!\w)",
    re.IGNORECASE,
)
"""Names a column of figures, whatever they are of."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell, where it stands in its line, and the name of its column."""

    text: str
    start: int
    header: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def pairs_in(line: Line, header: Sequence[str], language: str) -> list[Pair]:
    """The pairs of one row of a table whose columns are named `header`."""
    cells = list(_cells(line, header))
    named = _named(cells, language)
    others = [cell for cell in cells if cell is not named and not _is_name(cell, language)]
    extra = [cell for cell in cells if cell is not named and _is_name(cell, language)]
    pairs: list[Pair] = []
    for cell in others:
        pair = _pair(cell, named, extra, language)
        if pair is None:
            continue
        if pairs and _are_one(pairs[-1], pair):
            pairs[-1] = _merged(pairs[-1], pair)
        else:
            pairs.append(pair)
    return pairs


def _named(cells: Sequence[_Cell], language: str) -> _Cell | None:
    """The cell that names a row: the first in words, or the next where that says of which population it is
    ("Onsite | Government | 1,040") or divided by what ("Gender | Female | 41%")."""
    names = [cell for cell in cells if _is_name(cell, language)]
    if len(names) > 1 and _is_category(names[0].text, language) and _is_label(names[1].text, language):
        return names[1]
    return names[0] if names else None


def _is_category(text: str, language: str) -> bool:
    senses = senses_of(text, language)
    is_population = bool(senses) and all(sense.kind in ("population", "sessions") for sense in senses)
    return is_population or (not senses and any(says(section, text, language) for section in CATEGORIES))


def _is_label(text: str, language: str) -> bool:
    return any(sense.kind in (*GROUPS, "type", "total") for sense in senses_of(text, language))


def caption_of(line: Line) -> str:
    """The words of a row that has but one cell: a heading between the rows of a table; else nothing."""
    filled = [cell for cell in line.cells if cell]
    is_caption = len(filled) == 1 and len(line.cells) > 1 and not any(map(str.isdigit, YEAR.sub("", filled[0])))
    return filled[0] if is_caption else ""


def is_header(line: Line) -> bool:
    """Whether a row names columns rather than holding figures: the first of its table, or one below it."""
    filled = [cell for cell in line.cells[1:] if cell]
    if len(filled) == 1 and line.cells[0] and _is_figure_first(line.cells[0], filled[0]):
        return False
    return bool(filled) and not any(_amount(_Cell(cell, 0, ""), "en") for cell in filled)


def _is_figure_first(first: str, second: str) -> bool:
    """Whether a row of two cells is a figure and its label ("38% | Civil society"), and no number and its title."""
    amount = _amount(_Cell(first, 0, ""), "en")
    is_figure = amount is not None and (amount.is_share or (amount.count or 0) >= FEWEST_FIRST)
    return is_figure and _is_label(second, "en")


def header_of(line: Line, lower: Sequence[str]) -> tuple[str, ...]:
    """The names of a row's columns, with those of a second header row; a name stands for the empty ones after it."""
    names: list[str] = []
    for index, name in enumerate(line.header):
        is_spanned = not name and lower and index < len(lower) and lower[index]
        names.append(names[-1] if is_spanned and names else name)
    width = max(len(names), len(lower))
    pairs = zip([*names, *[""] * (width - len(names))], [*lower, *[""] * (width - len(lower))], strict=True)
    return tuple(" ".join(filter(None, pair)) for pair in pairs)


def _cells(line: Line, names: Sequence[str]) -> Iterator[_Cell]:
    position = 0
    for index, text in enumerate(cell.strip("*_ ") for cell in line.cells):
        at = line.text.find(text, position) if text else -1
        position = at + len(text) if at >= 0 else position
        header = names[index] if index < len(names) else ""
        if text:
            yield _Cell(text, max(at, 0), header)


def _is_name(cell: _Cell, language: str) -> bool:
    """Whether a cell names its row: words, or a year."""
    if YEAR.fullmatch(cell.text.strip()):
        return not _counts(cell.header, language) and not NUMBERS.search(cell.header)
    return any(char.isalpha() for char in cell.text) and _amount(cell, language) is None


def _counts(header: str, language: str) -> bool:
    return any(thing.has("population", *GROUPS, *SESSIONS) for thing in _things(header, language))


def _things(text: str, language: str) -> list[Thing]:
    return things_in(text, words_of(text), language)


def _pair(cell: _Cell, named: _Cell | None, extra: Sequence[_Cell], language: str) -> Pair | None:
    if is_neutral(cell.header, language):
        return None
    amount = _amount(cell, language)
    if amount is None:
        return None
    name = named.text if named else ""
    label, other = _label_of(name, cell.header, language)
    if not label:
        return None
    things = tuple(_things(label, language))
    hints = tuple(filter(None, (other, *(e.text for e in extra), named.header if named else "")))
    said = (*things, *(thing for hint in (other, cell.text) for thing in _things(hint, language)))
    bounds = cell.start, cell.end
    senses = meaning_of(label, things, 0, language)
    if named and label == name and _is_track(named, cell, language) and not _is_plain(label, language):
        senses, said = (), tuple(_things(other, language))
    return Pair(amount, label, *bounds, senses, said, bounds, hints, is_listed=True)


def _is_track(named: _Cell, cell: _Cell, language: str) -> bool:
    """Whether a row is named by a theme, and its column counts sessions."""
    is_of_sessions = any(thing.has(*SESSIONS) for thing in _things(cell.header, language))
    return is_of_sessions and bool(says("track_heading", named.header, language))


def _is_plain(label: str, language: str) -> bool:
    """Whether a label as a whole is known: "Total", "Workshops"."""
    return any(sense.kind in ("total", *SESSIONS) for sense in senses_of(label, language))


def _label_of(name: str, header: str, language: str) -> tuple[str, str]:
    """Which of the row's and the column's name is the label: the one that names a group, else the row's."""
    in_header = _things(header, language)
    is_group = any(thing.has(*GROUPS, "type") for thing in in_header) or senses_of(header, language)[:1] in _OTHERS
    named = _things(name, language)
    if is_group and not any(thing.has(*GROUPS, "type") for thing in named):
        return header, name
    if not name or (YEAR.search(name) and not named):
        return header, name
    return name, header


_OTHERS = tuple((Sense(kind, "Other"),) for kind in ("stakeholder", "region", "gender"))


def _amount(cell: _Cell, language: str) -> Amount | None:
    """The one amount of a cell that holds no words but those around a number."""
    text = masked(cell.text)
    if _is_share_column(cell.header, language) and re.fullmatch(r"[~<>≈≤≥]?\s*\d+(?:[.,]\d+)?", text.strip()):
        text = f"{text}%"
    found = amounts_in(text, find(text, language))
    if len(found) != 1 or found[0].is_comparison or (found[0].is_year_like and words_of(text)[1:]):
        return None
    rest = text[: found[0].start] + text[found[0].last :]
    if found[0].aside or len(words_of(rest)) > 2:
        return None
    return replace(found[0], start=cell.start, end=cell.end, is_year_like=False)


def _is_share_column(header: str, language: str) -> bool:
    return "%" in header or bool(says("share_heading", header, language))


def _are_one(first: Pair, second: Pair) -> bool:
    """A count and, in the next column, its share."""
    if first.amount.is_share or first.amount.share is not None or not second.amount.is_share:
        return False
    return first.label == second.label and all(
        not said or said == before for said, before in zip(_said(second), _said(first), strict=True)
    )


def _said(pair: Pair) -> tuple[frozenset[str], frozenset[str]]:
    """The populations and the years that a column names."""
    names = {thing.name("population") for thing in pair.things}
    years = YEAR.findall(pair.hints[0]) if pair.hints else []
    return frozenset(filter(None, names)), frozenset(years)


def _merged(first: Pair, second: Pair) -> Pair:
    amount = replace(first.amount, share=second.amount.share, end=second.amount.end)
    return replace(first, amount=amount, end=second.end)
