"""Colours: one for each thing wherever it appears, light and dark, told apart by the colour-blind too.

Figures name colours by token ("@group:Civil Society"); the card puts in the value for the theme that
the reader uses. Group and basket colours follow Paul Tol's qualitative schemes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etl import vocabulary

_PAIRS: Mapping[str, tuple[str, str]] = {
    "text": ("#1c2733", "#e4e9ee"),
    "muted": ("#5b6774", "#9aa7b4"),
    "grid": ("#e3e7eb", "#2c3640"),
    "background": ("#ffffff", "#12181f"),
    "panel": ("#f4f6f8", "#1a222b"),
    "accent": ("#1f5f8b", "#6fb3df"),
    "quiet": ("#dde2e7", "#2a333d"),
    "pale": ("#c5d5e2", "#34495c"),
    "warning": ("#a4500f", "#f0a35e"),
    "group:Government": ("#4477aa", "#6c9bd2"),
    "group:Intergovernmental Organization": ("#3fa7cf", "#86d3ee"),
    "group:Civil Society": ("#d9506a", "#f08294"),
    "group:Technical Community": ("#228833", "#55b768"),
    "group:Private Sector": ("#b8a22e", "#dccb5a"),
    "group:Press and Media": ("#aa3377", "#cf73a9"),
    "group:Other": ("#878e97", "#a7adb5"),
    "group:": ("#a9b2bc", "#707b87"),
    "region:Africa": ("#117733", "#4fb36b"),
    "region:Asia-Pacific": ("#cc6677", "#e58c9a"),
    "region:Asia": ("#cc6677", "#e58c9a"),
    "region:Eastern Europe": ("#aa4499", "#cf78c1"),
    "region:GRULAC": ("#b8a22e", "#dccb5a"),
    "region:Latin America and the Caribbean": ("#b8a22e", "#dccb5a"),
    "region:WEOG": ("#4477aa", "#6c9bd2"),
    "region:Western Europe": ("#4477aa", "#6c9bd2"),
    "region:Europe": ("#4477aa", "#6c9bd2"),
    "region:North America": ("#44aa99", "#77cabc"),
    "region:Oceania": ("#882255", "#bd6a94"),
    "region:Middle East": ("#999933", "#c0c05f"),
    "region:Intergovernmental Organization": ("#3fa7cf", "#86d3ee"),
    "region:Host country": ("#7f6a5a", "#b39c8a"),
    "region:Other": ("#878e97", "#a7adb5"),
    "region:": ("#a9b2bc", "#707b87"),
    "gender:Female": ("#aa3377", "#cf73a9"),
    "gender:Male": ("#4477aa", "#6c9bd2"),
    "gender:Other": ("#878e97", "#a7adb5"),
    "gender:": ("#a9b2bc", "#707b87"),
    "basket:Infrastructure": ("#5548a8", "#9d93e0"),
    "basket:Technology": ("#3fa7cf", "#86d3ee"),
    "basket:Security": ("#cc6677", "#e58c9a"),
    "basket:Human rights": ("#aa4499", "#cf78c1"),
    "basket:Legal": ("#882255", "#bd6a94"),
    "basket:Economic": ("#b8a22e", "#dccb5a"),
    "basket:Development": ("#117733", "#4fb36b"),
    "basket:Sociocultural": ("#999933", "#c0c05f"),
    "basket:Governance": ("#44aa99", "#77cabc"),
    "state:have it": ("#2f7f6f", "#4fae9b"),
    "state:rounded": ("#8cc3b6", "#2d6458"),
    "state:not final": ("#dcb65c", "#8f7430"),
    "state:not found": ("#eceff2", "#222b34"),
}

SEQUENCE = ("heat:0", "heat:1", "heat:2", "heat:3", "heat:4")
_HEAT = (
    ("#f2f6f9", "#18222c"),
    ("#c9dcea", "#1f3f57"),
    ("#8fb8d6", "#2d6790"),
    ("#4b8cbb", "#5a9fcd"),
    ("#17527c", "#a9d4f2"),
)
_PAIRS = {**_PAIRS, **dict(zip(SEQUENCE, _HEAT, strict=True))}


def token(kind: str, name: str | None) -> str:
    """The token of a thing's colour; a thing without one is grey, as what spans two groups."""
    key = f"{kind}:{name or ''}"
    return f"@{key if key in _PAIRS else kind + ':'}"


