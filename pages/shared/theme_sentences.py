"""What charts of themes and words show, in sentences."""

from __future__ import annotations

import pandas as pd

from pages.shared import terms, words
from pages.shared.choice import Choice
from pages.shared.words import listed, number, plural

FEW = 6
"""Up to so many meetings are named one by one in a sentence."""
NO_ORIGINAL = (
    "No original is loaded about what was chosen, and wording is measured in originals only, because a record is in"
    " our words. “python -m etl fetch” downloads the originals that records name; the next build reads them."
)


def themes_on_agenda(rows: pd.DataFrame) -> str:
    """Which themes were on most agendas."""
    if rows.empty:
        return "No agenda names a theme of what was chosen."
    meetings = rows.groupby("theme")["meeting_id"].nunique().sort_values(ascending=False, kind="stable")
    top = listed([f"{name} ({number(count)})" for name, count in meetings.head(3).items()])
    return (
        f"What {plural(rows['meeting_id'].nunique(), 'meeting')} put on their own agenda (overarching"
        f" theme, main themes, tracks):"
        f" {plural(len(meetings), 'theme')}; on most agendas: {top}. The figure in a cell is the number"
        f" of agenda lines."
    )


def themes_in_sessions(rows: pd.DataFrame) -> str:
    """Of how many sessions the shares are, and what they are good for."""
    if rows.empty:
        return "No session that is listed here concerns a theme of what was chosen."
    held = rows.drop_duplicates("meeting_id")
    topical = held[~held["session_list"].isin(["complete", "partial list"])]
    stated = held[held["stated"].notna()]
    text = f"Themes in the titles, tracks and takeaways of {number(held['held'].sum())} sessions listed here"
    if len(stated):
        over = "over " if (stated["qualifier"] != "exact").any() else ""
        text += f"; {words.years(stated['year'])} state {over}{number(stated['stated'].sum())} sessions"
    text += "." + _one_theme(rows)
    if len(topical):
        text += (
            f" For {words.years(topical['year'])} the list was found by looking for topics: those shares"
            f" are indicative"
            " and no trend."
        )
    return text


def _one_theme(rows: pd.DataFrame) -> str:
    """Where a single theme is in view at few meetings: in how many sessions of how many, at each."""
    if rows["theme_id"].nunique() != 1 or len(rows) > FEW:
        return ""
    parts = [
        f"{number(row['sessions'])} of {number(row['held'])} listed here in {row['year']}"
        + (f", {number(row['unconfirmed'])} of which may not have been held" if row["unconfirmed"] else "")
        + ("" if words.is_missing(row["stated"]) else f" ({words.count(row['stated'], row['qualifier'])} stated)")
        for row in rows.to_dict("records")
    ]
    return f" {rows['theme'].iloc[0]}: {listed(parts)}. What the other sessions were about is not known here."


def themes_in_documents(rows: pd.DataFrame) -> str:
    """Which themes most documents mention."""
    if rows.empty:
        return "No document about what was chosen mentions a theme."
    held = rows.drop_duplicates("meeting_id")
    documents = plural(int(held["of_documents"].sum()), "document")
    return (
        f"Themes in {documents} about {plural(len(held), 'meeting')}; in most of them: {_most(rows, 'documents')}. Of a"
        " record only titles, tracks and takeaways count. Most meetings have few documents here: a share of one or two"
        " says little."
    )


def themes_in_wording(rows: pd.DataFrame) -> str:
    """How much text the figures rest on, and which themes are used most."""
    if rows.empty:
        return NO_ORIGINAL
    held = rows.drop_duplicates("meeting_id")
    return (
        f"Uses of the phrases of themes in {plural(int(held['of_documents'].sum()), 'original')} about"
        f" {plural(len(held), 'meeting')}, {number(held['of_words'].sum())} words; most: {_most(rows, 'uses')}."
        " How often a phrase is used depends on the kind of document: a list of sessions repeats, a report explains."
    )


def _most(rows: pd.DataFrame, column: str) -> str:
    sums = rows.groupby("theme")[column].sum().sort_values(ascending=False, kind="stable")
    return listed([f"{name} ({number(count)})" for name, count in sums.head(3).items()])


def themes_together(rows: pd.DataFrame) -> str:
    """The pairs most often found."""
    if rows.empty:
        return "No session that is listed here concerns two themes of what was chosen."
    first = rows.head(3).to_dict("records")
    top = listed([f"{r['theme']} with {r['other_theme']} ({number(r['sessions'])})" for r in first])
    return (
        f"Pairs of themes in {number(rows['with_theme'].iloc[0])} sessions listed here that concern any; most often"
        f" together: {top}. A large theme meets every other: the last column of the table says how many times more"
        " often than by chance. A phrase may stand under two themes, and then brings both."
    )


def words_in_titles(rows: pd.DataFrame, chosen: Choice) -> str:
    """Which words were looked for, where, and in how many sessions they are."""
    if rows.empty:
        return f"{_sought(chosen)}: not in titles, tracks or takeaways of the sessions listed here."
    sums = rows.groupby("term", sort=False)["sessions"].sum()
    found = listed([f"{term} ({number(count)})" for term, count in sums.items()])
    return (
        f"Sessions listed here with the word in title, track or takeaways: {found}.{_missing(rows, chosen)}"
        " A record’s own sentences are not counted."
    )


def words_in_text(rows: pd.DataFrame, chosen: Choice) -> str:
    """Which words were looked for, and how often originals use them."""
    if rows.empty:
        return f"{_sought(chosen)}: not found. {NO_ORIGINAL}"
    sums = rows.groupby("term", sort=False)["uses"].sum()
    found = listed([f"{term} ({number(count)})" for term, count in sums.items()])
    return f"Uses in the text of originals: {found}.{_missing(rows, chosen)}"


def _sought(chosen: Choice) -> str:
    return listed([f"“{term}”" for term in terms.terms_of(chosen.one("term"))]) or "Nothing that can be looked for"


def _missing(rows: pd.DataFrame, chosen: Choice) -> str:
    missing = [f"“{term}”" for term in terms.terms_of(chosen.one("term")) if term not in set(rows["term"])]
    return f" Not found: {listed(missing)}." if missing else ""
