"""Figures of participation: who registered, came and took part, as prose, lists and tables print them.

A count and a share printed for one label are one row. Every figure is of one population, at one meeting;
where nothing names the population, or the words around a figure speak of something else (a session, the
speakers, a consultation), there is no row, and `etl.extract.leftovers` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from etl.figures.counted import Counted, counted_in
from etl.figures.joints import OUT_OF, PLURAL_BODIES
from etl.figures.lexicon import GROUPS, says, says_within
from etl.figures.regions import named_in, scheme_of
from etl.figures.setting import SMALLEST
from etl.parse.phrases import words_of
from etl.reading import Reading, Row
from etl.vocabulary import fold

EXTRACTOR = "participation"
FEWEST_SIBLINGS = 2
WHOLE_SET = 3
MOST_COUNTRIES = 250
LONGEST_LINE = 10
LONGEST_REACH = 5
"""Words between "registrations" and the number that they reached."""
SMALL_WORDS = frozenset(
    [
        "and",
        "or",
        "from",
        "of",
        "in",
        "on",
        "at",
        "to",
        "with",
        "for",
        "by",
        "while",
        "who",
        "as",
        "but",
        "were",
        "was",
        "is",
        "are",
        "had",
        "have",
        "both",
        "joined",
        "this",
        "year",
        "y",
        "e",
        "o",
        "de",
        "del",
        "en",
        "con",
        "por",
        "para",
        "que",
        "mientras",
        "et",
        "ou",
        "des",
        "du",
        "dans",
        "avec",
        "pour",
        "dont",
        "em",
        "do",
        "da",
        "com",
        "und",
        "oder",
        "aus",
        "von",
        "vom",
        "im",
        "in",
        "bei",
        "zu",
        "mit",
        "participants",
        "participated",
        "attended",
        "took",
        "part",
    ]
)
LONGEST_LINK = 60
"""Characters between participants and the countries that they come from."""
NEAR = 4
COMING = re.compile(
    r"(?:c[ao]m(?:e|ing)|hail\w*|drawn|originating|proced\w+|proven\w+|ven[ií]\w*|vindos|vieram|oriund\w+|venus|venant|issus|kamen|stammten)\s+"
    r"(?:from|de|d|aus)\b",
    re.IGNORECASE,
)
WHICH_DREW = re.compile(
    r"\b(?:which|that|each|drew|drawing|attract\w*|attended by|gather\w*|que|con|reuni\w+|congreg\w+|com|qui|avec|réuni\w*|rassembl\w+|die|mit)\b",  # noqa: E501
    re.IGNORECASE,
)
REPRESENTED = re.compile(
    r"represent|repräsent|représent|vertreten|\bpresent|présent|anwesend|took part|attended|participated|asistieron",
    re.IGNORECASE,
)
GATHERING = re.compile(
    r"""regist|inscri|inscre|anmeld|angemeld|attend|asist|assist|particip|teiln|took\ part|taken\ part|takes?\ part|pris\ part|nahmen|join|gather|host|drew|draw|attract
    |welcom|reuni|réuni|congreg|accueil|badge|crach|credencial|ausweis|in[ -]person|on[ -]?site|delegat|delegad|délégu|meeting|forum|foro|fórum|\bIGF|\bFGI|event
    |conferen|came|travel|acud|comparec|presenc|présent|präsen|vor\ ort|dabei|kamen|venus|vieram|versammel|trafen|logged|signed\ up|connect|conect|remot|virtual|suivi|seguido|siguier|follow|verfolg|acompanh|sitzung|s[eé]ance|sesi[oó]n|sess[oõ]|session""",  # noqa: E501
    re.IGNORECASE | re.VERBOSE,
)
ABOUT_PEOPLE = re.compile(
    r"regist|inscri|attend|particip|asist|teiln|anmeld|beteilig|publik|audience|fréquent", re.IGNORECASE
)
BADGES = re.compile(r"badges|credenciales|crachás|credenciais|Ausweise", re.IGNORECASE)
OF_GENDER = re.compile(r"\s*(?:de las|de los|das|dos|des|der)\s*", re.IGNORECASE)
ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "la",
        "el",
        "los",
        "las",
        "le",
        "les",
        "der",
        "die",
        "das",
        "o",
        "os",
        "as",
        "du",
        "des",
        "de",
        "del",
    ]
)
DIMENSION_OF = {"stakeholder": "stakeholder", "region": "region", "gender": "gender"}
HEADINGS = {"stakeholder": "stakeholder_heading", "region": "region_heading", "gender": "gender_heading"}
VOCABULARY = {"stakeholder": "stakeholder_groups", "region": "regions", "gender": "genders"}


@dataclass(frozen=True, slots=True)
class _Figure:
    """What is counted, and as what."""

    counted: Counted
    dimension: str
    name: str | None
    is_known: bool = True


def extract(reading: Reading) -> None:
    """Add a row for every figure of participation, and a finding for every label of a set that is not known."""
    counted = [c for c in counted_in(reading) if not _is_read(reading, c)]
    is_one_session = len(reading.table("sessions")) == 1
    sentences: dict[tuple[int, tuple[int, int]], list[Counted]] = {}
    for item in counted:
        sentences.setdefault((id(item.passage), item.sentence), []).append(item)
    figures = [
        f for f in _figures(counted, reading.language)
        if _is_about_meeting(f.counted, sentences[id(f.counted.passage), f.counted.sentence], reading, is_one_session)
    ]  # fmt: skip
    schemes = _schemes(figures)
    seen: set[tuple[object, ...]] = set()
    for figure in figures:
        measure = _measure(figure, figures)
        if measure is None:
            continue
        row = _columns(figure, measure, schemes.get(_set_of(figure)))
        key = tuple(row[name] for name in KEY) + (fold(figure.counted.pair.label) if row["group_name"] is None else "",)
        if key not in seen:
            _add(reading, figure, row)
        seen.add(key)
        reading.claim(figure.counted.line, *figure.counted.span)


KEY = ("meeting_id", "phase", "measure", "dimension", "scheme", "group_name", "count", "share", "qualifier", "status")


def _is_read(reading: Reading, counted: Counted) -> bool:
    piece = counted.passage.piece_at(counted.pair.amount.start)
    start = counted.pair.amount.start - piece.start + piece.offset
    return reading.is_claimed(piece.line, start, start + 1)


# --- what a figure counts


def _figures(counted: Sequence[Counted], language: str) -> list[_Figure]:
    """Those that count participants, in order; a set shares its dimension where a label alone does not tell."""
    figures: list[_Figure] = []
    for _, run in groupby(counted, key=lambda c: c.group[0] if c.pair.is_listed else (c.group[0], c.group[1])):
        figures += _of_run(list(run), language)
    return figures


def _of_run(run: list[Counted], language: str) -> list[_Figure]:
    plain = [_dimension(c) for c in run]
    figures: list[_Figure] = []
    for index, counted in enumerate(run):
        dimension = plain[index] or _dimension_beside(run, plain, index, language)
        before = next((c for c in reversed(run[:index]) if c.sentence == counted.sentence), None)
        if dimension is None or counted.setting.is_of_others or not _is_plausible(counted, dimension, before, language):
            continue
        if _is_number_of_bodies(counted, run) or (
            dimension == "countries" and before and _is_left_out(before, figures)
        ):
            continue
        is_known = plain[index] is not None or counted.pair.has(*GROUPS)
        if is_known or _is_in_set(run, plain, dimension, counted):
            figures.append(_Figure(counted, dimension, _name(counted, dimension), is_known))
    return figures


def _is_left_out(before: Counted, figures: Sequence[_Figure]) -> bool:
    """Whether the people just counted are no participants of the meeting, so that neither are their countries."""
    return before.pair.has("population") and all(figure.counted is not before for figure in figures)


def _is_number_of_bodies(counted: Counted, run: Sequence[Counted]) -> bool:
    """Whether a line of a list counts governments or companies rather than their people: "96 governments"."""
    pair = counted.pair
    is_after = pair.is_listed and counted.passage.kind != "row" and pair.start == pair.amount.start
    if (
        not is_after
        or pair.amount.count is None
        or pair.amount.share is not None
        or not PLURAL_BODIES.fullmatch(pair.label)
    ):
        return False
    people = [
        c for c in run
        if c.pair.has("stakeholder") and c.pair.amount.count is not None and not PLURAL_BODIES.fullmatch(c.pair.label)
    ]  # fmt: skip
    return len(people) < FEWEST_SIBLINGS


def _dimension(counted: Counted) -> str | None:
    """The one dimension that the label can belong to."""
    pair = counted.pair
    kinds = {sense.kind for sense in pair.senses}
    if kinds & {"population", "total"} and not kinds & set(GROUPS):
        return "total" if not pair.amount.is_share and not _is_guest(counted) else None
    if any(sense.name == "countries" for sense in pair.senses):
        if not pair.amount.is_share:
            return "countries" if (pair.amount.count or 0) <= MOST_COUNTRIES else None
        kinds.discard("part")
    groups = kinds & set(GROUPS)
    if len(groups) != 1:
        return None
    kind = groups.pop()
    return DIMENSION_OF.get(kind) or next(s.name for s in pair.senses if s.kind == "part")


def _is_guest(counted: Counted) -> bool:
    """Whether a label in a list says more than the population: "Guests of the mayor"."""
    pair, text = counted.pair, counted.passage.text
    if not pair.is_listed or counted.passage.kind == "row" or (pair.amount.count or 0) >= 5 * SMALLEST:
        return False
    known = {word.folded for thing in pair.things for word in words_of(text[thing.start : thing.end])}
    return len([w for w in words_of(pair.label) if w.folded not in known | _SMALL | ARTICLES]) >= 1


def _dimension_beside(run: Sequence[Counted], plain: Sequence[str | None], index: int, language: str) -> str | None:
    """For a label of several dimensions ("Other", "IGOs") or an unknown one: what its title or neighbours say."""
    pair = run[index].pair
    possible = {DIMENSION_OF[s.kind] for s in pair.senses if s.kind in DIMENSION_OF}
    if (
        pair.senses
        and not possible
        and (pair.amount.is_share or not pair.has("population"))
        or not (pair.is_listed or possible)
    ):
        return None
    possible = possible or set(DIMENSION_OF.values())
    near = [*reversed(range(index)), *range(index + 1, len(run))]
    beside = next((plain[i] for i in near if plain[i] in possible and _is_beside(run[i], run[index])), None)
    titled = _dimension_of_titles(run[index], possible, language)
    return (titled or beside) if pair.is_listed else (beside or titled)


def _dimension_of_titles(counted: Counted, possible: set[str], language: str) -> str | None:
    for title in (*counted.pair.hints, *(text for _, text in counted.passage.under.titles[:1])):
        for dimension in sorted(possible):
            if says(HEADINGS[dimension], title, language):
                return dimension
    return None


def _is_beside(one: Counted, other: Counted) -> bool:
    return one.setting.meeting_id == other.setting.meeting_id and one.pair.is_listed == other.pair.is_listed


def _is_in_set(run: Sequence[Counted], plain: Sequence[str | None], dimension: str, counted: Counted) -> bool:
    """Whether an unknown label stands in a list of known ones, with the same kind of figure."""
    siblings = [
        c for c, found in zip(run, plain, strict=True)
        if found == dimension and c.pair.amount.is_share == counted.pair.amount.is_share
    ]  # fmt: skip
    return len(siblings) >= FEWEST_SIBLINGS


def _name(counted: Counted, dimension: str) -> str | None:
    names = {sense.name for sense in counted.pair.senses if DIMENSION_OF.get(sense.kind) == dimension}
    return names.pop() if len(names) == 1 and not counted.pair.is_spanning else None


# --- what is no figure of participation


def _is_plausible(counted: Counted, dimension: str, before: Counted | None, language: str) -> bool:
    pair, setting = counted.pair, counted.setting
    if before and not pair.is_listed and _are_their_guests(before, counted):
        return False
    if dimension == "total":
        return (pair.amount.count or 0) >= SMALLEST and (pair.is_listed or _is_total(counted))
    if dimension == "countries":
        return pair.amount.count is not None and (pair.is_listed or _are_represented(counted, before))
    if pair.is_listed or _is_line_of_list(counted):
        return True
    if pair.amount.is_share and _is_share_of_group(counted, dimension, language):
        return False
    return setting.level != "above" and (
        setting.level != "document" or not pair.amount.is_share or _has_siblings(counted)
    )


def _are_their_guests(before: Counted, counted: Counted) -> bool:
    """Whether people came to the sessions that were counted before: "3 workshops, which drew 250 participants"."""
    text = counted.passage.text[before.pair.end : counted.pair.amount.start]
    return before.pair.has("type", "sessions") and WHICH_DREW.search(text) is not None


def _is_line_of_list(counted: Counted) -> bool:
    """Whether a line of a list says little more than label and figure: "Press: 4 % (as before)"."""
    return counted.passage.kind == "item" and len(words_of(counted.passage.text)) <= LONGEST_LINE


def _has_siblings(counted: Counted) -> bool:
    return len(re.findall(r"%|per ?cent|por ciento|por cento|pour cent|Prozent", counted.words)) >= FEWEST_SIBLINGS


def _is_total(counted: Counted) -> bool:
    """Whether prose counts people: not "12 online tables", and "registrations reached 8,833" close by."""
    pair, text = counted.pair, counted.passage.text
    said = {name for thing in pair.things for name in thing.names("population")}
    if said <= {"participants", "online"} and not GATHERING.search(text, *counted.sentence) and not _is_titled(counted):
        return False
    if pair.end > pair.amount.last:
        after = text[pair.end : counted.sentence[1]]
        names = {sense.name for sense in pair.senses if sense.kind == "population"}
        if BADGES.search(pair.label) or text[pair.amount.last :].lstrip().find(pair.label) > 0:
            return True
        following = re.match(r"[\s]([^\W\d_]+)", after)
        return not names <= {"onsite", "online"} or not following or fold(following[1]) in _SMALL
    label_end = pair.start + len(pair.label)
    between = text[label_end : pair.amount.start]
    return (
        len(between.split()) <= LONGEST_REACH
        and not re.search(r"[,;.]", between)
        and (pair.amount.count or 0) >= 5 * SMALLEST
    )


def _is_titled(counted: Counted) -> bool:
    return any(ABOUT_PEOPLE.search(text) for _, text in counted.passage.under.titles[:1])


_SMALL = frozenset(map(fold, SMALL_WORDS))


def _are_represented(counted: Counted, before: Counted | None) -> bool:
    """Countries that participants come from, not those of speakers, of a treaty or of initiatives."""
    pair, text = counted.pair, counted.passage.text
    low = max(counted.sentence[0], before.pair.end if before and before.pair.end <= pair.amount.start else 0)
    ahead, after = text[low : pair.amount.start], text[pair.end : counted.sentence[1]]
    inside = [thing for thing in pair.things if low <= thing.start and thing.end <= pair.amount.start]
    if before and not before.pair.has("population", "sessions", "type") and not re.search(r"[,;]", ahead):
        return False
    if inside and not inside[-1].has("population", "sessions", "type"):
        return False
    if _says_represented(after) or REPRESENTED.search(ahead[-LONGEST_LINK:]):
        return True
    if before and not inside:
        return before.pair.has("population") and len(ahead) <= LONGEST_LINK
    if inside:
        return len(text[inside[-1].end : pair.amount.start]) <= LONGEST_LINK
    named = counted.setting.level in ("sentence", "paragraph", "title")
    following = next((t for t in pair.things if t.start >= pair.end and t.has("population")), None)
    return bool(named and COMING.search(ahead)) or bool(
        following and len(text[pair.end : following.start].split()) <= NEAR
    )


def _says_represented(after: str) -> bool:
    return bool(REPRESENTED.search(" ".join(after.split()[:NEAR])))


def _is_share_of_group(counted: Counted, dimension: str, language: str) -> bool:
    """ "40 % of women" is a share of women; "39 % da sociedade civil" is civil society's share."""
    pair, text = counted.pair, counted.passage.text
    if pair.start < pair.amount.start:
        return False
    at = text.find(pair.label, pair.amount.last)
    between = text[pair.amount.last : at] if at >= 0 else ""
    if dimension == "gender":
        return bool(OF_GENDER.fullmatch(between) or re.fullmatch(r"\s*of(?: the)?\s*", between))
    return language in ("en", "de") and bool(OUT_OF.fullmatch(between))


