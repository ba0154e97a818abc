"""Generated transcripts of sessions: as many and as long as wanted, the same for the same numbers.

    python -m bench.corpus FOLDER --documents 6000 --bytes 200000000

The words are everyday ones, spread as words are in speech (few often, many seldom), with phrases of the
themes strewn in. One document names one meeting, one session, its organisers and a few takeaways.
"""

from __future__ import annotations

import argparse
import random
from itertools import accumulate
from pathlib import Path

from etl.themes import ANY, themes

YEARS = range(2006, 2026)
CITIES = ("Athens", "Rio de Janeiro", "Hyderabad", "Sharm El Sheikh", "Vilnius", "Nairobi", "Baku", "Bali", "Istanbul",
          "João Pessoa", "Guadalajara", "Geneva", "Paris", "Berlin", "Katowice", "Addis Ababa", "Kyoto", "Riyadh",
          "Lillestrøm", "Oslo")  # fmt: skip
WORDS = """the of and to a in that is it we for this on with be are as you have not they from at by but what there can
which all or an about has do their will would people one more so if time our think very also because when them how who
some work these just need want into way said other could only first many make those like then should where even
question point day good part example country year group session important different after here right place before
through between much still each case long own under might made both often number never better during without again
report local small large process open start share learn listen build answer problem reason idea level change result
together however always perhaps colleague morning afternoon speaker room panel moderator chair audience floor minute
paper meeting summary issue practice effort experience view step role voice language translation interpreter school
teacher student village market farmer doctor nurse road water bridge boat engine lamp paint garden window kitchen
table chair corner letter story picture music radio film book page line word sound colour shape weather river hill
forest island coast bird horse sheep bread fruit salt sugar coffee season winter summer spring autumn harvest
yesterday tomorrow tonight hour week month decade century""".split()  # noqa: SIM905
NAMES = ("ADA", "BEN", "CARA", "DAN", "EVA", "FINN", "GITA", "HUGO", "INES", "JON", "KIM", "LEA", "MAX", "NOA", "OLA")
BODIES = ("Institute", "Foundation", "Council", "Network", "University", "Ministry", "Association", "Society")
ABOUT = ("Rivers", "Gardens", "Bridges", "Harvests", "Lamps", "Islands", "Villages", "Markets", "Letters", "Stories")
EVERY = 55
"""One phrase of a theme in so many words."""
SEED = 11


def write(folder: Path, documents: int, total_bytes: int, first: int = 0) -> int:
    """Write the transcripts `first` to `first + documents` to `folder`; returns their bytes, about `total_bytes`."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for number in range(first, first + documents):
        data = transcript(number, total_bytes // documents).encode()
        (folder / f"transcript-{number:07}.txt").write_bytes(data)
        written += len(data)
    return written


def transcript(number: int, length: int) -> str:
    """The transcript with this number, of about so many characters."""
    chance = random.Random(SEED * 1_000_003 + number)
    year = YEARS[number % len(YEARS)]
    city = CITIES[number % len(CITIES)]
    organisers = {f"{chance.choice(ABOUT)} {chance.choice(BODIES)} {chance.randrange(400)}" for _ in range(3)}
    head = [
        f"Internet Governance Forum {year}",
        f"{city}, {chance.randrange(3, 28)} November {year}",
        f"Workshop #{number % 997 + 1}: {_title(chance)}",
        f"Organizers: {', '.join(sorted(organisers))}",
        "Transcript",
    ]
    closing = ["Key takeaways:", *(f"{place}. {_sentence(chance)}" for place in range(1, 4))]
    body: list[str] = []
    left = length - sum(len(line) + 2 for line in (*head, *closing))
    while left > 0:
        said = f">> {chance.choice(NAMES)} {chance.choice(NAMES)}: " + " ".join(
            _sentence(chance) for _ in range(chance.randrange(3, 9))
        )
        body.append(said)
        left -= len(said) + 2
    return "\n\n".join((*head, *body, *closing)) + "\n"


SHORT = """---
title: Record {number}
kind: session report
meeting: igf-{year}
---
# Record {number}

## Programme

| Code | Title | Type | Status | Organisers | Source |
| --- | --- | --- | --- | --- | --- |
| WS #{code} | {title} | Workshop | scheduled | {organiser} | <https://a.example/{number}> |
"""


def write_short(folder: Path, documents: int) -> None:
    """Write so many short records to `folder`: what reading one costs is next to nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(documents):
        chance = random.Random(number)
        text = SHORT.format(number=number, year=YEARS[number % len(YEARS)], code=number + 1,
                            title=_sentence(chance)[:-1],
                            organiser=f"{chance.choice(ABOUT)} {chance.choice(BODIES)} {number % 400}")  # fmt: skip
        (folder / f"record-{number:07}.md").write_text(text, "utf-8")


_WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))


def _phrases() -> list[str]:
    return [entry.phrase for theme in themes() for entry in theme.entries if entry.language in ("en", ANY)]


_PHRASES: list[str] = []


def _sentence(chance: random.Random) -> str:
    if not _PHRASES:
        _PHRASES.extend(_phrases())
    words = chance.choices(WORDS, cum_weights=_WEIGHTS, k=chance.randrange(8, 28))
    if chance.random() < len(words) / EVERY:
        words.insert(chance.randrange(len(words)), chance.choice(_PHRASES))
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}."


def _title(chance: random.Random) -> str:
    return " ".join(word.capitalize() for word in chance.choices(WORDS[60:], k=4))


def main() -> None:
    parser = argparse.ArgumentParser(description="Generate transcripts.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=6000)
    parser.add_argument("--bytes", type=int, default=200_000_000)
    options = parser.parse_args()
    print(f"{write(options.folder, options.documents, options.bytes):,} bytes")


if __name__ == "__main__":
    main()
