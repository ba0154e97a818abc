"""The vocabulary of themes is complete and well-formed, and texts are searched with it exactly and fast."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import themes, vocabulary
from etl.phrases import Phrases, folded
from etl.schema import BY_NAME
from etl.themes import ANY, EXCEPT, LANGUAGES, Match, parse_theme, scan, themes_table
from tests.etl import corpora
from tests.etl.test_phrases import Reference, agree, normal

FIXED = Path(__file__).parent.parent / "facts" / "themes.csv"
PHRASES = [entry.phrase for theme in themes.themes() for entry in theme.entries]
BLOCK = {"theme": "Gender", "basket": "Human rights", "definition": "Gender online.", "en": ["gender"]}


def test_every_theme_is_there_under_its_name_and_basket() -> None:
    with FIXED.open(encoding="utf-8", newline="") as file:
        fixed = [tuple(row.values()) for row in csv.DictReader(file)]
    assert [(t.theme_id, t.theme, t.basket) for t in themes.themes()] == fixed


def test_the_table_has_its_columns_and_a_definition_of_one_line_each() -> None:
    for row in themes_table():
        assert tuple(row) == BY_NAME["themes"].names
        assert row["definition"].endswith(".") and "\n" not in row["definition"]
    assert len({row["definition"] for row in themes_table()}) == len(themes_table())


@pytest.mark.parametrize("theme", themes.themes(), ids=lambda theme: theme.theme_id)
def test_every_theme_has_phrases_in_four_languages_each_once(theme: themes.Theme) -> None:
    assert all(theme.phrases.get(language) for language in ("en", "es", "fr", "pt"))
    for language in (*LANGUAGES, EXCEPT):
        phrases = [*theme.phrases.get(language, ()), *theme.phrases.get(ANY, ())]
        # A word with capitals may be listed in several spellings (IoT, IOT), as these are told apart.
        written = Counter(phrase if _is_as_written(phrase) else folded(phrase) for phrase in phrases)
        assert [phrase for phrase, count in written.items() if count > 1] == [], language


def _is_as_written(phrase: str) -> bool:
    return any(sum(map(str.isupper, word)) > 1 for word in phrase.split())


def test_every_phrase_is_found_as_its_theme_in_its_language() -> None:
    for theme in themes.themes():
        for entry in theme.entries:
            found = [(m.theme_id, m.phrase) for m in scan(f"({entry.phrase})", entry.language)]
            if entry.language == EXCEPT:
                assert theme.theme_id not in dict(found), entry
            elif entry.language == ANY:
                assert (theme.theme_id, entry.phrase) in found, entry
            else:
                assert any(m == (theme.theme_id, entry.phrase, entry.language, 1, 1 + len(entry.phrase))
                           for m in scan(f"({entry.phrase})", entry.language)), entry  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("access to the records, security of tenure, social media, a standard of living", []),
        ("the genre of a film, il marche, médias y verdades, esto generó un debate", []),
        ("j'ai dit, aí, la había", []),
        ("a quantum leap for the Multistakeholder Advisory Group", []),
        ("AI-driven services and l’IA", ["artificial-intelligence", "artificial-intelligence"]),
        ("access to\nthe Internet", ["access"]),
        ("Gender-based violence", ["online-violence", "gender"]),
        ("digital public infrastructure, digital infrastructure", ["digital-cooperation",
                                                                   "telecommunications-infrastructure"]),
    ],
)  # fmt: skip
def test_precise_rather_than_greedy(text: str, expected: list[str]) -> None:
    assert sorted(match.theme_id for match in scan(text)) == sorted(expected)


def test_a_phrase_of_several_languages_counts_as_the_documents() -> None:
    assert [m.language for m in scan("la IA", "pt")] == ["pt"]
    assert [m.language for m in scan("la IA", "en")] == ["es"]
    assert [m.language for m in scan("DNS", "fr")] == ["fr"]
    assert [m.phrase for m in scan("AGENTES DE GENERO", "pt")] == ["de gênero"]


def test_one_match_per_theme_and_place() -> None:
    found = list(scan("the gender digital divide"))
    assert {match.theme_id for match in found} == {"gender", "digital-divide"}
    assert {(match.phrase, match.start, match.end) for match in found} == {("gender digital divide", 4, 25)}
    assert found == [Match(*match) for match in found]


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ({**BLOCK, "it": ["genere"]}, "it is no language"),
        ({**BLOCK, "en": "gender"}, "needs a list of phrases"),
        ({**BLOCK, "en": [True]}, "needs a list of phrases"),
        ({**BLOCK, "en": ["gender", "–"]}, "needs a list of phrases"),
        ({**BLOCK, "definition": None}, "needs theme, basket, definition"),
        ("gender", "needs theme, basket, definition"),
    ],
)
def test_a_block_that_is_not_as_the_head_of_the_file_says_is_refused(block: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"themes.yml, gender.*{message}"):
        parse_theme("gender", block)


def test_the_head_of_the_file_names_every_key() -> None:
    head = (vocabulary.FOLDER / "themes.yml").read_text("utf-8").split("\n\n")[0]
    assert all(word in head for word in (*themes.WORDS, *LANGUAGES, ANY, EXCEPT))


def test_the_search_agrees_with_the_reference_on_one_megabyte() -> None:
    assert agree(PHRASES, corpora.text(PHRASES, 1_000_000, seed=2)) > 5000


@pytest.mark.long
def test_the_search_agrees_with_the_reference_on_twenty_megabytes() -> None:
    reference = Reference(PHRASES)
    found = sum(agree(PHRASES, corpora.text(PHRASES, 250_000, seed), reference) for seed in range(80))
    assert found > 100_000


def test_the_search_is_many_times_as_fast_as_the_reference() -> None:
    text = corpora.text(PHRASES, 200_000, seed=3, twisted=0.1)
    plain, expression, phrases = normal(text)[0], Reference(PHRASES).expression, Phrases(PHRASES)
    slow = _seconds(lambda: sum(1 for _ in expression.finditer(plain)))
    fast = _seconds(lambda: sum(1 for _ in phrases.find(text)))
    assert slow > 5 * fast


def _seconds(search: Callable[[], int]) -> float:
    """CPU seconds of the best of three runs."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        search()
        times.append(time.process_time() - begun)
    return min(times)
