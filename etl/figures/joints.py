"""The small words and marks between figures and labels, and what they join or part."""

from __future__ import annotations

import re

ANY = re.IGNORECASE

CLAUSE_END = re.compile(r"[;!?]|\.\s|\t")
CONJUNCTIONS = re.compile(
    r"\b(?:and|while|whereas|plus|but|y|mientras|e|enquanto|et|tandis|alors que|und|während|sowie)\b", ANY
)
SEPARATOR = re.compile(rf"[,;(]|{CONJUNCTIONS.pattern}", ANY)
NEXT_CLAUSE = re.compile(
    r",\s*(?:and|y|e|et|und|but|pero|mas|mais|aber)\b"
    r"|\b(?:while|whereas|mientras|enquanto|tandis que|alors que|während)\b",
    ANY,
)
INCLUDING = re.compile(
    r"\b(?:includ\w+|among|excluding|without|not counting|incl|incluid\w*|incluyendo|inclu\w+|entre|sin contar"
    r"|dont|y compris|parmi|hors|darunter|einschließlich|inklusive|ohne)\b",
    ANY,
)
# "technical community and the press", "Africa, Asia"
JOINS = re.compile(
    r"[\s,/&]*(?:\b(?:and|or|as well as|y|o|e|ou|et|und|oder|sowie"
    r"|the|la|el|los|las|le|les|die|der|a|as|os|da|do|das|dos|of|de|des|du|del|von)\b[\s,/&]*)*",
    ANY,
)
# "Civil society was the largest group, accounting for"
SUPERLATIVE = re.compile(
    r"\b(?:largest|biggest|smallest|strongest|most numerous|mayor|más numeros[oa]|más grande|maior|mais numeros[oa]"
    r"|plus grande?|plus nombreux|plus nombreuse|plus important|größte[nr]?|stärkste[nr]?|kleinste[nr]?)\b",
    ANY,
)
# between figures: "11 and 10 per cent"
TOGETHER = re.compile(r"[\s,]*(?:and|y|e|et|und|bzw\.?|beziehungsweise)?\s*", ANY)
# "participants from civil society", "of them were women"
SOURCE = re.compile(
    r"\s*(?:\b\w+\b\s+){0,2}?\b(?:from|of|representing|were|are|by|de|del|da|do|des|du|dos|das|representando|eran|fueron"
    r"|eram|foram|étaient|sont|représentant|aus|von|vom|der|waren|sind)\b"
    r"(?:\s+(?:the|la|el|los|las|o|a|os|as|le|les|der|die|das|dem|den))?\s*",
    ANY,
)
# "1,880 from 131 countries"
FROM = re.compile(
    r"\s*(?:others?\s|otr[oa]s\s|outr[oa]s\s|autres\s|weitere\s)?"
    r"(?:from|de|desde|aus|procedentes de|vind[oa]s de|venus de)\s*",
    ANY,
)
# "34 % of the 5,120 participants"
OUT_OF = re.compile(
    r"\s*(?:out\s+)?(?:of|de|del|de los|de las|des|dos|das|der|von|sur)(?:\s+(?:the|all|los|las|les|den|die))?\s*", ANY
)
# "Government: 906 representatives", "civil society with 3,300 registrations"
LEFT_LABEL = re.compile(r"\s*(?:[:=(–—-]|,?\s(?:with|con|com|avec|mit)\s)\s*", ANY)

PLURAL_BODIES = re.compile(
    r"\b(?:governments|gobiernos|governos|gouvernements|Regierungen|companies|empresas|entreprises|Unternehmen"
    r"|NGOs?|ONGs?|CSOs?|IGOs?|organi[sz]ations|organizaciones|organizações|Organisationen|organismos|businesses"
    r"|media outlets)\b",
    ANY,
)
REPRESENTATIVES = re.compile(r"represent|représent|vertret|delegat|delegad|délégué|officials", ANY)
