"""The static edition: what is published, and that its parts are those of the live app."""

from __future__ import annotations

import ast
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pages.shared import catalog, components, options, sides, site
from pages.shared.catalog import ROOT, Query, fetch
from pages.shared.publish import __main__, composition, cubes, publish
from pages.shared.publish.edition import NotEmpty
from pages.shared.publish.report import NoPage, report
from pages.shared.publish.translate import Untranslatable, program
from tests.pages import wordy
from tests.pages.tiny import write_build


@pytest.fixture(scope="session")
def edition(sample_tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edition") / "public"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_TABLES", str(sample_tables))
        publish(folder)
    return folder


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_page_is_there_and_nothing_of_originals(edition: Path, tables: Path) -> None:
    for page in site.PAGES:
        assert (edition / page.address / "index.html").is_file()
    assert not list(edition.rglob("lines.*"))
    told = "".join(path.read_text("utf-8") for path in (*edition.rglob("*.html"), *edition.glob("assets/data/*.js")))
    quotes = "".join(fetch(Query("quotes", _QUOTES))["quote"].dropna())
    texts = fetch(Query("texts", "select text from lines where form = 'original' and length(text) > 60"))["text"]
    assert not [text for text in texts if text not in quotes and text in told]


_QUOTES = " union all ".join(
    f"select quote from {table}"
    for table in ("participation", "sessions", "takeaways", "tracks", "meetings", "theme_mentions", "session_counts")
)


@pytest.mark.usefixtures("tables")
def test_publishing_twice_gives_the_same_bytes(edition: Path, tmp_path: Path) -> None:
    publish(tmp_path / "again")
    first = digests(edition)
    publish(tmp_path / "again")
    assert digests(tmp_path / "again") == first


def test_tables_that_hold_next_to_nothing_are_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_build(tmp_path / "tables", {"meetings": [{"meeting_id": "igf-2020", "year": 2020}]})
    monkeypatch.setenv("ATLAS_TABLES", str(tmp_path / "tables"))
    publish(tmp_path / "public")
    assert (tmp_path / "public" / "index.html").is_file()


@pytest.mark.usefixtures("tables")
def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotEmpty):
        publish(tmp_path)
    assert __main__.main([str(tmp_path)]) == 1
    assert "choose another folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("page", list(composition.COMPOSED), ids=lambda page: page.title)
def test_cards_stand_where_the_live_page_has_them(page: site.Page, monkeypatch: pytest.MonkeyPatch) -> None:
    for given in _choices(page):
        chosen = options.choice(given)
        placed = [(one.name, one.level) for one in composition.placed(page, chosen)]
        assert placed == _run(page, chosen, monkeypatch), given


def _choices(page: site.Page) -> list[dict[str, list[str]]]:
    begun = options.choice({})
    if page == site.COMPARE:
        pairs = [options.first_sides(kind) for kind in sides.KINDS]
        return [{}, *({side: list(codes) for side, codes in pair.items()} for pair in pairs)]
    conditions = {name for one in composition.COMPOSED[page] for name, _ in one.when}
    return [{}, *({name: [option.code]} for name in sorted(conditions) for option in begun.options[name][:5])]


def _run(page: site.Page, chosen: Any, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The cards that the page's own file draws."""
    drawn: list[tuple[str, int]] = []

    def card(question: Any, chart: Any, given: Any, at: Any, level: int = 2) -> None:
        drawn.append((chart.__name__.replace("_", "-"), level))

    for name in [name for name in vars(components) if callable(getattr(components, name))]:
        monkeypatch.setattr(components, name, _nothing)
    monkeypatch.setattr(components, "chart_card", card)
    monkeypatch.setattr(components, "beside", card)
    monkeypatch.setattr("pages.shared.filters.current", lambda: chosen)
    monkeypatch.setattr("pages.shared.filters.option", _nothing)
    exec(compile((ROOT / page.file).read_text("utf-8"), page.file, "exec"), {})
    return drawn


class _nothing:  # noqa: N801 - stands for functions and for what `with` takes
    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: Any) -> None:
        pass


@pytest.mark.usefixtures("tables")
def test_a_filter_that_acts_on_a_card_is_declared() -> None:
    """A filter that changes the question of a card is one that the card follows in the browser too."""
    begun = options.choice({})
    for page in composition.COMPOSED:
        for name in dict.fromkeys(one.name for one in composition.COMPOSED[page]):
            question, _ = composition.cards()[name]
            cube = cubes.CUBES[name]
            known = {*cube.follows, *cube.variants, "naming", "theme", "organisation", "term", "within", *sides.SIDES}
            plain = question(begun)
            for parameter in set(page.parameters) - known - {"highlight"}:
                several = [option.code for option in begun.options[parameter]][-1:]
                if several:
                    assert question(begun.replace(**{parameter: several})) == plain, (name, parameter)


def test_what_cannot_be_translated_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "charts.py").write_text("def made():\n    with open('x') as file:\n        return file\n")
    with pytest.raises(Untranslatable, match="charts, line 2: With"):
        program(tmp_path, "charts")


@pytest.mark.parametrize(
    "source", ["x = {**{'a': 1}, 'b': [y for y in (1, 2) if y > 1]}", "def f(a, *, b=2): return a"]
)
def test_translations_are_statements(source: str, tmp_path: Path) -> None:
    ast.parse(source)
    (tmp_path / "some.py").write_text(source)
    assert 'modules["some"]' in program(tmp_path, "some")


def test_the_command_publishes_no_text_of_originals(words: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pages.shared.publish", str(tmp_path / "out")]
    for setting, is_there in (({}, False), ({"ATLAS_TEXTS": "on"}, True)):
        settings = {name: value for name, value in os.environ.items() if not name.startswith("ATLAS_")}
        subprocess.run(command, cwd=ROOT, env={**settings, "ATLAS_TABLES": str(words), **setting}, check=True)
        written = "".join(path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.js"))
        assert (wordy.TEXT[2][0] in written) == is_there


@pytest.mark.usefixtures("tables")
def test_a_report_of_a_page_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoPage):
        report("https://example.org/elsewhere?from=2008")
    assert __main__.main(["--report", "https://example.org/elsewhere", str(tmp_path / "x.html")]) == 1
    assert "there is no page" in capsys.readouterr().err


@pytest.mark.usefixtures("tables")
def test_a_report_holds_filters_sources_and_version(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    link = f"https://example.org/atlas/{site.REGISTRATIONS.address}/index.html?group=civil-society"
    assert __main__.main(["--report", link, str(file)]) == 0
    text = file.read_text("utf-8")
    assert "groups: Civil Society" in text
    assert "unsafe-inline" not in text.split("script-src")[1].split(";")[0]
    assert catalog.newest() in text
    assert " src=" not in text.split("<script>")[0]
