"""Links of cards say what their page shows, and nothing of other pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pages.shared import options, site
from pages.shared.catalog import fetch
from pages.shared.choice import Choice
from pages.shared.components.embedded import cards as every_card
from pages.shared.publish import composition
from tests.pages.test_pages import cards, open_page

OF_OTHERS = {"naming": "harmonised", "scheme": "continental", "severity": "error", "form": "record", "basis": "wording"}


def told(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query)


def test_cards_of_the_front_page_link_to_what_it_shows_and_nothing_else(tables: Path) -> None:
    shown = cards(open_page("pages/overview.py", show="count", **OF_OTHERS))
    assert len(shown) == 4
    for card in shown:
        assert set(told(card["link"])) == {*site.OVERVIEW.parameters, "v"}
        assert told(card["link"])["show"] == ["count"]


def test_an_older_link_of_the_front_page_still_opens(tables: Path) -> None:
    old = cards(open_page("pages/overview.py", form="all", show="count", chart="heat", highlight="all"))
    new = cards(open_page("pages/overview.py", show="count"))
    assert [card["table"] for card in old] == [card["table"] for card in new]
    assert [card["link"] for card in old] == [card["link"] for card in new]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The filters that anything asks a choice for."""
    names: set[str] = set()
    codes = Choice.codes

    def noted(chosen: Choice, name: str) -> tuple[str, ...]:
        names.add(name)
        return codes(chosen, name)

    monkeypatch.setattr(Choice, "codes", noted)
    is_active = Choice.is_active
    monkeypatch.setattr(Choice, "is_active", lambda chosen, name: names.add(name) or is_active(chosen, name))
    yield names


def test_the_front_page_has_the_parameters_that_its_cards_ask_for(asked: set[str], tables: Path) -> None:
    found: set[str] = set()
    for given in ({}, {"chart": ["lines"]}, {"arrange": ["panels"]}, {"show": ["count"]}):
        chosen = options.choice(given)
        for placed in composition.placed(site.OVERVIEW, chosen):
            asked.clear()
            question, _ = every_card()[placed.name]
            composition.drawing(placed)(fetch(question(chosen)), chosen)
            found |= asked
    assert found | {"highlight"} == set(site.OVERVIEW.parameters)
