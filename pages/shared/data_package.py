"""Everything about a chart's data as a ZIP: a Data Package (datapackage.org) with README, licence and sources."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from pages.shared import exports, site
from pages.shared.columns import described
from pages.shared.exports import Package

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_MEANT = {
    "data": "The rows of the chart.",
    "evidence": "The rows of the tables that they were made of, each with document, place and quote.",
    "sources": "The sources, and the documents that state them.",
}
_FILES = """\
* `data.csv`, `data.parquet`: {rows} rows
* `evidence.csv`: the rows of the tables behind them, each with its document, place and quote
* `sources.csv`: the sources
* `datapackage.json`: every column described (https://datapackage.org)
"""


def zipped(package: Package, made: date) -> bytes:
    """The ZIP: the same package, made on the same day, gives the same bytes."""
    tables = {"data": package.rows, "sources": package.sources}
    if package.evidence:
        tables["evidence"] = package.evidence()
    present = {name: exports.whole(frame) for name, frame in tables.items()}
    files = {f"{name}.csv": exports.csv_of(frame) for name, frame in present.items()}
    files |= {
        "data.parquet": exports.parquet(package),
        "datapackage.json": json.dumps(described_by(package, present, made), ensure_ascii=False, indent=1).encode(),
        "README.md": "\n".join(_readme(package)).encode(),
        "LICENCE.txt": "\n".join(_licence(package)).encode(),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def described_by(package: Package, tables: dict[str, pd.DataFrame], made: date) -> dict[str, Any]:
    """The descriptor of the Data Package."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": package.name,
        "title": package.title,
        "description": package.words,
        "version": package.version,
        "created": f"{made.isoformat()}T00:00:00Z",
        "homepage": package.link,
        "licenses": [LICENCE],
        "sources": [
            {"title": str(row["document"]), **({"path": row["url"]} if isinstance(row["url"], str) else {})}
            for row in package.sources.to_dict("records")
        ],
        "resources": [_resource(package, name, frame) for name, frame in tables.items()],
    }


def _resource(package: Package, name: str, frame: pd.DataFrame) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": name,
        "path": f"{name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": _MEANT[name],
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [_field(package.name, column, frame[column]) for column in frame.columns],
            "missingValues": [""],
        },
    }


def _field(question: str, name: str, values: pd.Series[Any]) -> dict[str, Any]:
    meaning, unit = described(question, name)
    field = {"name": name, "type": _type(values), "description": meaning}
    return field | ({"unit": unit} if unit else {})


def _type(values: pd.Series[Any]) -> str:
    if pd.api.types.is_bool_dtype(values):
        return "boolean"
    if pd.api.types.is_integer_dtype(values):
        return "integer"
    if pd.api.types.is_numeric_dtype(values):
        return "number"
    return "date" if pd.api.types.is_datetime64_any_dtype(values) else "string"


def _readme(package: Package) -> Iterator[str]:
    yield from (f"# {package.title}", "", package.words or "All data of the chart.", "")
    yield from (_FILES.format(rows=len(package.rows)), "")
    yield "A text that a spreadsheet would take for a formula begins with an apostrophe in the CSV files."
    yield "A cell is empty where the source states nothing; nothing is estimated."
    yield from ("", f"Data version {package.version}: {package.link}", "", "Please cite:", "", package.citation, "")
    yield from (f"{site.NAME} is independent and not affiliated with the United Nations.", "")


def _licence(package: Package) -> Iterator[str]:
    yield f"{LICENCE['title']} ({LICENCE['name']})"
    yield LICENCE["path"]
    yield ""
    yield f"You may share and adapt these data if you name {site.NAME} and the data version ({package.version})."
    yield "Facts and figures belong to nobody; quotes from originals remain the words of their authors."
    yield ""
