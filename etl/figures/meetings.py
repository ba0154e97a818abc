"""At which meeting an amount was counted: the main one of the document, unless words near it name another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from etl.figures.lexicon import says_within
from etl.figures.pairs import Pair
from etl.figures.passages import Passage
from etl.mentions import find_series
from etl.parse.dates import find_dates
from etl.parse.numbers import find
from etl.places import find_places
from etl.reading import Mention, Reading
from etl.series import GLOBAL, known_city, known_meetings, meeting_id_of, needs_city

Meeting = tuple[str | None, int | None]
"""The meeting's id and year."""

NONE: Meeting = (None, None)
HEAD_LINES = 12
FIRST_YEAR = 2006
LATEST = 2040
YEARS_AHEAD = 2
COMPARED = 30
"""Characters between a figure of another time and the name of that time: "up from 5,120 in 2022"."""

IN_YEAR = re.compile(
    r"""\b(?:in|en|em|im|for|für|of|de|du|vom|from|año|ano|année|anno|Jahr|Jahre|year|edition|edición|edição|édition|meeting|Treffen|Ausgabe|foro|fórum|forum|reunión|reunião|réunion|IGF|FGI)
    \s+(?P<year>20\d\d)(?![\d%]|[.,]\d)
    |(?<![\d.,])(?P<named>20\d\d)\s+(?:annual\s+)?(?:meeting|edition|forum|IGF|FGI|event|gathering|conference)\b""",
    re.IGNORECASE | re.VERBOSE,
)
YEAR_BESIDE = re.compile(r"\s*[(\[](20\d\d)[)\]]")
FORUM_IN = re.compile(
    r"\b(?:IGF|FGI|for[ou]m|foro|fórum|meeting|edition|edición|edição|édition|treffen|ausgabe)\s(?:in|en|em|à|de|of|von)\s[A-ZÀ-Þ]",
    re.IGNORECASE,
)
LONGEST_LEAD = 120
CLAUSE = re.compile(r"[,;(]")
FIRST_WORD = re.compile(r"\s*(20\d\d)(?:,|\s+(?!participants|people|delegates)[^\W\d])")
BARE_YEAR = re.compile(r"(?<![\d.,/-])(20\d\d)(?![\d%/-]|[.,]\d)")


