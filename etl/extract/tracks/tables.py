"""Tracks in tables: a column of their names beside figures, or beside what each of them is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from etl.document import Line
from etl.extract.sessions.columns import columns_of
from etl.extract.sessions.fields import field_of
from etl.extract.tracks.announcements import is_title_of_tracks
from etl.extract.tracks.names import WORDS, is_name, start_of
from etl.parse.wording import phrases_of
from etl.vocabulary import fold

COUNT = re.compile(r"\W*\d[\d.,’' ]*%?\W*(?:\(.*\))?\W*$")
FEWEST_COLUMNS = 2
Spans = Iterator[tuple[Line, int, int]]


def table_tracks(lines: Sequence[Line]) -> Spans:
    """Where tracks are named in the tables of a document, as (line, start, end)."""
    title = ""
    for table, group in groupby(lines, key=lambda line: line.table if line.kind == "row" else -1):
        rows = list(group)
        if table < 0:
            title = rows[-1].text
        else:
            yield from _of_table(rows, title)


def _of_table(rows: Sequence[Line], title: str) -> Spans:
    header = next((line.header for line in rows if line.header), ())
    body = [line for line in rows if line.cells != header]
    column = _column(header, body, title)
    if column is None:
        return
    for line in body:
        name = line.cells[column] if column < len(line.cells) else ""
        start = line.text.find(name)
        if name and start >= 0 and is_name(name) and _is_about_track(header, line, column):
            yield line, start + start_of(name), start + len(name)


def _column(header: Sequence[str], body: Sequence[Line], title: str) -> int | None:
    """The column of tracks: it is named so, or the first where the title of the table says so."""
    named = next((at for at, name in enumerate(header) if _is_of_tracks(name)), None)
    if named is not None:
        return None if len(header) < FEWEST_COLUMNS else named
    says_so = is_title_of_tracks(title) and not (header and _holds_sessions(header))
    return 0 if says_so and all(_counts(line, 0) for line in body) else None


def _is_of_tracks(name: str) -> bool:
    folded = fold(name)
    return folded in _columns() or is_title_of_tracks(name)


@cache
def _columns() -> frozenset[str]:
    return frozenset(map(fold, phrases_of(WORDS, "columns")))


def _holds_sessions(header: Sequence[str]) -> bool:
    """Whether the names of the columns are those of a table of sessions, with one row for each."""
    columns = columns_of(header)
    return columns is not None and len(columns.positions) > 1


def _is_about_track(header: Sequence[str], line: Line, column: int) -> bool:
    """Whether the row is about a track: a table of sessions names tracks too, one row per session."""
    if _counts(line, column):
        return True
    others = [at for at, cell in enumerate(line.cells) if at != column and cell]
    figures = [at for at in others if COUNT.match(line.cells[at])]
    explained = [at for at in others if at < len(header) and field_of(header[at])[0] == "other"]
    return bool(others) and not _holds_sessions(header) and len({*figures, *explained}) == len(others)


def _counts(line: Line, column: int) -> bool:
    """Whether the other cells are figures."""
    others = [cell for at, cell in enumerate(line.cells) if at != column and cell]
    return bool(others) and all(COUNT.match(cell) for cell in others)
