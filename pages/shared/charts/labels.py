"""Names beside a chart: how wide they are, and how they fit into the room that there is."""

from __future__ import annotations

_SLIM = " .,:;'’`!|()[]{}-/\\iljtfrI"
_BROAD = "mwMWQGO@%—…&"


def width(text: str, size: float) -> float:
    """Pixels of `text` in letters of `size` pixels: of a wide font, so that it is no more in any other."""
    return size * sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    if letter in _SLIM:
        return 0.4
    if letter in _BROAD or letter > "⺀":
        return 1.0
    return 0.62 if letter == letter.lower() else 0.74


def cut(text: str, size: float, room: float) -> str:
    """As much of `text` as has room (pixels), and a sign that there is more."""
    if width(text, size) <= room:
        return text
    kept = max(n for n in range(len(text)) if n == 0 or width(f"{text[:n]}…", size) <= room)
    return text[:kept].rstrip(" ,") + "…"


def folded(text: str, size: float, room: float) -> list[str]:
    """`text` in at most two lines, each as wide as there is room (pixels)."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [cut(line, size, room) for line in [lines[0], " ".join(lines[1:])] if line]
