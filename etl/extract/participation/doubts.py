"""What looks like a figure of participation and is none: a session's, a booth's, a treaty's, a share of women."""

from __future__ import annotations

import re

from etl.extract.participation.context import Context
from etl.figures.counted import Counted
from etl.figures.joints import OUT_OF
from etl.figures.lexicon import GROUPS, says, says_within, things_of, words_in
from etl.figures.measured import is_measured, is_of_one_day, is_provided_for
from etl.figures.setting import PEOPLE, SMALLEST
from etl.parse.phrases import words_of
from etl.vocabulary import fold

FEWEST_SIBLINGS = 2
FEWEST_OF_GROUP = 10
"""Fewer women or governments in prose are those of a panel, or "one in three"."""
BY_NAME = ("stakeholder", "region", "gender")
LARGE = 5 * SMALLEST
LARGEST = 100_000
"""More people are those of a fair, a town, a country."""
LONGEST_LINE = 10
"""Words of a list line that says no more than its label and its figure."""
LONGEST_REACH = 5
"""Words between "registrations" and the number that they reached."""
LONGEST_LEAD = 20
"""Characters before a day that say "until"."""
LONGEST_LINK = 60
"""Characters between participants and the countries that they come from."""
NEAR = 4
"""Words between countries and "represented"."""

AMONG = ("population", "sessions", "type")
"""Kinds of things that countries can be represented among."""

ONE = re.compile(
    r"\b(?:the|a|an|one|this|el|la|un|una|este|esta|o|um|uma|esse|essa|le|une|cette|der|die|das|ein|eine|dieser?)\s+$|\bl['’]$",
    re.IGNORECASE,
)
DREW = re.compile(
    r"\b(?:dr[ea]w\w*|attract\w*|attended by|gather\w*|brought together|with|reuni\w+|congreg\w+|con|com|avec|mit"
    r"|attir\w+|réuni\w*|rassembl\w+|zog|versammelte)\b",
    re.IGNORECASE,
)
COMING = re.compile(
    r"(?:c[ao]m(?:e|ing)|hail\w*|drawn|originating|proced\w+|proven\w+|ven[ií]\w*|vindos|vieram|oriund\w+|venus|venant"
    r"|issus|kamen|stammten)\s+(?:from|de|d|aus)\b",
    re.IGNORECASE,
)
WHICH_DREW = re.compile(
    r"\b(?:which|that|each|drew|drawing|attract\w*|attended by|gather\w*|que|con|reuni\w+|congreg\w+|com|qui|avec"
    r"|réuni\w*|rassembl\w+|die|mit)\b",
    re.IGNORECASE,
)
REPRESENTED = re.compile(
    r"represent|repräsent|représent|vertreten|\bpresent|présent|anwesend|took part|attended|participated|asistieron",
    re.IGNORECASE,
)
GATHERING = re.compile(
    r"regist|inscri|inscre|anmeld|angemeld|attend|asist|assist|particip|teiln|teilg|took part|taken part|takes? part"
    r"|pris part|nahmen|join|gather|host|drew|draw|attract|welcom|reuni|réuni|congreg|accueil|badge|crach|credencial"
    r"|ausweis|in[ -]person|on[ -]?site|delegat|delegad|délégu|meeting|forum|foro|fórum|\bIGF|\bFGI|event|conferen"
    r"|c[ao]me\b|gekommen|venid|vindo|travel|acud|comparec|presenc|présent|präsen|vor ort|dabei|kamen|venus|vieram"
    r"|versammel|trafen|logged"
    r"|signed up|connect|conect|remot|virtual|suivi|seguido|siguier|follow|verfolg|acompanh|sitzung|s[eé]ance"
    r"|sesi[oó]n|sess[oõ]|session",
    re.IGNORECASE,
)
"""Words of a sentence that speaks of people at a meeting, and not of people in the world."""
ABOUT_PEOPLE = re.compile(
    r"regist|inscri|attend|particip|asist|teiln|anmeld|beteilig|publik|audience|fréquent", re.IGNORECASE
)
SENT = re.compile(
    r"\b(?:sent|sends|envió|enviou|a envoyé|ont envoyé|entsandte\w*|schickte\w*)\s+\S{0,12}\s?$", re.IGNORECASE
)
"""Before a number of people who came from one country or one body."""
BY_THEN = re.compile(
    r"\b(?:by|until|up to|as of|hasta|até|jusqu['’]au|bis zum)\s+(?:the\s|el\s|o\s|le\s)?$", re.IGNORECASE
)
"""Before a day up to which people were counted: "1,461 had registered by the last day"."""
BADGES = re.compile(r"badges|credenciales|crachás|credenciais|Ausweise", re.IGNORECASE)
PERCENT = re.compile(r"%|per ?cent|por ciento|por cento|pour cent|Prozent", re.IGNORECASE)
WHOLE = re.compile(
    r"\s*(?:of|del?|do|da|dos|das|des|du|der|von)\s+(?:(?:the|our|its|all|la|los|las|le|les|nos|unserer?)\s+)*(?P<noun>[^\W\d_]+)",
    re.IGNORECASE,
)
PRONOUNS = frozenset(
    ("them", "those", "these", "whom", "which", "all", "ellos", "ellas", "eles", "elas", "ihnen", "eux")
)
MEETING = re.compile(
    r"\d|igf|fgi|for[ou]|fórum|meeting|edi[ctç]|édit|ausgabe|treffen|r[eé]uni|year|a[nñ]o|année|jahr", re.IGNORECASE
)
"""Of one of these a share is that of another meeting: "against 38 % of the IGF before"."""
OF_WOMEN = re.compile(r"\s*(?:of(?: the)?|de las|de los|das|dos|des|der)\s*", re.IGNORECASE)


