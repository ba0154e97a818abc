"""Patterns made of listed words."""

from __future__ import annotations

from etl.words import word_set, words


def test_words_are_found_whole_with_or_without_accents() -> None:
    assert words("cancelled").search("la sesión fue CANCELADA ayer")
    assert words("breaks").match("Almoco com parceiros")
    assert not words("breaks").match("Lunchbox makers")
    assert not words("sessions").search("obsessions")


def test_the_longest_of_several_is_found() -> None:
    found = words("breaks").match("Coffee break at ten")
    assert found and found.group() == "Coffee break"


def test_a_set_is_folded() -> None:
    assert {"dia", "day"} <= word_set("in_days")
