"""Texts made to harm: no rule of extraction takes more than a second of computing on 100 kB of them."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from etl.document import Document
from etl.extract import FROM_ORIGINALS, FROM_RECORDS
from etl.formats import document_of
from etl.reading import Reading
from etl.screen import look_over
from tests.reliability import corpus

SIZE = 100_000
SECONDS = 1.0
TRIES = 6
"""A processor that others use as well is slow at times; what is slow every time is slow."""

PIECES: Mapping[str, str] = {
    "one letter": "a",
    "one digit": "7",
    "digits and commas": "1,",
    "digits and points": "12.345.",
    "digits and spaces": "123 ",
    "spaces": "a" + " " * 999,
    "brackets that open": "(",
    "brackets in brackets": "(a [b ",
    "quotation marks": "“a ",
    "hyphens": "a-",
    "dashes": "2006–",
    "bars": "|",
    "cells": "a | 1 | ",
    "shares": "12 % ",
    "shares of groups": "12% of the participants were from civil society, ",
    "labels and figures": "civil society 120 governments 80 ",
    "labels without figures": "civil society, governments, private sector and ",
    "figures without labels": "1,234 5 67 ",
    "numbers in words": "twenty-one hundred thousand and ",
    "ordinals": "the twenty-first, the 22nd, ",
    "meetings": "IGF 2019 in Berlin, IGF 2018 in Paris, ",
    "editions": "the fourteenth meeting of the Internet Governance Forum ",
    "days": "Monday, 25 November 2019, ",
    "days that are none": "32 November 20199 to 31/31/2019 - ",
    "times": "10:00 - 11:30 (UTC+1), ",
    "times that are none": "25:61-99:00:",
    "codes": "WS #184 ",
    "types": "Workshop Open Forum Town Hall ",
    "titles": "Workshop: A Title for Us (Civil Society) ",
    "names": "United Nations Institute of the Republic and ",
    "initials": "A. B. C. d. ",
    "capitals": "ABC DEF ",
    "lists": "one, two; three and four or five, ",
    "colons": "Organizer: Track: Date: ",
    "links": "https://a.example/b?c=d ",
    "themes": "artificial intelligence and cybersecurity, access to data ",
    "soft hyphens": "inter\u00adnet e\u0301 ",
    "other scripts": "互联网 интернет الإنترنت ",
    "sentences": "It had 120 participants. ",
    "questions": "Really?! ... ",
}
"""Said over and over, in one line and in a line for each."""
OF_LINES: Mapping[str, str] = {
    "gap": "a" + " " * (SIZE - 2) + "b",
    "tabs": "a" + "\t" * (SIZE - 2) + "b",
    "empty brackets": "() ",
    "bullets": "- a\n",
    "bullets in bullets": "- a\n  - b\n    - c 12\n",
    "numbered": "1. Civil society: 12 %\n",
    "headings": "## Workshops\n",
    "rules": "-----\n=====\n",
    "figure above its label": "120\n\nCivil society\n\n",
    "schedule": "10:00\nWorkshop #12\nA title\nMonday, 25 November 2019\nRoom 3\n",
    "table": "| Civil society | 120 | 12 % |\n",
    "themes of a programme": "Track 1: Data Governance\n- WS #1 A title\n",
    "takeaways": "Key takeaways:\n1. A thing was said.\nCall to action\n",
}
NUMBERED: Mapping[str, str] = {
    "tracks, each another": "Track {n}: Theme {n}\n- WS #{n} A title {n}\n",
    "sessions, each another": "Workshop #{n}: A title of {n} words\nOrganizer: Body {n}\n",
    "figures, each another": "Group {n} of civil society: {n}\n",
    "topics, each another": "{n} sessions on topic {n}\n",
    "sentences, each another": "There were {n} participants from place {n}.\n",
    "meetings, each another": "IGF {n} was held in city {n} with {n} people.\n",
    "days, each another": "{n} November 20{n}, 10:{n} - 11:{n}: Title {n}\n",
}
"""What is said differently every time: nothing that is kept from the line before helps."""
SMALL, LARGE = 15_000, 60_000
MOST_GROWTH = 8.0
"""Four times the text takes a rule four times as long where it looks at each line once, sixteen times where it
looks at all lines from each."""
NOTABLE = 0.1
"""Seconds; less says nothing of how a rule grows."""
HEAD = "Fourteenth Internet Governance Forum, Berlin, 25-29 November 2019\n\n"
RECORD_HEAD = """---
title: IGF 2019
kind: statistics
meeting: igf-2019
---
# IGF 2019

