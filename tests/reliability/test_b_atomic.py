"""B. A reader sees one complete build, old or new, whenever a build is killed; the next build leaves no trace of it."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl import history, tables
from tests.reliability import corpus
from tests.reliability.driver import Driver

NAMED_STEPS = 12
RANDOM_MOMENTS = 50


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    started = Driver()
    yield started
    started.close()


@dataclass(frozen=True)
class Scene:
    """Three builds on disk, documents for a fourth, and what that leaves when nobody kills it."""

    documents: Path
    before: Path
    last: str
    version: str
    after: dict[str, str]
    steps: list[str]
    calls: int
    seconds: float


@pytest.fixture(scope="module")
def scene(driver: Driver, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("atomic")
    for count in (1000, 2000, 3000):
        corpus.write_small(folder / "in", count)
        last = driver.build(folder / "in", folder / "before")["version"]
    corpus.write_small(folder / "in", 4000)
    shutil.copytree(folder / "before", folder / "after")
    timed = shutil.copytree(folder / "before", folder / "timed")
    whole = driver.build(folder / "in", folder / "after", "count")
    began = time.perf_counter()
    driver.build(folder / "in", timed)
    seconds = time.perf_counter() - began
    return Scene(folder / "in", folder / "before", last, whole["version"], corpus.hashes(folder / "after"),
                 whole["steps"], whole["calls"], seconds)  # fmt: skip


def check_killed(scene: Scene, driver: Driver, out: Path, kill: str, at: float, must_die: bool = True) -> None:
    """Kill a build, look at what a reader sees, build again and look at what is left."""
    shutil.copytree(scene.before, out)
    answer = driver.build(scene.documents, out, kill, at)
    assert answer["died"] or not must_die, (kill, at)
    folder, version = tables.current(out) or pytest.fail(f"no build after {kill} {at}")
    assert version in (scene.last, scene.version)
    for build in tables.builds(out):
        assert history.problems(build) == [], (kill, at, build.name)
    assert driver.build(scene.documents, out)["version"] == scene.version
    assert corpus.hashes(out) == scene.after, (kill, at)
    shutil.rmtree(out)


def test_a_build_has_many_named_steps(scene: Scene) -> None:
    assert len(set(scene.steps)) >= NAMED_STEPS


def test_killed_at_every_named_step(scene: Scene, driver: Driver, tmp_path: Path) -> None:
    for step in dict.fromkeys(scene.steps):
        check_killed(scene, driver, tmp_path / "out", "step", scene.steps.index(step))


@pytest.mark.long
def test_killed_at_every_part_of_every_step(scene: Scene, driver: Driver, tmp_path: Path) -> None:
    for at in range(len(scene.steps)):
        check_killed(scene, driver, tmp_path / "out", "step", at)


def moments(scene: Scene, count: int) -> list[int]:
    """Calls of functions at which to die: half of them anywhere, half near the end, where files are written."""
    chance = random.Random(6)
    anywhere = [chance.randrange(1, scene.calls) for _ in range(count // 2)]
    return anywhere + [chance.randrange(int(scene.calls * 0.9), scene.calls) for _ in range(count - count // 2)]


def test_killed_at_some_random_moments(scene: Scene, driver: Driver, tmp_path: Path) -> None:
    for at in moments(scene, 6):
        check_killed(scene, driver, tmp_path / "out", "call", at)


@pytest.mark.long
def test_killed_at_fifty_random_moments(scene: Scene, driver: Driver, tmp_path: Path) -> None:
    for at in moments(scene, RANDOM_MOMENTS):
        check_killed(scene, driver, tmp_path / "out", "call", at)


@pytest.mark.long
def test_killed_at_fifty_moments_of_the_clock(scene: Scene, driver: Driver, tmp_path: Path) -> None:
    """In the middle of a call to the system, too; a build may be faster than the moment drawn."""
    chance = random.Random(7)
    for _ in range(RANDOM_MOMENTS):
        check_killed(scene, driver, tmp_path / "out", "clock", chance.random() * scene.seconds, must_die=False)


@pytest.mark.long
def test_killed_while_processes_read(driver: Driver, tmp_path: Path) -> None:
    documents = corpus.write_mixed(tmp_path / "in")
    clean = driver.build(documents, tmp_path / "clean", "count")
    for at in [index for index, step in enumerate(clean["steps"]) if step == "read documents"][::3]:
        out = tmp_path / str(at)
        assert driver.build(documents, out, "step", at)["died"]
        assert driver.build(documents, out)["version"] == clean["version"]
        assert corpus.hashes(out) == corpus.hashes(tmp_path / "clean")


def test_rollback_takes_less_than_a_second_and_refuses_what_is_damaged(scene: Scene, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(scene.before, out)
    earlier = [build.name for build in tables.builds(out)][1]
    began = time.perf_counter()
    assert history.rollback(out) == earlier
    assert time.perf_counter() - began < 1
    assert corpus.current(out).name == earlier
    (out / "builds" / scene.last / "sessions.parquet").write_bytes(b"")
    with pytest.raises(history.Damaged, match="sessions.parquet"):
        history.rollback(out, scene.last)
    assert corpus.current(out).name == earlier
