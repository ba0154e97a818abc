"""The whole static edition, written into a folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from pages.shared import catalog, exports, options, site
from pages.shared.publish import bundle, content, data, html
from pages.shared.publish.page import page_html

MARK = Path("assets") / "atlas.js"
"""A folder that has this file holds an edition."""
_COPIED = ("card.css", "plotly-cartesian.min.js", "plotly-LICENSE.txt")


class NotEmpty(Exception):
    """A folder that holds something else than an edition."""


def publish(folder: Path) -> int:
    """Write the edition of the newest build into `folder`; an older edition there is replaced. Returns its bytes.

    The same build and the same program give the same bytes. Raises NotEmpty, catalog.NoTables.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise NotEmpty(f"{folder} is not empty and holds no edition; choose another folder")
    catalog.use_latest()
    try:
        files = dict(_files())
    finally:
        catalog.forget()
    shutil.rmtree(folder, ignore_errors=True)
    for name, written in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    return sum(map(len, files.values()))


def _files() -> Iterator[tuple[str, bytes]]:
    """Path in the edition -> the file."""
    chosen = options.choice({})
    for page in site.PAGES:
        yield f"{page.address + '/' if page.address else ''}index.html", page_html(page, chosen).encode()
    for name, held in data.files(chosen):
        yield f"assets/data/{name}.js", data.script(name, held).encode()
    for name in _COPIED:
        yield f"assets/{name}", (bundle.STATIC / name).read_bytes()
    yield "assets/edition.css", "".join((html.colors(), *map(bundle.text_of, bundle.STYLES))).encode()
    yield MARK.as_posix(), bundle.script().encode()
    for table in content.TABLES_HELD:
        source = catalog.build().folder / f"{table.name}.parquet"
        yield f"tables/{table.name}.parquet", source.read_bytes()
        yield f"tables/{table.name}.csv", exports.csv_of(pd.read_parquet(source))
    yield ".nojekyll", b""
