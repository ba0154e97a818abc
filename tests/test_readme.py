"""What README and CONTRIBUTING say is what is there."""

from __future__ import annotations

import re
from pathlib import Path

from etl import dictionary
from etl.__main__ import _parser

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_data_dictionary_is_the_declared_one() -> None:
    written = README.split("<!-- dictionary: begin -->")[1].split("<!-- dictionary: end -->")[0]
    assert written.strip() == dictionary.markdown().strip(), "run `python -m etl tables` and paste its output"


def test_every_command_in_the_readme_exists() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for target in re.findall(r"`?make ([a-z]+)", README):
        assert target in targets
    commands = _parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    for command in re.findall(r"python -m etl ([a-z]+)", README):
        assert command in commands


def test_every_file_that_the_documentation_names_exists() -> None:
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text("utf-8")
        for path in re.findall(r"`((?:etl|pages|tests|data/vocabulary|data/documents)/[\w./-]+)`", text):
            assert (ROOT / path).exists(), f"{name}: {path}"


def test_every_address_in_the_readme_is_a_page() -> None:
    table = (ROOT / "dashboard.py").read_text("utf-8") + "".join(
        path.read_text("utf-8") for path in (ROOT / "pages" / "shared").rglob("*.py")
    )
    for address in re.findall(r"\| `/([a-z-]+)` \|", README):
        assert address in table, address
