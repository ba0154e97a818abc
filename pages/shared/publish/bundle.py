"""The program of the static edition as one classic script: browsers load no modules from a folder of files."""

from __future__ import annotations

import re
from functools import cache

from pages.shared.catalog import ROOT
from pages.shared.publish.translate import program

STATIC = ROOT / "static"
DEFINITIONS = ("pages.shared.charts", "pages.shared.choice", "pages.shared.declared", "pages.shared.cite",
               "pages.shared.texts", "pages.shared.theme")  # fmt: skip
"""What is translated, with all that it imports."""
RUNTIME = ("numbers.js", "strings.js", "frame.js", "python.js", "modules.js")
"""What translated definitions need, in the order of their imports."""
_PROGRAM = (
    *RUNTIME, "definitions.js", "dom.js", "figure.js", "picture.js", "evidence.js", "menus.js", "legend.js", "table.js",
    "edition/plotly.js", "card.js", "offline-page.js", "edition/offline.js", "edition/recipes.js", "edition/pairs.js",
    "edition/rows.js", "edition/address.js", "edition/csv.js", "edition/specs.js", "edition/controls.js",
    "edition/document.js", "edition/lists.js", "edition/search.js", "edition/start.js",
)  # fmt: skip
STYLES = ("controls.css", "edition/edition.css")
"""How a page looks, beside its cards."""
_IMPORT = re.compile(r'^import (?:\* as )?(\{.*\}|\w+) from "\.{1,2}/(.*)";$', re.M)
_IMPORT_LATER = re.compile(r'await import\(new URL\("(.*?)", import\.meta\.url\)\.href\)')
_EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|const|class) (\w+)", re.M)


@cache
def script() -> str:
    """The whole program."""
    texts = {name: definitions() if name == "definitions.js" else text_of(name) for name in _PROGRAM}
    parts = "\n".join(part(name, text) for name, text in texts.items())
    return f'(() => {{\n"use strict";\nconst parts = {{}};\n{parts}\n}})();\n'


def text_of(name: str) -> str:
    """A file of the program."""
    return (STATIC / name).read_text("utf-8")


def part(name: str, text: str) -> str:
    """A module as a part of a script: what it imports are the parts before it."""
    body = _IMPORT_LATER.sub(r'parts["\1"]', _IMPORT.sub(r'const \1 = parts["\2"];', text))
    body = re.sub(r"^export ", "", body, flags=re.M)
    exported = ", ".join(_EXPORTED.findall(text))
    own = name.rpartition("/")[2]
    return f'parts["{own}"] = (() => {{\n{_shorter(body)}\nreturn {{ {exported} }};\n}})();'


def _shorter(text: str) -> str:
    """Without lines that are empty or a remark, and without indentation."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def definitions() -> str:
    """The chart definitions, translated, as a module: `define(py, modules)` fills `modules`."""
    made = program(ROOT, *DEFINITIONS)
    return f"export function define(py, modules) {{\nconst {{ Mapping, replace }} = py;\n{made}\n}}\n"
