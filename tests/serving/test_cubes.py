"""The addresses of the data that live pages draw with in the browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from pages.shared import catalog
from pages.shared.publish import composition, cubes, live

Get = Callable[..., httpx.Response]


@pytest.fixture
def version(tables: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("ATLAS_TABLES", str(tables))
    return catalog.newest()


def test_every_card_has_its_rows_and_they_never_change(get: Get, version: str) -> None:
    for name in ("site", *(f"cube-{card}" for card in composition.names()), *(f"base-{base}" for base in cubes.BASES)):
        answer = get(f"/cubes/{version}/{name}.json")
        assert answer.status_code == 200, name
        assert json.loads(answer.content)
        assert "immutable" in answer.headers["cache-control"], name
        assert "sandbox" in answer.headers["content-security-policy"], name


def test_definitions_are_a_script_with_an_address_of_their_own(get: Get) -> None:
    script, digest = live.definitions()
    answer = get(f"/cubes/definitions.js?{digest}")
    assert answer.text == script and answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("name", ["cube-mars", "base-mars", "evidence-total-size", "list-sessions", "facts", "current"])
def test_there_is_nothing_else(get: Get, version: str, name: str) -> None:
    assert get(f"/cubes/{version}/{name}.json").status_code == 404


def test_another_version_is_not_answered_with_this_one(get: Get) -> None:
    assert get("/cubes/0123456789ab/site.json").status_code == 404


def test_what_is_too_large_stays_on_the_server(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_FILES", live.Kept(8))
    monkeypatch.setattr(live, "ROWS", 0)
    with pytest.raises(live.NotHeld, match="rows"):
        live.file(version, "base-roles")
    monkeypatch.setattr(live, "BYTES", 10)
    with pytest.raises(live.NotHeld, match="bytes"):
        live.file(version, "cube-total-size")
    monkeypatch.setattr(live, "BYTES", 1_000_000)
    monkeypatch.setattr(live, "VALUES", 1)
    assert json.loads(live.file(version, "site"))["options"]["meeting"] == []
