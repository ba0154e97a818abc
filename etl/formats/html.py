"""Web pages: their content alone, block by block. See `pruning` for what is no content.

Places: "line 43" of the text as `python -m etl show` numbers it (a page has no lines of its own), and
"table 2, row 4" in the tables with figures, counted down the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from etl.document import Content, Line, Unreadable
from etl.formats.blocks import lines_of
from etl.formats.encoding import decode, tidy
from etl.formats.pruning import prune
from etl.formats.sniff import HTML

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SUFFIXES = (".html", ".htm", ".xhtml")

CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)")
DATE_NAMES = [
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dc.date.created", "dcterms.date", "dcterms.issued", "dcterms.created",
    "citation_publication_date", "pubdate"]  # fmt: skip
IN_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
HEAD = 1 << 14


def recognises(data: bytes) -> bool:
    """Whether it is HTML beyond doubt."""
    return bool(HTML.match(data[:HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")))


def read(data: bytes) -> Content:
    """The content of a page, and what it says of itself. Raises Unreadable."""
    declared = CHARSET.search(data[:HEAD])
    text, warnings = decode(data, declared[1].decode("ascii") if declared else None)
    lines, front = _content(text)
    if not any(map(str.isalnum, "".join(line.text for line in lines))):
        raise Unreadable(
            "html-without-text",
            "a page without text (scripts may draw it); open it in a browser and save it from there as PDF",
        )
    return Content(lines, front, [(code, "", message) for code, _, message in warnings])


def _content(text: str) -> tuple[list[Line], dict[str, Any]]:
    tree = LexborHTMLParser(text)
    front = dict(_front(tree, text))
    lines = lines_of(tree, prune(tree))
    if not lines:
        # A page all of whose content stands in what is a menu or a footer elsewhere.
        tree = LexborHTMLParser(text)
        lines = lines_of(tree, prune(tree, fully=False))
    return lines, front | _title(front.get("title"), lines)


def _title(title: str | None, lines: list[Line]) -> dict[str, str]:
    """The page's first main heading, where the title in its head is that and the name of the site, with no year."""
    main = next((line.text for line in lines if line.kind == "heading" and line.level == 1), None)
    cut = title.replace(main, "") if title and main else ""
    return {"title": main} if main and (not title or main in title) and not YEAR.search(cut) else {}


def _front(tree: LexborHTMLParser, text: str) -> Iterator[tuple[str, Any]]:
    stated = dict(_stated(tree))
    title = tree.css_first("head title, title")
    if heading := stated.get("og:title") or (title.text() if title else ""):
        yield "title", " ".join(tidy(heading).split())
    if url := _address(tree, text, stated):
        yield "url", url
    if publisher := stated.get("og:site_name"):
        yield "publisher", " ".join(tidy(publisher).split())
    if published := _published(tree, text, stated):
        yield "published", published
    language = (tree.root.attributes.get("lang") if tree.root else None) or stated.get("og:locale") or ""
    if re.match(r"[A-Za-z]{2}(?![A-Za-z])", language):
        yield "language", language[:2].lower()


def _stated(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in reversed(tree.css("meta[content]")):
        attributes = node.attributes
        for name in ("name", "property", "itemprop"):
            if (key := attributes.get(name)) and (value := (attributes.get("content") or "").strip()):
                yield key.lower(), value


def _address(tree: LexborHTMLParser, text: str, stated: dict[str, str]) -> str | None:
    saved = SAVED_FROM.search(text[: 2 * HEAD])
    canonical = tree.css_first("link[rel=canonical]")
    for url in (
        canonical.attributes.get("href") if canonical else None,
        stated.get("og:url"),
        saved[1] if saved else None,
    ):
        if url and re.match(r"https?://\S+$", url.strip()):
            return url.strip()
    return None


def _published(tree: LexborHTMLParser, text: str, stated: dict[str, str]) -> date | None:
    in_json = IN_JSON.search(text)
    in_time = tree.css_first("time[itemprop=datePublished], time[pubdate]")
    candidates = [stated.get(name) for name in DATE_NAMES]
    candidates += [in_json[1] if in_json else None, in_time.attributes.get("datetime") if in_time else None]
    return next((day for value in candidates if value and (day := _day(value))), None)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value.strip()[:10].replace("/", "-"))
    except ValueError:
        return None
