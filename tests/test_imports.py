"""Imports follow the arrows of the design: each module below reaches down, never up."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "etl": ("pages", "streamlit", "plotly", "dashboard"),
    "pages.shared.catalog": ("streamlit", "plotly"),
    "pages.shared.choice": ("streamlit", "plotly", "duckdb", "pandas"),
    "pages.shared.declared": ("streamlit", "plotly", "duckdb", "pandas"),
    "pages.shared.queries": ("streamlit", "plotly", "pages.shared.charts", "pages.shared.components"),
    "pages.shared.charts": (
        "streamlit",
        "duckdb",
        "plotly",
        "pages.shared.queries",
        "pages.shared.components",
        "pages.shared.filters",
    ),
    "pages.shared.sentences": ("streamlit", "duckdb", "plotly"),
    "pages.shared.words": ("streamlit", "duckdb", "plotly", "pages"),
    "pages.shared.theme": ("streamlit", "duckdb", "plotly", "pandas"),
    "pages.shared.exports": ("streamlit", "duckdb", "plotly"),
    "pages.shared.access": ("streamlit", "duckdb", "plotly", "pandas", "pages"),
    "pages.shared.plain": ("streamlit", "duckdb", "plotly", "pandas", "pages"),
    "pages.shared.api": ("streamlit.web", "starlette", "plotly", "pages.shared.serving"),
    "pages.shared.card": ("duckdb", "plotly", "pandas", "etl"),
}
"""Module (and all below it) -> what it must not import, itself or through others of the project."""
OF_A_PAGE = ("pandas", "duckdb", "plotly", "etl", "streamlit")
"""A page has no SQL, no colours, no pandas: what it needs is in pages.shared."""


def modules() -> dict[str, Path]:
    """Every module of the project by name."""
    files = [*(ROOT / "etl").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "dashboard.py"]
    return {_name(path): path for path in files}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """What a module imports when it is imported (not what a function imports later)."""
    for node in _at_top(ast.parse(path.read_text("utf-8")).body):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in known else node.module


def _at_top(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try):
            yield from _at_top(node.body)


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("package", FORBIDDEN)
def test_no_arrow_runs_backwards(package: str) -> None:
    known = modules()
    starts = [module for module in known if is_within(module, package)]
    assert starts, f"there is no module {package}"
    wrong = {
        " -> ".join(chain)
        for start in starts
        for chain in _reached(start, known)
        if any(is_within(chain[-1], forbidden) for forbidden in FORBIDDEN[package])
    }
    assert not wrong


def _reached(start: str, known: dict[str, Path]) -> Iterator[tuple[str, ...]]:
    """One chain to each module that `start` reaches."""
    seen = {start}
    waiting = [(start,)]
    while waiting:
        chain = waiting.pop()
        for imported in imports(known[chain[-1]], known) if chain[-1] in known else ():
            if imported not in seen:
                seen.add(imported)
                waiting.append((*chain, imported))
                yield (*chain, imported)


def test_pages_hold_no_data_and_no_drawing() -> None:
    known = modules()
    pages = [name for name in known if name.startswith("pages.") and not is_within(name, "pages.shared")]
    assert len(pages) >= 6
    wrong = {
        f"{page} -> {imported}"
        for page in pages
        for imported in imports(known[page], known)
        if any(is_within(imported, forbidden) for forbidden in OF_A_PAGE)
    }
    assert not wrong
