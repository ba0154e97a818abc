"""Figures and lists as a reader expects them in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

QUALIFIED = {"over": "over ", "about": "about ", "under": "less than "}


def is_missing(value: object) -> bool:
    """Whether a cell of a table is empty."""
    return value is None or value is pd.NA or value != value


def number(value: float) -> str:
    """5218 is "5,218"."""
    return f"{value:,.0f}"


def percent(share: float) -> str:
    """0.254 is "25%"; below one per cent with one decimal."""
    return f"{share:.1%}" if 0 < share < 0.01 else f"{share:.0%}"


def count(value: object, qualifier: object = "exact") -> str:
    """A count as its source prints it: "over 6,000"; empty where there is none."""
    return "" if is_missing(value) else QUALIFIED.get(str(qualifier), "") + number(float(str(value)))


def share(value: object, qualifier: object = "exact") -> str:
    """A share as its source prints it: "less than 1%"; empty where there is none."""
    return "" if is_missing(value) else QUALIFIED.get(str(qualifier), "") + percent(float(str(value)))


def listed(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def years(values: Iterable[int]) -> str:
    """Years with runs drawn together: "2007, 2009 to 2011 and 2013"."""
    runs: list[list[int]] = []
    for year in sorted(set(values)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return listed([words for run in runs for words in _run(run)])


def _run(run: Sequence[int]) -> list[str]:
    return [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(year) for year in run]


def hosts(addresses: Iterable[str]) -> str:
    """The hosts of addresses of the web, each once: "a.example, b.example"."""
    return ", ".join(sorted({url.split("/")[2].removeprefix("www.") for url in addresses if "//" in url}))


def plural(value: int, one: str, many: str = "") -> str:
    """1 is "1 meeting", 3 is "3 meetings"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def rate(value: float) -> str:
    """Uses per 10,000 words: 3.14 is "3.1", 31.4 is "31"."""
    return f"{value:.1f}" if value < 10 else number(value)


def short(value: float) -> str:
    """20214 is "20k", 1_950 is "1,950"."""
    return f"{value / 1000:,.0f}k" if value >= 10_000 else number(value)


def plain(text: str) -> str:
    """A text from a document or a reader, where a figure would take "<b>" for a tag and "@text" for a colour."""
    text = text.replace("<", "&lt;")
    return f"&#64;{text[1:]}" if text.startswith("@") else text
