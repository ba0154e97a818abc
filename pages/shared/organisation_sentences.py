"""What charts of organisations show, in sentences."""

from __future__ import annotations

import pandas as pd

from pages.shared.words import listed, number, plural, years

_HELD = "Counted are sessions listed here whose source names an organiser; what other sessions say is not known."


def organisers(rows: pd.DataFrame, left_out: int) -> str:
    """Who organised most sessions."""
    if rows.empty:
        return "No session listed here names an organiser for what was chosen."
    sums = rows.groupby("name")["sessions"].sum().sort_values(ascending=False, kind="stable")
    top = listed([f"{name} ({number(count)})" for name, count in sums.head(3).items()])
    rest = f" The {number(left_out)} with fewest are in the table only." if left_out else ""
    return (
        f"{plural(len(sums), 'organisation')} organised {plural(int(rows['held'].iloc[0]), 'session')} of"
        f" {plural(rows['meeting_id'].nunique(), 'meeting')}; most: {top}.{rest} {_HELD}"
    )


def groups(rows: pd.DataFrame) -> str:
    """Which groups organised most sessions."""
    if rows.empty:
        return "No session listed here names an organiser for what was chosen."
    sums = rows.groupby("group_name")["sessions"].sum().sort_values(ascending=False, kind="stable")
    known = [f"{name} ({number(count)})" for name, count in sums.items() if name != "not known"]
    unknown = int(sums.get("not known", 0))
    first = f"Most often: {listed(known[:3])}. " if known else ""
    return (
        f"{first}{plural(unknown, 'session')} of {number(rows['held'].iloc[0])} have an organiser whose group is not"
        " known. A session of organisers from two groups counts in both."
    )


def by_year(rows: pd.DataFrame) -> str:
    """How many sessions, when, in which role."""
    if rows.empty:
        return "It has no role in a session listed here, for what was chosen; the list below has its other roles."
    roles = rows.groupby("role")["sessions"].sum().sort_values(ascending=False, kind="stable")
    said = listed([f"{number(count)} as {role}" for role, count in roles.items()])
    best = rows.groupby("year")["sessions"].sum()
    return (
        f"{rows['name'].iloc[0]}: sessions listed here, {said}, at {plural(rows['meeting_id'].nunique(), 'meeting')}"
        f" ({years(int(year) for year in rows['year'])}); most in {best.idxmax()} ({number(best.max())})."
    )


def themes(rows: pd.DataFrame) -> str:
    """Which themes its sessions concern."""
    if rows.empty:
        return "No session of it that is listed here concerns one of the themes, for what was chosen."
    sums = rows.groupby("theme")["sessions"].sum().sort_values(ascending=False, kind="stable")
    top = listed([f"{name} ({number(count)})" for name, count in sums.head(3).items()])
    return f"Sessions of {rows['name'].iloc[0]} concern {plural(len(sums), 'theme')}; most often {top}."


def network(rows: pd.DataFrame, left_out: int) -> str:
    """With whom it organises."""
    if rows.empty:
        return "No session listed here names another organiser beside it, for what was chosen."
    own = rows[rows["is_own"]]
    top = listed(
        [f"{name} ({number(count)})" for name, count in zip(own["other"][:3], own["sessions"][:3], strict=True)]
    )
    rest = f" The {number(left_out)} with fewest are in the table only." if left_out else ""
    return (
        f"{own['one'].iloc[0]} organised sessions listed here together with {plural(len(own), 'other organisation')};"
        f" most often with {top}.{rest} A line says that both organised the same session; pale lines join others who"
        " did so in one of these sessions."
    )
