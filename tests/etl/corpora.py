"""Texts made at random from filler words and phrases, with everything that makes phrases hard to find."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence

FROM_TRANSCRIPTS = """
    the of and to in that is we for it this on are with have be as from they was not what our their can there
    at one an about more which who these has would will think people were or so like also but by all said
    question session panel country process community important different actually government thank maintain
    social media aim training kingdom sail briar campaign virtual axis policies networks systems security
    access rights data digital internet online governance standards environment content development
    que los las una por con para más pero como está también política tecnología había países según nosotros
    les des une dans pour avec cette était également société où français réseau peut-être d'une l'ensemble
    uma não são mais também já informação questão então nós ações pública
    nicht auch über für können müssen größer Straße maßgeblich werden zwischen
"""
FROM_OTHER_SCRIPTS = "данные интернет διαδίκτυο الإنترنت इंटरनेट 互联网 データ อินเทอร์เน็ต 인터넷"
FILLER = tuple(FROM_TRANSCRIPTS.split())
OTHER_SCRIPTS = tuple(FROM_OTHER_SCRIPTS.split())
GLUE = ("", "", "x", "é", "_", "7", "-", "'", "’", "\u0301", "\u00ad", "ß", "क", "人", "²", "™", "ﬁ")
SPACES = ("\n", "  ", " \n", "\u00a0", "\t", "\n\n", "\u2009 ", "\r\n", "\n \n")
ENDS = (" ", " ", " ", " ", " ", ", ", ". ", ".\n", "\n", "\n\n", " – ", " (", ") ", "“", "” ", "/", ": ")


def text(phrases: Sequence[str], length: int, seed: int, share: float = 0.04, twisted: float = 0.3) -> str:
    """A text of at least `length` characters: `share` of its items are phrases, `twisted` of these odd."""
    chance = random.Random(seed)
    pieces: list[str] = []
    size = 0
    while size < length:
        pieces += (_item(phrases, chance, share, twisted), chance.choice(ENDS))
        size += len(pieces[-2]) + len(pieces[-1])
    return "".join(pieces)


def _item(phrases: Sequence[str], chance: random.Random, share: float, twisted: float) -> str:
    if chance.random() >= share:
        return chance.choice(FILLER) if chance.random() < 0.998 else chance.choice(OTHER_SCRIPTS)
    phrase = chance.choice(phrases)
    while chance.random() < twisted:
        phrase = chance.choice(TWISTS)(phrase, chance)
    return phrase


def _twists() -> Iterator[Callable[[str, random.Random], str]]:
    yield lambda phrase, chance: chance.choice((str.upper, str.lower, str.title, str.casefold))(phrase)
    yield lambda phrase, chance: unicodedata.normalize(chance.choice(("NFD", "NFKD", "NFC")), phrase)
    yield lambda phrase, chance: "".join(c for c in unicodedata.normalize("NFD", phrase) if ord(c) < 0x300)
    yield lambda phrase, chance: phrase.replace(" ", chance.choice(SPACES))
    yield lambda phrase, chance: chance.choice(GLUE) + phrase
    yield lambda phrase, chance: phrase + chance.choice(GLUE)
    yield lambda phrase, chance: phrase.replace("'", "’").replace("-", "‑")
    yield lambda phrase, chance: phrase[: chance.randrange(len(phrase) + 1)]
    yield lambda phrase, chance: phrase + " " + chance.choice(FILLER)
    yield lambda phrase, chance: "\u00ad".join((phrase[:2], phrase[2:]))


TWISTS = tuple(_twists())
