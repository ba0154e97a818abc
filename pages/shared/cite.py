"""How to cite a chart and its data, load its rows, embed it, and report an error in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from pages.shared.site import NAME

LICENCE = "CC BY 4.0"
LIBRARY = {
    "DuckDB": "select * from read_parquet('{file}');",
    "pandas": "import pandas as pd\n\nrows = pd.read_parquet('{file}')",
    "R": 'library(arrow)\n\nrows <- read_parquet("{file}")',
}
FROM_ADDRESS = {
    "DuckDB": "select * from read_csv('{address}');",
    "pandas": "import pandas as pd\n\nrows = pd.read_csv('{address}')",
    "R": 'rows <- read.csv("{address}", fileEncoding = "UTF-8-BOM")',
}
REMARK = {"DuckDB": "--", "pandas": "#", "R": "#"}


@dataclass(frozen=True)
class Cited:
    """What is cited: a chart or its data, as shown on a day, at an address."""

    title: str
    words: str
    """The filters in words."""
    version: str
    link: str
    made: date

    def citation(self, kind: str) -> str:
        """In one line; `kind` is `Chart` or `Data set`."""
        shown = f"{self.title}. {self.words}" if self.words else self.title
        return (
            f"{NAME} ({self.made.year}). {shown}. [{kind}]. Data version {self.version}."
            f" Retrieved {self.made.day} {self.made:%B %Y} from {self.link}. {LICENCE}."
        )

    def bibtex(self, kind: str) -> str:
        """An entry that BibTeX, Zotero and others read."""
        word = re.sub(r"[^a-z]+", "-", self.title.lower()).strip("-").split("-")[:3]
        fields = {
            "author": f"{{{NAME}}}",
            "title": f"{{{_tex(self.title)}}}",
            "year": str(self.made.year),
            "type": kind,
            "version": self.version,
            "url": self.link,
            "urldate": self.made.isoformat(),
            "note": _tex(f"{self.words}. Data version {self.version}. {LICENCE}".removeprefix(". ")),
        }
        lines = [f"  {name:<8}= {{{value}}}," for name, value in fields.items()]
        key = f"igf-atlas-{'-'.join(word)}-{'chart' if kind == 'Chart' else 'data'}-{self.version[:6]}"
        return "\n".join([f"@misc{{{key},", *lines, "}"])


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text)


def snippets(file: str, link: str) -> Sequence[tuple[str, str]]:
    """Language -> the code that loads the rows of the Parquet file that the chart at `link` gives."""
    return [
        (language, f"{REMARK[language]} {file}: Download, Parquet, at\n{REMARK[language]} {link}\n"
                   + code.format(file=file))
        for language, code in LIBRARY.items()
    ]  # fmt: skip


def snippets_online(address: str, link: str) -> Sequence[tuple[str, str]]:
    """Language -> the code that loads the rows of the chart at `link` from `address`, where they are CSV."""
    return [
        (language, f"{REMARK[language]} {link}\n" + code.format(address=address))
        for language, code in FROM_ADDRESS.items()
    ]


def frames(title: str, version: str, fixed: str, live: str, height: int) -> Sequence[tuple[str, str]]:
    """HTML that shows the chart at an address in another page: as it is now, and as it will be."""

    def frame(address: str) -> str:
        return (
            f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="{height}"'
            ' style="border:0" loading="lazy"></iframe>'
        )

    return [
        (f"Embed this version of the data ({version})", frame(fixed)),
        ("Embed the newest data", frame(live)),
    ]


def report(cited: Cited, sources: str) -> dict[str, str]:
    """Subject and text of a report; {value} stands where the figure in question is put."""
    text = [
        f"Chart: {cited.title}",
        f"Shown: {cited.words}" if cited.words else "",
        "Figure: {value}",
        f"Sources: {sources}",
        f"Data version: {cited.version}",
        f"Address: {cited.link}",
        "",
        "What is wrong, and where the right figure is found:",
        "",
    ]
    lines = [line for number, line in enumerate(text) if line or number > 2]
    return {"subject": f"{NAME}: an error in “{cited.title}”", "text": "\n".join(lines)}
