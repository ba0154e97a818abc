"""What the code of this site never does: run text, unpickle, show what a document says as markup."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.serving.markdown_lint import sources, unescaped

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN = {
    "unsafe_allow_html": r"\bunsafe_allow_html\b",
    "st.html": r"\bst\.html\b",
    "st.iframe": r"\bst\.iframe\b|\bcomponents\.v1\b",
    "pickle": r"\bpickle\b|\bread_pickle\b|\bmarshal\b|\bjoblib\b|\bshelve\b",
    "eval": r"(?<![\w.])(eval|exec)\(",
    "shell": r"\bshell\s*=\s*True\b|\bos\.(system|popen)\b",
    "yaml": r"\byaml\.(unsafe_load|full_load|C?Loader|UnsafeLoader|FullLoader)\b",
    "verify": r"\bverify\s*=\s*False\b",
}
IN_SCRIPTS = {
    "innerHTML": r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write)\b",
    "eval": r"(?<![\w.])eval\(|\bnew Function\b",
}


def python() -> list[Path]:
    return [*sorted((ROOT / "etl").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py")), ROOT / "dashboard.py"]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_runs_or_renders_what_it_is_given(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    assert not [str(path) for path in python() if pattern.search(path.read_text("utf-8"))]


@pytest.mark.parametrize("what", IN_SCRIPTS)
def test_no_script_of_ours_renders_text_as_markup(what: str) -> None:
    pattern = re.compile(IN_SCRIPTS[what])
    own = [path for path in (ROOT / "static").glob("*.js") if not path.name.startswith("plotly-")]
    assert own
    assert not [path.name for path in own if pattern.search(path.read_text("utf-8"))]


def test_no_text_is_shown_as_markdown_unescaped() -> None:
    assert unescaped(sources(ROOT)) == []


OWN_TABLES = {"table_list", "_dictionary"}
"""Tables of the program's own words."""


def test_tables_show_their_cells_as_they_are() -> None:
    functions = [
        function
        for path in python()
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
    ]
    shown = [
        (function.name, _origin(call.args[0], function))
        for function in functions
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "st.table"
    ]
    assert shown
    assert [name for name, first in shown if not first.startswith("cells(") and name not in OWN_TABLES] == []


def _origin(value: ast.expr, function: ast.FunctionDef) -> str:
    """What is last given to the name, where `value` is one; else `value` itself."""
    given = [
        ast.unparse(node.value)
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == ast.unparse(value)
    ]
    return given[-1] if given else ast.unparse(value)


def test_only_addresses_of_the_web_become_links_in_tables() -> None:
    linking = [path for path in python() if "LinkColumn(" in path.read_text("utf-8")]
    assert linking
    for path in linking:
        text = path.read_text("utf-8")
        assert text.count(".map(address)") >= text.count("LinkColumn("), path


@pytest.mark.parametrize(
    "code",
    [
        "def show(row):\n    st.markdown(row['title'])",
        "def show(row):\n    st.info(f'Found: {row.title}')",
        "def show(title):\n    text = 'a'\n    text += title\n    st.header(text)",
        "def show(title):\n    st.button('a', help=title)",
        "def show(titles):\n    for title, count in titles:\n        st.metric(title, count)",
        "def header(title: LiteralString):\n    st.title(title)\ndef show(row):\n    header(row['title'])",
        "def show(row):\n    st.markdown(Markdown(row['title']))",
        "def show(rows):\n    st.markdown(', '.join(row.title for row in rows))",
        "def show(rows):\n    st.markdown(', '.join(rows))",
        "def show(title):\n    st.sidebar.button(title)",
    ],
)
def test_the_lint_finds_what_nobody_escaped(code: str) -> None:
    assert unescaped([("module", code)])


@pytest.mark.parametrize(
    "code",
    [
        "def show(row):\n    st.markdown(plain(row['title']))",
        "def show(row):\n    st.info(f'Found: {plain(row.title)}, {row.count:,.0f} times')",
        "def header(title: LiteralString):\n    st.title(title)\ndef show():\n    header('Who registered?')",
        "def show():\n    for label, value in (('One', row[1]), ('Two', row[2])):\n        st.metric(label, value)",
        "def show(rows):\n    first, rest = plural(rows, 'row'), row['title']\n    st.markdown(first)",
        "def note(row) -> Markdown:\n    return plain(row)\ndef show(row):\n    st.info(note(row))",
        "def show(rows):\n    st.text(rows['title'])\n    st.dataframe(rows)",
    ],
)
def test_the_lint_lets_through_what_is_escaped(code: str) -> None:
    assert unescaped([("module", code)]) == []
