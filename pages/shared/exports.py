"""The data of a chart as a file: CSV, XLSX with its filters, sources and dictionary, Parquet.

A ZIP with everything is in `pages.shared.data_package`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from etl import schema
from pages.shared.columns import WHOLE, described

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
XLSX_ROWS = 20_000


@dataclass(frozen=True)
class Package:
    """What goes into a download: rows, and what one must know to use them."""

    name: str
    rows: pd.DataFrame
    filters: Sequence[tuple[str, str]]
    """The parameters of the address that chose the rows; none for all rows of the chart."""
    sources: pd.DataFrame
    version: str
    title: str = ""
    words: str = ""
    """The filters in words."""
    link: str = ""
    citation: str = ""
    evidence: Callable[[], pd.DataFrame] | None = None
    """Gives the rows of the tables behind `rows`, each with its document, place and quote."""

    def file(self, suffix: str) -> str:
        """A name that says page, filters and data version."""
        chosen = [value for name, value in self.filters if name in ("from", "to") or value != "all"]
        words = re.sub(r"[^a-z0-9]+", "-", "-".join(chosen).lower()).strip("-")[:60].rstrip("-") or "all"
        return f"{self.name}_{words}_{self.version}.{suffix}"

    @property
    def stem(self) -> str:
        return self.file("x").removesuffix(".x")


def csv(package: Package) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read names right; no cell is a formula."""
    return csv_of(package.rows)


def csv_of(rows: pd.DataFrame) -> bytes:
    """Any rows, in the same way."""
    return harmless(whole(rows)).to_csv(index=False).encode("utf-8-sig")


def xlsx(package: Package) -> bytes:
    """Sheets: data, filters, sources, dictionary. No cell is a formula or a link."""
    filters = [*package.filters, ("v", package.version)]
    if len(package.rows) > XLSX_ROWS:
        filters.append(("rows", f"the first {XLSX_ROWS:,} of {len(package.rows):,}; CSV and Parquet hold all"))
    sheets = {
        "data": whole(package.rows.head(XLSX_ROWS)),
        "filters": pd.DataFrame(filters, columns=["parameter", "value"]),
        "sources": package.sources,
        "dictionary": dictionary(package.name, list(package.rows.columns)),
    }
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        for name, frame in sheets.items():
            harmless(_without_zones(frame)).to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
    return file.getvalue()


def parquet(package: Package) -> bytes:
    """The rows as they are: a Parquet file holds no formulas."""
    return whole(package.rows).to_parquet(index=False)


def whole(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with whole numbers as such: where some are missing, pandas makes them fractions."""
    declared = {c.name for table in schema.TABLES for c in table.columns if c.type == schema.WHOLE} | WHOLE
    names = [name for name in frame.columns if name in declared and pd.api.types.is_float_dtype(frame[name])]
    return frame.astype(dict.fromkeys(names, "Int64"))


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with an apostrophe before every text that a spreadsheet would run."""
    texts = [name for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name])]
    return frame.assign(**{name: frame[name].map(_escaped) for name in texts})


def _escaped(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _without_zones(frame: pd.DataFrame) -> pd.DataFrame:
    zoned = [name for name in frame.columns if isinstance(frame[name].dtype, pd.DatetimeTZDtype)]
    return frame.assign(**{name: frame[name].dt.tz_localize(None) for name in zoned})


def dictionary(name: str, columns: Sequence[str]) -> pd.DataFrame:
    """What each column of the question `name` means."""
    return pd.DataFrame(
        [(column, *described(name, column)) for column in columns], columns=["column", "meaning", "unit"]
    )
