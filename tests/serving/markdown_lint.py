"""Finds what reaches Streamlit's Markdown without being escaped.

Safe are literals, constants in capitals, numbers, `plain(…)`, parameters declared `LiteralString` or `Markdown`,
functions declared to give `Markdown`, and what is made of these. Whoever calls a function with such a parameter, or
makes `Markdown(…)`, has to pass it something safe.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

SHOWN = {
    *("markdown", "caption", "title", "header", "subheader", "write", "info", "warning", "error", "success", "toast"),
    *("metric", "button", "download_button", "link_button", "expander", "popover", "status", "spinner", "checkbox"),
    *("toggle", "radio", "selectbox", "multiselect", "segmented_control", "pills", "slider", "select_slider", "tabs"),
    *("text_input", "text_area", "number_input", "date_input", "file_uploader", "form_submit_button", "dialog"),
}
"""Calls of Streamlit that read their first argument as Markdown."""
BY_NAME = ("label", "help", "body")
"""What all of them read so."""
ESCAPING = {"plain", "reported", "number", "percent", "count", "plural", "len", "int", "round"}
"""What escapes, and what makes a number into words."""
DECLARED = ("page", "filter_", "FILTERS[name]", "table", "TABLES")
OWN_WORDS = ("title", "label", "help", "name", "meaning")
"""What site.py, declared.py and schema.py declare in the program's own words."""
TYPES = ("LiteralString", "Markdown")
STREAMLITS = ("st", "tab", "place")
"""Names of Streamlit and of its containers."""
STARRED = -1
"""The place of a starred parameter."""
Scope = ast.Module | ast.FunctionDef
_NUMERIC = re.compile(r"[,+]?\.?\d*[dfe%]|,")


def unescaped(sources: Sequence[tuple[str, str]]) -> list[str]:
    """Every place in modules (name, text) where text that nobody escaped is shown as Markdown."""
    return _Lint([(name, ast.parse(text)) for name, text in sources]).found()


def sources(folder: Path) -> list[tuple[str, str]]:
    """The modules of the pages and the entry point, but for the one that escapes and those of the static edition,
    which write HTML and know no Markdown."""
    paths = [*sorted((folder / "pages").rglob("*.py")), folder / "dashboard.py"]
    texts = {path: path.read_text("utf-8") for path in paths if path.name != "plain.py"}
    return [
        (path.relative_to(folder).as_posix(), text)
        for path, text in texts.items()
        if path.parent.name != "publish" or "import streamlit" in text
    ]


