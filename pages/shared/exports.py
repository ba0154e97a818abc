"""The data of a chart as a file: CSV, XLSX with its filters, sources and dictionary, Parquet."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from etl import schema

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
XLSX_ROWS = 20_000
_MEANINGS = {
    "key": "Names the row, to find what it was made of.",
    "is_count_derived": "The count was computed from printed figures.",
    "is_share_derived": "The share was computed from printed figures.",
    "total": "The total that the same source states.",
    "sessions": "How many sessions are held here.",
    "rivals": "How many other figures sources state, beside the one shown.",
    "stated": "How many sessions the meeting states to have had.",
    "low": "Lower end of the 95 % interval (Wilson).",
    "high": "Upper end of the 95 % interval (Wilson).",
}


@dataclass(frozen=True)
class Package:
    """What goes into a download: the rows on the screen, and what one must know to use them."""

    name: str
    rows: pd.DataFrame
    filters: Sequence[tuple[str, str]]
    sources: pd.DataFrame
    version: str

    def file(self, suffix: str) -> str:
        """A name that says page, filters and data version."""
        chosen = [value for name, value in self.filters if name in ("from", "to") or value != "all"]
        words = re.sub(r"[^a-z0-9]+", "-", "-".join(chosen).lower()).strip("-")[:60].rstrip("-")
        return f"{self.name}_{words}_{self.version}.{suffix}" if words else f"{self.name}_{self.version}.{suffix}"

    @property
    def stem(self) -> str:
        return self.file("x").removesuffix(".x")


def csv(package: Package) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read names right; no cell is a formula."""
    return csv_of(package.rows)


def csv_of(rows: pd.DataFrame) -> bytes:
    """Any rows, in the same way."""
    return harmless(rows).to_csv(index=False).encode("utf-8-sig")


def xlsx(package: Package) -> bytes:
    """Sheets: data, filters, sources, dictionary. No cell is a formula or a link."""
    sheets = {
        "data": package.rows.head(XLSX_ROWS),
        "filters": pd.DataFrame([*package.filters, ("v", package.version)], columns=["parameter", "value"]),
        "sources": package.sources,
        "dictionary": dictionary(list(package.rows.columns)),
    }
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        for name, frame in sheets.items():
            harmless(_without_zones(frame)).to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
    return file.getvalue()


def parquet(package: Package) -> bytes:
    """The rows as they are: a Parquet file holds no formulas."""
    return package.rows.to_parquet(index=False)


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with an apostrophe before every text that a spreadsheet would run."""
    texts = [name for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name])]
    return frame.assign(**{name: frame[name].map(_escaped) for name in texts})


def _escaped(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _without_zones(frame: pd.DataFrame) -> pd.DataFrame:
    zoned = [name for name in frame.columns if isinstance(frame[name].dtype, pd.DatetimeTZDtype)]
    return frame.assign(**{name: frame[name].dt.tz_localize(None) for name in zoned})


def dictionary(columns: Sequence[str]) -> pd.DataFrame:
    """What each column means, from the declarations of the tables."""
    declared: Mapping[str, schema.Column] = {c.name: c for table in reversed(schema.TABLES) for c in table.columns}
    return pd.DataFrame(
        [
            (name, declared[name].meaning, declared[name].unit)
            if name in declared
            else (name, _MEANINGS.get(name, ""), "")
            for name in columns
        ],
        columns=["column", "meaning", "unit"],
    )
