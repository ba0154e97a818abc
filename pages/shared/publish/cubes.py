"""The rows of each card for all filters, and which of them each filter keeps.

A question is asked without filters, once for each value of those that change what is asked. A filter keeps rows by a
column; where the answer counts over several rows, its rows come from a base, from which the browser counts
(static/edition/recipes.js).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from pages.shared import evidence, queries
from pages.shared.catalog import Query, fetch
from pages.shared.choice import ALL, Choice
from pages.shared.components.embedded import cards
from pages.shared.publish import coded
from pages.shared.queries.organisations import ROLES
from pages.shared.queries.themes import HELD

WHEN = {"from": "year", "to": "year", "series": "series", "meeting": "meeting_id"}
FORMS = "form"
_PEOPLE = {**WHEN, "measure": "measure"}
_SESSIONS = {**WHEN, "track": "track", "type": "session_type", "form": "form"}


@dataclass(frozen=True)
class Cube:
    """How the rows of a card follow filters."""

    follows: Mapping[str, str] = field(default_factory=lambda: WHEN)
    """Filter -> column that it looks at."""
    variants: tuple[str, ...] = ()
    """Filters and options that change what is asked."""
    evidence: Mapping[str, str] | None = None
    """Filter -> column of the rows behind, where others than for the rows themselves."""
    evidence_variants: tuple[str, ...] = ()
    key: tuple[str, ...] = ("meeting_id",)
    """What the parts of a key are, where the rows behind have no such column."""
    base: str = ""
    """The base from which the browser counts the rows."""
    pair: str = ""
    """The column of what stands side by side."""


CUBES: Mapping[str, Cube] = {
    "registrations-by-group": Cube({**_PEOPLE, "group": "group_name"}, key=("meeting_id", "measure", "", "")),
    "total-size": Cube(_PEOPLE),
    "registrations-by-region": Cube(_PEOPLE, ("scheme", "host"), evidence_variants=("scheme",)),
    "gender": Cube(_PEOPLE),
    "newcomers": Cube(_PEOPLE),
    "countries": Cube(_PEOPLE),
    "coverage": Cube(),
    "findings": Cube({"severity": "severity", "code": "code"}),
    "sessions-held-and-stated": Cube(variants=(FORMS,)),
    "session-types-stated": Cube(),
    "proposals": Cube(),
    "sessions-by-track": Cube(_SESSIONS, base="sessions", evidence_variants=("naming",)),
    "sessions-by-type": Cube(_SESSIONS, base="sessions"),
    "themes-on-agenda": Cube({**WHEN, "theme": "theme_id"}, key=("theme_id", "meeting_id")),
    "front-themes": Cube({**WHEN, "theme": "theme_id"}, key=("theme_id", "meeting_id")),
    "themes-in-sessions": Cube(
        {**WHEN, "theme": "theme_id"}, (FORMS,), {**WHEN, "theme": "theme_id", "form": "form"},
        key=("theme_id", "meeting_id"),
    ),
    "themes-in-documents": Cube(
        {**WHEN, "theme": "theme_id"}, (FORMS,), {**WHEN, "theme": "theme_id", "form": "form"},
        key=("theme_id", "meeting_id"),
    ),
    "themes-in-wording": Cube(
        {**WHEN, "theme": "theme_id"}, (FORMS,), {**WHEN, "theme": "theme_id", "form": "form"},
        key=("theme_id", "meeting_id"),
    ),
    "themes-together": Cube({**WHEN, "form": "form"}, base="themed", key=("one_id", "other_id")),
    "words-in-titles": Cube(WHEN, (FORMS,), {**WHEN, "form": "form"}, key=("term", "meeting_id")),
    "words-in-text": Cube(WHEN, (FORMS,), {**WHEN, "form": "form"}, key=("term", "meeting_id")),
    "organisers-by-year": Cube({**WHEN, "form": "form", "group": "group_name"}, base="roles"),
    "organisers-by-group": Cube({**WHEN, "form": "form", "group": "group_name"}, base="roles"),
    "organisation-by-year": Cube({**WHEN, "form": "form"}, base="roles"),
    "organisation-network": Cube({**WHEN, "form": "form"}, base="roles"),
    "organisation-themes": Cube({**WHEN, "form": "form"}, base="roles"),
    "compared-meetings": Cube({}, base="compared-meetings", pair="meeting_id"),
    "compared-themes": Cube({}, base="compared-themes", pair="theme_id"),
    "compared-organisations": Cube({}, base="roles"),
    "compared-organisations-by-year": Cube({}, base="roles"),
    "compared-organisations-themes": Cube({}, base="roles"),
}  # fmt: skip

BASES = {
    "sessions": "select * exclude (series, track_code) from sessions_by_track_and_type order by all",
    "themed": f"""
        with held as ({HELD})
        select distinct t.session_id, t.theme_id, held.meeting_id, held.year, d.form
        from theme_mentions t join held using (session_id)
        join documents d on d.document_id = t.document_id order by all""",
    "roles": f"""
        select r.organisation_id, r.role, r.session_id, r.meeting_id, r.year, r.code, r.title, r.place, r.quote,
               r.source_url, r.name, r.group_name, r.country, r.form,
               d.document_id, d.title as document, d.published, d.url as document_url
        from ({ROLES}) r join documents d using (document_id) order by all""",
    "session-themes": """
        select distinct session_id, theme_id from theme_mentions where session_id is not null order by all""",
}  # fmt: skip


def base(name: str, chosen: Choice) -> dict[str, Any]:
    """The rows of a base."""
    if name in COMPARED:
        return coded.columns(_compared(name, chosen))
    return coded.columns(fetch(Query(f"base-{name}", BASES[name])))


def unfiltered(chosen: Choice) -> Choice:
    """The choice that leaves nothing out."""
    return chosen.replace(**{name: (ALL,) for name, known in chosen.filters.items() if known.kind == "many"})


def cube(name: str, chosen: Choice) -> dict[str, Any]:
    """What static/edition/rows.js takes: rows by variant, what filters look at, whether there are rows behind."""
    question, chart = cards()[name]
    declared = CUBES[name]
    every = unfiltered(chosen)
    plain = question(every)
    answer = fetch(plain)
    made: dict[str, Any] = {
        "name": name,
        "question": plain.name,
        "chart": chart.__name__,
        "columns": [str(column) for column in answer.columns if column != "key"],
        "kinds": coded.kinds(answer),
        "follows": dict(declared.follows),
        "variants": list(declared.variants),
        "base": declared.base,
        "pair": declared.pair,
    }
    if not declared.base:
        made["rows"] = {code: coded.columns(fetch(question(one))) for code, one in _variants(every, declared.variants)}
    made["evidence"] = bool(plain.behind) and declared.base != "roles"
    return made


def rows_behind(name: str, chosen: Choice) -> dict[str, Any]:
    """The rows behind the figures of a card: by variant, and what filters look at."""
    question, _ = cards()[name]
    declared = CUBES[name]
    return {
        "follows": dict(declared.evidence or declared.follows),
        "variants": list(declared.evidence_variants),
        "key": list(declared.key),
        "rows": {
            code: coded.columns(_behind(name, question(one), one))
            for code, one in _variants(unfiltered(chosen), declared.evidence_variants)
        },
    }


def _variants(every: Choice, names: Sequence[str]) -> Iterator[tuple[str, Choice]]:
    """Code of a variant (the codes of its filters) -> the choice that asks for it."""
    values = [(*((ALL,) if name == FORMS else ()), *(option.code for option in every.options[name])) for name in names]
    for codes in itertools.product(*values):
        yield " ".join(codes), every.replace(**{name: (code,) for name, code in zip(names, codes, strict=True)})


_WANTED = (
    "key", "measure", "group_name", "track", "session_type", "form", "form_shown", "meeting_id", "theme_id",
    "is_preferred", "document_id", "document", "published", "document_url", "source_url", "place", "quote", "word",
    "note", "named", "figure",
)  # fmt: skip


def _behind(name: str, query: Query, every: Choice) -> pd.DataFrame:
    """The rows behind an answer, with the columns that filters look at and the card shows."""
    if name in COMPARED:
        rows = _compared(name, every, is_behind=True)
    else:
        rows = _by_meeting(every) if name == "themes-together" else evidence.everything(query)
    listed = evidence.listed(rows, {})
    rows = rows.assign(named=[row["what"] for row in listed], figure=[row["figure"] for row in listed])
    return rows[[column for column in _WANTED if column in rows.columns]]


def _by_meeting(every: Choice) -> pd.DataFrame:
    """Rows behind pairs of themes with their meeting and the form that they count for, which a key does not say."""
    parts = []
    for meeting in every.options["meeting"]:
        for form in every.options["form"]:
            query = queries.themes_together(every.replace(meeting=(meeting.code,), form=(form.code,)))
            parts.append(evidence.everything(query).assign(meeting_id=meeting.value, counted=form.value))
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(form_shown=rows["form"], form=rows["counted"]).drop(columns=["counted"])


COMPARED = {"compared-meetings": ("meeting", "meeting_id"), "compared-themes": ("theme", "theme_id")}
"""Cards of two sides whose rows do not depend on the other side -> the kind and the column of a side."""


def _compared(name: str, chosen: Choice, *, is_behind: bool = False) -> pd.DataFrame:
    """The rows of every side, or the rows behind them, asked for two by two."""
    kind, column = COMPARED[name]
    question, _ = cards()[name]
    values = [str(option.value) for option in chosen.options[kind]]
    if not values:
        return _nothing(question(chosen), column, is_behind)
    parts = []
    for one, other in zip(values, values[1:] + values[:1], strict=True):
        query = question(chosen.replace(one=(f"{kind}-{one}",), other=(f"{kind}-{other}",)))
        if is_behind:
            hidden = f"select * exclude ({column}) from"
            if hidden not in query.behind:
                raise ValueError(f"the rows behind {name} do not begin with “{hidden}”")
            query = replace(query, name=f"{query.name}-sides", behind=query.behind.replace(hidden, "select * from", 1))
        rows = evidence.everything(query) if is_behind else fetch(query)
        rows = rows[rows[column] == one]
        parts.append(rows if is_behind or kind == "theme" else rows[rows["qualifier"].notna()])
    return pd.concat(parts, ignore_index=True)


def _nothing(query: Query, column: str, is_behind: bool) -> pd.DataFrame:
    """No row, where there is nothing to stand beside anything."""
    rows = evidence.everything(query) if is_behind else fetch(query)
    return rows.head(0).assign(**({} if column in rows.columns else {column: []}))