## Tracks

| Track | Source |
| --- | --- |
"""


def in_one_line(piece: str) -> str:
    return HEAD + piece * (SIZE // len(piece))


def in_many_lines(piece: str) -> str:
    """As many lines as words: what is said once per line, and what runs over lines."""
    return HEAD + f"{piece.strip()}\n" * (SIZE // (len(piece.strip()) + 1))


def in_numbered_lines(piece: str, size: int) -> str:
    return HEAD + "".join(piece.format(n=number) for number in range(10, 10 + size // len(piece)))


TEXTS: Mapping[str, str] = {
    **{f"{name}, in one line": in_one_line(piece) for name, piece in PIECES.items()},
    **{f"{name}, in many lines": in_many_lines(piece) for name, piece in PIECES.items()},
    **{name: HEAD + piece * (SIZE // len(piece)) for name, piece in OF_LINES.items()},
}
RECORDS: Mapping[str, str] = {
    "rows": RECORD_HEAD + "| Trust | <https://a.example/> |\n" * (SIZE // 32),
    "cells": RECORD_HEAD + "|" * SIZE,
    "one cell": RECORD_HEAD + "| " + "a" * SIZE + " | <https://a.example/> |\n",
    "brackets": RECORD_HEAD + "| " + "[a](<" * (SIZE // 5) + " | x |\n",
    "tables": RECORD_HEAD + "\n## Tracks\n\n| Track | Source |\n| --- | --- |\n| A | <https://a.example/> |\n" * 1500,
}


def spent_on(document: Document) -> dict[str, float]:
    """The seconds of computing that each rule takes to read `document`, and the screen that they share."""
    began = time.process_time()
    look_over([line.text for line in document.lines])
    spent = {look_over.__module__: time.process_time() - began}
    reading = Reading(document)
    for module in FROM_RECORDS if document.form == "record" else FROM_ORIGINALS:
        began = time.process_time()
        module.extract(reading)
        spent[module.__name__] = time.process_time() - began
    return spent


def slowest(document: Document) -> tuple[float, str]:
    """The rule that takes longest to read `document`, and its seconds of computing."""
    spent = spent_on(document)
    name = max(spent, key=spent.__getitem__)
    return spent[name], name


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """What is loaded once, at the first document: vocabularies and the expressions made of them."""
    slowest(document_of(corpus.NOTE.format(nth="seventh", year=2012, count="1,234").encode(), "a.txt"))
    slowest(document_of(corpus.RECORD.encode(), "a.md"))


def check(text: str, name: str) -> None:
    document = document_of(text.encode(), name)
    found = [slowest(document)]
    while min(found)[0] >= SECONDS and len(found) < TRIES:
        found.append(slowest(document))
    assert min(found)[0] < SECONDS, min(found)


SOME = ("one letter", "digits and commas", "brackets that open", "labels and figures", "shares of groups", "meetings",
        "days that are none", "times", "titles", "names", "lists", "cells")  # fmt: skip


@pytest.mark.parametrize("name", [f"{name}, in one line" for name in SOME] + ["schedule"])
def test_no_rule_takes_a_second(name: str) -> None:
    check(TEXTS[name], "hostile.txt")


@pytest.mark.long
@pytest.mark.parametrize("name", TEXTS)
def test_no_rule_takes_a_second_on_any_text(name: str) -> None:
    check(TEXTS[name], "hostile.txt")


@pytest.mark.long
@pytest.mark.parametrize("name", RECORDS)
def test_no_rule_takes_a_second_on_a_record(name: str) -> None:
    check(RECORDS[name], "hostile.md")


def growth(name: str) -> dict[str, float]:
    """How many times longer each rule takes on the large text than on the small one."""
    texts = (in_numbered_lines(NUMBERED[name], size) for size in (SMALL, LARGE))
    small, large = (spent_on(document_of(text.encode(), "hostile.txt")) for text in texts)
    return {rule: seconds / max(small[rule], NOTABLE / 4) for rule, seconds in large.items() if seconds >= NOTABLE}


@pytest.mark.long
@pytest.mark.parametrize("name", NUMBERED)
def test_no_rule_looks_at_all_lines_from_each(name: str) -> None:
    for _ in range(TRIES):
        found = growth(name)
        if max(found.values(), default=0) < MOST_GROWTH:
            return
    assert max(found.values()) < MOST_GROWTH, found
