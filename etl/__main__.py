"""The commands: `python -m etl build | show | tables | verify | diff | release | rollback | score | fetch`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from etl import build as builder
from etl import dictionary, history, show, storage, tables
from etl.document import Unreadable
from etl.engine import Engine, Local


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(argv)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        print("stopped; the tables built last are still in place", file=sys.stderr)
        return 130
    except (*builder.FAILURES, history.NoSuchBuild, history.Damaged, Unreadable, ValueError) as error:
        print(f"{options.command}: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description="Documents in, Parquet tables out.")
    commands = parser.add_subparsers(dest="command", required=True)

    command = commands.add_parser("build", help="documents (files or folders) -> tables")
    command.add_argument("documents", nargs="*", type=storage.place, metavar="DOCUMENT", default=[])
    _takes_out(command)
    command.add_argument("--engine", choices=("local", "dask"), default="local", help="what reads the documents")
    command.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster; without, one is started here")
    command.add_argument("--workers", type=int, default=None, help="processes that read documents on this machine")
    command.add_argument("--strict", action="store_true", help="exit with 1 where a finding is an error")
    command.add_argument("--accept-losses", action="store_true", help="publish although documents lost many rows")
    command.set_defaults(run=_build)

    command = commands.add_parser("show", help="what would be read from a document, and what was not understood")
    command.add_argument("document", type=Path, metavar="DOCUMENT")
    command.add_argument("--json", action="store_true", help="for programs")
    command.set_defaults(run=_show)

    command = commands.add_parser("tables", help="the data dictionary")
    command.set_defaults(run=_tables)

    command = commands.add_parser("fetch", help="download the originals that records name, for the next build")
    command.add_argument(
        "records",
        nargs="*",
        type=Path,
        metavar="RECORD",
        help="records; all of them and the programmes where none is named",
    )
    command.add_argument("--into", type=Path, default=builder.ORIGINALS, metavar="DIR")
    command.set_defaults(run=_fetch)

    command = commands.add_parser("score", help="precision and recall on samples with expected rows")
    command.add_argument("directory", type=Path, metavar="EXPECTED_DIR")
    command.add_argument("--basis", choices=("known", "unseen"), help="write the rates of all kinds together into "
                         "data/vocabulary/error_rates.yml, as those of documents the rules were written with, or of "
                         "documents nobody had seen")  # fmt: skip
    command.set_defaults(run=_score)

    command = commands.add_parser("verify", help="whether the bytes of every build are those that were written")
    _takes_out(command)
    command.set_defaults(run=_verify)

    command = commands.add_parser("diff", help="which rows came, went and changed, and from which document")
    command.add_argument("old", nargs="?", default="previous", metavar="OLD")
    command.add_argument("new", nargs="?", default="current", metavar="NEW")
    _takes_out(command)
    command.set_defaults(run=_diff)

    command = commands.add_parser("release", help="list in data/changes.csv what changed since the last release")
    _takes_out(command)
    command.set_defaults(run=_release)

    command = commands.add_parser("rollback", help="go back to an earlier build")
    command.add_argument("build", nargs="?", default="previous", metavar="BUILD")
    _takes_out(command)
    command.set_defaults(run=_rollback)
    return parser


def _takes_out(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=storage.place, default=builder.TABLES_FOLDER, metavar="DIR",
                         help="where the tables are: a folder, or a URL as s3://bucket/folder")  # fmt: skip


def _build(options: argparse.Namespace) -> int:
    documents = [_documents(given) for given in options.documents] or builder.default_documents()
    missing = [path for path in documents if not path.exists()]
    if len(missing) == len(documents):
        raise FileNotFoundError(
            f"no such file or folder: {', '.join(map(str, missing))}; name documents or folders that exist"
        )
    out = options.out
    if isinstance(out, storage.Remote):
        out = storage.workplace(options.out) / "tables"
        storage.pull(options.out, out)
    with _engine(options) as engine, show.progress() as told:
        built = builder.build(documents, out, engine=engine, accept_losses=options.accept_losses, told=told)
    if isinstance(options.out, storage.Remote):
        storage.push(out, options.out)
    show.print_built(built)
    return 1 if options.strict and built.has_errors else 0


def _documents(given: storage.Place) -> Path:
    if isinstance(given, Path):
        return given
    from etl import mirror  # which no other command needs

    return mirror.documents(given)


@contextmanager
def _engine(options: argparse.Namespace) -> Iterator[Engine]:
    if options.engine == "local":
        yield Local(options.workers)
        return
    from etl.on_dask import Dask  # an optional extra

    with Dask(options.scheduler, options.workers) as dask:
        print(f"Dask's dashboard: {dask.dashboard}", flush=True)
        yield dask


def _show(options: argparse.Namespace) -> int:
    reading = builder.read_document(options.document, options.document.name)
    if options.json:
        print(json.dumps(show.as_json(reading), ensure_ascii=False, indent=1, default=str))
    else:
        show.print_reading(reading)
    return 0


def _tables(_: argparse.Namespace) -> int:
    print(dictionary.markdown(), end="")
    return 0


def _fetch(options: argparse.Namespace) -> int:
    from etl import fetch  # a network client, which no other command needs

    refused = 0
    for fetched in fetch.fetch(options.records, into=options.into):
        refused += fetched.outcome == "refused"
        print(f"{fetched.outcome:<10} {fetched.url}{': ' + fetched.message if fetched.message else ''}", flush=True)
    return 1 if refused else 0


def _score(options: argparse.Namespace) -> int:
    from etl import score

    return score.main(options.directory, options.basis)


def _verify(options: argparse.Namespace) -> int:
    with storage.opened(options.out) as out:
        if not tables.builds(out):
            raise history.NoSuchBuild(f"no build in {options.out}; run `python -m etl build`")
        found = history.verify(out)
    for name, problems in found.items():
        print(f"{name}: {'whole' if not problems else '; '.join(problems)}")
    return 1 if any(found.values()) else 0


def _diff(options: argparse.Namespace) -> int:
    with storage.opened(options.out) as out:
        old, new = (history.build_named(out, name) for name in (options.old, options.new))
        print(f"{old.name} -> {new.name}")
        for change in history.differences(old, new):
            print(f"{change.kind:<8} {change.table:<18} {change.document_id or '':<24} {change.row}")
    return 0


def _release(options: argparse.Namespace) -> int:
    from etl import release

    with storage.opened(options.out) as out:
        for line in release.release(out, datetime.now(UTC).date(), release.FILE):
            print(" ".join(filter(None, line.values())))
    return 0


def _rollback(options: argparse.Namespace) -> int:
    with storage.opened(options.out) as out:
        version = history.rollback(out, options.build)
    if isinstance(options.out, storage.Remote):
        storage.point_to(options.out, version)
    print(f"current is {version}")
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that knows few letters
    sys.exit(main())
