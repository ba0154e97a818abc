"""`python -m pages.shared.publish DIR`: the static edition; `--report LINK FILE`: one page as one file."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from pages.shared.catalog import NoTables
from pages.shared.publish import publish, report
from pages.shared.publish.edition import NotEmpty
from pages.shared.publish.report import NoPage


def main(arguments: list[str] | None = None) -> int:
    """The command. Returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m pages.shared.publish", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where the edition is written")
    parser.add_argument(
        "--report", nargs=2, metavar=("LINK", "FILE"), help="one page, as its link filters it, as one file"
    )
    given = parser.parse_args(arguments)
    if bool(given.folder) == bool(given.report):
        parser.error("either a folder or --report LINK FILE")
    try:
        if given.report:
            link, file = given.report
            Path(file).write_text(report(link), "utf-8")
            print(f"{file}: the page {link}")
        else:
            size = publish(given.folder)
            print(f"{given.folder}: {size / 1e6:.1f} MB; open {given.folder / 'index.html'}")
    except (NoTables, NotEmpty, NoPage) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    # What is published is for everybody: the text of originals stays out unless it may be passed on, and who publishes
    # says so.
    os.environ.setdefault("ATLAS_TEXTS", "off")
    sys.exit(main())
