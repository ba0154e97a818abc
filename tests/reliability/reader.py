"""A reader as the dashboard is one: asks for the newest build and joins two of its tables, again and again.

Run as `python -m tests.reliability.reader TABLES SEEN`. Each reading adds a letter to the file SEEN: `g` good,
`t` torn (rows of two builds, or too few), `e` an error, which is printed. It says when it has read once, and ends
when it is told anything.
"""

from __future__ import annotations

import os
import select
import sys
from pathlib import Path

from pages.shared import catalog
from pages.shared.catalog import Query

ROWS = 500
JOIN = Query(
    "join",
    """
    select count(*) as joined, count(*) filter (left_.stamp <> right_.stamp) as torn
    from left_ join right_ using (id)
    """,
)


def read() -> str:
    """One reading, as its letter."""
    try:
        catalog.use_latest()
        found = catalog.fetch(JOIN).iloc[0]
    except Exception as error:
        print(repr(error), file=sys.stderr, flush=True)
        return "e"
    return "g" if (found["joined"], found["torn"]) == (ROWS, 0) else "t"


def main() -> None:
    os.environ["ATLAS_TABLES"] = sys.argv[1]
    with Path(sys.argv[2]).open("a", buffering=1) as seen:
        while not select.select([sys.stdin], [], [], 0)[0]:
            seen.write(read())
            seen.flush()
            if seen.tell() == 1:
                print("ready", flush=True)


if __name__ == "__main__":
    main()
