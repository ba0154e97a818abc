"""Every page alone, with data and with nothing found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.shared import rates
from pages.shared.plain import plain
from pages.shared.site import PAGES

ROOT = Path(__file__).resolve().parents[2]
CARDS = {
    "pages/overview.py": 4,
    "pages/registrations.py": 6,
    "pages/sessions.py": 5,
    "pages/themes.py": 2,
    "pages/documents.py": 0,
    "pages/quality.py": 1,
    "pages/organisations.py": 2,
    "pages/compare.py": 6,
    "pages/data.py": 0,
    "pages/sql.py": 0,
    "pages/own.py": 0,
    "pages/method.py": 0,
}


def open_page(file: str, **parameters: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / file), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name.rstrip("_")] = value
    app.run()
    assert not app.exception, app.exception
    return app


def cards(app: AppTest) -> list[dict[str, Any]]:
    """The descriptions of the cards on the page."""
    import json

    mounted = [json.loads(found.proto.json) for found in app.get("bidi_component")]
    return [found["card"] for found in mounted if found["part"] == "card"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_page_with_data(page: Any, tables: Path) -> None:
    app = open_page(page.file)
    assert app.title
    assert len(cards(app)) == CARDS[page.file]
    for card in cards(app):
        assert card["sentence"]
        assert card["table"]["rows"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_page_with_nothing_found(page: Any, nothing: Path) -> None:
    app = open_page(page.file)
    assert app.title
    assert not cards(app)
    assert app.info or page.file == "pages/method.py"
    assert all(len(info.value) > 30 for info in app.info)


def test_page_reads_its_filters_from_the_address(tables: Path) -> None:
    (first, *_) = cards(open_page("pages/registrations.py", group="civil-society", from_="2020", show="count"))
    assert {row[2] for row in first["table"]["rows"]} == {"Civil Society"}
    assert {row[0] for row in first["table"]["rows"]} == {"2020", "2025"}
    assert "group=civil-society" in first["link"] and "show=count" in first["link"]


def test_option_changes_address_and_chart(tables: Path) -> None:
    (share, *_) = cards(open_page("pages/registrations.py"))
    (count, *_) = cards(open_page("pages/registrations.py", show="count"))
    assert share["figure"]["layout"]["yaxis"]["tickformat"] != count["figure"]["layout"]["yaxis"]["tickformat"] == ",d"


def test_unknown_codes_leave_the_page_standing(tables: Path) -> None:
    (first, *_) = cards(open_page("pages/registrations.py", group=["mars", "government"], from_="1066"))
    assert {row[2] for row in first["table"]["rows"]} == {"Government"}


def test_harmonised_tracks_say_when_there_are_none(nothing: Path) -> None:
    app = open_page("pages/sessions.py", naming="harmonised")
    assert any("harmonised" in info.value for info in app.info)


def test_harmonised_tracks_count_what_is_not_mapped(tables: Path) -> None:
    app = open_page("pages/sessions.py", naming="harmonised")
    first = cards(app)[0]
    assert first["title"] == "Sessions listed here, by track, harmonised"
    assert {row[1] for row in first["table"]["rows"]} == {"Access & inclusion"}
    assert any("the track of 1 belongs to no common one (A track of its own)" in m.value for m in app.markdown)


def test_error_rates_are_shown_where_they_were_measured(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "error_rates", lambda: ())
    assert "How much is read right" not in headers(open_page("pages/quality.py"))
    measured = {
        "basis": "unseen", "table": "sessions", "documents": 9, "rows": 70, "precision": 0.991, "recall": 0.98
    }  # fmt: skip
    monkeypatch.setattr(rates, "error_rates", lambda: [measured])
    app = open_page("pages/quality.py")
    assert "How much is read right" in headers(app)
    assert app.table[1].value.iloc[0].to_list() == ["sessions", "9", "70", plain("99.1%"), plain("98.0%"), ""]


def headers(app: AppTest) -> list[str]:
    return [header.value for header in app.header]
