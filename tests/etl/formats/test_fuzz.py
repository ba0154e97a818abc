"""Damaged files: whatever the bytes, a document or a refusal, and nothing else."""

from __future__ import annotations

import random

import pytest

from etl.document import Unreadable
from etl.findings import SEVERITY
from etl.formats import document_of
from tests.etl.formats.test_docx import sample as in_word
from tests.etl.formats.test_formats import FILES
from tests.etl.formats.test_html import TABLE, page
from tests.etl.formats.test_md import RECORD
from tests.etl.formats.test_txt import TEXT
from tests.etl.formats.test_xlsx import sample as in_excel

SAMPLES = FILES | {
    "txt": TEXT.encode(),
    "md": RECORD.encode(),
    "html": page(f"<nav>x</nav><h1>T</h1><ul><li>a</ul>{TABLE}<pre>b\nc</pre>").encode(),
    "csv": b'Title,Type\n"One, two",Workshop\n"Three\nfour",Other\n',
    "docx": in_word(),
    "xlsx": in_excel(),
}
MUTANTS = 200


def mutant(data: bytes, random: random.Random) -> bytes:
    """`data` with some bytes changed, cut out, doubled, or cut off."""
    mutated = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        start = random.randrange(len(mutated) + 1)
        end = min(len(mutated), start + random.choice((1, 1, 2, 8, 64)))
        kind = random.randrange(4)
        if kind == 0:
            mutated[start:end] = random.randbytes(end - start)
        elif kind == 1:
            del mutated[start:end]
        elif kind == 2:
            mutated[start:start] = mutated[start:end]
        elif start > 2:
            del mutated[start:]
    return bytes(mutated)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    source = random.Random(name)
    for _ in range(MUTANTS):
        data = mutant(SAMPLES[name], source)
        try:
            document = document_of(data, f"a.{name}")
        except Unreadable as unreadable:
            assert unreadable.code in SEVERITY
            assert unreadable.message
            continue
        assert any(line.text for line in document.lines)
        assert all(line.index == index for index, line in enumerate(document.lines))
        assert all(line.place and line.text == line.text.strip() for line in document.lines)
        assert all(code in SEVERITY and message for code, _, message in document.warnings)
