"""HTML of the static edition: what can be read without a program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from pages.shared import theme, words
from pages.shared.charts import Chart
from pages.shared.plain import address

ROWS = 60
"""So many rows of a long table are written out; the program shows all."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
    " connect-src 'self'; base-uri 'none'; form-action 'self'"
)


def colors() -> str:
    """The colours of the theme, light and dark, as the card's style sheet names them."""
    palette = theme.palette()

    def rule(mode: str) -> str:
        held = palette[mode]
        return (
            f":root {{ color-scheme: {mode}; --st-background-color: {held['background']};"
            f" --st-secondary-background-color: {held['panel']}; --st-text-color: {held['text']};"
            f" --st-border-color: {held['grid']}; --st-primary-color: {held['accent']};"
            f" --st-link-color: {held['accent']}; --muted: {held['muted']}; --control: {held['muted']}; }}"
        )

    light, dark = rule("light"), rule("dark")
    return f"{light}\n@media (prefers-color-scheme: dark) {{ {dark} }}\n@media print {{ {light} }}\n"


def table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], numeric: Iterable[str] = (), label: str = ""
) -> str:
    """A table that scrolls where it is wide. A cell that is an address of the web is a link."""
    right = set(numeric)
    sides = [' class="number"' if column in right else "" for column in columns]
    head = "".join(f'<th scope="col"{side}>{escape(column)}</th>' for column, side in zip(columns, sides, strict=True))
    body = "".join(
        f"<tr>{''.join(f'<td{side}>{cell(value)}</td>' for value, side in zip(row, sides, strict=True))}</tr>\n"
        for row in rows
    )
    named = escape(label or "Table")
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{named}"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>{body}</tbody></table></div>"
    )


def cell(value: object) -> str:
    """A value in a cell."""
    if words.is_missing(value):
        return ""
    url = address(value)
    return link(url) if url else escape(str(value))


def link(url: str, text: str = "") -> str:
    """A link to a source."""
    shown = text or url.split("/")[2].removeprefix("www.")
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(shown)}</a>'


def card(chart: Chart, level: int, sources: Sequence[Mapping[str, str]], label: str = "") -> str:
    """A chart as heading, sentence, table and sources."""
    rows = list(chart.table.rows)
    more = f"<p>The first {ROWS} of {words.number(len(rows))} lines.</p>" if len(rows) > ROWS else ""
    figures = table(chart.table.columns, rows[:ROWS], chart.table.numeric, label or chart.title) if rows else ""
    notes = "".join(f"<li>{escape(note)}</li>" for note in chart.notes)
    listed = "".join(
        f"<li>{link(one['url'], one['url']) if address(one['url']) else escape(one['title'])} "
        f"<small>{escape(one['words'])}</small></li>"
        for one in sources
    )
    return (
        f"<h{level}>{escape(chart.title)}</h{level}>\n<p>{escape(chart.sentence)}</p>\n"
        + (f"<ul>{notes}</ul>\n" if notes else "")
        + f"{figures}{more}\n"
        + (f"<details><summary>Sources ({len(sources)})</summary><ol>{listed}</ol></details>\n" if listed else "")
    )


def prose(text: str) -> str:
    """Paragraphs and lists of our own words, in the little Markdown that they use."""
    made = []
    for block in text.split("\n\n"):
        lines = [_inline(line) for line in block.splitlines()]
        if all(line.startswith("* ") for line in lines):
            made.append(f"<ul>{''.join(f'<li>{line[2:]}</li>' for line in lines)}</ul>")
        else:
            made.append(f"<p>{' '.join(lines)}</p>")
    return "\n".join(made)


def _inline(line: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(line, quote=False))


def frame(rows: pd.DataFrame, names: Mapping[str, str], numeric: Iterable[str] = (), label: str = "") -> str:
    """Columns of a frame as a table, under other names."""
    cells = [[_written(row[name]) for name in names] for row in rows.to_dict("records")]
    return table(list(names.values()), cells, numeric, label)


def _written(value: Any) -> object:
    if words.is_missing(value):
        return ""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return words.number(value) if float(value).is_integer() else str(value)
    return f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else value
