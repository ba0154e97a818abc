"""Full-text search over what the tables hold: agendas, titles of documents and sessions, takeaways, text.

The index is SQLite FTS5, made in memory once per build and only read after that. Nothing is in it twice: of a
record, agendas, sessions and takeaways are taken from the tables, all else from its lines; of an original, its lines.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator

import pandas as pd

from etl.phrases import WORD
from pages.shared import catalog
from pages.shared.catalog import Build, PerBuild, Query
from pages.shared.choice import Choice

MOST = 5_000
"""So many results are given; `total` says how many there are."""
BEGIN, END = "\2", "\3"
"""Stand before and behind what was found in a snippet."""
WORDS = 30
"""Words of a snippet."""
FILTERS = ("from", "to", "meeting", "form", "kind")
COLUMNS = ("what", "title", "document_id", "document", "form", "kind", "series", "meeting_id", "year", "place", "url")
"""What is known of a result beside its text."""
_SOUGHT = re.compile(r'"([^"]*)"?|(\S+)')
_CONTROLS = re.compile(r"[\x00-\x1f]")

_ENTRIES = """
    with records as (select document_id from documents where form = 'record'), known as (
        select document_id, place, min(what) as what from (
            select document_id, place, 'session' as what from sessions
            union all select document_id, place, 'takeaway' from takeaways
            union all select document_id, place, 'agenda' from tracks
        ) where document_id not in (from records) group by all
    ), told as (
        select 'agenda' as what, null as title, text, document_id, min(place) as place, meeting_id
        from (select theme as text, document_id, place, meeting_id from meetings where theme is not null
              union all select track, document_id, place, meeting_id from tracks)
        where document_id in (from records) group by all
        union all select 'session', coalesce(code, ''), title, document_id, place, meeting_id from sessions
        where is_preferred and document_id in (from records)
        union all select 'takeaway', (select any_value(title) from sessions s where s.session_id = t.session_id),
                         text, document_id, place, meeting_id from takeaways t
        where document_id in (from records)
        union all select 'document', null, title, document_id, '', meeting_id from documents where title is not null
        union all
        select coalesce(min(what), 'text'), null, string_agg(text, ' ' order by line), document_id,
               min_by(place, line), meeting_id
        from (
            select l.*, d.meeting_id, k.what from lines l
            join documents d on d.document_id = l.document_id
            left join known k on k.document_id = l.document_id and k.place = l.place
            where l.form = 'original' or l.kind != 'row'
        ) group by document_id, passage, meeting_id
    )
    select t.text, t.what, t.title, t.document_id, coalesce(d.title, d.document_id) as document, d.form, d.kind,
           m.series, t.meeting_id, coalesce(m.year, d.year) as year, t.place, d.url
    from told t join documents d using (document_id) left join meetings m on m.meeting_id = t.meeting_id
    order by all
"""


def results(chosen: Choice) -> pd.DataFrame:
    """What was found for the words in `q`, the best first: COLUMNS, `snippet` (with BEGIN and END) and `total`."""
    sought = expression(chosen.one("q"))
    where, parameters = _where(chosen)
    if not sought:
        return pd.DataFrame(columns=["snippet", *COLUMNS, "total"])
    index, lock = _index(catalog.build())
    with lock:
        found = index.execute(
            f"""select snippet(entries, 0, ?, ?, '…', {WORDS}), {", ".join(COLUMNS)} from entries
            where entries match ? and {where} order by rank, year desc, rowid limit {MOST}""",
            (BEGIN, END, sought, *parameters),
        ).fetchall()
        counted = f"select count(*) from entries where entries match ? and {where}"
        (total,) = index.execute(counted, (sought, *parameters)).fetchone()
    return pd.DataFrame(found, columns=["snippet", *COLUMNS]).assign(total=total)


def expression(text: str) -> str:
    """What FTS5 looks for: all words and "phrases" of `text`; a word that ends in * is the beginning of one."""
    return " ".join(_sought(text))


def _sought(text: str) -> Iterator[str]:
    for phrase, word in _SOUGHT.findall(_CONTROLS.sub(" ", text)):
        plain = (phrase or word).replace('"', " ")
        if WORD.search(plain):
            is_open = (phrase or word).rstrip('"').endswith("*")
            yield f'"{plain.strip()}"' + ("*" if is_open else "")


def _where(chosen: Choice) -> tuple[str, list[str | int]]:
    """The filters as SQLite takes them."""
    conditions, values = ["true"], list[str | int]()
    for name, value in chosen.where(*FILTERS).parameters:
        column = chosen.filters[name].column
        many = value if isinstance(value, tuple) else (value,)
        sign = {"from": ">= ?", "to": "<= ?"}.get(name, f"in ({', '.join('?' * len(many))})")
        conditions.append(f"{column} {sign}")
        values += many
    if chosen.one("document"):
        conditions.append("document_id = ?")
        values.append(chosen.one("document"))
    return " and ".join(conditions), values


@PerBuild
def _index(build: Build) -> tuple[sqlite3.Connection, threading.Lock]:
    index = sqlite3.connect(":memory:", check_same_thread=False)
    unindexed = ", ".join(f"{name} unindexed" for name in COLUMNS)
    index.execute(
        f"""create virtual table entries using
        fts5(text, {unindexed}, tokenize='unicode61 remove_diacritics 2')"""
    )
    rows = catalog.read(Query("search_entries", _ENTRIES)).astype(object)
    rows = rows.where(rows.notna(), None)
    index.executemany(f"insert into entries values ({', '.join('?' * (1 + len(COLUMNS)))})", _clean(rows))
    index.execute("insert into entries(entries) values ('optimize')")
    index.commit()
    index.execute("pragma query_only = on")
    return index, threading.Lock()


def _clean(rows: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """The rows, their text without the signs that mark what was found."""
    for text, *others in rows.itertuples(index=False):
        yield (_CONTROLS.sub(" ", str(text)), *others)
