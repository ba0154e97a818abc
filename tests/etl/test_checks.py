"""What does not add up becomes a finding; what breaks the contract is not published."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from etl import checks, tables
from etl.reading import Rows
from etl.schema import BY_NAME, TABLES
from tests.etl.readings import add_figure, add_session, reading, tables_of


def findings(rows: Rows, code: str) -> list[str]:
    return [row["value"] for row in rows["findings"] if row["code"] == code]


@pytest.mark.parametrize(
    ("groups", "total", "qualifier", "expected"),
    [
        ((60, 30, 10), 100, "exact", []),
        ((60, 30, 11), 100, "exact", ["101 against 100"]),
        ((60, 30, 11), 100, "over", []),
        ((60, 30, 9), 100, "over", ["99 against over 100"]),
        ((60, 30, 9), 100, "about", []),
        ((60, 30, 60), 100, "about", ["150 against about 100"]),
        ((60, 30), 100, "exact", []),  # two groups are a part, not a set
    ],
)
def test_groups_against_their_total(groups: tuple[int, ...], total: int, qualifier: str, expected: list[str]) -> None:
    made = reading("a")
    for name, count in zip(("Government", "Civil Society", "Private Sector"), groups, strict=False):
        add_figure(made, name, count)
    add_figure(made, "registrations", total, dimension="total", qualifier=qualifier)
    assert findings(tables_of([made]), "sum-mismatch") == expected


@pytest.mark.parametrize(
    ("shares", "expected"), [((0.5, 0.3, 0.2), []), ((0.5, 0.3, 0.21), []), ((0.5, 0.3, 0.3), ["110.0%"])]
)
def test_shares_against_the_whole(shares: tuple[float, ...], expected: list[str]) -> None:
    made = reading("a")
    for name, share in zip(("Government", "Civil Society", "Private Sector"), shares, strict=True):
        add_figure(made, name, share=share)
    assert findings(tables_of([made]), "share-sum-mismatch") == expected


def test_another_sources_total_is_not_compared() -> None:
    made = reading("a")
    for name in ("Government", "Civil Society", "Private Sector"):
        add_figure(made, name, 10, source_url="https://one.example/")
    add_figure(made, "registrations", 50, dimension="total", source_url="https://two.example/")
    assert findings(tables_of([made]), "sum-mismatch") == []


@pytest.mark.parametrize(
    ("expect", "missed"),
    [({"sessions": 1, "registered": 50}, 0), ({"sessions": 2}, 1), ({"registered": 51}, 1), ({"seats": 1}, 1)],
)
def test_bounds_of_a_record(expect: dict[str, int], missed: int) -> None:
    made = reading("a", front={"kind": "other", "expect": expect})
    add_session(made, "igf-2020-workshop-1", "One")
    add_session(made, "igf-2020-workshop-1", "One")
    add_figure(made, "registrations", 50, dimension="total")
    assert len(findings(tables_of([made]), "bound-missed")) == missed


def arrow(rows: Rows) -> dict[str, Any]:
    return {table.name: tables.to_arrow(table, rows[table.name]) for table in TABLES}


@pytest.fixture
def rows() -> Rows:
    made = reading("a")
    add_figure(made, "Government", 10, 0.5)
    add_session(made, "igf-2020-workshop-1", "One", session_type="Workshop")
    return tables_of([made])


def test_good_tables_pass(rows: Rows) -> None:
    checks.check_contract(arrow(rows))


@pytest.mark.parametrize(
    ("table", "column", "value", "says"),
    [
        ("participation", "measure", "visitors", "unknown values visitors"),
        ("participation", "measure", None, "1 nulls"),
        ("participation", "group_name", "Aliens", "unknown values Aliens"),
        ("participation", "share", 1.5, "not within 0 to 1"),
        ("participation", "count", -1, "not within"),
        ("participation", "document_id", "nowhere", "no row of documents.document_id is nowhere"),
        ("sessions", "meeting_id", "igf-1999", "no row of meetings.meeting_id is igf-1999"),
        ("sessions", "session_type", "Party", "unknown values Party"),
        ("documents", "sha256", None, "1 nulls"),
    ],
)
def test_one_changed_value_is_caught(rows: Rows, table: str, column: str, value: Any, says: str) -> None:
    changed = copy.deepcopy(rows)
    changed[table][0][column] = value
    with pytest.raises(checks.ContractBroken, match=says):
        checks.check_contract(arrow(changed))


@pytest.mark.parametrize("table", [table.name for table in TABLES if table.key])
def test_a_repeated_key_is_caught(rows: Rows, table: str) -> None:
    if not rows[table]:
        rows[table] = [dict.fromkeys(BY_NAME[table].names)]
    rows[table].append(rows[table][0])
    with pytest.raises(checks.ContractBroken, match="occurs 2 times"):
        checks.check_contract(arrow(rows))


def test_a_missing_and_an_unknown_table_and_column_are_caught(rows: Rows) -> None:
    made = arrow(rows)
    without = {name: table for name, table in made.items() if name != "tracks"}
    with pytest.raises(checks.ContractBroken, match="tracks is missing"):
        checks.check_contract(without)
    with pytest.raises(checks.ContractBroken, match="unknown table extras"):
        checks.check_contract(made | {"extras": made["tracks"]})
    with pytest.raises(checks.ContractBroken, match="not those declared"):
        checks.check_contract(made | {"tracks": made["tracks"].append_column("more", made["tracks"]["track"])})
