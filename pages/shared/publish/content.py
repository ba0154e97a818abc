"""What stands on the pages of the static edition beside the charts, as HTML."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator, Mapping
from html import escape

import pandas as pd

from etl.crosswalk import crosswalk
from etl.dictionary import meaning_of, type_of
from etl.schema import TABLES, Table
from pages.shared import queries, rates, site, texts, words
from pages.shared.catalog import ROOT, fetch
from pages.shared.choice import Choice
from pages.shared.publish import html
from pages.shared.site import Page

LEFT_OUT = ("lines",)
"""Tables that the edition does not bring: the text of originals is their authors'."""
TABLES_HELD = tuple(table for table in TABLES if table.name not in LEFT_OUT)
_LIST = '<div data-list="{}"></div>'
_ORGANISATION = escape(json.dumps([["organisation", "*"]]))
_NO_ORGANISATION = escape(json.dumps([["organisation", ""]]))
_COUNTED = escape(json.dumps([["within", "!text"], ["term", ""]]))
_WORDS = (
    "This edition counts the prefixes that people put before others to speak of the Internet, and lists where they"
    " stand in titles, tracks and takeaways. Words of your own are looked for in the live app."
)
LIVE = (
    "This page needs a server, and this edition has none: it is made of files alone. The live app is started with one"
    " command from the project’s repository (<code>make run</code>)."
)


def heading(page: Page) -> tuple[str, str]:
    """The question of a page and the line under it, as its file states them."""
    tree = ast.parse((ROOT / page.file).read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "components.header":
            question, line = (ast.literal_eval(argument) for argument in node.args)
            return question, line
    raise ValueError(f"{page.file} has no header")


def before(page: Page, chosen: Choice) -> str:
    """What stands above the cards."""
    return _BEFORE[page](chosen) if page in _BEFORE else ""


def after(page: Page, chosen: Choice) -> str:
    """What stands below the cards."""
    return _AFTER[page](chosen) if page in _AFTER else ""


def _contents(_: Choice) -> str:
    row = fetch(queries.contents()).iloc[0]
    if not row["documents"]:
        return "<p>No document has been read yet.</p>"
    figures = (
        ("Documents read", row["documents"]),
        (f"Meetings, {row['first_year']:.0f} to {row['last_year']:.0f}", row["meetings"]),
        ("Figures, each with its source", row["figures"]),
        ("Sessions listed here", row["sessions"]),
        ("Themes found", row["themes"]),
    )
    listed = "".join(f"<div><dt>{label}</dt><dd>{words.number(value)}</dd></div>" for label, value in figures)
    return f'<dl class="numbers">{listed}</dl>'


def _crosswalk(_: Choice) -> str:
    rows = pd.DataFrame(crosswalk())
    if rows.empty:
        return _LIST.format("sessions")
    table = html.frame(rows, {name: str(name).replace("_", " ").capitalize() for name in rows.columns},
                       label="Track crosswalk")  # fmt: skip
    return f"{_LIST.format('sessions')}\n<details><summary>Track crosswalk</summary>{table}</details>"


def _organisations_before(_: Choice) -> str:
    return '<div data-finder="organisation"></div>'


def _organisations_after(_: Choice) -> str:
    return (
        f'<div data-when="{_ORGANISATION}">{_LIST.format("roles")}</div>\n'
        f'<div data-when="{_NO_ORGANISATION}">{_LIST.format("organisations")}</div>'
    )


def _documents(_: Choice) -> str:
    return (
        '<section id="results" hidden aria-live="polite"></section>\n<section id="document" hidden></section>\n'
        f"{_LIST.format('documents')}\n<p>The full text of originals is not in this edition: it is their authors’. The"
        " live app shows it where the documents are at hand.</p>"
    )


def _quality_before(_: Choice) -> str:
    return "\n".join(_quality())


def _quality() -> Iterator[str]:
    read = fetch(queries.documents_read())
    if read.empty:
        return
    documents = words.plural(int(read["documents"].sum()), "document")
    yield f"<h2>{documents} read, {words.number(read['words'].sum())} words</h2>"
    names = {"kind": "Kind", "form": "Form", "documents": "Documents", "words": "Words"}
    yield html.frame(read, names, ("Documents", "Words"), "Documents by kind and form")
    if measured := rates.error_rates():
        yield "<h2>How much is read right</h2><p>Measured on documents whose right rows are known.</p>"
        shown = {"basis": "Documents", "table": "Table", "rows": "Rows", "precision": "Precision", "recall": "Recall"}
        yield html.table(
            list(shown.values()),
            [[_rate(name, one.get(name)) for name in shown] for one in measured],
            ("Rows", "Precision", "Recall"),
            "Precision and recall",
        )
    yield _LIST.format("findings")
    made = rates.corrections()
    yield "<h2>Corrections</h2>"
    if not made:
        yield "<p>No value has been corrected: the tables hold what the documents state.</p>"
    else:
        yield html.table(
            ("Table", "Row", "Column", "Before", "After", "Reason"),
            [[one["table"], ", ".join(map(str, one["where"].values())), one["column"], one["before"], one["after"],
              one["reason"]] for one in made],
            label="Corrections with before, after and reason",
        )  # fmt: skip


def _rate(name: str, value: object) -> object:
    if name in ("precision", "recall"):
        return "" if words.is_missing(value) else f"{float(str(value)):.1%}"
    if name == "basis":
        return {"unseen": "unseen when the rules were written", "known": "known when the rules were written"}[
            str(value)
        ]
    return str(value).replace("_", " ")


def _method(_: Choice) -> str:
    parts = [_section(*part) for part in (texts.INDEPENDENT, texts.POPULATIONS, texts.PREFERENCE, texts.COVERAGE)]
    lists = fetch(queries.session_lists())
    if len(lists):
        years = [words.years(int(year) for year in listed.split(", ")) for listed in lists["years"]]
        names = {"session_list": "List", "meetings": "Meetings", "sessions": "Sessions listed",
                 "stated": "Sessions stated", "years": "Years"}  # fmt: skip
        numeric = ("Meetings", "Sessions listed", "Sessions stated")
        parts.append(html.frame(lists.assign(years=years), names, numeric, "Lists of sessions"))
    parts += [_section(*part) for part in (texts.THEMES, texts.TRACKS)]
    terms = "".join(
        f"<li><strong>{escape(term)}</strong>: {escape(text)}</li>" for term, text in texts.GLOSSARY.items()
    )
    return "\n".join([*parts, f"<h2>Glossary</h2><ul>{terms}</ul>", _section(*texts.LICENCES)])


def _section(title: str, text: str) -> str:
    return f"<h2>{escape(title)}</h2>\n{html.prose(text)}"


def _tables(_: Choice) -> str:
    rows = dict(fetch(queries.table_sizes()).itertuples(index=False, name=None))
    listed = "".join(
        f'<tr><td><a href="#{table.name}">{table.name}</a></td><td class="number">{words.number(rows[table.name])}</td>'
        f"<td>{escape(table.meaning)}</td><td>{files(table)}</td></tr>\n"
        for table in TABLES_HELD
    )
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Table", "Rows", "What it holds", "Files"))
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="All tables"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{listed}</tbody></table></div>\n<p>The text of the documents (table <code>lines</code>) is not in this"
        " edition: that of originals is their authors’.</p>\n" + "\n".join(map(_dictionary, TABLES_HELD))
    )


