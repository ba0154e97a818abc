"""Modules of Python as parts of one program in JavaScript."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from pages.shared.publish.translate.names import assigned, safe
from pages.shared.publish.translate.statements import Statements

PROVIDED = frozenset(
    (
        "pandas",
        "math",
        "re",
        "html",
        "textwrap",
        "urllib.parse",
        "etl",
        "etl.vocabulary",
        "pages.shared.terms",
        "pages.shared.site",
    )
)
"""What static/modules.js gives instead."""
_OF_TYPES = frozenset(("__future__", "collections.abc", "typing", "dataclasses", "functools", "datetime", "enum"))
_TYPE_NAMES = frozenset(
    [
        "Callable",
        "Iterable",
        "Iterator",
        "Literal",
        "Mapping",
        "NewType",
        "Sequence",
        "TypeVar",
        "dict",
        "list",
        "tuple",
        "set",
        "str",
        "int",
        "float",
        "None",
    ]
)


def program(root: Path, *starts: str) -> str:
    """The modules `starts` of the project in `root` and all that they import, as statements that fill `modules`.

    Raises Untranslatable.
    """
    done: dict[str, str] = {}
    for start in starts:
        _add(root, start, done)
    return "\n".join(done.values())


def _file(root: Path, module: str) -> Path | None:
    path = root.joinpath(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def _add(root: Path, module: str, done: dict[str, str]) -> None:
    file = _file(root, module)
    if module in done or module in PROVIDED or file is None:
        return
    tree = ast.parse(file.read_text("utf-8"))
    imported = dict(_imported(root, tree))
    for source, _ in imported.values():
        _add(root, source, done)
    done[module] = _translated(module, tree, imported)


def _imported(root: Path, tree: ast.Module) -> Iterator[tuple[str, tuple[str, str]]]:
    """Name -> the module that it comes from, and its name there; empty: the module itself."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name, (alias.name, "")
        elif isinstance(node, ast.ImportFrom) and node.module and node.module not in _OF_TYPES:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                is_module = whole in PROVIDED or _file(root, whole) is not None
                yield alias.asname or alias.name, (whole, "") if is_module else (node.module, alias.name)


def _translated(module: str, tree: ast.Module, imported: Mapping[str, tuple[str, str]]) -> str:
    body = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom) and not _is_type(node)]
    names = assigned(body)
    known = {*names, *imported}
    statements = Statements(module, {name for name, (_, own) in imported.items() if not own}, known)
    lines = [
        f'const {safe(name)} = modules["{source}"]{"." + safe(own) if own else ""};'
        for name, (source, own) in imported.items()
    ]
    if names:
        lines.append(f"let {', '.join(map(safe, names))};")
    lines += [statement for node in body if (statement := statements.statement(node))]
    given = ", ".join(map(safe, sorted(known)))
    inner = "\n".join(lines)
    return f'modules["{module}"] = (() => {{\n{inner}\nreturn {{ {given} }};\n}})();'


def _is_type(node: ast.stmt) -> bool:
    """Whether a statement only names a type."""
    if not isinstance(node, ast.Assign):
        return False
    value = node.value
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id in ("NewType", "TypeVar")
    if isinstance(value, ast.BinOp):
        return all(isinstance(part, ast.Constant | ast.Subscript) or _names_type(part) for part in _parts(value))
    return isinstance(value, ast.Subscript) and _names_type(value.value)


def _names_type(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in _TYPE_NAMES


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp):
        yield from _parts(node.left)
        yield from _parts(node.right)
    else:
        yield node