class _Lint:
    def __init__(self, modules: Sequence[tuple[str, ast.Module]]) -> None:
        self.modules = modules
        functions = [n for _, tree in modules for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
        self.escaping = ESCAPING | {f.name for f in functions if _names_type(f.returns, "Markdown")}
        self.literal = {f.name: _literal_parameters(f) for f in functions if _literal_parameters(f)}
        self.literal["Markdown"] = {0: ""}

    def found(self) -> list[str]:
        return sorted(
            f"{name}:{part.lineno}: {ast.unparse(part)[:90]}"
            for name, tree in self.modules
            for scope, call in _calls(tree, tree)
            for value in self.shown(call, scope)
            for part in self.unsafe(value, scope)
        )

    def shown(self, call: ast.Call, scope: Scope) -> list[ast.expr]:
        """The arguments of a call that end up in Markdown."""
        name, root = _called(call), _root(call.func)
        if root in STREAMLITS and name in SHOWN:
            return call.args[:1] + [word.value for word in call.keywords if word.arg in BY_NAME]
        helps = [word.value for word in call.keywords if word.arg == "help" and root in STREAMLITS]
        if root == "self" or (isinstance(scope, ast.FunctionDef) and root in _parameters(scope)):
            return helps  # another function of that name
        places = self.literal.get(name, {})
        positional = [value for at, value in enumerate(call.args) if at in places or STARRED in places]
        return helps + positional + [word.value for word in call.keywords if word.arg in places.values()]

    def unsafe(self, node: ast.expr, scope: Scope, seen: frozenset[str] = frozenset()) -> list[ast.expr]:
        """The parts of an expression that nobody escaped. `seen`: names that it is made from, among others."""
        parts: Sequence[ast.expr]
        match node:
            case ast.Call() if _called(node) in self.escaping:
                return []
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="items" | "values")) if name.isupper():
                return []
            case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="join"), args=[ast.GeneratorExp(elt=part)]):
                parts = [part]
            case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="join"), args=parts):
                pass
            case ast.Attribute(value=owner, attr=name) if name in OWN_WORDS and ast.unparse(owner).endswith(DECLARED):
                return []
            case ast.Constant():
                return []
            case ast.Name(id=name) | ast.Attribute(attr=name) if name.isupper():
                return []
            case ast.Name(id=name) if name in seen:
                return []
            case ast.Name(id=name):
                given, seen = _given(name, scope), seen | {name}
                if given is None:
                    return [node]
                parts = given
            case ast.JoinedStr(values=parts):
                parts = [part.value for part in parts if isinstance(part, ast.FormattedValue) and not _is_number(part)]
            case ast.BinOp(left=left, right=right):
                parts = [left, right]
            case ast.BoolOp(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
                pass
            case ast.IfExp(body=body, orelse=orelse):
                parts = [body, orelse]
            case ast.Starred(value=value) | ast.ListComp(elt=value):
                parts = [value]
            case ast.Subscript(value=value):
                parts = [value]
            case _:
                return [node]
        return [found for part in parts for found in self.unsafe(part, scope, seen)]


def _calls(node: ast.AST, scope: Scope) -> Iterator[tuple[Scope, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield scope, child
        yield from _calls(child, child if isinstance(child, ast.FunctionDef) else scope)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return getattr(node, "id", "")


def _names_type(annotation: ast.expr | None, *types: str) -> bool:
    return annotation is not None and any(name in ast.unparse(annotation) for name in types)


def _parameters(function: ast.FunctionDef) -> dict[str, ast.arg]:
    arguments = function.args
    every = [*arguments.args, *arguments.kwonlyargs, *filter(None, [arguments.vararg])]
    return {argument.arg: argument for argument in every}


def _literal_parameters(function: ast.FunctionDef) -> dict[int, str]:
    literal = {at: a.arg for at, a in enumerate(function.args.args) if _names_type(a.annotation, *TYPES)}
    starred = function.args.vararg
    return literal | ({STARRED: starred.arg} if starred and _names_type(starred.annotation, *TYPES) else {})


def _given(name: str, scope: Scope) -> list[ast.expr] | None:
    """What a function gives `name`: nothing where a parameter says that it is safe; None: it cannot be told."""
    if isinstance(scope, ast.FunctionDef) and name in _parameters(scope):
        return [] if _names_type(_parameters(scope)[name].annotation, *TYPES) else None
    given: list[ast.expr] = []
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[target], value=value) | ast.AugAssign(target=target, value=value):
                given += _matched(target, value, name)
            case ast.NamedExpr(target=target, value=value):
                given += _matched(target, value, name)
            case ast.For(target=target, iter=value) if _is_in(name, target):
                for item in _items(value, scope):
                    given += _matched(target, item, name)
    return given or None


def _items(iterated: ast.expr, scope: Scope) -> list[ast.expr]:
    """The items of what a loop goes over, where it is written out; else all of it."""
    if isinstance(iterated, ast.Name):
        for node in ast.walk(scope):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Tuple(elts=items)) if name == iterated.id:
                    return list(items)
    return list(iterated.elts) if isinstance(iterated, ast.Tuple | ast.List) else [iterated]


def _matched(target: ast.expr, value: ast.expr, name: str) -> list[ast.expr]:
    """What `name`, which is in `target`, gets of `value`."""
    if isinstance(target, ast.Name):
        return [value] if target.id == name else []
    if not isinstance(target, ast.Tuple) or not _is_in(name, target):
        return []
    if isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts):
        pairs = zip(target.elts, value.elts, strict=True)
        return [found for one, part in pairs for found in _matched(one, part, name)]
    return [value]


def _is_in(name: str, target: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(target))


def _is_number(part: ast.FormattedValue) -> bool:
    match part.format_spec:
        case ast.JoinedStr(values=[ast.Constant(value=spec)]):
            return bool(_NUMERIC.fullmatch(str(spec)))
    return False
