"""Two meetings, organisations or themes side by side: which two an address names, and the choice that shows both."""

from __future__ import annotations

from pages.shared.choice import ALL, Choice, Option, parse

KINDS = {"meeting": "Meetings", "organisation": "Organisations", "theme": "Themes"}
"""What can stand side by side. The code of a side begins with its kind: `meeting-igf-2020`."""
SIDES = ("one", "other")


def kind_of(chosen: Choice) -> str:
    """The kind of what stands on the first side; a meeting where nothing does."""
    return chosen.one("one").partition("-")[0] or next(iter(KINDS))


def pair(chosen: Choice) -> tuple[Option, ...]:
    """What stands on the two sides; nothing where the two are not different ones of one kind."""
    both = tuple(option for side in SIDES for option in chosen.chosen[side])
    kinds = {option.code.partition("-")[0] for option in both}
    return both if len(both) == len({option.code for option in both}) == 2 and len(kinds) == 1 else ()


def values(chosen: Choice, kind: str) -> tuple[str, ...]:
    """What the tables hold of the two sides, where they are of this kind; else nothing."""
    return tuple(str(option.value) for option in pair(chosen)) if kind_of(chosen) == kind else ()


def both(chosen: Choice) -> Choice:
    """The choice that shows both sides and nothing else in the charts of other pages.

    Two meetings of any series and year; two themes at the meetings of the IGF, year by year.
    """
    kind = kind_of(chosen)
    wanted = set(values(chosen, kind))
    given = {side: chosen.codes(side) for side in SIDES} | {"highlight": chosen.codes("highlight")}
    if kind == "meeting":
        given |= {"series": (ALL,)}
    if kind == "theme":
        given |= {"chart": ("lines",)}
    codes = tuple(option.code for option in chosen.options[kind] if option.value in wanted)
    return parse(chosen.filters, chosen.options, given | {kind: codes})
