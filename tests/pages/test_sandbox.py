"""Readers' own SQL: what it answers, what it must not reach, and what it may cost."""

from __future__ import annotations

import hashlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from pages.shared import catalog, sandbox, temporary
from pages.shared.sandbox import copies
from tests.pages.attacks import ATTACKS, LEAKS

SECRET = "a-word-that-stands-nowhere-else"
HEAVY = (
    "select sum(a.range * b.range) from range(10000000) a, range(100000) b",
    "with recursive t(n) as (select 1 union all select n + 1 from t) select max(n) from t",
    "select length(repeat('x', 2000000000))",
    "select list_sum(range(300000000))",
    "select count(*) from (select distinct range from range(1000000000))",
    "select array_agg(range order by range desc) from range(50000000)",
    "select sum(levenshtein(repeat('abc', 3000), repeat(range::varchar, 2000))) from range(100000)",
    "select string_agg(repeat('x', 1000), '') from range(10000000)",
    "select max(md5(a.range::varchar || b.range::varchar)) from range(100000) a, range(100000) b",
    "select * from range(100000000) a order by hash(range)",
    "select count(*) from range(3000000) a join range(3000000) b on a.range % 1000 = b.range % 1000",
    "select regexp_matches(repeat('a', 100000), '(a+)+$') from range(1000000)",
)
OVER = 5.0
"""Seconds in which a query has to be over, waiting and all."""


