"""Meetings: which one a document is about, and what it states of this one and of others.

Runs first: it detects the language, and sets `meeting_id`, `year` and `mentions` of the reading. From
a record it takes these alone, as its front matter states them.
"""

from __future__ import annotations

import re

from etl.extract.meetings import conflicts, facts, rows, statements
from etl.extract.meetings.block import candidate_of_block
from etl.extract.meetings.candidates import Candidate, candidates_of
from etl.extract.meetings.named import Named, lines_of, names_in
from etl.extract.meetings.settle import all_dates, are_many, date_evidence, weigh, year_by_days
from etl.kinds import kind_of
from etl.mentions import INITIATIVE
from etl.parse.dates import DateMention
from etl.parse.language import detect_language
from etl.reading import Mention, Reading
from etl.series import GLOBAL, known_days, needs_city

WHY_NONE = "no meeting with its year or edition is named"
WHY_MANY = "several meetings are named, and it is about none of them more than about the others"
FEWEST_DAYS = 2
OPENING_LINES = 2
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def extract(reading: Reading) -> None:
    """Set language, meeting, year and mentions; add rows of `meetings` and findings about them."""
    document = reading.document
    reading.language = str(document.front.get("language") or detect_language(document.text) or "en")[:2].lower()
    if document.form == "record":
        _take_stated(reading)
        return
    kind = kind_of(document)
    everything = names_in(document, reading.language)
    names = [named for named in everything if named.mention.series != INITIATIVE]
    candidates = candidates_of(names, reading.language)
    main = None if _is_about_a_year(reading, kind, names) else _main(reading, kind, names, candidates)
    main = None if main and _is_about_another(main, everything) else main
    _remember(reading, candidates)
    if main is None:
        _take_stated(reading)
    else:
        reading.meeting_id, reading.year = main.meeting_id, main.year
    if main and (main.named or main.described):
        rows.add_identity(reading, main, _status_of(main, kind, reading.year))
        lines = lines_of(document)
        rows.add_facts(reading, main, lines, is_main=True)
        rows.note_dates(reading, main, lines)
    elif reading.meeting_id is None and reading.year is None:
        code, why = ("meetings-several", WHY_MANY) if are_many(candidates) else ("meeting-unknown", WHY_NONE)
        mend = "name the meeting in the title, or in front matter with `meeting`"
        reading.note(code, None, "", f"{why}; {mend}")
    _add_others(reading, main, candidates)
    if main:
        conflicts.note(reading, main, candidates)


def _take_stated(reading: Reading) -> None:
    """Front matter states the meeting; where a record has none, its title may state the year it is about."""
    stated, title = reading.document.front.get("meeting"), reading.document.front.get("title")
    reading.meeting_id = str(stated) if stated else None
    found = YEAR.search(reading.meeting_id or (str(title or "") if reading.document.form == "record" else ""))
    reading.year = int(found.group()) if found else reading.year


def _is_about_a_year(reading: Reading, kind: str, names: list[Named]) -> bool:
    """Whether it is an annual report, which is about its year, not about a meeting."""
    if kind != "annual report" or any(named.is_title and named.mention.meeting_year for named in names):
        return False
    texts = [
        str(reading.document.front.get("title") or ""),
        *(line.text for line in reading.document.lines if line.text),
    ]
    years = [int(found.group()) for text in texts[:6] for found in YEAR.finditer(text)]
    reading.year = years[0] if years else None
    return bool(years)


def _main(reading: Reading, kind: str, names: list[Named], candidates: list[Candidate]) -> Candidate | None:
    dates = all_dates(reading.document, reading.language)
    if stated := reading.document.front.get("meeting"):
        return next((one for one in candidates if one.meeting_id == stated), None)
    if not names:
        return _by_days(reading, kind, dates)
    block = candidate_of_block(reading, kind, names, candidates)
    if block:
        return block
    if not candidates and (weak := [named for named in names if named.mention.series == GLOBAL]):
        year = year_by_days(GLOBAL, dates) or _year_of_address(reading)
        candidates += [Candidate(GLOBAL, year, described=weak)] if year else []
    weigh(candidates, names, dates, reading.document)
    if are_many(candidates):
        return None
    eligible = [one for one in candidates if one.city or not needs_city(one.series)]
    best = max(eligible, key=lambda one: (one.score, one.series == GLOBAL), default=None)
    return (_of_other_days(reading, best, dates) or best) if best else None