def spanning(kind: str, label: str) -> tuple[str, str]:
    """The two colours of a label that spans groups: of the groups that it names, else grey and paper."""
    list_name = {"group": "stakeholder_groups", "region": "regions", "gender": "genders"}[kind]
    named = [token(kind, name) for name in dict.fromkeys(vocabulary.labels(list_name).within(label))]
    return (named[0] if named else f"@{kind}:", named[1] if len(named) > 1 else "@background")


def palette(*parts: Any) -> dict[str, dict[str, str]]:
    """The values, light and dark, of all tokens that occur in `parts`; `on:` is the ink for text on one."""
    used = {found for part in parts for found in _tokens(part)} | {
        "text",
        "muted",
        "grid",
        "background",
        "panel",
        "accent",
        "quiet",
    }
    return {mode: {name: _value(name, index) for name in sorted(used)} for index, mode in enumerate(("light", "dark"))}


def _tokens(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        if part.startswith("@"):
            yield part[1:]
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _tokens(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _tokens(value)


def _value(name: str, mode: int) -> str:
    if name.startswith("on:"):
        return _ink(_between(name.removeprefix("on:"), mode))
    return _PAIRS[name][mode]


def on_scale(scale: Sequence[tuple[float, str]], at: float) -> str:
    """The token of the ink for text on the colour at `at` (0 to 1) of a scale of (place, token)."""
    for (low, one), (high, other) in zip(scale, scale[1:], strict=False):
        if at <= high:
            part = round((at - low) / (high - low), 1)
            return f"@on:{one[1:]}~{other[1:]}~{part}" if 0 < part < 1 else f"@on:{(other if part else one)[1:]}"
    return f"@on:{scale[-1][1][1:]}"


def _between(name: str, mode: int) -> str:
    """The colour of a token, or so far between two: `heat:1~heat:2~0.4`."""
    one, _, rest = name.partition("~")
    if not rest:
        return _PAIRS[one][mode]
    other, _, part = rest.partition("~")
    pairs = [[int(_PAIRS[token][mode][i : i + 2], 16) for i in (1, 3, 5)] for token in (one, other)]
    return "#" + "".join(f"{round(a + (b - a) * float(part)):02x}" for a, b in zip(*pairs, strict=True))


def _ink(color: str) -> str:
    """Black or white, whichever reads better on `color`."""
    return "#10171e" if _luminance(color) > 0.20 else "#ffffff"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    """Relative luminance as WCAG defines it, 0 to 1."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def layout(height: int) -> dict[str, Any]:
    """What all figures have in common, on the screen and in a download."""
    return {
        "height": height,
        "autosize": True,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 0},
        "paper_bgcolor": "@background",
        "plot_bgcolor": "@background",
        "font": {"size": 12, "color": "@text"},
        "hoverlabel": {
            "bgcolor": "@panel",
            "bordercolor": "@grid",
            "font": {"color": "@text", "size": 12},
            "align": "left",
        },
        "showlegend": False,
        "dragmode": False,
        "bargap": 0.18,
        "uniformtext": {"mode": "hide", "minsize": 9},
    }


def axis(**rest: Any) -> dict[str, Any]:
    """An axis without ornament."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "automargin": True,
        "ticks": "",
        "ticklabeloverflow": "allow",  # margins have room; measuring every label took a third of the drawing
        "ticklabelstandoff": 4,
        "tickfont": {"color": "@muted", "size": 11},
        "gridcolor": "@grid",
        **rest,
    }