@pytest.fixture
def build(tables: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ATLAS_SQL", "on")
    return catalog.build().folder


def sizes(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def said(build: Path, sql: str) -> str:
    """All that a reader gets to see."""
    try:
        return sandbox.ask(build, sql).to_csv()
    except sandbox.Refused as refused:
        return str(refused)


@pytest.fixture
def guarded(build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A secret in a file and one in the environment; afterwards nothing has changed and nothing is new."""
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    monkeypatch.setenv("ATLAS_SECRET", SECRET)
    before = sizes(tmp_path) | sizes(build)
    answers = sizes(sandbox.copy_of(build).file.parent)
    yield {"secret": str(secret), "build": str(build)}
    assert sizes(tmp_path) | sizes(build) == before
    assert sizes(sandbox.copy_of(build).file.parent) == answers


def test_there_are_sixty_attacks() -> None:
    assert len(set(ATTACKS)) >= 60


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_get_nothing_and_change_nothing(attack: str, build: Path, guarded: dict[str, str]) -> None:
    with pytest.raises(sandbox.Refused) as refused:
        sandbox.ask(build, attack.format(**guarded))
    assert str(refused.value) not in (sandbox.TOO_LONG, sandbox.NO_MEMORY, sandbox.BUSY)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("attack", LEAKS)
def test_nothing_of_the_server_leaks(attack: str, build: Path, guarded: dict[str, str]) -> None:
    got = said(build, attack)
    hidden = (SECRET, str(build), str(Path.cwd()), str(Path.home()), os.environ.get("PATH", SECRET))
    assert not [text for text in hidden if len(text) > 5 and text in got]


def test_an_answer_has_the_rows_of_the_tables(build: Path) -> None:
    got = sandbox.ask(build, "select year, count(*) as sessions from sessions group by year order by year;")
    wanted = pd.read_parquet(build / "sessions.parquet").groupby("year").size()
    assert dict(zip(got["year"], got["sessions"], strict=True)) == wanted.to_dict()


def test_explain_has_an_answer(build: Path) -> None:
    assert "meetings" in said(build, "-- why\nexplain /* so */ analyze select city from meetings").lower()


def test_columns_have_names_of_their_own_and_plain_types(build: Path) -> None:
    got = sandbox.ask(
        build, "select [1, 2] as a, 1 as a, 2 as key, 12::hugeint as h, 1.5::decimal(5, 2) as d, null as n"
    )
    assert list(got.columns) == ["a", "a_1", "key_1", "h", "d", "n"]
    assert got.iloc[0, :5].to_list() == ["[1, 2]", 1, 2, 12, 1.5]


def test_a_long_answer_is_cut(build: Path) -> None:
    assert len(sandbox.ask(build, "select * from range(10000000000)")) == sandbox.ROWS


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("select repeat('x', 20000) from range(100000)", "larger than 32 MB"),
        (f"select {', '.join(f'{n} as c{n}' for n in range(101))}", "101 columns"),
        ("select yer from meetings", 'column "yer" not found'),
    ],
)
def test_why_there_is_no_answer(sql: str, why: str, build: Path) -> None:
    assert why in said(build, sql)


def test_a_second_look_does_not_ask_again(build: Path) -> None:
    sql = "select random() as r"
    assert sandbox.ask(build, sql)["r"].item() == sandbox.ask(build, sql)["r"].item()


def test_it_answers_again_after_its_process_was_ended(build: Path) -> None:
    sandbox.ask(build, "select 1")
    assert sandbox._server._started
    sandbox._server._started.end()
    assert sandbox.ask(build, "select 2 as two")["two"].item() == 2


def test_what_ended_servers_left_behind_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temporary, "gettempdir", lambda: str(tmp_path))
    ended = subprocess.Popen(["true"])
    ended.wait()
    for owner in (ended.pid, os.getpid()):
        (tmp_path / f"{copies.PREFIX}{owner}-x").mkdir()
    temporary.folder(copies.PREFIX).cleanup()
    assert [path.name for path in tmp_path.iterdir()] == [f"{copies.PREFIX}{os.getpid()}-x"]


@pytest.mark.parametrize(
    ("setting", "address", "is_on"),
    [("off", "", False), ("on", "", True), ("", "https://a.example", False), ("on", "https://a.example", True)],
)
def test_a_setting_switches_it_off(
    setting: str, address: str, is_on: bool, build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_SQL", setting)
    monkeypatch.setenv("ATLAS_URL", address)
    assert sandbox.is_on() is is_on
    assert ("switched off" in said(build, "select 7")) is not is_on


def seconds(build: Path, queries: list[str]) -> list[float]:
    """How long each of the queries took, all asked at once."""
    took: list[float] = []

    def ask(sql: str) -> None:
        begin = time.monotonic()
        said(build, sql)
        took.append(time.monotonic() - begin)

    threads = [threading.Thread(target=ask, args=(sql,)) for sql in queries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def heavy(number: int) -> list[str]:
    """So many queries that end by themselves late or never, each another."""
    return [f"-- {n}\n{HEAVY[n % len(HEAVY)]}" for n in range(number)]


def test_heavy_queries_are_over_in_time(build: Path) -> None:
    sandbox.ask(build, "select 1")
    took = seconds(build, heavy(6))
    assert len(took) == 6
    assert max(took) < OVER


def test_no_more_than_two_at_once_and_few_wait(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = 0, 0
    gate = threading.Event()
    both = threading.Event()
    lock = threading.Lock()

    def answer(order: object, database: object) -> bytes:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
            if running == sandbox.AT_ONCE:
                both.set()
        gate.wait(10)
        with lock:
            running -= 1
        return b'{"error": "done"}\n'

    monkeypatch.setattr(sandbox._server, "answer", answer)
    monkeypatch.setattr(sandbox, "PATIENCE", 10)
    got: list[str] = []
    threads = [threading.Thread(target=lambda n=n: got.append(said(build, f"select {n} as turn"))) for n in range(20)]
    for thread in threads:
        thread.start()
    assert both.wait(10)
    while len(got) < 20 - sandbox.AT_ONCE - sandbox.WAITING:
        threading.Event().wait(0.01)
    gate.set()
    for thread in threads:
        thread.join()
    assert most == sandbox.AT_ONCE
    assert got.count("done") == sandbox.AT_ONCE + sandbox.WAITING
    assert got.count(sandbox.BUSY) == 20 - sandbox.AT_ONCE - sandbox.WAITING