def _is_about_meeting(counted: Counted, sentence: Sequence[Counted], reading: Reading, is_one_session: bool) -> bool:
    """Whether a figure is of a meeting rather than of one session, room or day of it."""
    pair, setting = counted.pair, counted.setting
    if setting.meeting_id is None or (pair.amount.is_comparison and setting.meeting_id == reading.meeting_id):
        return False
    text, start, end = counted.passage.text, counted.sentence[0], max(pair.scope[1], pair.end)
    if says_within("supported", text, start, end, reading.language):
        return False
    others = [other.pair for other in sentence if other is not counted]
    for low, high in says("part_of_meeting", text, reading.language):
        is_counted = any(other.start <= low and high <= other.end for other in others)
        if start <= low and high <= end and not is_counted:
            return False
    if any(says("part_of_meeting", text, reading.language) for _, text in counted.passage.under.titles[:1]):
        return False
    return not is_one_session or any(m.line.index == counted.line.index for m in reading.mentions)


# --- the population, the regions' scheme, the row


def _measure(figure: _Figure, figures: Sequence[_Figure]) -> str | None:
    """The population; where only the document as a whole tells, the one whose total the set adds up to."""
    setting = figure.counted.setting
    if not figure.is_known:
        beside = (
            f for f in figures if f.is_known and f.dimension == figure.dimension and _run_of(f) == _run_of(figure)
        )
        return next((_measure(f, figures) for f in beside), setting.measure)
    if setting.level not in ("document", "none") or figure.dimension == "total":
        return setting.measure
    totals = [
        f for f in figures
        if f.dimension == "total" and f.counted.setting.level == "own" and f.counted.setting.meeting_id == setting.meeting_id  # noqa: E501
    ]  # fmt: skip
    counts = [f.counted.pair.amount.count for f in figures if _set_of(f) == _set_of(figure)]
    if len(counts) >= WHOLE_SET and None not in counts:
        fitting = {
            f.counted.setting.measure for f in totals if f.counted.pair.amount.count == sum(filter(None, counts))
        }
        if len(fitting) == 1:
            return fitting.pop()
    stated = {f.counted.setting.measure for f in totals}
    return setting.measure or (stated.pop() if len(stated) == 1 else "participants" if stated else None)


