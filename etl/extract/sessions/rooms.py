"""Names of rooms: what stands beside a session's time and is not part of its title."""

from __future__ import annotations

import re

LONGEST = 60
FEWEST_WORDS = 2
ROOM = re.compile(
    r"""(?:(?-i:[A-ZÀ-Þ\d])[\w'’.-]*\s){0,3}(?:meeting\s|conference\s|workshop\s|press\s)?rooms?(?:\s(?:\#?[\w-]{1,4}|\w+))?
    |(?:rooms?|hall|auditorium|auditori\w|auditório|auditoire|salas?|sal[óo]n|salles?|raum|saal|ballroom|stage|venue|theat(?:er|re))
     (?:\s(?-i:[A-ZÀ-Þ\d(\#])[^\s]*){1,4}
    |(?!town\shall)(?:[^\s()\[\]|:,]+\s){0,3}(?:hall|auditorium|auditório|ballroom|\w*saal|\w*raum|pavilion|theat(?:er|re)|main\sstage)(?:\s[\w-]{1,3})?
    |ws\s?\d{1,2}|(?:wr|cr|or|mr)[\s-]?\#?\d{1,2}
    |(?:(?:press|main|lightning|open|side|small|large|big|green)\s)*(?:briefing\sroom|(?:speakers?['’]?|media|press)\s(?:corner|room|centre|center)|stage|studio|lounge|lobby|foyer|terrace|courtyard|tent|village)(?:\s[\w-]{1,3})?
    |escenario|terraza|vest[íi]bulo|sc[èe]ne|hall\sd['’]entrée|palco|sagu[ãa]o|b[üu]hne|foyer|zelt
    |plenary|plenaria|plen[áa]rio|plénière|plenum
    |(?:online|on-line|en\sl[ií]nea|en\sligne|virtual|virtuel|virtuell|hybrid\w?|híbrid[oa]|remote|remot[oa]|zoom|in[\s-]person|presencial)
     (?:\s(?:room|only|session|sala|meeting|\d))?""",
    re.IGNORECASE | re.VERBOSE,
)

APART = re.compile(r"(?:,|\s[–—-]|\s?[|·•])\s(?P<place>[^\W_a-zß-öø-ÿ][^,;:|.()\[\]]{2,40})$")
NUMBERED_ROOM = re.compile(
    r"\s(?:Plenaria|Plenary|Plénière|Plenum|Escenario|Main\s(?:Hall|Stage)|Auditorium|Auditorio|Auditório)$|\s(?:(?:Meeting|Conference|Workshop)\s)?(?:Room|Sala|Salle|Raum|Saal)\s(?:[A-Z]{0,2}[-.]?\d{1,3}|[IVX]{1,6}|[A-Z])$"
)


def is_room(text: str) -> bool:
    """Whether `text` as a whole names a place to sit in: "Main Hall", "Sala 3", "WS 11 – Room H-1"."""
    return len(text) <= LONGEST and bool(ROOM.fullmatch(text.strip(" .,;:()[]")))


def without_room_at_end(text: str) -> str:
    """ "Title, Room 3", "Title – Main Hall", "Title Sala 2" without the room."""
    if (apart := APART.search(text)) and is_room(apart["place"]) and not apart["place"].lower().endswith("town hall"):
        return text[: apart.start()].rstrip()
    found = NUMBERED_ROOM.search(text)
    return text[: found.start()] if found and len(text[: found.start()].split()) >= FEWEST_WORDS else text


def without_rooms(parts: list[str]) -> list[str]:
    """The parts of a line that are no rooms."""
    return [part for part in parts if part and not is_room(part)]
