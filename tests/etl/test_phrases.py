"""The search for phrases, against a plain reference: one regular expression, longest phrase first."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.phrases import UNSPACED, WORD, Phrases, folded, kept
from tests.etl import corpora

PHRASES = (
    "AI", "AI governance", "governance", "data governance", "data", "internet governance forum", "forum",
    "gender", "gender-based violence", "violence", "café", "Straße", "droits de l'homme", "IoT",
    "IGF mandate", "IGF+", "ODS", "ia", "IA", "5G", "final office", "tele",
    "данные", "人工智能", "डेटा", "فضاء",
)  # fmt: skip
PIECES = (
    *PHRASES, *corpora.FILLER[:20], *corpora.SPACES, *corpora.GLUE, *corpora.OTHER_SCRIPTS, " ", " ", " ",
)  # fmt: skip


class Reference:
    """Phrases as one alternation, the longest first, on normalised text."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self.numbers = defaultdict(set)
        for number, phrase in enumerate(phrases):
            self.numbers[self._pattern(phrase)].add(number)
        self.patterns = [(re.compile(pattern), found) for pattern, found in self.numbers.items()]
        longest_first = sorted(phrases, key=lambda phrase: -len(normal(phrase)[0]))
        start, end = f"(?:(?<!{joining()})|(?!{joining()}))", f"(?:(?!{joining()})|(?<!{joining()}))"
        self.expression = re.compile(f"{start}(?:{self._grouped(longest_first, 1, 3)}){end}")

    def _grouped(self, phrases: Iterable[str], letters: int, *more: int) -> str:
        """The alternatives in groups by their first letters, which changes nothing but the speed."""
        groups = defaultdict(list)
        for phrase in phrases:
            groups[folded(phrase)[:letters]].append(phrase)
        within = (lambda group: self._grouped(group, *more)) if more else self._any_of
        return "|".join(f"(?=(?i:{re.escape(first)}))(?:{within(group)})" for first, group in groups.items())

    def _any_of(self, phrases: Iterable[str]) -> str:
        return "|".join(map(self._pattern, phrases))

    def _pattern(self, phrase: str) -> str:
        return re.sub(r"\w+|\W+", self._words, normal(phrase)[0])

    def _words(self, found: re.Match[str]) -> str:
        is_as_written = sum(map(str.isupper, found[0])) > 1
        return re.escape(found[0]) if is_as_written else f"(?i:{re.escape(found[0])})"

    def find(self, text: str) -> list[tuple[set[int], int, int]]:
        plain, origin = normal(text)
        return [
            (self._numbers(found[0]), origin[found.start()], origin[found.end()])
            for found in self.expression.finditer(plain)
        ]

    def _numbers(self, words: str) -> set[int]:
        return set().union(*(numbers for pattern, numbers in self.patterns if pattern.fullmatch(words)))


def normal(text: str) -> tuple[str, list[int]]:
    """`text` without diacritics and with single spaces, and where each character (and the end) was."""
    chars = [(char, at) for at, one in enumerate(text) for char in _expanded(kept(one))]
    plain, origin = "", []
    for is_space, run in groupby(chars, lambda char: char[0] in " \n"):
        items = list(run)
        if is_space:
            words = "".join(char for char, _ in items)
            items = [("\n", items[0][1])] * 2 if words.count("\n") > 1 else [(" ", items[0][1])]
        plain += "".join(char for char, _ in items)
        origin += [at for _, at in items]
    return plain, [*origin, len(text)]


def _expanded(text: str) -> str:
    return "".join(char if len(char.casefold()) == 1 else char.casefold() for char in text)


@cache
def joining() -> str:
    """A class of the characters that are part of a word: between two of them is no boundary."""
    codes = [code for code in range(0x30000) if _joins(chr(code))]
    runs = (list(run) for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0]))
    return "[" + "".join(f"\\U{run[0][1]:08x}-\\U{run[-1][1]:08x}" for run in runs) + "]"


def _joins(char: str) -> bool:
    category = unicodedata.category(char)
    return (category[0] in "LM" or category == "Nd" or char == "_") and not UNSPACED.match(char)


def agree(phrases: Sequence[str], text: str, reference: Reference | None = None) -> int:
    """Assert that search and reference find the same in `text`; returns how much that is."""
    expected = (reference or Reference(phrases)).find(text)
    found = [(set(numbers), start, end) for numbers, start, end in Phrases(phrases).find(text)]
    if found != expected:
        missed = [one for one in expected if one not in found]
        extra = [one for one in found if one not in expected]
        pytest.fail(f"missed {missed[:3]}, extra {extra[:3]} of {len(expected)} in {text[:100]!r}")
    return len(found)


REFERENCE = Reference(PHRASES)
SHORT = ("ai", "AI", "a", "go", "gov ai", "sss", "fi", "e")
SHORT_REFERENCE = Reference(SHORT)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_it_finds_what_the_reference_finds(text: str) -> None:
    agree(PHRASES, text, REFERENCE)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aiAI gov\u0301éßﬁ\n\u00ad-'’²人क्"), max_size=30))
def test_any_characters_are_as_in_the_reference(text: str) -> None:
    agree(SHORT, text, SHORT_REFERENCE)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_is_found_is_the_phrase_and_never_overlaps(text: str) -> None:
    behind = 0
    for numbers, start, end in Phrases(PHRASES).find(text):
        assert behind <= start < end <= len(text)
        assert {folded(PHRASES[number]) for number in numbers} == {folded(text[start:end])}
        behind = end


