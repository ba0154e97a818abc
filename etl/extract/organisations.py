"""Organisations beside those of single sessions: who convenes or hosts the meeting, whose list of
sessions it is, and whom a text without sessions names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from etl.document import Line
from etl.extract.identity import organisation_id_of
from etl.extract.sessions.fields import read_field
from etl.extract.sessions.heads import clean
from etl.extract.sessions.rows import add_role, has_role
from etl.organisations import COUNTRY_CODES, is_abbreviation, is_known, known_names
from etl.parse.organisations import Name, find_organisations, has_keyword, looks_complete, names_in_sentence
from etl.reading import Reading
from etl.screen import Need, holds
from etl.vocabulary import fold
from etl.words import word_set, words

EXTRACTOR = "organisations"
FIRST_WORDS = 400
OWN_LIST = re.compile(
    r"""^(?P<name>(?:(?:The|O|A|La|El|L['’]|Die|Das|Der)\s?)?[^\W\d_a-z][^.,;:!?]{1,70}?)\s(?P<does>(?:(?:will|is|are|has|have|was|va|wird|estará|estaremos)\s(?:be\s|been\s)?)?
    (?:(?:co-?)?organi[sz](?:e[sd]?|ing|a|an|ará|arán|ou|era|iert)|host(?:s|ed|ing)|leads?|leading|veranstaltet|richtet)\b[^.;]{0,160}?\b
    (?:participat\w*|tak(?:e|es|ing)\spart|speak\w*|contribut\w*|join\w*|particip\w*|intervien\w*|nimmt|beteilig\w*)\b)""",
    re.VERBOSE,
)
ORGANISES = Need(lambda: ("organi*", "coorgani*", "host*", "lead*", "veranstaltet", "richtet"))
TAKES_PART = Need(lambda: ("particip*", "part", "speak*", "contribut*", "join*", "intervien*", "nimmt", "beteilig*"))
"""The verbs of OWN_LIST."""
SAYS_SESSIONS = re.compile(
    r"\b(?:sessions?|workshops?|others?|sesiones|otras|sessões|outras?|autres|sitzungen|weiteren?|talleres|ateliers|oficinas)\b",
    re.IGNORECASE,
)
LONG_NAME = re.compile(
    r"(?:(?:[^\W\d_a-zß-ÿ][\w'’.&-]*|of|the|for|and|on|in|de|la|los|las|del|do|da|dos|das|et|des|du|y|e|für|und|der)\s){2,12}$"
)
PERSON = re.compile(r"(?<!\w)[^\W\d_a-zß-ÿ][^\W\d_]+(?:\s[^\W\d_a-zß-ÿ][^\W\d_]+){1,3}\s$")
BRACKETS = re.compile(r"\(([^()]{2,60})\)")
SHORT_NAME = re.compile(r"\s\([A-Z][\w.]{1,14}\)")
INSIDE_A_WORD = re.compile(r"[\w@-]|\.\w")
NOT_BEFORE = re.compile(r"[\w@./-]")
OF_THE_FORUM = re.compile(r"\b(?:IGF|MAG|Advisory Group|Dynamic Coalition|Policy Network|DC)\b")
LONGEST_BEFORE = 120
SHORTEST_SHORT_NAME = 3


def extract(reading: Reading) -> None:
    """Add the roles of organisations in the meeting, in the sessions of their own list, and in the text."""
    _read_conveners(reading)
    _read_hosts(reading)
    _read_own_list(reading)
    if not reading.table("sessions"):
        _read_named(reading)


# who convenes and hosts


def _read_conveners(reading: Reading) -> None:
    for line in reading.document.lines:
        found = read_field(clean(line.text)) if ":" in line.text[:60] else None
        if found is None or not found.value:
            continue
        label = clean(line.text).split(":", 1)[0].strip()
        if words("conveners").fullmatch(label):
            if not reading.is_claimed(line, 0, len(line.text)):
                _add_all(reading, line, find_organisations(found.value), "organiser")
        elif words("hosts").fullmatch(label):
            _add_all(
                reading,
                line,
                [name for name in find_organisations(found.value) if _is_organisation(name)],
                "host",
            )
        elif words("places").fullmatch(label):
            place = find_organisations(found.value.split(",")[0])
            _add_all(
                reading,
                line,
                [name for name in place if is_known(name.text) or _is_organisation(name)],
                "host",
            )


def _read_hosts(reading: Reading) -> None:
    for mention in reading.mentions:
        if mention.meeting_id != reading.meeting_id:
            continue
        text = mention.line.text
        found = words("hosted_by").search(text, mention.end, mention.end + FIRST_WORDS)
        if found is None or "." in text[mention.end : found.start()]:
            continue
        rest = text[found.end() : found.end() + FIRST_WORDS].lstrip()
        names = names_in_sentence(rest)
        _add_all(
            reading,
            mention.line,
            [name for name in names if _is_organisation(name) and len(name.text.split()) <= 8],
            "host",
        )


def _is_organisation(name: Name) -> bool:
    return (
        looks_complete(name.text)
        and (is_known(name.text) or has_keyword(name.text))
        and not words("processes").search(name.text)
    )


def _add_all(reading: Reading, line: Line, names: list[Name], role: str) -> None:
    for name in names:
        if not has_role(reading, None, organisation_id_of(name.text)):
            add_role(reading, line, EXTRACTOR, name.text, role, reading.meeting_id)


# whose list it is


def _read_own_list(reading: Reading) -> None:
    """An organisation that says it organises some of these sessions and takes part in the others."""
    sessions = [row for row in reading.table("sessions") if row["status"] != "proposal"]
    own = _own(reading) if sessions else None
    if own is None:
        return
    line, name = own
    organisation_id = organisation_id_of(name)
    for row in sessions:
        if not has_role(reading, row["session_id"], organisation_id):
            add_role(reading, line, EXTRACTOR, name, "participant", row["meeting_id"], row["session_id"])


def _own(reading: Reading) -> tuple[Line, str] | None:
    for line in reading.document.lines:
        for start in _sentences(line.text[:2_000]) if holds(line.text, ORGANISES, TAKES_PART) else ():
            found = OWN_LIST.match(line.text[start : start + FIRST_WORDS])
            if found and SAYS_SESSIONS.search(found.string[found.start("does") :]):
                names = find_organisations(re.sub(r"^(?:The|O|A|La|El|Die|Das|Der)\s|^L['’]", "", found["name"]))
                if len(names) == 1 and _organises(reading, names[0].text):
                    return line, names[0].text
    return None


def _organises(reading: Reading, name: str) -> bool:
    """Whether the organisation is known, or organises one of the sessions."""
    organisation_id = organisation_id_of(name)
    return is_known(name) or any(
        row["organisation_id"] == organisation_id for row in reading.table("organisation_roles")
    )


def _sentences(text: str) -> Iterator[int]:
    yield 0
    for found in re.finditer(r"(?<=[.!?])\s+", text):
        yield found.end()


# who is named


def _read_named(reading: Reading) -> None:
    seen = {row["organisation_id"] for row in reading.table("organisation_roles")}
    for line in reading.document.lines:
        for start, end in sorted(_named_spans(line.text)):
            name = line.text[start:end]
            organisation_id = organisation_id_of(name)
            if organisation_id not in seen and not reading.is_claimed(line, start, end):
                seen.add(organisation_id)
                add_role(reading, line, EXTRACTOR, name, "named", reading.meeting_id)


def _named_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where `text` names an organisation beyond doubt; the longest at each place."""
    spans = list(_known_spans(text))
    for brackets in BRACKETS.finditer(text):
        before = max(0, brackets.start() - LONGEST_BEFORE)
        long = LONG_NAME.search(text, before, brackets.start())
        person = PERSON.search(text, before, brackets.start())
        if long and is_abbreviation(brackets[1]) and has_keyword(long[0]) and not words("processes").search(long[0]):
            spans.append((_start_of_name(text, long.start(), long.end()), brackets.end()))
        elif person and _is_of_person(brackets[1], person[0]):
            spans.append(brackets.span(1))
    for start, end in spans:
        if not any(low <= start and end <= high and (low, high) != (start, end) for low, high in spans):
            yield start, end


def _start_of_name(text: str, start: int, end: int) -> int:
    """Where the name begins, after an article at the beginning of a sentence."""
    lead = re.match(
        r"(?:(?:The|of|the|for|and|on|in|de|la|los|las|del|do|da|et|des|du|y|e|by|In|At|El|La)\s)+",
        text[start:end],
    )
    return start + (lead.end() if lead else 0)


def _is_of_person(name: str, person: str) -> bool:
    """Whether brackets after two capitalised words hold an organisation and no short form of those words."""
    initials = "".join(word[0] for word in person.split())
    if fold(name).replace(" ", "") == initials.lower() or name in COUNTRY_CODES or len(name) < SHORTEST_SHORT_NAME:
        return False
    return is_known(name) or (_is_organisation(Name(0, len(name), name)) and len(name.split()) > 1)


def _known_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where well-known names stand, written as in the list, with their short name in brackets."""
    for _, start, end in _known().find_matches_as_indexes(text):
        if not INSIDE_A_WORD.match(text, end) and not (start and NOT_BEFORE.match(text[start - 1])):
            short = SHORT_NAME.match(text, end)
            yield start, short.end() if short else end


@cache
def _known() -> AhoCorasick:
    names = sorted({name for name in known_names() if _is_distinct(name)})
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


def _is_distinct(name: str) -> bool:
    if fold(name) in word_set("ambiguous_names") or words("processes").search(name) or OF_THE_FORUM.search(name):
        return False
    return len(name.split()) > 1 or (is_abbreviation(name) and len(name) >= SHORTEST_SHORT_NAME)
