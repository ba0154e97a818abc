"""What a live page gets of the static edition: with it the browser draws what a reader chooses, without asking."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

from pages.shared import catalog, options
from pages.shared.catalog import Query, fetch
from pages.shared.kept import Kept
from pages.shared.publish import bundle, coded, composition, cubes, data

ROWS = 20_000
"""A base of more rows stays here: cards that count from it are drawn by the server."""
BYTES = 1_000_000
"""So many bytes of JSON a file has at most."""
VALUES = 3_000
"""A filter of more values keeps them: a choice of one of them is drawn by the server."""
_FILES: Kept[bytes] = Kept(256)


class NotHeld(Exception):
    """There is no such file, or it is too large for a browser."""


def file(version: str, name: str) -> bytes:
    """The data file `name` (`site`, `cube-…`, `base-…`) of the build `version`, as JSON.

    Raises NotHeld, catalog.NoTables.
    """
    if catalog.use(version).version != version:
        raise NotHeld(f"data version {version[:20]} is not kept here")
    try:
        return _FILES.get((version, name), lambda: _made(name))
    finally:
        catalog.forget()


def site() -> dict[str, Any]:
    """What all pages need of the build at hand: filters, their values, pages, words."""
    made = data.of_site(options.choice({}))
    listed = {name: values if len(values) <= VALUES else [] for name, values in made["options"].items()}
    return made | {"options": listed}


def _made(name: str) -> bytes:
    kind, _, rest = name.partition("-")
    makers: dict[str, Callable[[], Any]] = {}
    if name == "site":
        makers[name] = site
    elif kind == "cube" and rest in composition.names():
        makers[name] = lambda: cubes.cube(rest, options.choice({}))
    elif kind == "base" and rest in cubes.BASES:
        makers[name] = lambda: _base(rest)
    if name not in makers:
        raise NotHeld(f"there is no {name[:60]}")
    written = coded.text(makers[name]()).encode()
    if len(written) > BYTES:
        raise NotHeld(f"{name} has {len(written):,} bytes")
    return written


def _base(name: str) -> dict[str, Any]:
    counted = Query(f"rows-of-base-{name}", f"select count(*) as count from ({cubes.BASES[name]})")
    if (count := int(fetch(counted)["count"].iloc[0])) > ROWS:
        raise NotHeld(f"{name} has {count:,} rows")
    return cubes.base(name, options.choice({}))


@cache
def definitions() -> tuple[str, str]:
    """The chart definitions as a JavaScript module, and what tells this one from others."""
    made = bundle.definitions()
    return made, hashlib.sha256(made.encode()).hexdigest()[:8]
