"""Names of organisations that look alike, for review."""

from __future__ import annotations

import pytest

from etl import alike as module
from etl.alike import Pair, alike


def found(*names: str, **short_names: str) -> list[tuple[str, str]]:
    return [(pair.one, pair.other) for pair in alike({name: name for name in names}, short_names)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Institute of Lantern Studies", "Institut of Lantern Studies"),
        ("Harbour Light", "Harbour Light Nairobi"),
        ("Lantern Studies Institute", "Institute for Lantern Studies"),
        ("Digital Lantern Keepers Alliance", "DLKA"),
    ],
)
def test_names_that_look_alike_are_listed(one: str, other: str) -> None:
    assert found(one, other) == [tuple(sorted((one, other)))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Light", "Network Forge"),
        ("Ministry of Lanterns", "Ministry of Bridges"),
        ("Mozilla", "Mozilla Foundation"),
        ("Internet Society", "Internet Watch Foundation"),
    ],
)
def test_what_is_different_or_reviewed_is_not_listed(one: str, other: str) -> None:
    assert found(one, other) == []


def test_a_reviewed_pair_is_not_listed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("Harbour Light", "Harbour Lights")
    monkeypatch.setattr(module, "_reviewed", lambda: frozenset([frozenset(("harbour light", "harbour lights"))]))
    assert not found("Harbour Light", "Harbour Lights")


def test_the_most_alike_come_first_and_say_why() -> None:
    names = ("Institute of Lantern Studies", "Institut of Lantern Studies", "Harbour Light", "Harbour Light Nairobi")
    pairs = alike({name: name for name in names}, {})
    assert pairs[0] == Pair("Institut of Lantern Studies", "Institute of Lantern Studies", "98% alike")
    assert pairs == alike({name: name for name in reversed(names)}, {})
