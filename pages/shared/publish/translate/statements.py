"""Functions, data classes and statements of Python in JavaScript."""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence

from pages.shared.publish.translate.expressions import Expressions
from pages.shared.publish.translate.names import Untranslatable, assigned, safe

_CHANGED = {ast.Add: "iadd", ast.BitOr: "ior", ast.Sub: "sub_", ast.Mult: "mul_"}


class Statements(Expressions):
    """Translates the statements of a module."""

    def block(self, body: Sequence[ast.stmt]) -> str:
        """Statements, one after the other."""
        return "\n".join(self.statement(node) for node in body)

    def statement(self, node: ast.stmt) -> str:
        """`node` in JavaScript. Raises Untranslatable."""
        translate = getattr(self, f"_{type(node).__name__.lower()}_", None)
        if translate is None:
            raise Untranslatable(node, self.module)
        return str(translate(node))

    def _functiondef_(self, node: ast.FunctionDef) -> str:
        return f"{safe(node.name)} = {self.function(node)};"

    def function(self, node: ast.FunctionDef, skipped: int = 0) -> str:
        """A function with the names of its parameters; the first `skipped` of them are not named by callers."""
        given = node.args
        if given.posonlyargs:
            raise Untranslatable(node, self.module)
        names = [one.arg for one in (*given.args, *given.kwonlyargs)]
        defaults = [*([None] * (len(given.args) - len(given.defaults))), *given.defaults, *given.kw_defaults]
        parts = [
            safe(name) if default is None else f"{safe(name)} = {self.of(default)}"
            for name, default in zip(names, defaults, strict=True)
        ]
        if given.kwarg:
            parts.append(f"{safe(given.kwarg.arg)} = py.dict()")
        if given.vararg:
            parts.append(f"...{safe(given.vararg.arg)}")
        own = set(names) | {one.arg for one in (given.vararg, given.kwarg) if one}
        made = [name for name in assigned(node.body) if name not in own]
        self.scopes.append(own | set(made))
        body = self.block(node.body)
        self.scopes.pop()
        begun = f"let {', '.join(map(safe, made))};\n" if made else ""
        star = "*" if any(isinstance(one, ast.Yield | ast.YieldFrom) for one in ast.walk(node)) else ""
        signature = json.dumps([names[skipped:], bool(given.kwarg)])
        return f"py.def_(function{star} ({', '.join(parts)}) {{\n{begun}{body}\n}}, {signature})"

    def _classdef_(self, node: ast.ClassDef) -> str:
        if not any("dataclass" in ast.unparse(one) for one in node.decorator_list):
            raise Untranslatable(node, self.module)
        fields, methods = [], []
        for part in node.body:
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
                fields.append(f"[{json.dumps(part.target.id)}, {self._default(part.value)}]")
            elif isinstance(part, ast.FunctionDef):
                kind = "get" if any("property" in ast.unparse(one) for one in part.decorator_list) else "call"
                methods.append(f'["{part.name}", "{kind}", {self.function(part, 1)}]')
        return f"{safe(node.name)} = py.dataclass([{', '.join(fields)}], [{', '.join(methods)}]);"

    def _default(self, value: ast.expr | None) -> str:
        if value is None:
            return "null"
        if isinstance(value, ast.Call) and ast.unparse(value.func) == "field":
            return f"() => {self.of(value.keywords[0].value)}()"
        return f"() => {self.of(value)}"

    def _assign_(self, node: ast.Assign) -> str:
        value = self.of(node.value)
        return "\n".join(self._put(target, value) for target in node.targets)

    def _annassign_(self, node: ast.AnnAssign) -> str:
        return self._put(node.target, self.of(node.value)) if node.value else ""

    def _put(self, target: ast.expr, value: str) -> str:
        if isinstance(target, ast.Subscript):
            return f"py.put({self.of(target.value)}, {self.of(target.slice)}, {value});"
        if isinstance(target, ast.Name):
            return f"{safe(target.id)} = {value};"
        return f"{self._unpacked(target)} = py.iter({value});"

    def _unpacked(self, node: ast.expr) -> str:
        """Names in brackets; places in a dictionary may be among them."""
        if isinstance(node, ast.Tuple):
            return f"[{', '.join('' if self._is_unused(part) else self._unpacked(part) for part in node.elts)}]"
        if isinstance(node, ast.Subscript):
            return f"py.place({self.of(node.value)}, {self.of(node.slice)}).value"
        return self.target(node)

    def _augassign_(self, node: ast.AugAssign) -> str:
        change = _CHANGED.get(type(node.op))
        if change is None:
            raise Untranslatable(node, self.module)
        before = ast.parse(ast.unparse(node.target), mode="eval").body
        return self._put(node.target, f"py.{change}({self.of(before)}, {self.of(node.value)})")

    def _for_(self, node: ast.For) -> str:
        if node.orelse:
            raise Untranslatable(node, self.module)
        return f"for ({self.target(node.target)} of py.iter({self.of(node.iter)})) {{\n{self.block(node.body)}\n}}"

    def _while_(self, node: ast.While) -> str:
        return f"while (py.truth({self.of(node.test)})) {{\n{self.block(node.body)}\n}}"

    def _if_(self, node: ast.If) -> str:
        made = f"if (py.truth({self.of(node.test)})) {{\n{self.block(node.body)}\n}}"
        return made + (f" else {{\n{self.block(node.orelse)}\n}}" if node.orelse else "")

    def _return_(self, node: ast.Return) -> str:
        return f"return {self.of(node.value)};" if node.value else "return null;"

    def _expr_(self, node: ast.Expr) -> str:
        if isinstance(node.value, ast.Constant):
            return ""  # a description
        if isinstance(node.value, ast.Yield):
            return f"yield {self.of(node.value.value)};" if node.value.value else "yield null;"
        if isinstance(node.value, ast.YieldFrom):
            return f"yield* py.iter({self.of(node.value.value)});"
        return f"{self.of(node.value)};"

    def _continue_(self, node: ast.Continue) -> str:
        return "continue;"

    def _break_(self, node: ast.Break) -> str:
        return "break;"

    def _pass_(self, node: ast.Pass) -> str:
        return ""
