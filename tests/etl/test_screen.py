"""The screen is a necessary condition: without it the same is read, and it tells what a text holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench import corpus
from etl import screen
from etl.document import Line, Unreadable
from etl.extract import read_facts
from etl.extract.meetings import statements
from etl.formats import document_of
from etl.parse.wording import phrases_of
from etl.screen import EVERYTHING, Need, holds, look_over
from tests.reliability import test_hostile as hostile

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ORIGINALS = sorted(path for path in SAMPLES.rglob("*") if path.suffix in (".txt", ".html", ".csv", ".md"))
NAMED = [line for path in ORIGINALS[::7] for line in path.read_text("utf-8", "replace").split("\n") if line.strip()]
PROSE = [line for number in range(3) for line in corpus.transcript(number, 6_000).split("\n\n")]
HARMFUL = [*hostile.PIECES.values(), *hostile.OF_LINES.values()]
RARE = ("ß", "ﬁ", "ı", "İ", "ſ", "K", "ª", "²", "½", "٣", "e\u0301", "\u00ad", "å", "ø", "人", "ⅻ", "ｔｒａｃｋ")


def read(data: bytes, name: str) -> dict[str, Any]:
    """Everything that is read from a document."""
    try:
        reading = read_facts(document_of(data, name))
    except Unreadable as unreadable:
        return {"unreadable": unreadable.code}
    return {"rows": reading.rows, "findings": reading.findings, "language": reading.language}


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Reads with the screen off: every text holds everything."""

    def read_without(data: bytes, name: str) -> dict[str, Any]:
        with monkeypatch.context() as patch:
            patch.setattr(screen, "held", lambda texts, _: [EVERYTHING] * len(texts))
            screen._held_by.cache_clear()
            found = read(data, name)
        screen._held_by.cache_clear()
        return found

    yield read_without


def test_samples_give_the_same_without_the_screen(without: Any) -> None:
    for path in ORIGINALS[::3]:
        data = path.read_bytes()
        assert read(data, path.name) == without(data, path.name), path


def spoilt(line: str, chance: random.Random) -> str:
    """`line` as others would write it, or worse."""
    at = chance.randrange(len(line) + 1)
    return chance.choice((
        line, line, line.upper(), line.title(), f"{line[:at]}{chance.choice(RARE)}{line[at:]}", line[at:], line[:at],
        line.replace(" ", chance.choice(("\t", "  ", "-", "\u00a0", "")), 1), line.replace("ss", "ß").replace("s", "ſ"),
        "".join(chance.choice("0123456789") if c.isdigit() else c for c in line), f"- {line}", f"## {line}",
        f"{line} {chance.choice(NAMED)}", chance.choice(PROSE),
    ))  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(1, 25), st.booleans(), st.sampled_from(("\n", "\n\n")))
def test_texts_made_at_random_give_the_same_without_the_screen(
    without: Any, seed: int, size: int, is_record: bool, gap: str
) -> None:
    chance = random.Random(seed)
    start = chance.randrange(len(NAMED))
    kinds = (NAMED, NAMED[start : start + size], PROSE, HARMFUL)
    lines = [spoilt(chance.choice(chance.choices(kinds, (4, 4, 3, 1))[0]), chance) for _ in range(size)]
    data = gap.join(("IGF 2019", *lines)).encode("utf-8", "replace")
    name = "a.md" if is_record else "a.txt"
    assert read(data, name) == without(data, name)


THEME = Need(lambda: ["theme", "línea temática", "organis*", "große", "eje * informal", "ging ... zu ende"])


@pytest.mark.parametrize("text", [
    "The theme: trust", "THEME", "(theme)", "Líneas, línea temática", "linea  tematica", "an organisation",
    "organised", "grosse Themen", "GROSSE", "groß", "ein EJE muy informal", "es ging zu Ende", "theme2", "2theme_",
    "ｔｈｅｍｅ", "ﬁx",
])  # fmt: skip
def test_holds_what_a_rule_may_find(text: str) -> None:
    assert holds(text, THEME)


@pytest.mark.parametrize("text", ["", "12", "themes", "Mathematics", "the me", "reorganised", "linea", "Eje 3"])
def test_does_not_hold_other_words(text: str) -> None:
    assert not holds(text, THEME)


@pytest.mark.parametrize("phrase", [*phrases_of(statements.WORDS, "place_labels", "date_labels")])
def test_no_label_of_a_place_or_a_date_is_passed_over(phrase: str) -> None:
    assert statements.label_of(Line(0, "line 1", f"{phrase.capitalize()}: 3 May, Berlin"))


def test_figures_are_those_of_any_script() -> None:
    assert [holds(text, screen.A_FIGURE) for text in ("a 7", "٣", "seven", "²")] == [True, True, False, False]
    number = Need(lambda: ["seven"], or_figure=True)
    assert [holds(text, number) for text in ("a 7", "seven", "six", "")] == [True, True, False, False]


def test_all_needs_are_to_be_met() -> None:
    assert holds("theme 7", THEME, screen.A_FIGURE)
    assert not holds("theme", THEME, screen.A_FIGURE)
    assert not holds("7", THEME, screen.A_FIGURE)


def test_texts_looked_over_together_are_held_apart() -> None:
    texts = ["the theme", "", "7", "linea", "none", "  ", "theme", "\u00df", "none"]
    holds("", THEME)
    look_over(texts)
    assert [holds(text, THEME) for text in texts] == [True, False, False, False, False, False, True, True, False]
    assert [holds(text, screen.A_FIGURE) for text in texts] == [text in ("7", "\u00df") for text in texts]


def test_a_need_without_a_word_to_seek_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        holds("a", Need(lambda: ["%"]))