def is_about_meeting(counted: Counted, context: Context) -> bool:
    """Whether a figure is of a meeting rather than of one session, room or day of it."""
    pair, setting, language = counted.pair, counted.setting, context.language
    if setting.meeting_id is None or (pair.amount.is_comparison and setting.meeting_id == context.meeting_id):
        return False
    text, start, end = counted.passage.text, counted.sentence[0], max(pair.scope[1], pair.end)
    if says_within("supported", text, start, end, language) or is_measured(counted, language):
        return False
    if is_of_one_day(counted):
        return False
    if not pair.is_listed and _is_of_one_session(counted, language):
        return False
    parts = [span for span in says("part_of_meeting", text, language) if start <= span[0] and span[1] <= end]
    parts = [span for span in parts if not BY_THEN.search(text, max(start, span[0] - LONGEST_LEAD), span[0])]
    if any(not _is_counted(span, counted, context) for span in parts):
        return False
    if any(says("part_of_meeting", title, language) for _, title in counted.passage.under.titles[:1]):
        return False
    is_named = context.names_meeting(counted.line)
    if context.is_of_a_year:
        return context.is_under_meeting(counted)
    return is_named or not context.is_of_one_session


def is_plausible(counted: Counted, dimension: str, before: Counted | None, language: str) -> bool:
    """Whether a figure can be one of participation, after what its sentence counted before it."""
    pair, level = counted.pair, counted.setting.level
    if before and not pair.is_listed and _are_their_guests(before, counted, language):
        return False
    if dimension == "total":
        is_of_people = pair.is_listed or (_counts_people(counted) and not is_provided_for(counted))
        return SMALLEST <= counted.count <= LARGEST and is_of_people
    if dimension == "countries":
        return pair.amount.count is not None and (pair.is_listed or _are_represented(counted, before))
    if pair.is_listed or _is_line_of_list(counted):
        return True
    if not pair.amount.is_share and counted.count < FEWEST_OF_GROUP and dimension in BY_NAME:
        return False
    is_second = before is not None and before.pair.amount.is_share and before.pair.has(dimension)
    is_of_group = not is_second and _is_share_of_group(counted, dimension, language)
    if pair.amount.is_share and (is_of_group or _is_of_else(counted, language)):
        return False
    is_share = pair.amount.is_share
    is_alone = len(PERCENT.findall(counted.words)) < FEWEST_SIBLINGS if is_share else _is_lone(counted, language)
    return level != "above" and not (level == "document" and is_alone)


def is_extra(counted: Counted) -> bool:
    """Whether a label in a list says more than the population: "Guests of the mayor"."""
    pair, text = counted.pair, counted.passage.text
    if not pair.is_listed or counted.is_row or counted.count >= LARGE:
        return False
    known = {word.folded for thing in pair.things for word in words_of(text[thing.start : thing.end])}
    return any(word.folded not in known | words_in("small") for word in words_of(pair.label))


def _is_counted(span: tuple[int, int], counted: Counted, context: Context) -> bool:
    """Whether words are the label of another figure: "50 remote hubs and 2,000 people"."""
    others = (other.pair for other in context.beside(counted))
    return any(pair.start <= span[0] and span[1] <= pair.end for pair in others)


def _are_their_guests(before: Counted, counted: Counted, language: str) -> bool:
    """Whether people came to the sessions that were counted before: "3 workshops, which drew 250 participants"."""
    between = counted.passage.text[before.pair.end : counted.pair.amount.start]
    is_part = before.pair.has("type", "sessions") or bool(says("part_of_meeting", before.pair.label, language))
    are_few = 0 < before.count < SMALLEST and re.search(r"\bwith\b", between) is not None
    return is_part and (are_few or WHICH_DREW.search(between) is not None)


def _is_of_one_session(counted: Counted, language: str) -> bool:
    """Whether the sentence says before whom one session drew: "the main session on gender drew 300 people"."""
    text, start, place = counted.passage.text, counted.sentence[0], counted.pair.amount.start
    for thing in things_of(text[start:place], language):
        low, high = start + thing.start, start + thing.end
        is_one = ONE.search(text, start, low) is not None and not text[low:high].endswith("s")
        if thing.has("type") and is_one and DREW.search(text, high, place):
            return True
    return False


