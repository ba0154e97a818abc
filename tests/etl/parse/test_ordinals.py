import pytest

from etl.parse.ordinals import ordinal_before
from etl.parse.phrases import words_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the 17th", 17),
        ("Seventeenth", 17),
        ("Twenty-first", 21),
        ("la douzième", 12),
        ("12e", 12),
        ("12ème", 12),
        ("première", 1),
        ("dix-septième", 17),
        ("undécimo", 11),
        ("duodécima", 12),
        ("décimo séptimo", 17),
        ("decimoséptima", 17),
        ("18va", 18),
        ("tercer", 3),
        ("décima quinta", 15),
        ("17.ª", 17),
        ("10º", 10),
        ("vigésima", 20),
        ("das 14.", 14),
        ("zwölften", 12),
        ("XIV", 14),
        ("IX", 9),
        ("I", None),
        ("3", None),
        ("2020", None),
        ("MAG", None),
        ("1999th", None),
        ("the last", None),
    ],
)
def test_ordinals_of_five_languages(text: str, value: int | None) -> None:
    line = f"{text} IGF"
    words = words_of(line)
    found = ordinal_before(line, words, len(words) - 1)
    assert (found[0] if found else None) == value
