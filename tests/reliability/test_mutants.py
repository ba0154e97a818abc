"""Damaged documents end in rows or findings, never in a traceback, and never in tables that break the contract."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from etl import build as builder
from etl.document import Unreadable
from etl.extract import read_facts
from etl.findings import SEVERITY
from etl.formats import document_of
from tests.etl.formats.test_fuzz import mutant
from tests.reliability import corpus
from tests.reliability.making import MADE

SEEDS = 20
MUTANTS = 200
DOCUMENTS: Mapping[str, bytes] = MADE | {
    "md": corpus.RECORD.encode(),
    "csv": b"IGF 2013,\n" + corpus.TABLE,
}


def check(name: str, chance: random.Random, mutants: int) -> None:
    for _ in range(mutants):
        data = mutant(DOCUMENTS[name], chance)
        try:
            reading = read_facts(document_of(data, f"mutant.{name}"))
        except Unreadable as unreadable:
            assert unreadable.code in SEVERITY and unreadable.message
            continue
        assert {finding.code for finding in reading.findings} <= SEVERITY.keys()
        assert builder._breaks(reading.facts()) == ""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_damaged_document_is_rows_or_findings(name: str) -> None:
    check(name, random.Random(name), 12)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("name", DOCUMENTS)
def test_many_damaged_documents_are_rows_or_findings(name: str, seed: int) -> None:
    check(name, random.Random(f"{name} {seed}"), MUTANTS)
