"""The line that a session begins with: code, type label, number in a list, title.

`parse_head` is about these ways of writing: "WS #17 Title", "IGF 2021 Open Forum #4: Title", "DC Session:
Title", "6. Title (WS #184)", "Title (10 October | 11:00 - 12:30 JST | Main Hall)", "36 Title".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from etl.extract.identity import tidy_code
from etl.extract.sessions.kinds import (
    Kind,
    code_alone,
    kind_of_title,
    leading_kind,
    split_last_kind,
    stands_for_itself,
    type_of,
)
from etl.extract.sessions.leads import without_report
from etl.extract.sessions.rooms import is_room, without_room_at_end
from etl.extract.sessions.when import When, read_when, says_only_when
from etl.words import alternatives, words

LONGEST_TITLE = 300
LONGEST_HEAD = 600
LONGEST_WITH_STOP = 160
MARKS = re.compile(r"\s*(?:(?:#{1,6}|[-*+•·▪◦‣●○■–—>])\s+)*")
EMPHASIS = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")
LINK = re.compile(r"\[([^\[\]]{1,400})\]\([^()\s]{1,800}\)")
NUMBERED = re.compile(r"\(?(?:(\d{1,3})|([A-Za-z]))[.)]\s+(?=\S)")
BARE = re.compile(
    r"(?:#|(?i:no|nr|núm|n[º°])\.?\s?)?(?P<number>\d{1,4})\s*(?:[:–—-]\s|\s)\s*(?=[\"“«'‘¿¡(]?[^\W\d_a-zß-ÿ])"
)
OF_MEETING = re.compile(r"(?:IGF|FGI)\s?(?:20\d\d)?\s?[:–—|-]?\s(?=\S)")
OF_THAT_MEETING = re.compile(r"\s*[,|–—(-]\s?(?:at\s(?:the\s)?)?(?:IGF|FGI)\s20\d\d\)?$")
NUMBER = re.compile(
    r"\s*(?P<sign>#\s?|(?:no|nr|núm)\.?\s|n\s?[.º°]{1,2}\s?)?"
    r"(?P<number>\d{1,4}(?:[/&]\d{1,4})?)(?![\d:.,/]*\d)(?:st|nd|rd|th)?(?!\w)",
    re.IGNORECASE,
)
ROMAN = re.compile(r"\s(?P<number>[IVX]{1,4})(?=\s?[:–—|-])")
SEPARATOR = re.compile(r"\s*(?:[)\]]\s*[:|–—-]?|[:|]|[–—]|\s-\s|-\s|\.(?=\s))\s*|\s+")
LABEL_END = re.compile(r"(?:\s\([A-Z][\w-]{0,11}\))?\s*(?::\s*|\s[–—|-]\s+|—\s*|\s(?=[“„«\"][^“”„«»\"]+[”“»\"]$))")
TRAILING_CODE = re.compile(
    r"\s*(?:[(\[]\s*(?P<in>[^()\[\]]{0,40}?\d{1,4})\s*[)\]]|"
    r"[–—|,-]\s*(?P<after>[^\W\d_][^()\[\]\d]{0,30}\#\s?\d{1,4}))\s*[.]?$"
)
NEUTRAL_CODE = re.compile(
    r"(?:(?:session|event|activity|proposal|sesión|evento|actividad|séance|activité|sessão|atividade|sitzung|veranstaltung|id|"
    r"code|código)\s?)?(?:no\.?\s|nr\.?\s|n[.º°]{1,2}\s?)?\#\s?\d{1,4}",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")
CODE_FIRST = re.compile(r"\s*(?P<code>[^,;|·]{3,40}\d)\s*[,;|·]\s*")
AFTER_CODE = re.compile(r"\((?P<in>[^()]{2,40})(?P<closed>\)),\s[^,;:.()]{2,40}$")
IN_SQUARE_BRACKETS = re.compile(r"\s*\[([^\[\]]*)\]\s*$")
LABEL_ALONE = re.compile(r"\s*[^\W\d_]+\s?:\s*")
BETWEEN = re.compile(r"[\s|•·,;:(–—-]+$")
ENDS_LIKE_PROSE = re.compile(r"(?<!\betc)(?<!\bal)(?<!\b[A-Z])(?<!\.\.)[.;:,]$")
OPENS_A_TITLE = re.compile(r"[\"“”„«»‘‚'(¿¡#@]*\s?(?:[^\W_a-zß-öø-ÿ]|[a-z]{1,2}-?[A-Z]|e-|i-|[a-z]{1,2}\d)")
# "58 events", "12 (8%)", "Day 2" count or order; they are no titles.
NO_TITLE = re.compile(
    r"[\d.,' ]+%?(?:\s[a-zà-ÿ-]+){0,2}(?:\s?\([^()]*\))?|(?:day|día|dia|jour|tag)\s\w{1,5}|"
    r"\d[\d.,']*\s(?:sess|sesi|séance|sitzung|workshop|event|talleres|atelier|oficina|particip|people|person|minut|hour|hora|"
    r"heure|stund|speaker).*",
    re.IGNORECASE,
)
# "Home / Events / Reports", "(Uncorrected captions)"
PATH = re.compile(r"\s[/>›»]\s.+\s[/>›»]\s|^\([^()]*\)$")
NAMED_BY_TYPE = ("Ceremony", "Introduction", "Main Session", "Parliamentary Session", "Youth Session", "Other")
"""Types of which a meeting may have but one session, that goes by its type."""
QUOTES = (("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’"), ("„", "“"), ("'", "'"))


@dataclass(frozen=True, slots=True)
class Head:
    """What a session's first line says. `title` is never empty."""

    title: str
    code: str | None = None
    kind: Kind | None = None
    when: When | None = None
    number: int | None = None
    """Its number in a list: "6." of the sixth."""
    is_cancelled: bool = False

    @property
    def session_type(self) -> str | None:
        return (tidy_code(self.code)[1] if self.code else None) or (self.kind.name if self.kind else None)


