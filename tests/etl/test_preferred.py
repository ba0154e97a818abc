"""Which of rival figures are charted: set by set, by the rule of the design page."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.preferred import mark_participation, mark_session_counts, value_of
from etl.reading import Row

OFFICIAL = "https://www.intgovforum.org/en/content/statistics"
UN = "https://static.un.org/press/closing"
NEWS = "https://news.example/forum"
BLOG = "https://blog.example/forum"
COPY = "http://fanyjok.com/en/node/1"


def figure(
    group: str | None,
    count: int | None = None,
    share: float | None = None,
    source: str | None = NEWS,
    **rest: Any,
) -> Row:
    """A figure about those registered for one meeting, by default a stakeholder group."""
    row = {
        "meeting_id": "igf-2016",
        "phase": None,
        "measure": "registered",
        "dimension": "stakeholder",
        "scheme": None,
        "group_name": group,
        "label": group,
        "count": count,
        "share": share,
        "qualifier": "exact",
        "status": "final",
        "is_derived": False,
        "source_url": source,
        "document_id": "igf-2016",
        "place": "line 1",
    }
    return row | rest


def total(count: int, source: str | None = NEWS, **rest: Any) -> Row:
    return figure(None, count, source=source, **({"dimension": "total", "label": "registrations"} | rest))


def counted(group: str | None, count: int, source: str | None = NEWS, **rest: Any) -> Row:
    """A stated number of sessions."""
    row = figure(group, count, source=source, **({"dimension": "type"} | rest))
    return {name: value for name, value in row.items() if name not in ("measure", "scheme", "share", "is_derived")}


def preferred(rows: list[Row]) -> list[Row]:
    mark_participation(rows, {})
    return [row for row in rows if row["is_preferred"]]


def sources(rows: list[Row]) -> set[str | None]:
    return {row["source_url"] for row in preferred(rows)}


def test_never_a_forecast_nor_a_copy() -> None:
    assert preferred([total(9000, OFFICIAL, status="forecast"), total(8000, COPY)]) == []
    assert sources([total(9000, OFFICIAL, status="forecast"), total(8000, COPY), total(7000, BLOG)]) == {BLOG}


def test_final_before_interim_even_where_that_is_official() -> None:
    assert sources([total(5000, OFFICIAL, status="interim"), total(5218, NEWS)]) == {NEWS}


def test_official_before_complete_and_exact() -> None:
    parts = [figure("Civil Society", share=0.6), figure("Government", share=0.4)]
    official = [
        figure("Civil Society", share=0.5, source=UN, qualifier="about"),
        figure("Government", share=0.2, source=UN),
    ]
    assert sources([*parts, *official]) == {UN}


def test_a_host_that_only_ends_alike_is_not_official() -> None:
    assert sources([total(1, "https://notintgovforum.org/", place="line 9"), total(2, NEWS)]) == {NEWS}


def test_a_complete_set_before_a_larger_part() -> None:
    complete = [figure("Civil Society", share=0.6), figure("Government", share=0.4)]
    part = [figure(name, share=0.1, source=BLOG) for name in ("Civil Society", "Government", "Other", "Private Sector")]
    assert sources([*part, *complete]) == {NEWS}


def test_counts_are_complete_where_they_add_up_to_a_total_of_their_source() -> None:
    complete = [figure("Civil Society", 60), figure("Government", 40), total(100)]
    part = [figure(name, 50, source=BLOG) for name in ("Civil Society", "Government", "Other")]
    rows = [*part, *complete]
    assert {row["source_url"] for row in preferred(rows) if row["dimension"] == "stakeholder"} == {NEWS}


def test_of_two_parts_the_one_with_more_groups() -> None:
    fewer = [figure(name, share=0.1) for name in ("Civil Society", "Government")]
    more = [figure(name, share=0.1, source=BLOG) for name in ("Civil Society", "Government", "Other")]
    assert sources([*fewer, *more]) == {BLOG}


def test_exact_before_rounded_then_latest_then_first() -> None:
    assert sources([total(5000, NEWS, qualifier="over"), total(5218, BLOG)]) == {BLOG}
    rows = [total(1, None, document_id="a-txt"), total(2, None, document_id="b-txt")]
    mark_participation(rows, {"a-txt": date(2020, 1, 1), "b-txt": date(2021, 1, 1)})
    assert [row["is_preferred"] for row in rows] == [False, True]
    assert sources([total(2, BLOG, place="line 40"), total(1, NEWS, place="line 9")]) == {NEWS}


def test_populations_phases_and_schemes_are_sets_of_their_own() -> None:
    rows = [
        total(5218, NEWS, phase="Phase 1"),
        total(6150, OFFICIAL),
        total(3435, BLOG, measure="onsite"),
        *(figure(name, share=0.5, dimension="region", scheme="un") for name in ("Africa", "WEOG")),
        *(
            figure(name, share=0.5, source=BLOG, dimension="region", scheme="continental")
            for name in ("Africa", "Asia")
        ),
    ]
    assert len(preferred(rows)) == len(rows)


def test_a_single_figure_has_one_row_and_the_exact_one() -> None:
    rows = [
        total(6000, qualifier="over", label="registered", place="line 2"),
        total(6462, label="registrations", place="line 8"),
    ]
    assert [row["count"] for row in preferred(rows)] == [6462]


def test_a_figure_that_its_source_states_again_counts_once() -> None:
    rows = [
        figure("Civil Society", share=0.6, place="line 9"),
        figure("Civil Society", share=0.6, label="civil society organizations", place="line 3"),
        figure("Government", share=0.4, place="line 9"),
    ]
    assert [(row["label"]) for row in preferred(rows)] == ["civil society organizations", "Government"]


def test_groups_of_one_name_are_added_where_they_differ() -> None:
    rows = [
        figure("Technical Community", 10, label="technical"),
        figure("Technical Community", 20, label="academic"),
    ]
    assert len(preferred(rows)) == 2


def test_a_count_and_the_share_derived_from_it_belong_together() -> None:
    rows = [
        figure("Civil Society", 60),
        figure("Civil Society", share=0.6, is_derived=True),
        figure("Government", 40),
    ]
    assert len(preferred(rows)) == 3


def test_a_figure_beside_groups_that_add_up_is_no_part_of_them() -> None:
    rows = [
        figure("Press and Media", 152, label="media"),
        figure("Civil Society", share=0.6),
        figure(None, share=0.4, label="private sector and the media"),
    ]
    assert [row["label"] for row in preferred(rows)] == ["Civil Society", "private sector and the media"]


def test_one_group_is_no_split_but_one_gender_is_a_figure() -> None:
    assert preferred([figure("Press and Media", 174)]) == []
    assert len(preferred([figure("Female", share=0.47, dimension="gender")])) == 1


def test_session_types_are_one_set_and_proposals_one_figure_per_type() -> None:
    rows = [
        counted("Workshop", 90),
        counted("Other", 5),
        counted("Other", 5, label="unconference"),
        counted("Workshop", 96, OFFICIAL),
        counted(None, 768, dimension="proposals", label="proposals"),
        counted("Workshop", 434, dimension="proposals", place="line 5"),
        counted("Workshop", 398, dimension="proposals", label="evaluated", place="line 6"),
    ]
    mark_session_counts(rows, {})
    assert [row["count"] for row in rows if row["is_preferred"]] == [96, 768, 434]
    types = rows[:3]
    mark_session_counts(types, {})
    assert all(row["is_preferred"] for row in types), "two labels of one type are both counted, though alike in number"


def test_the_value_that_most_official_sources_state() -> None:
    def stated(city: str, source: str | None) -> Row:
        return {"city": city, "_source_url": source, "document_id": "igf-2016", "place": "line 1"}

    news = [stated("Zapopan", f"https://news.example/{n}") for n in range(3)]
    assert value_of([*news, stated("Guadalajara", OFFICIAL)], "city")["city"] == "Guadalajara"
    assert value_of([*news, stated("ZAPOPAN", BLOG), stated("Guadalajara", BLOG)], "city")["city"] == "Zapopan"
    copies = [stated("Jalisco", f"{COPY}{n}") for n in range(3)]
    assert value_of([*copies, stated("Guadalajara", BLOG)], "city")["city"] == "Guadalajara"


figures = st.builds(
    lambda source, status, dimension, label, count, qualifier, line: figure(
        label,
        count,
        source=source,
        status=status,
        dimension=dimension,
        qualifier=qualifier,
        place=f"line {line}",
    ),
    st.sampled_from([OFFICIAL, UN, NEWS, BLOG, COPY, None]),
    st.sampled_from(["final", "interim", "forecast"]),
    st.sampled_from(["total", "stakeholder", "gender"]),
    st.sampled_from(["Government", "Civil Society", "Other"]),
    st.integers(0, 9),
    st.sampled_from(["exact", "over", "about"]),
    st.integers(1, 99),
)


@settings(deadline=None, derandomize=True)
@given(st.lists(figures, max_size=12, unique_by=lambda row: row["place"]), st.randoms(use_true_random=False))
def test_one_source_and_one_status_per_set_in_any_order(rows: list[Row], shuffle: random.Random) -> None:
    chosen = preferred(rows)
    sets: dict[str, set[tuple[str | None, str]]] = defaultdict(set)
    for row in chosen:
        sets[row["dimension"]].add((row["source_url"], row["status"]))
        assert row["status"] != "forecast"
        assert row["source_url"] != COPY
    assert all(len(found) == 1 for found in sets.values())
    assert len([row for row in chosen if row["dimension"] == "total"]) <= 1
    again = [dict(row) for row in rows]
    shuffle.shuffle(again)
    assert {row["place"] for row in preferred(again)} == {row["place"] for row in chosen}
