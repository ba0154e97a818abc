"""Thousands of lines with hardly anything in each are no words about a meeting, and that is said."""

from etl.figures.dumps import FEWEST, LONGEST, without_dumps
from etl.formats import document_of
from etl.reading import Reading

WORDS = "The IGF in 2019 had 3,679 participants.\n"


def read(text: str) -> Reading:
    return Reading(document_of(text.encode(), "a.txt"))


def test_a_dump_is_passed_over_with_a_finding_where_it_begins_and_the_rest_is_read() -> None:
    reading = read(f"{WORDS}\n" + "12\n\n" * FEWEST + WORDS + "34\n" * (FEWEST - 1) + WORDS)
    kept = [line.text for line in without_dumps(reading) if line.text]
    assert kept == [WORDS.strip()] * 2 + ["34"] * (FEWEST - 1) + [WORDS.strip()]
    [finding] = reading.findings
    assert (finding.code, finding.place, finding.value) == ("lines-passed-over", "line 3", "12")


def test_a_dump_at_the_end() -> None:
    reading = read(WORDS + "x\n" * FEWEST)
    assert [line.text for line in without_dumps(reading)][0] == WORDS.strip()
    assert len(reading.findings) == 1


def test_lists_and_lines_of_some_length_are_read() -> None:
    for text in (WORDS + "12\n" * (FEWEST - 1), ("x" * (LONGEST + 1) + "\n") * 2 * FEWEST):
        reading = read(text)
        assert without_dumps(reading) == list(reading.document.lines) and not reading.findings
