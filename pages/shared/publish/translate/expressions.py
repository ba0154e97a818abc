"""Expressions of Python as expressions of JavaScript."""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence

from pages.shared.publish.translate.names import BUILTINS, Untranslatable, safe

_BINARY = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.BitOr: "or", ast.BitAnd: "and",
}  # fmt: skip
_COMPARED = {ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.In: "has"}


class Expressions:
    """Translates the expressions of a module, whose aliases of other modules are `aliases`."""

    def __init__(self, module: str, aliases: set[str], known: set[str]) -> None:
        self.module, self.aliases = module, aliases
        self.scopes: list[set[str]] = [known]

    def of(self, node: ast.expr) -> str:
        """`node` in JavaScript. Raises Untranslatable."""
        translate = getattr(self, f"_{type(node).__name__.lower()}", None)
        if translate is None:
            raise Untranslatable(node, self.module)
        return str(translate(node))

    def every(self, nodes: Sequence[ast.expr]) -> str:
        """Arguments or elements, with what is unpacked among them."""
        return ", ".join(self.of(node) for node in nodes)

    def target(self, node: ast.expr) -> str:
        """What is assigned to: a name, or names in brackets."""
        if isinstance(node, ast.Name):
            return safe(node.id)
        if isinstance(node, ast.Tuple | ast.List):
            return f"[{', '.join('' if self._is_unused(part) else self.target(part) for part in node.elts)}]"
        raise Untranslatable(node, self.module)

    @staticmethod
    def _is_unused(node: ast.expr) -> bool:
        return isinstance(node, ast.Name) and node.id == "_"

    def names_in(self, node: ast.expr) -> list[str]:
        return [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]

    def _constant(self, node: ast.Constant) -> str:
        if isinstance(node.value, str | bool | int | float) or node.value is None:
            return json.dumps(node.value)
        raise Untranslatable(node, self.module)

    def _name(self, node: ast.Name) -> str:
        if node.id in BUILTINS and not any(node.id in scope for scope in self.scopes):
            return f"py.{safe(node.id)}"
        return safe(node.id)

    def _attribute(self, node: ast.Attribute) -> str:
        return f"{self.of(node.value)}.{safe(node.attr) if self._is_module(node.value) else node.attr}"

    def _is_module(self, node: ast.expr) -> bool:
        return (
            isinstance(node, ast.Name)
            and node.id in self.aliases
            and not any(node.id in scope for scope in self.scopes[1:])
        )

    def _starred(self, node: ast.Starred) -> str:
        return f"...py.iter({self.of(node.value)})"

    def _call(self, node: ast.Call) -> str:
        arguments, named = self.every(node.args), self._named(node.keywords)
        if isinstance(node.func, ast.Attribute) and not self._is_module(node.func.value):
            owner = self.of(node.func.value)
            return f'py.call({owner}, "{node.func.attr}", [{arguments}]{", " + named if named else ""})'
        function = self.of(node.func)
        return f"py.named({function}, [{arguments}], {named})" if named else f"{function}({arguments})"

    def _named(self, keywords: Sequence[ast.keyword]) -> str:
        parts = [
            f"...py.named_of({self.of(one.value)})"
            if one.arg is None
            else f"{json.dumps(one.arg)}: {self.of(one.value)}"
            for one in keywords
        ]
        return f"{{{', '.join(parts)}}}" if parts else ""

    def _subscript(self, node: ast.Subscript) -> str:
        if isinstance(node.slice, ast.Slice):
            if node.slice.step:
                raise Untranslatable(node, self.module)
            low, high = (self.of(end) if end else "null" for end in (node.slice.lower, node.slice.upper))
            return f"py.slice({self.of(node.value)}, {low}, {high})"
        return f"py.item({self.of(node.value)}, {self.of(node.slice)})"

    def _binop(self, node: ast.BinOp) -> str:
        name = _BINARY.get(type(node.op))
        if name is None:
            raise Untranslatable(node, self.module)
        return f"py.{name}_({self.of(node.left)}, {self.of(node.right)})"

    def _unaryop(self, node: ast.UnaryOp) -> str:
        operand = self.of(node.operand)
        if isinstance(node.op, ast.Not):
            return f"!py.truth({operand})"
        return f"py.{'neg' if isinstance(node.op, ast.USub) else 'invert'}_({operand})"

    def _boolop(self, node: ast.BoolOp) -> str:
        name = "both" if isinstance(node.op, ast.And) else "either"
        parts = [self.of(value) for value in node.values]
        made = parts.pop()
        for part in reversed(parts):
            made = f"py.{name}({part}, () => {made})"
        return made

    def _compare(self, node: ast.Compare) -> str:
        operands = [node.left, *node.comparators]
        parts = [
            self._compared(one, operation, other)
            for one, operation, other in zip(operands, node.ops, operands[1:], strict=False)
        ]
        return parts[0] if len(parts) == 1 else f"({' && '.join(f'py.truth({part})' for part in parts)})"

    def _compared(self, one: ast.expr, operation: ast.cmpop, other: ast.expr) -> str:
        left, right = self.of(one), self.of(other)
        if isinstance(operation, ast.Is | ast.IsNot):
            sign = "==" if isinstance(operation, ast.Is) else "!="
            return f"({left} {sign if right == 'null' else sign + '='} {right})"
        if isinstance(operation, ast.NotIn):
            return f"!py.has_({left}, {right})"
        return f"py.{_COMPARED[type(operation)]}_({left}, {right})"

    def _ifexp(self, node: ast.IfExp) -> str:
        return f"(py.truth({self.of(node.test)}) ? {self.of(node.body)} : {self.of(node.orelse)})"

    def _lambda(self, node: ast.Lambda) -> str:
        names = [argument.arg for argument in node.args.args]
        self.scopes.append(set(names))
        body = self.of(node.body)
        self.scopes.pop()
        return f"(({', '.join(map(safe, names))}) => ({body}))"

    def _joinedstr(self, node: ast.JoinedStr) -> str:
        parts = " + ".join(map(self.of, node.values))
        return f'("" + {parts})' if parts else '""'

    def _formattedvalue(self, node: ast.FormattedValue) -> str:
        value = self.of(node.value)
        return f"py.format({value}, {self.of(node.format_spec)})" if node.format_spec else f"py.str({value})"

    def _list(self, node: ast.List) -> str:
        return f"[{self.every(node.elts)}]"

    def _tuple(self, node: ast.Tuple) -> str:
        return f"[{self.every(node.elts)}]"

    def _set(self, node: ast.Set) -> str:
        return f"py.set([{self.every(node.elts)}])"

    def _dict(self, node: ast.Dict) -> str:
        parts = [
            f"...py.pairs({self.of(value)})" if key is None else f"[{self.of(key)}, {self.of(value)}]"
            for key, value in zip(node.keys, node.values, strict=True)
        ]
        return f"py.pairs_to_dict([{', '.join(parts)}])"

    def _namedexpr(self, node: ast.NamedExpr) -> str:
        return f"({self.target(node.target)} = {self.of(node.value)})"

    def _listcomp(self, node: ast.ListComp) -> str:
        return self._made(node.generators, node.elt)

    def _generatorexp(self, node: ast.GeneratorExp) -> str:
        return self._made(node.generators, node.elt)

    def _setcomp(self, node: ast.SetComp) -> str:
        return f"py.set({self._made(node.generators, node.elt)})"

    def _dictcomp(self, node: ast.DictComp) -> str:
        return f"py.pairs_to_dict({self._made(node.generators, ast.Tuple([node.key, node.value], ast.Load()))})"

    def _made(self, generators: Sequence[ast.comprehension], element: ast.expr) -> str:
        """A list, made in a function of its own, as Python does it."""
        self.scopes.append(set())
        opened, closed = "", ""
        for one in generators:
            source = self.of(one.iter)
            self.scopes[-1].update(self.names_in(one.target))
            opened += f"for (const {self.target(one.target)} of py.iter({source})) {{ "
            opened += "".join(f"if (!py.truth({self.of(condition)})) continue; " for condition in one.ifs)
            closed += " }"
        made = f"(() => {{ const made = []; {opened}made.push({self.of(element)});{closed} return made; }})()"
        self.scopes.pop()
        return made
