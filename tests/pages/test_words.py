"""Figures and lists in words."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.shared import words


@pytest.mark.parametrize(
    ("value", "qualifier", "written"),
    [
        (5218, "exact", "5,218"),
        (6000, "over", "over 6,000"),
        (600, "about", "about 600"),
        (None, "exact", ""),
        (pd.NA, "over", ""),
    ],
)
def test_count(value: object, qualifier: str, written: str) -> None:
    assert words.count(value, qualifier) == written


@pytest.mark.parametrize(
    ("value", "qualifier", "written"),
    [(0.254, "exact", "25%"), (0.01, "under", "less than 1%"), (0.004, "exact", "0.4%")],
)
def test_share(value: float, qualifier: str, written: str) -> None:
    assert words.share(value, qualifier) == written


@pytest.mark.parametrize(
    ("years", "written"),
    [
        ([2007], "2007"),
        ([2019, 2020], "2019 and 2020"),
        ([2006, 2019, 2020], "2006, 2019 and 2020"),
        ([2007, 2009, 2010, 2011, 2013], "2007, 2009 to 2011 and 2013"),
        ([], ""),
    ],
)
def test_years(years: list[int], written: str) -> None:
    assert words.years(years) == written