def _of_other_days(reading: Reading, best: Candidate, dates: list[DateMention]) -> Candidate | None:
    """The meeting of whose days a document speaks that names but an earlier one, to compare with."""
    if best.series != GLOBAL or best.first.is_title or date_evidence(GLOBAL, best.year, dates) >= 0:
        return None
    year = year_by_days(GLOBAL, dates)
    if year is None or year <= best.year:
        return None
    reading.note("meeting-by-days", None, str(year), f"only the IGF of {best.year} is named; taken as about that of "
                 f"{year}, because of its days; name the meeting in the title")  # fmt: skip
    return Candidate(GLOBAL, year)


def _is_about_another(main: Candidate, names: list[Named]) -> bool:
    """Whether the title names another series or a national initiative, and not the series of `main`."""
    title = {named.mention.series for named in names if named.is_title}
    opening = title or {named.mention.series for named in names if named.rank < OPENING_LINES}
    return bool(opening) and main.series not in opening


def _by_days(reading: Reading, kind: str, dates: list[DateMention]) -> Candidate | None:
    """The IGF of whose days are all those of a list of sessions that names no meeting."""
    days = {day.start_date() for day in dates if day.year}
    year = year_by_days(GLOBAL, dates) if len(days) >= FEWEST_DAYS and kind == "session list" else None
    known = known_days(GLOBAL, year) if year else None
    if year is None or known is None or not all(day and known[0] <= day <= known[1] for day in days):
        return None
    reading.note("meeting-by-days", None, str(year), f"no meeting is named; taken as the IGF of {year}, "
                 "because all days are its days; name the meeting in the title")  # fmt: skip
    return Candidate(GLOBAL, year)


def _year_of_address(reading: Reading) -> int | None:
    found = re.search(r"igf\W{0,3}((?:19|20)\d\d)(?!\d)", str(reading.document.front.get("url") or ""), re.IGNORECASE)
    return int(found[1]) if found else None


def _remember(reading: Reading, candidates: list[Candidate]) -> None:
    found = {
        (named.line.index, named.mention.start): Mention(
            one.meeting_id, one.series, one.year, named.origin, named.mention.start, named.mention.end
        )
        for one in sorted(candidates, key=lambda one: one.score)
        for named in one.named
    }
    reading.mentions = [found[key] for key in sorted(found)]


def _status_of(candidate: Candidate, kind: str, year: int | None) -> str | None:
    """Whether the meeting took place, as the sentences that describe it say; a call announces it."""
    described = [named.sentence for named in (*candidate.described, *candidate.named)]
    stated = next(filter(None, map(statements.status_in, described[:20])), None)
    return stated or ("planned" if kind == "call" else "held")


def _add_others(reading: Reading, main: Candidate | None, candidates: list[Candidate]) -> None:
    """Rows of the other meetings that are named with their year and, for the main one's series, with more."""
    for candidate in candidates:
        if main and candidate.meeting_id == main.meeting_id:
            continue
        if _is_stated(reading, candidate, main) and not _is_only_alluded_to(candidate):
            rows.add_identity(reading, candidate, _status_of_other(candidate, reading))
            rows.add_facts(reading, candidate, [], is_main=False)


def _is_stated(reading: Reading, candidate: Candidate, main: Candidate | None) -> bool:
    """Whether more is said than a name: another meeting of the main series needs a place or days."""
    if candidate.series != GLOBAL and (main is None or candidate.series != main.series):
        return any(named.origin.kind == "text" for named in candidate.named) or candidate.city is not None
    if needs_city(candidate.series):
        return candidate.city is not None
    return any(_has_place_or_days(reading, named) for named in facts.sentences_of(candidate))


def _has_place_or_days(reading: Reading, named: Named) -> bool:
    text, language = named.line.text, reading.language
    span = (named.mention.start, named.mention.end)
    if statements.has_another_subject(named.sentence):
        return False
    place = statements.place_in(text, named.start, named.end, language, span)
    days = [day for day in statements.dates_in(text, named.start, named.end, language) if day.is_range]
    return bool((place and place.city and abs(place.start - span[1]) < facts.NEAR) or days)


def _is_only_alluded_to(candidate: Candidate) -> bool:
    return all(named.mention.is_contradictory for named in candidate.named) and not candidate.described


def _status_of_other(candidate: Candidate, reading: Reading) -> str | None:
    """Whether another meeting took place: as stated, and in an annual report as of the end of its year."""
    described = [named.sentence for named in (*candidate.described, *candidate.named)]
    stated = next(filter(None, map(statements.status_in, described[:20])), None)
    if stated or reading.meeting_id or not reading.year:
        return stated
    return "planned" if candidate.year > reading.year else "held"