def files(table: Table) -> str:
    """The files of a table."""
    return " ".join(
        f'<a href="../tables/{table.name}.{suffix}" download aria-label="{table.name} as {label}">{label}</a>'
        for suffix, label in (("parquet", "Parquet"), ("csv", "CSV"))
    )


def _dictionary(table: Table) -> str:
    rows = [(column.name, type_of(column), meaning_of(column)) for column in table.columns]
    return f'<h2 id="{table.name}">{table.name}</h2>\n<p>{escape(table.meaning)}</p>\n' + html.table(
        ("Column", "Type", "Meaning"), rows, label=f"Columns of {table.name}"
    )


def _sql(_: Choice) -> str:
    code = "select meeting_id, group_name, count\nfrom read_parquet('participation.parquet')\nwhere is_preferred;"
    listed = "".join(f"<li>{table.name}: {files(table)}</li>" for table in TABLES_HELD)
    return (
        f"<p>{LIVE}</p>\n<p>Load the tables into a program of your own instead; with DuckDB, pandas or R each is one"
        f" line:</p>\n<pre>{escape(code)}</pre>\n<ul>{listed}</ul>"
    )


def needs_server(_: Choice) -> str:
    """A page that has no charts here."""
    listed = "".join(f"<li>{table.name}: {files(table)}</li>" for table in TABLES_HELD)
    return f"<p>{LIVE}</p>\n<p>The tables behind it, as files:</p>\n<ul>{listed}</ul>"


_BEFORE: Mapping[Page, Callable[[Choice], str]] = {
    site.OVERVIEW: _contents,
    site.ORGANISATIONS: _organisations_before,
    site.COMPARE: lambda _: "<div data-sides></div>",
    site.DOCUMENTS: _documents,
    site.QUALITY: _quality_before,
    site.METHOD: _method,
    site.TABLES: _tables,
    site.QUERY: _sql,
}
_AFTER: Mapping[Page, Callable[[Choice], str]] = {
    site.SESSIONS: _crosswalk,
    site.THEMES: lambda _: f'<div data-when="{_COUNTED}">{_LIST.format("contexts")}</div>\n<p>{_WORDS}</p>',
    site.ORGANISATIONS: _organisations_after,
}
WITH_TWIN = frozenset((site.DOCUMENTS, site.METHOD, site.TABLES, site.QUERY))
"""Pages without charts that say what there is to say."""
LISTS: Mapping[Page, tuple[str, ...]] = {
    site.SESSIONS: ("sessions",),
    site.THEMES: ("contexts",),
    site.ORGANISATIONS: ("organisations", "roles"),
    site.DOCUMENTS: ("documents",),
    site.QUALITY: ("findings",),
}
"""Page -> the lists on it."""