def _is_line_of_list(counted: Counted) -> bool:
    """Whether a line of a list says little more than label and figure: "Press: 4 % (as before)"."""
    return counted.passage.kind == "item" and len(words_of(counted.passage.text)) <= LONGEST_LINE


def _counts_people(counted: Counted) -> bool:
    """Whether prose counts people at a meeting: not "12 online tables"; "registrations reached 8,833" does."""
    pair, text = counted.pair, counted.passage.text
    said = {name for thing in pair.things for name in thing.names("population")}
    is_titled = any(ABOUT_PEOPLE.search(title) for _, title in counted.passage.under.titles[:1])
    if said <= {"participants", "online"} and not is_titled and not GATHERING.search(text, *counted.sentence):
        return False
    if SENT.search(text[counted.sentence[0] : pair.amount.start]):
        return False
    if pair.end > pair.amount.last:
        return _is_noun(counted)
    between = text[pair.start + len(pair.label) : pair.amount.start]
    return counted.count >= LARGE and len(between.split()) <= LONGEST_REACH and not re.search(r"[,;.]", between)


def _is_noun(counted: Counted) -> bool:
    """Whether a label after its number is no adjective of something else: "2,564 online", not "12 online tables"."""
    pair, text = counted.pair, counted.passage.text
    names = {sense.name for sense in pair.senses if sense.kind == "population"}
    is_apart = text[pair.amount.last :].lstrip().find(pair.label) > 0
    is_of_people = BADGES.search(pair.label) or PEOPLE.search(pair.label)
    if is_apart or is_of_people or not names <= {"onsite", "online"}:
        return True
    following = re.match(r"\s([^\W\d_]+)", text[pair.end : counted.sentence[1]])
    return not following or fold(following[1]) in words_in("small")


def _are_represented(counted: Counted, before: Counted | None) -> bool:
    """Countries that participants come from, not those of speakers, of a treaty or of initiatives."""
    pair, text = counted.pair, counted.passage.text
    low = max(counted.sentence[0], before.pair.end if before and before.pair.end <= pair.amount.start else 0)
    ahead, after = text[low : pair.amount.start], text[pair.end : counted.sentence[1]]
    inside = [t for t in pair.things if low <= t.start and t.end <= pair.amount.start and not t.has("total", "neutral")]
    if before and not before.pair.has(*AMONG) and not re.search(r"[,;]", ahead):
        return False
    if inside and not inside[-1].has(*AMONG):
        return False
    if REPRESENTED.search(" ".join(after.split()[:NEAR])) or REPRESENTED.search(ahead[-LONGEST_LINK:]):
        return True
    if inside:
        return len(text[inside[-1].end : pair.amount.start]) <= LONGEST_LINK
    if before:
        return before.pair.has("population") and len(ahead) <= LONGEST_LINK
    return _come_from_there(counted, ahead)


def _come_from_there(counted: Counted, ahead: str) -> bool:
    """ "They came from 170 countries", "170 countries took part"."""
    pair, text = counted.pair, counted.passage.text
    is_named = counted.setting.level in ("sentence", "paragraph", "title")
    following = next((thing for thing in pair.things if thing.start >= pair.end and thing.has("population")), None)
    is_near = following is not None and len(text[pair.end : following.start].split()) <= NEAR
    return is_near or bool(is_named and COMING.search(ahead))


def _is_of_else(counted: Counted, language: str) -> bool:
    """Whether groups have shares of what is no population: "governments gave 61 % of the income, companies 24 %"."""
    pair = counted.pair
    if pair.start >= pair.amount.start:
        return False
    text, end = counted.passage.text, counted.sentence[1]
    wholes = [WHOLE.match(text, found.end()) for found in PERCENT.finditer(text, counted.sentence[0], end)]
    words = [re.split(r"[,;.(]", text[whole.start("noun") : end])[0].split()[:NEAR] for whole in wholes if whole]
    return any(
        said[0].casefold() not in PRONOUNS
        and not _names_people(" ".join(said), language)
        and not MEETING.match(said[0])
        for said in words
        if said
    )


def _is_lone(counted: Counted, language: str) -> bool:
    """Whether a number stands behind one group, in words that name no other and nobody who took part."""
    if counted.pair.start >= counted.pair.amount.start:
        return False
    things = things_of(counted.words, language)
    return sum(thing.is_group for thing in things) < FEWEST_SIBLINGS and not any(t.has("population") for t in things)


def _names_people(text: str, language: str) -> bool:
    return any(thing.has("population", "total", *GROUPS) for thing in things_of(text, language))


def _is_share_of_group(counted: Counted, dimension: str, language: str) -> bool:
    """Whether a share is a part of its group: "40 % of women"; "39 % da sociedade civil" is civil society's share."""
    pair, text = counted.pair, counted.passage.text
    at = text.find(pair.label, pair.amount.last) if pair.start >= pair.amount.start else -1
    if at < 0:
        return False
    between = text[pair.amount.last : at]
    if dimension == "gender":
        return OF_WOMEN.fullmatch(between) is not None
    return language in ("en", "de") and OUT_OF.fullmatch(between) is not None
