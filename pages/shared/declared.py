"""Every filter and chart option there is, in the order of the sidebar and of the address."""

from __future__ import annotations

from pages.shared.choice import Filter, Option

MEASURES = {
    "registered": "Registered",
    "onsite": "On site",
    "online": "Online",
    "participants": "Participants",
}
"""The populations that are counted, in words."""


def _options(**labels: str) -> tuple[Option, ...]:
    return tuple(Option(code.replace("_", "-"), code, label) for code, label in labels.items())


FILTERS = {
    declared.name: declared
    for declared in (
        Filter("from", "From", "from", "year"),
        Filter("to", "To", "to", "year"),
        Filter("series", "Series of meetings", "many", "series", "series: {}", default=("igf",)),
        Filter("meeting", "Meetings", "many", "meeting_id", "meetings: {}"),
        Filter("group", "Stakeholder groups", "many", "group_name", "groups: {}"),
        Filter("measure", "Population counted", "many", "measure", "counted as: {}", options=_options(**MEASURES)),
        Filter("track", "Tracks", "many", "track", "tracks: {}"),
        Filter(
            "type",
            "Session types",
            "many",
            "session_type",
            "session types: {}",
            help="BPF: Best Practice Forum. DC: Dynamic Coalition. NRI: national, regional and youth initiatives.",
        ),
        Filter("theme", "Themes", "many", "theme_id", "themes: {}"),
        Filter(
            "form",
            "Form of the documents",
            "many",
            "form",
            "read from: {}",
            options=_options(record="Records (our words)", original="Originals (their words)"),
        ),
        Filter(
            "severity",
            "How much it matters",
            "many",
            "severity",
            "severity: {}",
            options=_options(error="Errors", warning="Warnings", info="Notes"),
        ),
        Filter("code", "Kind of finding", "many", "code", "kinds: {}"),
        Filter("organisation", "Organisation", "one", "organisation_id", "organisation: {}"),
        Filter("one", "One side", "one", "side", "{}"),
        Filter("other", "Other side", "one", "side", "beside {}"),
        Filter("table", "Table", "one", default=("meetings",)),
        Filter("find", "Find", "text", words="rows with “{}”", longest=200),
        Filter("part", "Part", "text", words="part {}", longest=9),
        Filter("sql", "SQL", "text", words="as asked in SQL", longest=20_000),
        Filter("across", "Across", "text", words="across: {}", longest=200),
        Filter("up", "Figures", "text", words="figures: {}", longest=200),
        Filter(
            "marks",
            "Marks",
            "one",
            default=("bars",),
            options=_options(bars="Bars", points="Points", line="Line"),
        ),
        Filter("show", "Show", "one", default=("share",), options=_options(share="Share", count="Count")),
        Filter(
            "scheme",
            "Regions as",
            "one",
            default=("un",),
            options=_options(un="UN regional groups", continental="Continents"),
            help="WEOG: Western European and Others Group (also North America, Australia and New Zealand)."
            " GRULAC: Group of Latin American and Caribbean Countries.",
        ),
        Filter(
            "host",
            "Host country or region",
            "one",
            default=("with",),
            options=_options(**{"with": "Included", "without": "Left out"}),
        ),
        Filter(
            "naming",
            "Track names",
            "one",
            default=("published",),
            options=_options(published="As published", harmonised="Harmonised"),
            help="Harmonised: each meeting’s own tracks counted under common ones, by the crosswalk.",
        ),
        Filter(
            "basis",
            "Look at",
            "one",
            default=("agenda",),
            options=_options(
                agenda="Agendas",
                sessions="Sessions",
                documents="Documents",
                wording="Wording",
            ),
            help="Attention: on how many agendas, in which share of sessions or documents a theme is. Wording: uses of"
            " its phrases per 10,000 words, in originals only.",
        ),
        Filter("highlight", "Highlighted", "many", words="highlighted: {}"),
        Filter(
            "order",
            "Order",
            "one",
            default=("usual",),
            options=_options(usual="Usual", largest="Largest first"),
        ),
        Filter(
            "arrange",
            "Arrange",
            "one",
            default=("stacked",),
            options=_options(stacked="Stacked", panels="Side by side"),
        ),
        Filter(
            "cells",
            "Cells show",
            "one",
            default=("count",),
            options=_options(count="Sessions", share="Share of the meeting"),
        ),
        Filter(
            "chart",
            "Draw as",
            "one",
            default=("heat",),
            options=_options(heat="Heat map", ranking="Ranking", lines="Lines"),
        ),
        Filter("within", "Look in", "one", default=("text",)),
        Filter("term", "Words or phrases, with commas between", "text", words="words: {}", longest=400),
        Filter("kind", "Kind of document", "many", "kind", "kinds of document: {}"),
        Filter("document", "Document", "one"),
        Filter("q", "Search for", "text", words="search: {}", longest=200),
    )
}
