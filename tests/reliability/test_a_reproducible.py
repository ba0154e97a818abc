"""A. Same documents, code and lock file: the same bytes, whatever else differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.assemble import assemble
from etl.build import build, read_document
from etl.reading import Facts
from tests.etl.formats.test_formats import FILES
from tests.reliability import corpus


@dataclass(frozen=True)
class Variant:
    """How a build may differ from another without its tables being different."""

    workers: int = 1
    is_reversed: bool = False
    is_relative: bool = False
    environment: dict[str, str] = field(default_factory=dict)


VARIANTS = (
    Variant(),
    Variant(workers=3, is_reversed=True, environment={"PYTHONHASHSEED": "1"}),
    Variant(is_relative=True, environment={"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2"}),
    Variant(workers=2, environment={"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "3"}),
    Variant(
        is_reversed=True,
        environment={"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "4"},
    ),
    Variant(workers=2, is_relative=True, is_reversed=True, environment={"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8",
            "OMP_NUM_THREADS": "1", "ARROW_NUM_THREADS": "1", "PYTHONHASHSEED": "5"}),
)  # fmt: skip
OPPOSITE = Variant(
    workers=2,
    is_reversed=True,
    is_relative=True,
    environment=VARIANTS[2].environment | VARIANTS[4].environment,
)
"""Everything as the first is not."""


def built(variant: Variant, documents: Path, out: Path) -> dict[str, str]:
    """The hashes of a clean build of the folders in `documents`."""
    folders = sorted(documents.iterdir(), reverse=variant.is_reversed)
    named = [path.relative_to(documents) if variant.is_relative else path for path in folders]
    done = corpus.etl("build", *named, "--out", out, "--workers", variant.workers,
                      environment=variant.environment, folder=documents)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return corpus.hashes(corpus.current(out)) | {"pointer": (out / "current.json").read_text("utf-8")}


def check_builds(variants: Sequence[Variant], write: Callable[[Path], Path], folder: Path) -> None:
    write(folder / "documents" / "one")
    (folder / "documents" / "two").mkdir()
    for path in sorted((folder / "documents" / "one").iterdir())[::2]:
        path.rename(folder / "documents" / "two" / path.name)
    corpus.write_small(folder / "documents" / "two" / "more", 7777)
    corpus.write_small(folder / "documents" / "one" / "more", 9999)  # the same paths in two of the folders given
    first, *others = (built(variant, folder / "documents", folder / f"out{n}") for n, variant in enumerate(variants))
    assert {"documents.parquet", "findings.parquet", "manifest.json", "pointer"} <= first.keys()
    for variant, other in zip(variants[1:], others, strict=True):
        assert other == first, variant


def write_some(folder: Path) -> Path:
    corpus.write_small(folder)
    (folder / "made.html").write_bytes(FILES["html"])
    return folder


def test_varied_builds_have_equal_bytes(tmp_path: Path) -> None:
    check_builds((VARIANTS[0], OPPOSITE), write_some, tmp_path)


@pytest.mark.long
def test_six_varied_builds_of_everything_have_equal_bytes(tmp_path: Path) -> None:
    check_builds(VARIANTS, corpus.write_everything, tmp_path)


RECORDS = sorted(corpus.RECORDS.glob("igf-201*.md"))
ORIGINALS = sorted((corpus.SAMPLES / "session-list").glob("*.txt"))


@pytest.fixture(scope="module")
def facts() -> list[Facts]:
    return [read_document(path, path.name).facts() for path in (*RECORDS[:4], *ORIGINALS[:6])]


def test_the_order_of_documents_does_not_matter_and_nothing_is_used_up(facts: list[Facts]) -> None:
    """Any order, and any number of times: what was read stays as it was."""
    expected = assemble(facts)

    @given(st.permutations(facts))
    @settings(max_examples=12, deadline=None)
    def check(ordered: list[Facts]) -> None:
        assert assemble(ordered) == expected

    check()


def test_reading_a_document_again_gives_the_same() -> None:
    for path in (*RECORDS[:2], *ORIGINALS):
        assert read_document(path, path.name).facts() == read_document(path, path.name).facts()


def test_a_build_of_what_is_built_changes_nothing(tmp_path: Path) -> None:
    documents, out = corpus.write_small(tmp_path / "in"), tmp_path / "out"
    build([documents], out)
    once = corpus.hashes(out)
    build([documents], out)
    assert corpus.hashes(out) == once
