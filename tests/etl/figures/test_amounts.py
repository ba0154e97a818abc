"""A count and its share are one amount, with and without the sign; digits of addresses are none."""

from __future__ import annotations

import pytest

from etl.figures.amounts import amounts_in, masked
from etl.parse.numbers import find


@pytest.mark.parametrize("text", ["921 (45.0)", "921 (45.0%)", "921 (45,0)"])
def test_a_share_can_lack_its_sign(text: str) -> None:
    (amount,) = amounts_in(text, find(text))
    assert (amount.count, amount.share) == (921, 0.45)


def test_a_whole_number_in_brackets_is_no_share() -> None:
    assert [amount.share for amount in amounts_in("921 (45)", find("921 (45)"))] == [None, None]


@pytest.mark.parametrize(
    "text", ["Press: +47 22 82 46 00", "Presse : 27 20 34 73 65", "Kontakt: 030 5550142-0", "08:15:00 +0200"]
)
def test_telephone_numbers_and_zones_are_blanked(text: str) -> None:
    assert not any(map(str.isdigit, masked(text).removeprefix("08:15:00")))


@pytest.mark.parametrize("text", ["10 371 inscriptions", "3 018 personnes", "2.046 pessoas", "1 890 2 210"])
def test_counts_stay(text: str) -> None:
    assert masked(text) == text