Parts = tuple[str, str | None, Kind | None]
"""A title, a code and a type."""


@lru_cache(512)  # several steps look at a line, and at the lines beside it
def clean(text: str) -> str:
    """`text` without the marks of a heading or an item, without emphasis and with links as their words."""
    marks = MARKS.match(text)
    text = LINK.sub(r"\1", text[marks.end() if marks else 0 :])
    return EMPHASIS.sub("", text).strip() if "*" in text or "_" in text else text.strip()


def split_number(text: str) -> tuple[int | None, str]:
    """The number of an item in a list ("6. Title", "f) Title"), and what follows it."""
    found = NUMBERED.match(text)
    if not found:
        return None, text
    number = int(found[1]) if found[1] else ord(found[2].lower()) - ord("a") + 1
    return number, text[found.end() :]


def split_cancelled(text: str) -> tuple[str, bool]:
    """ "CANCELLED: Title" in two: the title, and whether it says so."""
    found = _cancelled().search(text)
    return (f"{text[: found.start()]} {text[found.end() :]}".strip(), True) if found else (text, False)


def is_break(text: str) -> bool:
    """Whether `text` begins as a break, a meal or the registration does, or is not for the public."""
    return bool(words("breaks").match(text) or words("closed_to_public").search(text))


@lru_cache(512)
def is_title(text: str, *, is_coded: bool = False) -> bool:
    """Whether `text` can be the title of a session: begins like one and is no sentence, address or, where it
    has no code or type beside it, break."""
    return (
        3 <= len(text) <= LONGEST_TITLE
        and sum(c.isalpha() for c in text[:60]) >= 3
        and bool(OPENS_A_TITLE.match(text))
        and not ENDS_LIKE_PROSE.search(text)
        and "://" not in text
        and (is_coded or not is_break(text))
        and not NO_TITLE.fullmatch(text)
        and not PATH.search(text)
    )


@lru_cache(1024)
def parse_head(text: str, language: str = "en") -> Head | None:
    """The session that `text`, a whole line without its marks, says it is; None for any other line.

    A title with nothing beside it but a number in a list is no head by itself.
    """
    if not text or len(text) > LONGEST_HEAD:
        return None
    number, rest = split_number(text)
    rest, is_cancelled = split_cancelled(rest)
    rest, when = split_when(without_room(rest), language)
    rest = _without_meeting(without_report(rest))
    title, code, kind = _timed(rest) if when else (rest, None, None)
    if coded := _coded(title):
        title, code, kind = _without_type(coded[0]), *coded[1:]
    else:
        title, code, kind = _trailing(title) or _labelled(title) or (title, code, kind)
    title = (OF_THAT_MEETING.sub("", title) if code or kind else title).strip(" \t|–—-:")
    if not (code or kind or (when and when.time)) or not is_title(
        _without_stop(title) if code else title, is_coded=bool(code)
    ):
        return None
    if says_only_when(title) or ((of_day := read_when(title, language)) and of_day.is_pure):
        return None
    if when and not code and (_is_only_type(title) or code_alone(title)):
        return None
    return Head(unquoted(title), code, kind, when, number, is_cancelled)


def parse_bare(text: str) -> Head | None:
    """ "36 Title": a number without a dot, then a title; a session only in a list that says so."""
    found = BARE.match(text)
    title = _without_stop(text[found.end() :].strip()) if found else ""
    return Head(unquoted(title), found["number"]) if found and is_title(title) else None


def split_when(text: str, language: str) -> tuple[str, When | None]:
    """ "Title (10 October | 11:00 - 12:30 JST | Main Hall)" in two: the title, and when it is.

    A code before the day stays with the title: "Title (WS #3, 10 October, 11:00)".
    """
    if found := IN_BRACKETS.search(text):
        coded = CODE_FIRST.match(found[1])
        code = code_alone(coded["code"]) if coded else None
        when = read_when(found[1][coded.end() :] if coded and code else found[1], language)
        if when and when.is_pure and not (when.day and when.day.is_range) and found.start():
            return text[: found.start()].rstrip() + (f" ({code})" if code else ""), when
    when = read_when(text, language)
    if when is None or when.time is None or not when.time.end_clock or when.start < 3:
        return text, None
    before, tail = text[: when.start], read_when(text[when.start :], language)
    if not BETWEEN.search(before) or tail is None or not tail.is_pure:
        return text, None
    title = BETWEEN.sub("", before)
    if LABEL_ALONE.fullmatch(before):
        return text, None
    return (title, tail) if is_title(title) else (text, None)


