"""Session types in a line: the label that it begins with, and lines that say type and organisers.

"Workshop organized by A/B & C", "Open Forum", "Taller organizado por …", "Main Session on a theme".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from etl.parse.phrases import Phrases, words_of
from etl.vocabulary import fold, labels
from etl.words import word_set, words

LONGEST_TYPE_LINE = 500
LONGEST_START = 120
LONGEST_THEME = 160
LONGEST_CODE = 120
MOST_WORDS = 8
BY = re.compile(r"\s(?:by|par|por|von|vom|pelo|pela)\s(?=[^\W\d_])")
ABOUT = re.compile(r"\s(?:on|about|sobre|sur|zu|zum|zur|über|acerca\sde)\s\S", re.IGNORECASE)
BARE_END = re.compile(r"\s*(?:\([^()]{0,40}\)|[-–—|,]\s?\d{1,3}\s?(?:min\w*|')\.?)?\s*$")
AFTER_LABEL = re.compile(
    r"\s*$|\s*[:–—|(,#\d]|\s-\s|\s[“\"«]?[A-ZÀ-ÖØ-Þ\d]|\s(?:on|about|for|of|and|with|by|sobre|de|del|para|y|con|sur|pour|et|"
    r"avec|e|com|zu|zum|zur|für|über|und|mit|der)\s"
)
LAST_LABEL = re.compile(r"\s*(?:[–—|,(\[]|\s-\s)\s*(?P<label>[^\W\d_][^–—|,()\[\]]{1,40}?)\s*[)\]]?$")
AROUND_MEETING = re.compile(r"\s*[,|(–—·-]?\s*\(?(?:IGF|FGI)(?:\s|-)?(?:20\d\d)?\)?\s*[:,|·–—-]?\s*", re.IGNORECASE)
CODE_ALONE = re.compile(r"\s?(?:#|no\.?|n[.º°]{1,2}|nr\.?)?\s?\d{1,4}", re.IGNORECASE)
PARTS = re.compile(r"\s*[|·•;]\s*|\s+[–—-]\s+(?=[^\W\d])|,\s(?=[^\W\d]|\d{1,2}(?:\.|[ºª]|[a-zè]{1,3})\s)")
LONGEST_LABEL = 40
NOT_ALONE = frozenset(("Other", "Introduction"))
SAYS_SESSION = re.compile(r"sessi|sesi|séance|sitzung|event|veranstalt", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A session type as printed; `name` is null for "Session" and the like, which name none."""

    name: str | None
    label: str
    end: int
    """Where the label ends in the text that it begins."""

    @property
    def is_plural(self) -> bool:
        """Whether it is the label of a group, as in "Workshops"."""
        stem = self.label.rstrip("sS")
        return stem != self.label and self.name is not None and type_of(stem) == self.name


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A line beneath a title that says what kind of session it is, and where its organisers stand."""

    kind: Kind | None
    organisers: tuple[int, int] | None


def type_of(label: str) -> str | None:
    """The session type that `label` as a whole means."""
    return labels("session_types").match(label) if label.strip() else None


def leading_kind(text: str) -> Kind | None:
    """The longest session type that `text` begins with, "Session" and the like included."""
    return _leading_kind(text[:LONGEST_START])


@lru_cache(4096)
def _leading_kind(text: str) -> Kind | None:
    found = words_of(text)
    if not found or text[: found[0].start].strip(" \"'“(["):
        return None
    start, first = found[0].start, found[0]
    if known := _types().at(text, found, 0):
        length, name = known
        label = text[start : found[length - 1].end]
        if _is_printed_as(label):
            return Kind(name, label, start + len(label))
    return Kind(None, text[start : first.end], first.end) if first.folded in word_set("any_type") else None


@cache
def _types() -> Phrases[str]:
    listed = labels("session_types").names.items()
    return Phrases((label, name) for name, spellings in listed for label in (name, *spellings))


def _is_printed_as(label: str) -> bool:
    """An abbreviation is in capitals: "OF #3", not "Of 146 sessions"."""
    return label.isupper() or fold(label) not in word_set("in_capitals")


@lru_cache(512)
def code_alone(text: str) -> str | None:
    """The code that a line is, beside the name of the meeting: "IGF 2020 – Workshop #219"."""
    if len(text) > LONGEST_CODE:
        return None
    text = AROUND_MEETING.sub("", text).strip(" –—-|:()[]")
    kind = leading_kind(text)
    return text if kind and kind.name and CODE_ALONE.fullmatch(text[kind.end :]) else None


def kinds_within(text: str) -> list[Kind]:
    """The session types that `text` names anywhere, in order."""
    found: list[Kind] = []
    end = 0
    for word in words_of(text[:LONGEST_TYPE_LINE]):
        kind = leading_kind(text[word.start :]) if word.start >= end else None
        if kind and kind.name:
            end = word.start + kind.end
            found.append(kind)
    return found


def kind_of_title(text: str) -> Kind | None:
    """The type that a title begins with: "Opening Ceremony", "Main Session on trust", "BPF Cybersecurity"."""
    kind = leading_kind(text)
    if kind is None or kind.name is None or kind.is_plural or not stands_for_itself(kind):
        return None
    return kind if AFTER_LABEL.match(text, kind.end) else None


def split_last_kind(text: str) -> tuple[str, Kind | None]:
    """ "Title — Main Session" in two: the title, and its type."""
    found = LAST_LABEL.search(text, max(0, len(text) - 70))
    kind = leading_kind(found["label"]) if found and found.start() > 2 else None
    if found is None or kind is None or kind.name is None or not stands_for_itself(kind):
        return text, None
    return (text[: found.start()].rstrip(), kind) if kind.end == len(found["label"]) else (text, None)


def without_kinds(text: str) -> tuple[str, Kind | None]:
    """ "Workshop · 10:15–11:15 · Room 3" without the parts that are session types or codes, and the first type."""
    parts = PARTS.split(text)
    kinds = [leading_kind(part) if len(part) <= LONGEST_LABEL else None for part in parts]
    is_kind = [bool(kind and kind.name and kind.end == len(part)) for kind, part in zip(kinds, parts, strict=True)]
    kept = [part for part, is_one in zip(parts, is_kind, strict=True) if not (is_one or code_alone(part))]
    return " | ".join(kept), next((kind for kind, is_one in zip(kinds, is_kind, strict=True) if is_one), None)


def code_within(text: str) -> str | None:
    """The code that one of the parts of "Open Forum #4 · 1 December · 14:45–15:45" is."""
    return next(filter(None, map(code_alone, PARTS.split(text))), None)


def stands_for_itself(kind: Kind) -> bool:
    """Whether the label alone says that what follows is a session: "Introduction: …" does not."""
    return kind.name not in NOT_ALONE or bool(SAYS_SESSION.search(kind.label))


@lru_cache(1024)
def read_type_line(text: str) -> TypeLine | None:
    """What `text` says about a session above it, if it is such a line and nothing else."""
    if len(text) > LONGEST_TYPE_LINE:
        return None
    if by := words("organised_by").search(text[:LONGEST_THEME]):
        return _organised(text, by.start(), by.end())
    kind = leading_kind(text)
    if kind is None or kind.name is None or not stands_for_itself(kind):
        return None
    rest = text[kind.end :]
    if by := BY.match(rest):
        return TypeLine(kind, (kind.end + by.end(), len(text)))
    if BARE_END.match(rest):
        return TypeLine(kind, None)
    is_theme = ABOUT.match(rest) and len(text) <= LONGEST_THEME and not text.endswith((".", ":", "?", "!"))
    return TypeLine(kind, None) if is_theme else None


def _organised(text: str, before: int, after: int) -> TypeLine | None:
    after += len(text[after:]) - len(text[after:].lstrip())
    label = text[:before].strip(" ,:–—-(")
    if not any(c.isupper() for c in "".join(text[after : after + LONGEST_START].split()[:3])):
        return None
    if not fold(label):
        return TypeLine(None, (after, len(text)))
    if len(label.split()) > MOST_WORDS or ":" in label or words("verbs").search(label):
        return None
    kinds = kinds_within(label)
    if not kinds and not (leading_kind(label) or fold(label).split()[-1] in word_set("any_type")):
        return None
    name = type_of(label) or (kinds[0].name if kinds else None)
    return TypeLine(Kind(name, label, before) if name else None, (after, len(text)))
