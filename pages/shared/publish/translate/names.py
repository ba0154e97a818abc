"""Names in Python and in JavaScript."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator

BUILTINS = frozenset(dir(builtins))
RESERVED = frozenset(
    [
        "arguments",
        "await",
        "case",
        "catch",
        "class",
        "const",
        "debugger",
        "default",
        "delete",
        "do",
        "enum",
        "eval",
        "export",
        "extends",
        "function",
        "if",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "new",
        "null",
        "package",
        "private",
        "protected",
        "public",
        "py",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "try",
        "typeof",
        "undefined",
        "var",
        "void",
        "with",
        "yield",
    ]
)


class Untranslatable(Exception):
    """Python that has no translation, with its place."""

    def __init__(self, node: ast.AST, module: str) -> None:
        line = getattr(node, "lineno", 0)
        super().__init__(f"{module}, line {line}: {type(node).__name__} cannot be translated to JavaScript")


def safe(name: str) -> str:
    """`name` as JavaScript takes it."""
    return f"{name}_" if name in RESERVED else name


def assigned(body: Iterable[ast.AST]) -> list[str]:
    """The names that statements give values to, in order; not those within functions and comprehensions."""
    found: dict[str, None] = {}
    for node in body:
        for inner in _own(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                found[inner.id] = None
            elif isinstance(inner, ast.FunctionDef | ast.ClassDef):
                found[inner.name] = None
    return list(found)


def _own(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
        return
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        yield from (inner.target for inner in ast.walk(node) if isinstance(inner, ast.NamedExpr))
        return
    for child in ast.iter_child_nodes(node):
        yield from _own(child)
