"""Of two levels in "rose from 39 % to 42 %" the later one is a figure, the earlier a comparison."""

from __future__ import annotations

import pytest

from etl.parse.numbers import find


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The share of women rose from 39% to 42%.", "en"),
        ("The share of women rose from 39 to 42 per cent.", "en"),
        ("La proporción de mujeres subió del 39 % al 42 %.", "es"),
        ("A participação de mulheres passou de 39% para 42%.", "pt"),
        ("La part des femmes est passée de 39 % à 42 %.", "fr"),
        ("Der Anteil der Frauen stieg von 39 auf 42 Prozent.", "de"),
    ],
)
def test_from_one_level_to_another(text: str, language: str) -> None:
    assert [(f.role, f.kind, f.value) for f in find(text, language)] == [
        ("comparison", "share", 0.39),
        ("level", "share", 0.42),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [("The share rose to 42% from 39% in Baku.", "en"), ("La cuota subió al 42 % desde el 39 %.", "es")],
)
def test_to_one_level_from_another(text: str, language: str) -> None:
    assert [(f.role, f.value) for f in find(text, language)] == [("level", 0.42), ("comparison", 0.39)]


@pytest.mark.parametrize("text", ["Between 10 and 20 percent", "Fares went up by 10 to 30 percent", "ages 18 to 25"])
def test_a_range_stays_one(text: str) -> None:
    assert {figure.role for figure in find(text, "en")} <= {"range", "change"}


def test_words_aside_qualify() -> None:
    (figure,) = find("otras 950, aproximadamente, siguieron el foro", "es")
    assert (figure.value, figure.qualifier) == (950, "about")