class Meetings:
    """The meetings that a document speaks of."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.main: Meeting = (reading.meeting_id, reading.year)
        self.series = _series(reading)
        self._mentions: dict[int, list[Mention]] = {}
        """By the line that they stand on."""
        for mention in reading.mentions:
            self._mentions.setdefault(mention.line.index, []).append(mention)
        self._own = {mention.series for mention in reading.mentions if mention.meeting_id == self.main[0]}
        self._last: tuple[object, list[tuple[int, Meeting]]] = (None, [])

    def of(self, pair: Pair, passage: Passage, sentence: tuple[int, int]) -> Meeting:
        """The meeting that an amount is about; none where the words name one that is not known ("next year")."""
        if (beside := YEAR_BESIDE.match(passage.text, pair.amount.last)) and (own := self._in_year(int(beside[1]))):
            return own
        named = self._named(passage, *sentence)
        named = [n for n in named if pair.amount.is_comparison or not _is_compared(passage.text, sentence[0], n[0])]
        inside = [found for at, found in named if pair.scope[0] <= at < pair.scope[1]]
        if near := self._of_texts(pair.hints) or inside[-1:]:
            return near[0]
        if self._is_of_another(pair, passage, sentence):
            return NONE
        ahead = [found for at, found in named if at < pair.amount.start]
        if ahead or (len(named) == 1 and pair.is_listed):
            return ahead[-1] if ahead else named[0][1]
        if not pair.is_listed and self._is_of_other_series(passage.text[sentence[0] : pair.amount.start]):
            return NONE
        if not pair.is_listed and (elsewhere := self._in_other_city(passage.text[sentence[0] : pair.amount.start])):
            return elsewhere
        return self._of_paragraph(passage, sentence[0]) or self._of_titles(passage) or self.main

    def _named(self, passage: Passage, start: int, end: int) -> list[tuple[int, Meeting]]:
        """The meetings that [start, end) of a passage names, by name or by year, with their places, in order."""
        if self._last[0] != (passage, start, end):
            self._last = (passage, start, end), sorted(self._names(passage, start, end))
        return self._last[1]

    def _names(self, passage: Passage, start: int, end: int) -> Iterator[tuple[int, Meeting]]:
        found: list[tuple[int, Meeting]] = []
        for piece in passage.pieces:
            for mention in self._mentions.get(piece.line.index, ()):
                at = mention.start - piece.offset + piece.start
                found.append((at, (mention.meeting_id, mention.year)))
        if (first := FIRST_WORD.match(passage.text, start, end)) and (meeting := self._in_year(int(first[1]))):
            found.append((first.start(1), meeting))
        years = IN_YEAR.finditer(passage.text, start, end)
        said = [(year.start(year.lastgroup or 0), int(year[year.lastgroup or 0])) for year in years]
        found += [(at, meeting) for at, year in said if (meeting := self._in_year(year))]
        yield from ((at, meeting) for at, meeting in found if start <= at < end)

    def _in_year(self, year: int) -> Meeting | None:
        """The meeting of the document's series in `year`, where it meets once a year."""
        latest = (self.main[1] or LATEST) + YEARS_AHEAD
        if self.series is None or not FIRST_YEAR <= year <= latest:
            return None
        if year == self.main[1]:
            return self.main if self.main[0] else None
        return meeting_id_of(self.series, year), year

    def _of_texts(self, texts: Iterable[str]) -> list[Meeting]:
        """The first meeting that column names or headings tell by its year."""
        years = (year for text in texts for year in self._years(text))
        return [meeting for year in years if (meeting := self._in_year(year))][:1]

    def _years(self, title: str) -> list[int]:
        """The years in a title, but for those of days in another year: "Updated 3 February 2020"."""
        years = [(found.start(), int(found[1])) for found in BARE_YEAR.finditer(title)]
        others = [year for _, year in years if year != self.main[1]]
        days = _days_in(title, self.reading.language) if others else ()
        return [year for at, year in years if year == self.main[1] or not any(low <= at < high for low, high in days)]

    def _is_of_another(self, pair: Pair, passage: Passage, sentence: tuple[int, int]) -> bool:
        """Whether the words about the amount, or those that begin its sentence, say "next" or "last year"."""
        after = max(pair.end, pair.amount.last)
        stop = CLAUSE.search(passage.text, after, max(after, pair.scope[1]))
        end = stop.start() if stop else max(after, pair.scope[1])
        return says_within("another_time", passage.text, sentence[0], end, self.reading.language)

    def _is_of_other_series(self, text: str) -> bool:
        """Whether the words before an amount name a meeting of another series, of which no year is known."""
        own = self._own
        return bool(own) and any(mention.series not in own for mention in find_series(text, self.reading.language))

    def _in_other_city(self, sentence: str) -> Meeting | None:
        """What a sentence is about that names, before any amount, the city of another meeting of the series, and not
        that of the main one: "The forum in Kyoto had 6,000 people"."""
        home = known_city(GLOBAL, self.main[1]) if self.series == GLOBAL and self.main[1] else None
        if home is None or len(sentence) > LONGEST_LEAD or not FORUM_IN.search(sentence):
            return None
        hosts = {entry[0] for entry in known_meetings(GLOBAL).values()}
        named = {place.city for place in find_places(sentence, self.reading.language)}
        cities = named & hosts
        if not cities or home in cities:
            return None
        years = [year for year, entry in known_meetings(GLOBAL).items() if entry[0] in cities]
        return (meeting_id_of(GLOBAL, years[0]), years[0]) if len(years) == 1 else NONE

    def _of_paragraph(self, passage: Passage, start: int) -> Meeting | None:
        """The one meeting that the sentences before speak of."""
        named = {meeting for at, meeting in self._named(passage, 0, start) if not _is_compared(passage.text, 0, at)}
        return named.pop() if len(named) == 1 else None

    def _of_titles(self, passage: Passage) -> Meeting | None:
        for line, text in passage.under.titles:
            named: list[Meeting] = [(m.meeting_id, m.year) for m in self._mentions.get(line.index, ())]
            if named := named or self._of_texts([text]):
                return named[0]
        return None


@lru_cache(256)  # a title stands over many figures
def _days_in(title: str, language: str) -> tuple[tuple[int, int], ...]:
    return tuple((day.start, day.end) for day in find_dates(title, language))


def _series(reading: Reading) -> str | None:
    """The annual series of the main meeting, else the one that the head of the document names."""
    if reading.meeting_id and reading.year:
        series = reading.meeting_id.removesuffix(f"-{reading.year}")
        return GLOBAL if series == GLOBAL.lower() else None
    head = [line.text for line in reading.document.lines if line.text][:HEAD_LINES]
    named = {mention.series for text in head for mention in find_series(text, reading.language)}
    only = named.pop() if len(named) == 1 else None
    return only if only and not needs_city(only) else None


def _is_compared(text: str, start: int, at: int) -> bool:
    """Whether the place is just after a figure of another time."""
    before = text[max(start, at - 3 * COMPARED) : at]
    return any(f.role == "comparison" and len(before) - f.end <= COMPARED for f in find(before))