def without_room(title: str) -> str:
    """ "Title (Room 3)", "Title [Main Hall]", "Title (WS #3), Lobby" without the place."""
    if (beside := AFTER_CODE.search(title)) and (code_alone(beside["in"]) or type_of(beside["in"])):
        return title[: beside.end("closed")]
    found = IN_BRACKETS.search(title) or IN_SQUARE_BRACKETS.search(title)
    is_of_room = found is not None and is_room(found[1]) and not code_alone(found[1])
    return title[: found.start()].rstrip() if found and found.start() and is_of_room else without_room_at_end(title)


def unquoted(title: str) -> str:
    """`title` without the quotation marks around the whole of it."""
    for left, right in QUOTES:
        if title.startswith(left) and title.endswith(right) and title.count(right) == (2 if left == right else 1):
            return title[1:-1].strip()
    return title


def _timed(text: str) -> Parts:
    """A title beside a day and time, which may have its type behind it or begin with it."""
    title, kind = split_last_kind(text)
    return title, None, kind or kind_of_title(title)


def _without_meeting(text: str) -> str:
    """Without "IGF 2021" before a code or a label."""
    found = OF_MEETING.match(text)
    return text[found.end() :] if found and leading_kind(text[found.end() :]) else text


def _coded(text: str) -> Parts | None:
    """ "WS #17 Title", "Open Forum #4: Title", "High-Level Session III: Title"."""
    kind = leading_kind(text)
    if kind is None or not (kind.name or text.find("#", kind.end, kind.end + 3) >= 0):
        return None
    number = NUMBER.match(text, kind.end) or ROMAN.match(text, kind.end)
    separator = SEPARATOR.match(text, number.end()) if number else None
    if not number or not separator or not _is_code(number, kind, separator.group(), text[separator.end() :]):
        return None
    printed = text[: number.end()].strip()
    code = tidy_code(printed)[0] if number["number"][0].isdigit() else printed
    return text[separator.end() :], code, kind if kind.name else None


def _is_only_type(title: str) -> bool:
    """Whether a line beside a time says "Workshop" and nothing more: its title stands elsewhere."""
    name = type_of(title)
    return name is not None and name not in NAMED_BY_TYPE


def _without_type(title: str) -> str:
    """ "Title (Workshop)" without the type that the code before it says already, "Title (WS 3)" without the room."""
    found = IN_BRACKETS.search(title)
    is_said = found is not None and (type_of(found[1]) is not None or is_room(found[1]))
    return title[: found.start()].rstrip() if found and found.start() and is_said else title


def _is_code(number: re.Match[str], kind: Kind, separator: str, title: str) -> bool:
    """Whether a number after a type is that of a session, and neither a year nor a count."""
    if number.groupdict().get("sign"):
        return True
    if number["number"].isdigit() and 1990 <= int(number["number"]) <= 2100:
        return False
    is_short = kind.label.isupper() and not kind.is_plural
    return is_short or bool(separator.strip()) or not (kind.is_plural or len(title.split()) < 2)


def _trailing(text: str) -> Parts | None:
    """ "Title (WS #184 )", "Title (session #64)", "Title – OF #3"."""
    if not (found := TRAILING_CODE.search(text, max(0, len(text) - 60))) or not found.start():
        return None
    printed = found["in"] or found["after"]
    kind = leading_kind(printed)
    named = kind if kind and kind.name else None
    if not (NEUTRAL_CODE.fullmatch(printed.strip()) or (named and NUMBER.fullmatch(printed.rstrip(), named.end))):
        return None
    title = text[: found.start()]
    lead = _labelled(title)
    return (lead[0] if lead else title), tidy_code(printed)[0], (lead[2] if lead else None) or named


def _labelled(text: str) -> Parts | None:
    """ "DC Session: Title", "Taller – Título"."""
    kind = leading_kind(text)
    if kind is None or kind.name is None or kind.is_plural or not stands_for_itself(kind):
        return None
    return (text[end.end() :], None, kind) if (end := LABEL_END.match(text, kind.end)) else None


def _without_stop(title: str) -> str:
    """A title printed with a full stop, without it; a sentence as it is."""
    is_title_with_stop = title.endswith(".") and len(title) <= LONGEST_WITH_STOP and ". " not in title
    return title[:-1] if is_title_with_stop else title


@cache
def _cancelled() -> re.Pattern[str]:
    return re.compile(rf"[\s(\[–—:-]*\b(?:{alternatives('cancelled')})\b[\s)\]:–—-]*", re.IGNORECASE)