def _run_of(figure: _Figure) -> tuple[int, int]:
    counted = figure.counted
    return counted.group if counted.passage.kind == "row" else (counted.passage.run, 0)


def _set_of(figure: _Figure) -> tuple[object, ...]:
    counted = figure.counted
    return figure.dimension, counted.setting.meeting_id, counted.setting.measure, counted.group


def _schemes(figures: Iterable[_Figure]) -> dict[tuple[object, ...], str]:
    sets: dict[tuple[object, ...], list[_Figure]] = {}
    for figure in figures:
        if figure.dimension == "region":
            sets.setdefault(_set_of(figure), []).append(figure)
    return {key: scheme_of([(f.name, f.counted.pair.label) for f in found]) for key, found in sets.items()}


def _columns(figure: _Figure, measure: str, scheme: str | None) -> Row:
    pair, setting = figure.counted.pair, figure.counted.setting
    return {
        "meeting_id": setting.meeting_id,
        "year": setting.year,
        "phase": setting.phase,
        "measure": measure,
        "dimension": figure.dimension,
        "scheme": scheme,
        "group_name": named_in(scheme, figure.name) if figure.dimension == "region" else figure.name,
        "label": pair.label,
        "count": pair.amount.count,
        "share": pair.amount.share,
        "qualifier": pair.amount.qualifier,
        "status": setting.status,
    }


def _add(reading: Reading, figure: _Figure, row: Row) -> None:
    counted = figure.counted
    reading.add(
        "participation", counted.line, EXTRACTOR, span=counted.span, is_derived=False, is_preferred=False, **row
    )
    for piece in counted.passage.pieces:
        if piece.line is not counted.line and counted.pair.start < piece.end and piece.start < counted.pair.end:
            reading.claim(piece.line, piece.offset, len(piece.line.text))
    if not figure.is_known:
        reading.note("label-unknown", counted.line, counted.pair.label,
                     f"not in data/vocabulary/{VOCABULARY[figure.dimension]}.yml, and among labels that are; add it there")  # fmt: skip  # noqa: E501
