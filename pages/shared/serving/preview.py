"""The picture that a link to a page is shown with: its chart in small, drawn once per version of the data."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from pages.shared import catalog, options, site, theme
from pages.shared.catalog import fetch
from pages.shared.charts import Chart
from pages.shared.components.embedded import cards
from pages.shared.site import NAME, Page

WIDTH, HEIGHT = 1200, 630
CHARTS = {
    site.OVERVIEW.address: "coverage",
    site.REGISTRATIONS.address: "registrations-by-group",
    site.SESSIONS.address: "sessions-by-type",
    site.THEMES.address: "themes-on-agenda",
    site.QUALITY.address: "coverage",
}
"""The chart that stands for a page; others are shown by their title."""
_MARGIN = 60
_PLOT = (560, 90, WIDTH - _MARGIN, 520)
_HALF = 0.41
"""Half the width of a column, as a part of the distance to the next."""
_STRIPE = 7
_Box = tuple[float, float, float, float]


def name_of(page: Page) -> str:
    """The name of a page's picture."""
    return page.address or "overview"


def chart_of(page: Page) -> Chart | None:
    """The chart that stands for `page`, unfiltered, in the build that this thread reads."""
    if page.address not in CHARTS:
        return None
    asks, draw = cards()[CHARTS[page.address]]
    chosen = options.choice({})
    return draw(fetch(asks(chosen)), chosen)


def drawn(page: Page) -> bytes:
    """The picture of `page` with the newest data, as PNG. Raises catalog.NoTables."""
    return _drawn(page, catalog.newest())


@lru_cache(maxsize=64)
def _drawn(page: Page, version: str) -> bytes:
    catalog.use(version)
    try:
        chart = chart_of(page)
    finally:
        catalog.forget()
    picture = Image.new("RGB", (WIDTH, HEIGHT), _color("@background"))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 14, HEIGHT), fill=_color("@accent"))
    _text(draw, NAME, 60, 30, "@accent", 40)
    below = _text(draw, page.title, 120, 58, "@text", 16)
    if chart is not None:
        _text(draw, chart.title, below + 24, 30, "@muted", 30)
        _plot(draw, chart.figure)
    _text(draw, f"Data version {version}", HEIGHT - 80, 24, "@muted", 60)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _text(draw: ImageDraw.ImageDraw, text: str, top: float, size: int, token: str, width: int) -> float:
    """Write `text` from `top` on, in lines of so many characters; returns where it ends."""
    font = ImageFont.load_default(size)
    for line in textwrap.wrap(text, width):
        draw.text((_MARGIN, top), line, fill=_color(token), font=font)
        top += size * 1.25
    return top


def _color(token: str) -> str:
    name = token.removeprefix("@")
    return theme.palette(token)["light"][name] if token.startswith("@") else token


def _plot(draw: ImageDraw.ImageDraw, figure: Mapping[str, Any]) -> None:
    traces, layout = figure["data"], figure["layout"]
    for trace in traces:
        if trace["type"] == "heatmap":
            for box, color in _cells(trace):
                draw.rectangle(box, fill=color)
    for box, color in _columns([trace for trace in traces if trace["type"] == "bar"], layout):
        draw.rectangle(box, fill=color)
    for words, x, y in _words(layout):
        draw.text((x, y), words, fill=_color("@muted"), font=ImageFont.load_default(20))


def _cells(trace: Mapping[str, Any]) -> Iterator[tuple[_Box, str]]:
    left, top, right, bottom = _PLOT
    rows = trace["z"]
    wide, high = (right - left) / max(map(len, rows), default=1), (bottom - top) / max(len(rows), 1)
    low, span = trace["zmin"], (trace["zmax"] - trace["zmin"]) or 1
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            if value is not None:
                x, y = left + across * wide, top + down * high
                yield (x, y, x + wide - 3, y + high - 3), _of_scale(trace["colorscale"], (value - low) / span)


def _of_scale(scale: Sequence[Sequence[Any]], at: float) -> str:
    return _color(min(scale, key=lambda step: abs(step[0] - at))[1])


def _columns(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> Iterator[tuple[_Box, str]]:
    """The stacked columns of all panels. What spans two groups is striped in the colours of both."""
    _, top, _, bottom = _PLOT
    ends: dict[tuple[str, float], float] = {}
    for trace in traces:
        axis, marker = trace.get("xaxis", "x1"), trace["marker"]
        colors = [marker["color"], marker.get("pattern", {}).get("fgcolor", marker["color"])]
        high = (bottom - top) / _axis(layout, axis.replace("x", "y"))["range"][1]
        for place, value in zip(trace["x"], trace["y"], strict=True):
            begin = ends.get((axis, place), float(bottom))
            end = ends[axis, place] = begin - high * (value or 0)
            left, right = _across(layout, axis, place - _HALF), _across(layout, axis, place + _HALF)
            for stripe, y in enumerate(range(int(end), int(begin), _STRIPE)):
                yield (left, y, right, min(y + _STRIPE, begin)), _color(colors[stripe % 2])


def _axis(layout: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = layout[f"{name[0]}axis{name[1:].removeprefix('1')}"]
    return found


def _across(layout: Mapping[str, Any], name: str, value: float) -> float:
    """Where `value` of an axis is in the picture."""
    axis = _axis(layout, name)
    (begin, end), (low, high) = axis.get("domain", (0, 1)), axis["range"]
    return _PLOT[0] + float(begin + (end - begin) * (value - low) / (high - low)) * (_PLOT[2] - _PLOT[0])


def _words(layout: Mapping[str, Any]) -> Iterator[tuple[str, float, float]]:
    """The names of the panels above, first and last mark of their axes below."""
    for note in layout.get("annotations", ()):
        yield re.sub("<[^>]*>", "", note["text"]), _PLOT[0] + note["x"] * (_PLOT[2] - _PLOT[0]), _PLOT[1] - 34
    for name in (name for name in layout if name.startswith("xaxis")):
        marks = [pair for pair in zip(*_ticks(layout[name]), strict=True) if str(pair[1]).isdigit()]
        for value, words in {*marks[:1], *marks[-1:]} if "range" in layout[name] else ():
            yield words, _across(layout, name.replace("axis", ""), value) - 22, _PLOT[3] + 8


def _ticks(axis: Mapping[str, Any]) -> tuple[Sequence[float], Sequence[str]]:
    return axis.get("tickvals", ()), axis.get("ticktext", ())
