"""What of a web page is no content: scripts, menus, footers, forms, notices about cookies, hidden parts.

Elements that say so by their name or role are removed wherever they stand. A class or an id only hints
at it, so what it marks is kept where it holds the page's main part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MACHINERY = [
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas",
    "audio", "video", "select", "button", "textarea", "datalist", "dialog", "input"]  # fmt: skip
ROLES = [
    "navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog",
    "menu", "menubar", "toolbar"]  # fmt: skip
APART = ", ".join(["nav", "footer", "aside", "menu", *(f"[role={role}]" for role in ROLES)])

HIDDEN = ", ".join(
    [
        "[hidden]",
        '[aria-hidden="true"]',
        *(f'[style*="{word}"]' for word in ("none", "hidden", "-999", "font-size")),
    ]
)
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-999\d*"
    r"|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
HIDING_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
SIMPLE = re.compile(r"[.#][\w-]+$")

PARTS = [
    "cookie", "cookiebar", "gdpr", "onetrust", "breadcrumb", "navbar", "nav", "navigation", "menu",
    "sidebar", "masthead", "topbar", "sharethis", "addtoany", "addthis", "pager", "pagination",
    "subscribe", "popup", "modal", "advert", "toolbar", "catlinks", "contextual"]  # fmt: skip
"""Words that mark such an element where they are a part of its class or id: `site-menu`, `cookies__box`."""
BEGINNINGS = [
    "skip-", "language-switcher", "social-media", "social-links", "social-icons", "social-share",
    "share-buttons", "sharing-buttons", "newsletter-signup", "newsletter-form", "consent-banner",
    "consent-manager"]  # fmt: skip
"""Beginnings of classes and ids that do so."""
NAMES = [
    "toc", "sr-only", "visually-hidden", "visuallyhidden", "element-invisible",
    "screen-reader-text", "mw-editsection"]  # fmt: skip
"""Classes and ids that do so as a whole."""
MARKED = re.compile(
    rf"(?:^|[-_])(?:{'|'.join(PARTS)})s?(?:$|[-_])|^(?:{'|'.join(BEGINNINGS)})|^(?:{'|'.join(NAMES)})$"
    r"|^(?:(?:site|page|global|main|region|layout|l)[-_]+)?footer"
)
HIDDEN_BY_NAME = {"hidden", "hide", "d-none", "is-hidden"}
SHOWN_WHERE_WIDE = re.compile(r"^d-(?:sm|md|lg|xl|xxl)-(?!none)|:(?:block|flex|grid|inline|table|visible)")
"""What common style sheets hide, and what they show again on wide screens."""
LONGEST_ID = 3
"""Ids of more words than that are made from the heading of a section, not from what it is for."""
HINTS = ", ".join(
    f'[{name}*="{word}"]'
    for word in [*PARTS, *BEGINNINGS, *NAMES, *sorted(HIDDEN_BY_NAME), "footer"]
    for name in ("class", "id")
)
NEVER = {"html", "body", "main", "article", "h1", "td", "th", "tr", "tbody", "thead", "table", "caption"}
MAIN = "main, article, h1"
LONGEST_STYLE = 100_000


def prune(tree: LexborHTMLParser, *, fully: bool = True) -> frozenset[int]:
    """The elements of `tree` (by `mem_id`) that are no content; not `fully`: only what nobody sees."""
    hiding = ", ".join(_hidden_by_style(tree))
    tree.strip_tags(MACHINERY)
    skipped = [node for node in tree.css(HIDDEN) if _is_hidden(node)]
    if hiding:
        skipped += [node for node in tree.css(hiding) if not _is_shown(node)]
    if fully:
        size = len(tree.body.text()) if tree.body else 0
        skipped += [part for node in tree.css("header") for part in _no_title(node)]
        skipped += [node for node in tree.css(APART) if not node.css_first("main")]
        skipped += [node for node in tree.css("form") if not _holds_page(node, f"{MAIN}, h2, table", size)]
        skipped += [node for node in tree.css(HINTS) if _is_marked(node) and not _holds_page(node, MAIN, size)]
    return frozenset(node.mem_id for node in skipped)


def _is_hidden(node: LexborNode) -> bool:
    if node.tag in ("html", "body", "main"):
        return False
    attributes = node.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(HIDING.search(attributes.get("style") or ""))
    )


def _hidden_by_style(tree: LexborHTMLParser) -> Iterator[str]:
    """Classes and ids that the page's own style sheet hides, rules for some media aside."""
    for style in tree.css("style"):
        for selectors, rules in HIDING_RULE.findall(_without_media(style.text()[:LONGEST_STYLE])):
            if HIDING.search(rules):
                yield from (part for part in map(str.strip, selectors.split(",")) if SIMPLE.match(part))


def _without_media(css: str) -> str:
    css, kept, start, depth = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL), [], 0, 0
    in_media = False
    for brace in re.finditer(r"@[\w-]+[^{};]*(?=\{)|[{}]", css):
        if brace.group().startswith("@") and depth == 0:
            kept.append(css[start : brace.start()])
            in_media = True
        elif brace.group() == "{":
            depth += 1
        elif brace.group() == "}" and depth:
            depth -= 1
            if depth == 0 and in_media:
                start, in_media = brace.end(), False
    return "".join(kept) + ("" if in_media else css[start:])


def _no_title(header: LexborNode) -> list[LexborNode]:
    """What of a header is no content: of an article's nothing, of the page's its lists where it has the
    main heading, and else everything."""
    if _is_within(header, ("article", "main", "section")):
        return []
    is_said = any(YEAR.search(node.text()) and not node.css_first("a") for node in header.css("p"))
    return header.css("ul, ol, nav, form") if header.css_first("h1") or is_said else [header]


def _is_shown(node: LexborNode) -> bool:
    """Whether an element that a style sheet hides is shown all the same."""
    style = node.attributes.get("style") or ""
    return node.tag in NEVER or "display" in style or node.css_first(MAIN) is not None


def _is_within(node: LexborNode, tags: tuple[str, ...]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def _is_marked(node: LexborNode) -> bool:
    if node.tag in NEVER:
        return False
    names = (node.attributes.get("class") or "").lower().split()
    identifier = (node.attributes.get("id") or "").lower()
    if len(re.split(r"[-_]+", identifier)) <= LONGEST_ID:
        names.append(identifier)
    if HIDDEN_BY_NAME.intersection(names):
        return not any(SHOWN_WHERE_WIDE.search(name) for name in names)
    return any(MARKED.search(name) for name in names)


def _holds_page(node: LexborNode, main: str, size: int) -> bool:
    return node.css_first(main) is not None or len(node.text()) > size / 2
