"""Which division into regions a set of labels follows: the UN's regional groups, or continents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from etl.vocabulary import fold

OF_CONTINENTS = frozenset(
    ("Asia", "Europe", "Western Europe", "North America", "Oceania", "Middle East", "Host country",
     "Latin America and the Caribbean")
)  # fmt: skip
OF_THE_UN = frozenset(("WEOG", "GRULAC", "Eastern Europe", "Asia-Pacific"))
GROUP = frozenset(("group", "grupo", "groupe", "gruppe"))


def scheme_of(regions: Sequence[tuple[str | None, str]]) -> str:
    """The scheme of a set of regions, each as (name, label as printed).

    WEOG is a group of the UN alone; continents without it make the set continental; the other groups of
    the UN, or a label that says "group", make it the UN's.
    """
    names = {name for name, _ in regions if name}
    if "WEOG" in names or (
        not names & OF_CONTINENTS and (names & OF_THE_UN or _say_group(label for _, label in regions))
    ):
        return "un"
    return "continental"


def named_in(scheme: str | None, name: str | None) -> str | None:
    """The region that `name` means in a scheme: the UN's group of Latin America has a name of its own."""
    return "GRULAC" if scheme == "un" and name == "Latin America and the Caribbean" else name


def _say_group(labels: Iterable[str]) -> bool:
    return any(GROUP & set(fold(label).split()) for label in labels)