def test_a_long_text_without_a_missed_or_an_extra_match() -> None:
    assert agree(PHRASES, corpora.text(PHRASES, 700_000, seed=1), REFERENCE) > 3000


def found(phrases: Sequence[str], text: str) -> list[str]:
    return [text[start:end] for _, start, end in Phrases(phrases).find(text)]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("données", "les DONNÉES"),
        ("données", "les donnees"),
        ("données", "les donne\u0301es"),
        ("donnees", "les données"),
        ("human rights", "human\nrights"),
        ("human rights", "human \n rights"),
        ("human rights", "Human\u00a0 Rights"),
        ("human rights", "human ri\u00adghts"),
        ("l'homme", "l’homme"),
        ("e-commerce", "E‑Commerce"),
        ("Straße", "STRASSE"),
        ("office", "oﬃce"),
        ("IA", "l’IA"),
        ("AI", "AI-driven"),
        ("AI", "(AI)"),
        ("privacy", "privacy²"),
        ("AI", "AI技術"),
        ("人工智能", "关于人工智能的会议"),
        ("IGF+", "the IGF+."),
    ],
)
def test_found(phrase: str, text: str) -> None:
    matches = found([phrase], text)
    assert [folded(match) for match in matches] == [folded(phrase)]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("human rights", "human\n\nrights"),
        ("human rights", "human \n \n rights"),
        ("AI", "ai"),
        ("AI", "Ai"),
        ("IoT", "IOT"),
        ("IGF mandate", "igf mandate"),
        ("access", "accessible"),
        ("gender", "engender"),
        ("gender", "gender_id"),
        ("gender", "genderé"),
        ("gender", "gendere\u0301"),
        ("gender", "gender7"),
        ("дан", "данные"),
        ("нет", "интернет"),
        ("ड", "डि"),
        ("डेट", "डेटा"),
        ("ضاء", "فضاء"),
        ("인터", "인터넷"),
        ("e-commerce", "e commerce"),
    ],
)
def test_not_found(phrase: str, text: str) -> None:
    assert found([phrase], text) == []


def test_the_longest_phrase_counts_and_a_shorter_one_where_it_does_not_end_at_a_boundary() -> None:
    phrases = ("data", "data governance", "governance")
    assert found(phrases, "data governance") == ["data governance"]
    assert found(phrases, "data governances") == ["data"]
    assert found(phrases, "mydata governance") == ["governance"]


def test_a_shorter_phrase_counts_where_the_capitals_of_a_longer_one_are_missing() -> None:
    assert found(("mandate of the IGF", "mandate"), "mandate of the igf") == ["mandate"]


def test_the_leftmost_phrase_counts() -> None:
    assert found(("open data", "data governance policy"), "open data governance policy") == ["open data"]


def test_equal_phrases_are_found_together_each_with_its_own_capitals() -> None:
    phrases = Phrases(["ia", "IA", "ía"])
    assert [numbers for numbers, _, _ in phrases.find("IA ia")] == [(0, 1, 2), (0, 2)]


def test_positions_are_those_of_the_text_as_given() -> None:
    text = "Größe ﬁn  e\u0301te\u0301 — data; naïve   ca\u00adfé"
    assert found(("data", "café", "été", "fin"), text) == ["ﬁn", "e\u0301te\u0301", "data", "ca\u00adfé"]


def test_a_text_of_nothing_has_no_phrase() -> None:
    assert found(("data",), "") == []
    assert found(("data",), "\u0301") == []


def test_a_phrase_needs_a_word() -> None:
    with pytest.raises(ValueError, match="no word"):
        Phrases(["data", "–"])


def test_words_are_cut_alike_in_phrase_and_text() -> None:
    """The words whose capitals are compared are counted in the text as they are in the phrase."""
    for phrase in PHRASES:
        for twisted in (unicodedata.normalize("NFD", phrase), phrase.replace(" ", "\n"), phrase.upper()):
            assert len(WORD.findall(kept(twisted))) == len(WORD.findall(kept(phrase)))


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("cyber*", "Cybersecurity, a cyber-attack, cyber; the décyber", ["Cybersecurity", "cyber", "cyber"]),
        ("e-*", "e-commerce, E‑waste, e- and the-end", ["e-commerce", "E‑waste"]),
        ("données pers*", "DONNEES\nPERSONNELLES", ["DONNEES\nPERSONNELLES"]),
        ("AI*", "AIs, Aims, AI", ["AIs", "AI"]),
        ("cyber", "Cybersecurity, cyber*", ["cyber"]),
    ],
)
def test_a_beginning_is_found_with_all_of_its_word(phrase: str, text: str, words: list[str]) -> None:
    found = Phrases([phrase], beginnings=True).find(text)
    assert [text[start:end] for _, start, end in found] == words


def test_a_star_is_a_sign_like_others_where_no_beginnings_are_wanted() -> None:
    assert found(("cyber*",), "cybersecurity, cyber*") == ["cyber*"]


def test_a_whole_word_and_its_beginning_are_found_side_by_side() -> None:
    phrases = Phrases(["cyber", "cyber*"], beginnings=True)
    assert [numbers for numbers, _, _ in phrases.find("cybernetics cyber")] == [(1,), (0,)]
