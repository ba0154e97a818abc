"""Filters as a table of choice, SQL, words and address."""

from __future__ import annotations

import pytest

from pages.shared.choice import Choice, Filter, Option, parse

YEARS = tuple(Option(str(year), year, str(year)) for year in range(2006, 2026))
FILTERS = {
    declared.name: declared
    for declared in (
        Filter("from", "From", "from", "year"),
        Filter("to", "To", "to", "year"),
        Filter("group", "Stakeholder groups", "many", "group_name", "groups: {}"),
        Filter("series", "Series", "many", "series", "series: {}", default=("igf",)),
        Filter("show", "Show", "one", default=("share",)),
    )
}
OPTIONS = {
    "from": YEARS,
    "to": YEARS,
    "group": (
        Option("civil-society", "Civil Society", "Civil Society"),
        Option("other", "Other", "Other"),
        Option("other", "other", "Other"),
    ),
    "series": (Option("igf", "IGF", "IGF"), Option("netmundial", "NETmundial", "NETmundial")),
    "show": (Option("share", "share", "Share"), Option("count", "count", "Count")),
}
NAMES = tuple(FILTERS)


def choose(**given: list[str]) -> Choice:
    return parse(FILTERS, OPTIONS, {name.rstrip("_"): codes for name, codes in given.items()})


@pytest.mark.parametrize(
    ("given", "sql", "parameters", "words"),
    [
        ({}, "list_contains($series, series)", {"series": ("IGF",)}, "2006 to 2025; series: IGF"),
        ({"series": ["all"]}, "true", {}, "2006 to 2025"),
        (
            {"series": ["all"], "from_": ["2010"]},
            "year >= $from",
            {"from": 2010},
            "2010 to 2025",
        ),
        (
            {"series": ["all"], "from_": ["2020"], "to": ["2010"]},
            "year >= $from and year <= $to",
            {"from": 2010, "to": 2020},
            "2010 to 2020",
        ),
        (
            {"series": ["all"], "from_": ["2010"], "to": ["2010"]},
            "year >= $from and year <= $to",
            {"from": 2010, "to": 2010},
            "2010",
        ),
        (
            {"series": ["all"], "group": ["civil-society"]},
            "list_contains($group, group_name)",
            {"group": ("Civil Society",)},
            "2006 to 2025; groups: Civil Society",
        ),
        (
            {"series": ["all"], "group": ["other"]},
            "list_contains($group, group_name)",
            {"group": ("Other", "other")},
            "2006 to 2025; groups: Other",
        ),
        ({"series": ["all"], "group": ["mars"]}, "true", {}, "2006 to 2025"),
    ],
)
def test_filter(given: dict[str, list[str]], sql: str, parameters: dict[str, object], words: str) -> None:
    chosen = choose(**given)
    where = chosen.where("from", "to", "group", "series")
    assert where.sql == sql
    assert dict(where.parameters) == parameters
    assert chosen.sentence(*NAMES) == words


def test_unknown_codes_are_told_of() -> None:
    chosen = choose(group=["mars", "civil-society"], from_=["1066"])
    assert [notice.split(" is")[0] for notice in chosen.notices] == [
        "From: “1066”",
        "Stakeholder groups: “mars”",
    ]
    assert chosen.codes("group") == ("civil-society",)


def test_address_holds_every_value_and_reads_back() -> None:
    chosen = choose(group=["civil-society"], from_=["2010"], show=["count"])
    address = chosen.parameters(*NAMES)
    assert address == [
        ("from", "2010"),
        ("to", "2025"),
        ("group", "civil-society"),
        ("series", "igf"),
        ("show", "count"),
    ]
    read = choose(**{name: [code for n, code in address if n == name] for name in NAMES})
    assert read.chosen == chosen.chosen


def test_address_of_another_page_keeps_what_is_not_as_it_begins() -> None:
    chosen = choose(group=["civil-society"])
    assert chosen.parameters("from", "to") == [("from", "2006"), ("to", "2025"), ("group", "civil-society")]
    assert ("series", "all") in choose(series=["all"]).parameters("from")


def test_only_the_named_filters_are_chosen() -> None:
    chosen = choose(group=["civil-society"], series=["all"], show=["count"], from_=["2010"]).only("group", "from")
    assert (chosen.codes("group"), chosen.year("from")) == (("civil-society",), 2010)
    assert (chosen.codes("series"), chosen.codes("show")) == (("igf",), choose().codes("show"))


def test_replace() -> None:
    chosen = choose(group=["civil-society"], from_=["2010"]).replace(**{"from": (), "group": ()})
    assert (chosen.year("from"), chosen.codes("group")) == (2006, ())
