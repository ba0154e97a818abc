"""What a chart shows, in sentences: its text alternative and the caption of its downloads."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pages.shared import words
from pages.shared.choice import Choice
from pages.shared.words import listed, number, percent, plural

POPULATION = {
    "registered": "people registered",
    "onsite": "people on site",
    "online": "people online",
    "participants": "participants",
}
ROUNDED = 0.02
"""Printed shares are rounded: a whole split may add up to so much less than one."""
OF_POPULATION = {
    "registered": "most registrations",
    "onsite": "most people on site",
    "online": "most people online",
    "participants": "most participants",
}


def _most(rows: pd.DataFrame, column: str) -> pd.Series[Any]:
    """The row with the largest value."""
    return rows.sort_values(column, kind="stable").iloc[-1]


def split(rows: pd.DataFrame, what: str, show: str, chosen: Choice) -> str:
    """Which meetings publish a split into `what`, counted how, and where the largest group stands."""
    if rows.empty:
        return f"No split into {what} is published for {chosen.sentence(*chosen.filters) or 'what was chosen'}."
    by_measure = rows.groupby("measure", sort=False)
    counted = [f"{POPULATION[str(measure)]} in {words.years(part['year'])}" for measure, part in by_measure]
    meetings = plural(rows["meeting_id"].nunique(), "meeting")
    first = f"{meetings} with a published split into {what}: {listed(counted)}."
    apart = " Each panel counts a different population; they are not comparable." if len(counted) > 1 else ""
    return first + apart + _largest_group(rows) + _one_group(rows) + _left_out(rows, show)


def _largest_group(rows: pd.DataFrame) -> str:
    shares = rows[rows["share"].notna() & rows["group_name"].notna()]
    if shares["group_name"].nunique() < 2:
        return ""
    splits = rows[rows["share"].notna()].groupby(["measure", "meeting_id"])["share"]
    known = splits.max() >= 1 - splits.sum() - ROUNDED
    best = shares.loc[shares.groupby(["measure", "meeting_id"])["share"].idxmax()]
    best = best[[bool(known[key]) for key in zip(best["measure"], best["meeting_id"], strict=True)]]
    if best.empty:
        return ""
    group = best["group_name"].mode().iloc[0]
    own = shares[shares["group_name"] == group].sort_values("share")
    low, high = own.iloc[0], own.iloc[-1]
    open_ = len(known) - len(best)
    rest = f" ({plural(open_, 'split')} may leave out a larger one)" if open_ else ""
    return (
        f" {group} is the largest group in {(best['group_name'] == group).sum()} of {plural(len(best), 'split')}{rest};"
        f" its share runs from"
        f" {percent(low['share'])} ({low['year']}) to {percent(high['share'])} ({high['year']})."
    )


def _one_group(rows: pd.DataFrame) -> str:
    """Where a single group is in view: its share at every meeting, population by population."""
    shares = rows[rows["share"].notna()]
    if rows["group_name"].nunique() != 1 or shares.empty:
        return ""
    parts = [
        f"of {POPULATION[str(measure)]} "
        + listed([f"{percent(row['share'])} ({row['year']})" for row in part.to_dict("records")])
        for measure, part in shares.groupby("measure", sort=False)
    ]
    return f" {rows['group_name'].dropna().iloc[0]}: {'; '.join(parts)}."


def _left_out(rows: pd.DataFrame, show: str) -> str:
    stated = rows.groupby(["meeting_id", "measure", "year"])[show].count().reset_index()
    left = stated[stated[show] == 0]
    if left.empty:
        return ""
    return f" No {'counts' if show == 'count' else 'shares'} are stated for {words.years(left['year'])}."


def total_size(rows: pd.DataFrame, chosen: Choice) -> str:
    """The largest meeting of each population, and the years without a figure."""
    if rows.empty:
        return "No total is published for what was chosen."
    largest = []
    for measure, part in rows.groupby("measure", sort=False):
        row = _most(part, "count")
        largest.append(f"{OF_POPULATION[str(measure)]}: {words.count(row['count'], row['qualifier'])} in {row['year']}")
    missing = sorted(set(range(chosen.year("from"), chosen.year("to") + 1)) - set(rows["year"]))
    gaps = f" No total was found for {words.years(missing)}." if missing else ""
    text = "; ".join(largest)
    return f"{text[:1].upper()}{text[1:]}. The columns count different things and are not added up.{gaps}"


def largest(rows: pd.DataFrame, what: str, value: str) -> str:
    """Lowest and highest value, and how many meetings state one."""
    rows = rows[rows[value].notna()]
    if rows.empty:
        return f"No figures on {what} are published for what was chosen."
    write = words.count if value == "count" else words.share
    high, low = _most(rows, value), rows.sort_values(value).iloc[0]
    return (
        f"{plural(rows['meeting_id'].nunique(), 'meeting')} state a figure: from"
        f" {write(low[value], low['qualifier'])}"
        f" ({low['year']}, {POPULATION[low['measure']]}) to {write(high[value], high['qualifier'])}"
        f" ({high['year']}, {POPULATION[high['measure']]})."
    )


def sessions_held_and_stated(rows: pd.DataFrame) -> str:
    """How many sessions are held, of how many stated."""
    if rows.empty:
        return "No sessions are held here for what was chosen."
    known = rows[rows["stated"].notna()]
    text = f"{number(rows['sessions'].sum())} sessions of {plural(len(rows), 'meeting')} are held here."
    if len(known):
        text += (
            f" {plural(len(known), 'meeting')} state how many they had; of those"
            f" {number(known['stated'].sum())} sessions"
            f" {number(known['sessions'].sum())} are held."
        )
    return text + " What is said below about sessions is about those that are held."


def sessions_by(rows: pd.DataFrame, what: str, value: str, left_out: int) -> str:
    """The largest groups."""
    if rows.empty:
        return f"No sessions with a {what} are held here for what was chosen."
    sums = rows.groupby("group_name")[value].sum().sort_values(ascending=False)
    top = listed([f"{name} ({number(count)})" for name, count in sums.head(3).items()])
    rest = f" The {number(left_out)} smallest are in the table only." if left_out else ""
    return (
        f"{number(sums.sum())} sessions with a {what}, in {plural(rows['meeting_id'].nunique(), 'meeting')}"
        f" and {plural(len(sums), what)}; most: {top}.{rest}"
    )


def proposals(rows: pd.DataFrame) -> str:
    """The highest number of proposals."""
    received = rows[rows["dimension"] == "proposals"]
    if received.empty:
        return "No number of proposals is published for what was chosen."
    most = []
    for kind, part in received.groupby(received["group_name"].fillna("all types"), sort=False):
        row = _most(part, "count")
        what = str(kind) if kind == "all types" else f"{kind}s"
        most.append(f"{words.count(row['count'], row['qualifier'])} in {row['year']} for {what}")
    return (
        f"{plural(received['meeting_id'].nunique(), 'meeting')} state how many proposals came in; the"
        f" most were {listed(most)}. A proposal is not a session."
    )


def coverage(rows: pd.DataFrame) -> str:
    """How many of the figures one could want are here."""
    if rows.empty:
        return "No meeting was chosen."
    found = rows[rows["state"] != "not found"]
    exact = (rows["state"] == "have it").sum()
    worst = (rows["state"] == "not found").groupby(rows["item"]).sum().sort_values(ascending=False)
    return (
        f"Of {number(len(rows))} kinds of figure ({plural(rows['meeting_id'].nunique(), 'meeting')},"
        f" {plural(rows['item'].nunique(), 'kind')}) {number(len(found))} are here, {number(exact)} of"
        f" them exact."
        f" Most often missing: {listed([str(item).lower() for item in worst.head(3).index])}."
    )
