"""What the page on method says, in our words."""

from __future__ import annotations

import re
from collections.abc import Iterable

INDEPENDENT = (
    "Who makes this",
    "IGF Atlas is independent. It is not affiliated with the United Nations, with the secretariat of the"
    " Internet"
    " Governance Forum or with any of its hosts, and none of them has endorsed it.",
)
POPULATIONS = (
    "Registered, on site, online, participants",
    "These are different things, and a chart here never joins them.\n\n"
    "* **Registered**: people who signed up, whether they came or not.\n"
    "* **On site**: people who were there in person, mostly counted by badges.\n"
    "* **Online**: people who took part from elsewhere; sources count connections, accounts or people.\n"
    "* **Participants**: what a source calls participants, attendees or delegates without saying which of"
    " these it means.\n\n"
    "A number of countries, hubs, booths or viewers is not a number of people and is never shown as one.",
)
PREFERENCE = (
    "Where sources disagree",
    "All values are kept; click on a bar to see them with their sources. One is drawn. It is chosen for a"
    " whole set (one"
    " meeting, one population, one division), so that no bar mixes sources, in this order: never a"
    " forecast; final before"
    " interim; official sources first; a complete set before a part; exact before rounded; latest. Pages"
    " that only copy"
    " others are never preferred.",
)
COVERAGE = (
    "What is covered, and how sessions were found",
    "The tables are read from the documents in the repository: records written for this project from what"
    " public sources"
    " state, each figure with its address, and originals where a reader has added them. Pages of the"
    " Forum’s site were often"
    " seen in part only, so a figure that is “not found” may well exist. Proposals and cancelled sessions are"
    " not counted. Sessions whose page shows no time (status “unknown”) are listed and counted, and wherever"
    " sessions are counted it is said how many they are: they may not have been held. Many sessions were found by"
    " looking for a topic; such a list is no sample of its meeting. This is how the lists came about:",
)
THEMES = (
    "Themes and words",
    "A theme is found where one of its phrases occurs, in English, Spanish, French, Portuguese or German; the phrases"
    " are in the repository. Four bases are kept apart.\n\n"
    "* **A meeting’s own agenda**: its overarching theme, its main themes and its tracks.\n"
    "* **Sessions listed here**: counted once per theme, by title, track and takeaways, with the 95% interval of a"
    " share (Wilson). Shares of lists that were found by topic are drawn hollow and joined by no line.\n"
    "* **Documents**: in which share of the documents about a meeting the theme is found. Of a record only titles,"
    " tracks and takeaways count.\n"
    "* **Wording**: uses of the phrases per 10,000 words, in originals alone, because a record is in our words.\n\n"
    "Words that a reader looks for are found in the same way: whole words, the longest first, capitals and accents"
    " apart; a word with two or more capitals is found only as it is written. The prefixes and the words that count for"
    " each are a list in the repository too.",
)
TRACKS = (
    "Tracks",
    "Tracks are named anew for every meeting. “As published” shows those names; “harmonised” maps them to"
    " common ones by a"
    " table in the repository that anyone can read and correct. What is not mapped is counted on the page.",
)
LICENCES = (
    "Licences",
    "The code is under the MIT licence. The data (tables, records and downloads) may be used under CC BY"
    " 4.0: name IGF Atlas"
    " and the data version. Quotes from originals remain the words of their authors. The charts are drawn"
    " with plotly.js (MIT).",
)
GLOSSARY = {
    "BPF": "Best Practice Forum: a working group of the Forum that collects what has worked on one subject.",
    "DC": "Dynamic Coalition: an open group on one subject that works between meetings.",
    "GDC": "Global Digital Compact, adopted by the United Nations in 2024.",
    "GRULAC": "Group of Latin American and Caribbean Countries, a regional group of the United Nations.",
    "IGF": "Internet Governance Forum, convened yearly by the United Nations since 2006.",
    "IGO": "Intergovernmental organisation: its members are states.",
    "MAG": "Multistakeholder Advisory Group: plans the programme of the Forum’s meetings.",
    "NRI": "National, regional and youth initiatives: forums of a country or region in the manner of the IGF.",
    "PN": "Policy Network: an expert group of the Forum on one subject.",
    "UN DESA": "Department of Economic and Social Affairs of the United Nations, to which the secretariat belongs.",
    "WEOG": "Western European and Others Group, a regional group of the United Nations; also North"
    " America, Australia and New Zealand.",
    "WSIS": "World Summit on the Information Society (2003 and 2005), which asked for the Forum.",
}


def meanings(labels: Iterable[str]) -> dict[str, str]:
    """Labels that name a term of the glossary, by its abbreviation or in full -> what it means."""
    return {label: meaning for label in labels if (meaning := meaning_of(label))}


def meaning_of(label: str) -> str:
    """What the terms of the glossary in `label` mean; empty where there is none."""
    found = [
        f"{term}: {text}" for term, text in GLOSSARY.items() if term in _PATTERNS and _PATTERNS[term].search(label)
    ]
    return "\n".join(found) if len(label) <= LONGEST else ""


LONGEST = 80
"""Longer texts are not names."""
_PATTERNS = {
    term: re.compile(rf"\b(?:{term}|{re.escape(text.split(':')[0])})s?\b")
    for term, text in GLOSSARY.items()
    if term != "IGF"
}
