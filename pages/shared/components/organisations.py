"""What stands beside the charts of organisations: what is known of one, lists, merged names, names to review."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from etl.alike import Pair, alike
from etl.organisations import merged_by
from pages.shared import catalog, filters, words
from pages.shared.catalog import Build, PerBuild, fetch
from pages.shared.choice import Choice
from pages.shared.components.layout import nothing_found
from pages.shared.components.lists import list_downloads
from pages.shared.plain import address, plain
from pages.shared.queries.organisations import names_printed
from pages.shared.site import Page

_BY = {"list": "the list", "rule": "a rule"}
_MERGED = (
    "Names are merged by rule (capitals, accents, “&” for “and”, British and American spelling, an article, an"
    " abbreviation in brackets or after a dash, legal endings, the country after a comma) or because"
    " `data/vocabulary/organisations.yml` lists them. `data/vocabulary/organisations_apart.yml` undoes a merge."
)
_ALIKE = (
    "Likeness merges nothing. Two that are one belong into `data/vocabulary/organisations.yml`; two that are two into"
    " the pairs of `data/vocabulary/organisations_apart.yml`, and are not listed here any more."
)


def organisation_box(chosen: Choice) -> None:
    """Where an organisation is found by typing."""
    if chosen.options["organisation"]:
        filters.found_by_typing("organisation", chosen)


def organisation_facts(rows: pd.DataFrame) -> None:
    """Name, stakeholder group and country of one organisation, and the names that it was printed under."""
    if rows.empty:
        nothing_found("No organisation of that name has a role in the documents read so far.")
        return
    row = rows.iloc[0]
    short = "" if words.is_missing(row["short_name"]) else f" ({row['short_name']})"
    st.header(plain(f"{row['name']}{short}"), anchor=False)
    group = "not known" if words.is_missing(row["stakeholder_group"]) else row["stakeholder_group"]
    country = "not known" if words.is_missing(row["country"]) else row["country"]
    st.text(f"Stakeholder group: {group}. Country: {country}. Printed as: {'; '.join(row['printed'])}.")


def organisation_list(rows: pd.DataFrame, chosen: Choice, page: Page) -> None:
    """All organisations."""
    st.header("All organisations", anchor=False)
    if rows.empty:
        nothing_found("No session listed here names an organisation, for what was chosen.")
        return
    st.text(f"{words.plural(len(rows), 'organisation')}; type a name above to see one of them.")
    _listed(
        rows.drop(columns="organisation_id"),
        "Organisations, their group and country, and how many sessions they organised",
        {
            "name": st.column_config.TextColumn("Name", width=360),
            "short_name": st.column_config.TextColumn("Short name"),
            "stakeholder_group": st.column_config.TextColumn("Stakeholder group"),
            "country": st.column_config.TextColumn("Country"),
            "sessions": st.column_config.NumberColumn("Organised"),
            "meetings": st.column_config.NumberColumn("Meetings"),
            "first_year": st.column_config.NumberColumn("From", format="%d"),
            "last_year": st.column_config.NumberColumn("To", format="%d"),
        },
    )
    list_downloads("organisations", rows, chosen, page)


def organisation_roles(rows: pd.DataFrame, chosen: Choice, page: Page) -> None:
    """Every role of one organisation."""
    st.header("Its roles", anchor=False)
    if rows.empty:
        nothing_found("It has no role for what was chosen; the filters leave out other years and meetings.")
        return
    st.text(f"{words.plural(len(rows), 'row')}; a role without a session is one in the meeting as a whole.")
    _listed(
        rows.drop(columns="meeting_id").assign(source_url=rows["source_url"].map(address)),
        "Roles of the organisation",
        {
            "year": st.column_config.NumberColumn("Year", format="%d", width=60),
            "role": st.column_config.TextColumn("Role"),
            "code": st.column_config.TextColumn("Code"),
            "title": st.column_config.TextColumn("Session", width=360),
            "session_type": st.column_config.TextColumn("Type"),
            "track": st.column_config.TextColumn("Track"),
            "status": st.column_config.TextColumn("Status"),
            "name_as_printed": st.column_config.TextColumn("Printed as", width=220),
            "source_url": st.column_config.LinkColumn("Source", width=240),
        },
    )
    list_downloads("organisation-roles", rows, chosen, page)


def names_merged(chosen: Choice, page: Page) -> None:
    """Which printed names stand for one organisation, and which look alike without being merged."""
    rows = fetch(names_printed())
    if rows.empty:
        return
    st.header("Names", anchor=False)
    merged, review = st.tabs(["Merged", "To review"])
    with merged:
        rows = rows.assign(
            merged_by=[_merged_by(*names) for names in zip(rows["name_as_printed"], rows["name"], strict=True)]
        )
        shown = rows[rows["merged_by"] != ""][["name", "name_as_printed", "merged_by", "rows"]]
        st.markdown(f":small[{_MERGED}]")
        st.text(f"{words.plural(len(shown), 'printed name')} of {words.number(len(rows))} stand for another.")
        _listed(
            shown,
            "Printed names and the organisations that they stand for",
            {
                "name": st.column_config.TextColumn("Organisation", width=360),
                "name_as_printed": st.column_config.TextColumn("Printed as", width=360),
                "merged_by": st.column_config.TextColumn("Merged by"),
                "rows": st.column_config.NumberColumn("Rows"),
            },
        )
        list_downloads("names-merged", shown, chosen, page)
    with review:
        named = {str(i): str(name) for i, name in zip(rows["organisation_id"], rows["name"], strict=True)}
        pairs = pd.DataFrame(
            [(named[pair.one], named[pair.other], pair.why) for pair in _pairs(catalog.build())],
            columns=["one", "other", "why"],
        )
        st.markdown(f":small[{_ALIKE}]")
        st.text(f"{words.plural(len(pairs), 'pair')} of names look alike and are not merged.")
        columns = {"one": "One", "other": "Other", "why": "Why it is listed"}
        _listed(
            pairs, "Pairs of names to review", {name: st.column_config.TextColumn(t) for name, t in columns.items()}
        )
        list_downloads("names-to-review", pairs, chosen, page)


def _merged_by(name_as_printed: str, name: str) -> str:
    return _BY.get(merged_by(name_as_printed, name), "")


@PerBuild
def _pairs(_: Build) -> list[Pair]:
    """The pairs to review in this build."""
    rows = fetch(names_printed()).drop_duplicates("organisation_id")
    identities = list(map(str, rows["organisation_id"]))
    short = {i: str(name) for i, name in zip(identities, rows["short_name"], strict=True) if not words.is_missing(name)}
    return alike(dict(zip(identities, map(str, rows["name"]), strict=True)), short)


def _listed(rows: pd.DataFrame, alt: str, columns: dict[str, Any]) -> None:
    st.dataframe(
        rows,
        hide_index=True,
        height=min(420, 38 + 35 * max(1, len(rows))),
        alt=alt,
        placeholder="",
        column_config=columns,
    )
