"""What two things side by side show, in sentences."""

from __future__ import annotations

import pandas as pd

from pages.shared.choice import Choice
from pages.shared.sides import pair
from pages.shared.words import listed, number, plural


def _names(chosen: Choice) -> str:
    return listed([option.label for option in pair(chosen)])


def meetings(rows: pd.DataFrame, chosen: Choice) -> str:
    """How many figures both meetings state."""
    if rows.empty:
        return f"No figure of {_names(chosen) or 'the two'} is here."
    stated = rows.assign(is_stated=rows["count"].notna() | rows["share"].notna()).groupby("key")["is_stated"].sum()
    return (
        f"{_names(chosen)}: {plural(int((stated == 2).sum()), 'figure')} can be compared,"
        f" {number((stated == 1).sum())} are stated by one of them alone. A line holds one population: registered, on"
        " site, online and participants are counted differently and never stand in the same line."
    )


def organisations(rows: pd.DataFrame, chosen: Choice) -> str:
    """How many sessions each organises, and how many together."""
    if rows.empty:
        return f"No session listed here names {_names(chosen) or 'the two'}."
    count = {(row["item"], row["side"]): int(row["count"]) for row in rows.to_dict("records")}
    organised = [count.get(("as organiser", side), 0) for side in ("one", "other")]
    said = listed(
        [f"{plural(n, 'session')} of {option.label}" for n, option in zip(organised, pair(chosen), strict=True)]
    )
    together = count.get(("together", "one"), 0)
    both = f"; {number(together)} of them both organise" if together else "; none of them do both organise"
    return (
        f"Listed here are {said}{both}. Counted are sessions whose source names an organiser; what others say is not"
        " known."
    )


def themes(rows: pd.DataFrame, chosen: Choice) -> str:
    """In how many sessions each is found."""
    if rows.empty:
        return f"Neither {_names(chosen) or 'of the two'} is found in what is listed here."
    found = rows[rows["item"] == "sessions"]
    said = listed(
        [
            f"{option.label} in {number(row['count'])}"
            for option, row in zip(pair(chosen), found.to_dict("records"), strict=False)
        ]
    )
    whole = f"Of {plural(int(found['whole'].iloc[0]), 'session')} listed here: {said}. " if len(found) else ""
    return f"{whole}Counted are the meetings of the IGF; a session or document that concerns both counts for each."


def by_year(rows: pd.DataFrame) -> str:
    """When each of the two organised most sessions."""
    if rows.empty:
        return "Neither organises a session that is listed here."
    sums = rows.groupby("name", sort=False)["sessions"].sum()
    return (
        listed([f"{name}: {plural(int(count), 'session')}" for name, count in sums.items()])
        + f", at {plural(rows['meeting_id'].nunique(), 'meeting')}. An empty cell: none is listed here."
    )


def shared_themes(rows: pd.DataFrame) -> str:
    """Which themes both are concerned with."""
    if rows.empty:
        return "No session of theirs that is listed here concerns one of the themes."
    per_theme = rows.groupby("theme")["organisation_id"].nunique()
    both = sorted(per_theme[per_theme == 2].index)
    named = f": {listed(both[:5])}" + (" and others" if len(both) > 5 else "") if both else ""
    return f"{plural(len(per_theme), 'theme')}; sessions of both concern {plural(len(both), 'theme')}{named}."
