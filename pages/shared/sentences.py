"""What a chart shows, in sentences: its text alternative and the caption of its downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
_OF_SPLITS = ("from", "series", "meeting", "group", "measure")
"""The filters that act on splits."""
_OF_MEETINGS = ("meeting", "group", "measure")
"""Those that say more where meetings are chosen."""
ROUNDED = 0.02
"""Printed shares are rounded: a whole split may add up to so much less than one."""
OF_POPULATION = {
    "registered": "most registrations",
    "onsite": "most people on site",
    "online": "most people online",
    "participants": "most participants",
}


def nearest(years: Iterable[int], chosen: Choice) -> str:
    """Which of the years that have an answer are next to the chosen ones, where those have none."""
    known = sorted(set(years))
    first, last = _ends(chosen)
    before, after = [year for year in known if year < first], [year for year in known if year > last]
    found = before[-1:] + after[:1] or known
    return f" The nearest {'is' if len(found) == 1 else 'are'} {words.years(found)}." if found else ""


def _ends(chosen: Choice) -> Sequence[int]:
    """First and last chosen year: those of the chosen meetings, which have it in their names."""
    years = sorted([int(part) for code in chosen.codes("meeting") for part in code.split("-") if part.isdecimal()])
    if chosen.is_active("meeting") and years:
        return years[0], years[-1]
    return chosen.year("from"), chosen.year("to")


def _most(rows: pd.DataFrame, column: str) -> pd.Series[Any]:
    """The row with the largest value."""
    return rows.sort_values(column, kind="stable").iloc[-1]


def split(rows: pd.DataFrame, what: str, show: str, chosen: Choice) -> str:
    """Which meetings publish a split into `what`, counted how, and where the largest group stands."""
    if rows.empty:
        acting = _OF_MEETINGS if chosen.is_active("meeting") else _OF_SPLITS
        return f"No split into {what} was found for {chosen.sentence(*acting) or 'what was chosen'}."
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
    keys = ["measure", "meeting_id"]
    best = shares[shares["share"] == shares.groupby(keys)["share"].transform("max")]
    best = best[[bool(known[key]) for key in zip(best["measure"], best["meeting_id"], strict=True)]]
    if best.empty:
        return ""
    group = best["group_name"].mode().iloc[0]
    leading = [list(part["group_name"]) for _, part in best.groupby(keys)]
    own = [groups for groups in leading if group in groups]
    ties = len([groups for groups in own if len(groups) > 1])
    shared = f", in {number(ties)} of them together with another" if ties else ""
    open_ = len(known) - len(leading)
    rest = f" ({plural(open_, 'split')} may leave out a larger one)" if open_ else ""
    ranges = listed(_ranges(shares[shares["group_name"] == group], "share", lambda share, _: percent(share)))
    return f" {group} is the largest group in {len(own)} of {plural(len(leading), 'split')}{rest}{shared}: {ranges}."


def _ranges(rows: pd.DataFrame, value: str, write: Callable[[Any, Any], str]) -> list[str]:
    """Lowest and highest value of each population: what is counted differently is not one range."""
    said = []
    for measure, part in rows.groupby("measure", sort=False):
        ordered = part.sort_values(value, kind="stable").to_dict("records")
        ends = [f"{write(row[value], row['qualifier'])} ({row['year']})" for row in (ordered[0], ordered[-1])]
        range_ = ends[0] if len(ordered) == 1 else f"{ends[0]} to {ends[1]}"
        said.append(f"{range_} of {POPULATION[str(measure)]}")
    return said


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
        return "No total was found for what was chosen."
    largest = []
    for measure, part in rows.groupby("measure", sort=False):
        row = _most(part, "count")
        largest.append(f"{OF_POPULATION[str(measure)]}: {words.count(row['count'], row['qualifier'])} in {row['year']}")
    if chosen.is_active("meeting"):
        found = set(rows["meeting_id"])
        wanted = [option for option in chosen.options["meeting"] if option.code in chosen.codes("meeting")]
        missing = listed([option.label for option in wanted if option.code not in found])
    else:
        missing = words.years(sorted(set(range(chosen.year("from"), chosen.year("to") + 1)) - set(rows["year"])))
    gaps = f" No total was found for {missing}." if missing else ""
    text = "; ".join(largest)
    return f"{text[:1].upper()}{text[1:]}. The columns count different things and are not added up.{gaps}"


def largest(rows: pd.DataFrame, what: str, value: str) -> str:
    """Lowest and highest value, and how many meetings state one."""
    rows = rows[rows[value].notna()]
    if rows.empty:
        return f"No figures on {what} were found for what was chosen."
    write = words.count if value == "count" else words.share
    ranges = "; ".join(_ranges(rows, value, write))
    return f"{plural(rows['meeting_id'].nunique(), 'meeting')} state a figure: {ranges}."


def sessions_held_and_stated(rows: pd.DataFrame) -> str:
    """How many sessions are listed, of how many stated."""
    if rows.empty:
        return "No sessions are listed here for what was chosen."
    known = rows[rows["stated"].notna()]
    text = f"{number(rows['sessions'].sum())} sessions of {plural(len(rows), 'meeting')} are listed here."
    if len(known):
        text += (
            f" {plural(len(known), 'meeting')} state how many they had; of those"
            f" {number(known['stated'].sum())} sessions"
            f" {number(known['sessions'].sum())} are listed."
        )
    doubtful = rows["unconfirmed"].sum()
    if doubtful:
        text += f" {number(doubtful)} of the listed have a page that shows no time: they may not have been held."
    return text + " What is said here about sessions is about those that are listed."


def sessions_by(rows: pd.DataFrame, what: str, value: str, left_out: int) -> str:
    """The largest groups."""
    if rows.empty:
        return f"No sessions with a {what} are listed here for what was chosen."
    sums = rows.groupby("group_name")[value].sum().sort_values(ascending=False, kind="stable")
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
        return "No number of proposals was found for what was chosen."
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
    worst = (rows["state"] == "not found").groupby(rows["item"]).sum().sort_values(ascending=False, kind="stable")
    return (
        f"Of {number(len(rows))} kinds of figure ({plural(rows['meeting_id'].nunique(), 'meeting')},"
        f" {plural(rows['item'].nunique(), 'kind')}) {number(len(found))} are here, {number(exact)} of"
        f" them exact."
        f" Most often missing: {listed([str(item).lower() for item in worst.head(3).index])}."
    )
