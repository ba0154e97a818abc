"""Rows -> findings: do sums add up, are expected bounds met; and the contract before publication."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.findings import Finding
from etl.reading import Facts, Row
from etl.schema import BY_NAME, MEASURES, TABLES, Column, Table
from etl.vocabulary import allowed

ROUNDING = 0.005
"""Half of the last digit of a share printed in whole per cent."""
LARGEST_LOSS = Fraction(1, 5)
SUMMED = ("stakeholder", "region", "gender")


class ContractBroken(Exception):
    """Tables that must not be published, with every reason."""


def sums(rows: Mapping[str, list[Row]]) -> list[Finding]:
    """Where groups do not add up to their total, or shares to 100 %, within what one source prints."""
    return [*_participation_sums(rows["participation"]), *_type_sums(rows["session_counts"])]


def _by_source(rows: Iterable[Row], *columns: str) -> Mapping[tuple[Any, ...], list[Row]]:
    sets: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        sets[(row["document_id"], row["source_url"], *(row[name] for name in columns))].append(row)
    return sets


def _participation_sums(rows: Iterable[Row]) -> Iterator[Finding]:
    printed = [row for row in rows if not row["is_derived"]]
    totals = _by_source(
        (row for row in printed if row["dimension"] == "total"), "meeting_id", "phase", "measure", "status"
    )
    split = [row for row in printed if row["dimension"] in SUMMED and not _overlaps(row)]
    for key, groups in _by_source(split, "meeting_id", "phase", "measure", "status", "dimension", "scheme").items():
        counted = [row for row in groups if row["count"] is not None]
        if len(counted) >= 3 and len(counted) == len(groups):
            for total in totals.get(key[:-2], ()):
                yield from _count_sum(counted, total)
        shared = [row for row in groups if row["share"] is not None]
        if len(shared) >= 3 and len(shared) == len(groups):
            yield from _share_sum(shared)


def _overlaps(row: Row) -> bool:
    """A label that spans several groups or repeats one is no part of its set's sum."""
    return row["group_name"] is None


def _count_sum(groups: list[Row], total: Row) -> Iterator[Finding]:
    found, stated = sum(row["count"] for row in groups), total["count"]
    if stated is None or found == stated:
        return
    fits = {"over": found >= stated, "under": found <= stated, "about": abs(found - stated) <= 0.05 * stated}
    if not fits.get(total["qualifier"], False):
        yield _mismatch(
            "sum-mismatch",
            groups[0],
            f"{found:,} against {_printed(total)}",
            f"the {len(groups)} groups add up to {found:,}, the printed total is {_printed(total)}",
        )


def _printed(total: Row) -> str:
    qualifier = "" if total["qualifier"] == "exact" else f"{total['qualifier']} "
    return f"{qualifier}{total['count']:,}"


def _share_sum(groups: list[Row]) -> Iterator[Finding]:
    found = sum(row["share"] for row in groups)
    if abs(found - 1) > ROUNDING * len(groups) + 1e-9:
        yield _mismatch(
            "share-sum-mismatch",
            groups[0],
            f"{found:.1%}",
            f"the shares of the {len(groups)} groups add up to {found:.1%}",
        )


def _type_sums(rows: Iterable[Row]) -> Iterator[Finding]:
    """A source may print several totals (with and without pre-events); one that fits is enough."""
    totals = _by_source((row for row in rows if row["dimension"] == "total"), "meeting_id", "phase", "status")
    types = [row for row in rows if row["dimension"] == "type" and row["group_name"] is not None]
    for key, groups in _by_source(types, "meeting_id", "phase", "status").items():
        found = sum(row["count"] for row in groups)
        exact = sorted({total["count"] for total in totals.get(key, ()) if total["qualifier"] == "exact"})
        if len(groups) >= 3 and exact and found not in exact:
            stated = " or ".join(map(str, exact))
            yield _mismatch(
                "sum-mismatch",
                groups[0],
                f"{found} against {stated}",
                f"the {len(groups)} session types add up to {found}, the printed total is {stated}",
            )


def _mismatch(code: str, row: Row, value: str, what: str) -> Finding:
    source = row["source_url"] or "the document"
    where = f"{row['meeting_id']}, {row.get('measure') or 'sessions'}, {row['dimension']}"
    return Finding(
        row["document_id"],
        row["place"],
        code,
        value,
        f"{where}: {what} ({source}); both are kept as printed, check them against the source",
    )


def bounds(facts: Sequence[Facts]) -> list[Finding]:
    """What a record's front matter expects: at least so many rows of a table, or a total for a measure."""
    return [
        Finding(read.document_id, "", "bound-missed", f"{name}: {least}", message)
        for read in facts
        for name, least in read.expect.items()
        if (message := _missed(read, name, least))
    ]


def _missed(read: Facts, name: str, least: int) -> str | None:
    if name in MEASURES:
        totals = {
            row["count"] for row in read.table("participation") if (row["measure"], row["dimension"]) == (name, "total")
        }
        return None if least in totals else f"no total of {least} {name} was read; restore it or correct `expect`"
    if name not in BY_NAME:
        return f"`expect` names {name}, which is neither a table nor a measure; correct it"
    found = len({row["session_id"] for row in read.table(name)}) if name == "sessions" else read.count(name)
    return (
        None
        if found >= least
        else f"{found} rows of {name} were read, at least {least} are expected; restore them or correct `expect`"
    )


def check_contract(tables: Mapping[str, pa.Table]) -> None:
    """Raise ContractBroken unless every table satisfies what `etl.schema` declares of it."""
    broken = [problem for table in TABLES for problem in _problems(table, tables)]
    broken += [f"unknown table {name}" for name in tables if name not in BY_NAME]
    if broken:
        raise ContractBroken("; ".join(broken))


def check_part(name: str, part: pa.Table, tables: Mapping[str, pa.Table]) -> None:
    """The same for some documents' rows of the table `name`, beside the whole of other `tables`."""
    if broken := list(_problems(BY_NAME[name], {**tables, name: part})):
        raise ContractBroken("; ".join(broken))


def check_losses(
    before: Mapping[str, pa.Table], now: Mapping[str, pa.Table], there: Collection[str] = frozenset()
) -> None:
    """Raise ContractBroken where a table loses a fifth of its rows or more although their documents stayed.

    `before` may lack tables that are new. `there` are the SHA-256 of the documents that were given this
    time, read or not. A document that was removed, or that is no longer readable because it changed,
    takes its rows with it; that is no loss.
    """
    removed = pa.array(sorted(_removed(before, now, there)), pa.string())
    broken = []
    for table in TABLES:
        # A meeting's row is merged from many documents, an organisation's from many names; a finding that is
        # gone is no loss.
        if table.name not in before or table.name == "findings":
            continue
        if len(removed) and table.name in ("meetings", "organisations"):
            continue
        old, new = before[table.name].num_rows, now[table.name].num_rows
        if len(removed) and "document_id" in table.names:
            old -= before[table.name].filter(pc.is_in(before[table.name]["document_id"], removed)).num_rows
        if old and old - new >= old * LARGEST_LOSS:
            broken.append(f"{table.name}: {new} rows where there were {old}, from documents that are still there")
    if broken:
        raise ContractBroken(f"{'; '.join(broken)}; mend what lost them, or build with --accept-losses")


def _removed(before: Mapping[str, pa.Table], now: Mapping[str, pa.Table], there: Collection[str]) -> set[str]:
    """The ids of documents that were read before and are not there as they were."""
    if "documents" not in before:
        return set()
    hashes = dict(zip(*(before["documents"][name].to_pylist() for name in ("document_id", "sha256")), strict=True))
    gone = hashes.keys() - set(now["documents"]["document_id"].to_pylist())
    return {document_id for document_id in gone if hashes[document_id] not in there}


def _problems(table: Table, tables: Mapping[str, pa.Table]) -> Iterator[str]:
    found = tables.get(table.name)
    if found is None:
        yield f"table {table.name} is missing"
        return
    if not found.schema.equals(table.arrow()):
        yield f"{table.name}: its columns are not those declared"
        return
    for column in table.columns:
        yield from (
            f"{table.name}.{column.name}: {problem}" for problem in _column_problems(column, found[column.name], tables)
        )
    # Where no key is declared, a row is told from others by all that it holds.
    keys = found.group_by(list(table.key or table.names), use_threads=False).aggregate([([], "count_all")])
    for row in keys.filter(pc.field("count_all") > 1).to_pylist():
        count = row.pop("count_all")
        yield f"{table.name}: the key {tuple(row.values())} occurs {count} times"


def _column_problems(column: Column, values: pa.ChunkedArray[Any], tables: Mapping[str, pa.Table]) -> Iterator[str]:
    if column.required and values.null_count:
        yield f"{values.null_count} nulls"
    present = values.drop_null()
    known = set(column.allowed) or (allowed(column.vocabulary) if column.vocabulary else set())
    if known and (unknown := set(pc.unique(present).to_pylist()) - known):
        yield f"unknown values {', '.join(sorted(map(str, unknown)))}"
    other, _, name = column.refers_to.partition(".")
    # A table that is missing or has other columns is a problem of its own.
    if other in tables and name in tables[other].column_names:
        named = pc.unique(present)
        orphans = named.filter(pc.invert(pc.is_in(named, tables[other][name].cast(named.type)))).to_pylist()
        if orphans:
            yield f"no row of {column.refers_to} is {', '.join(sorted(map(str, orphans))[:5])}"
    if column.bounds and len(present):
        low, high = pc.min(present).as_py(), pc.max(present).as_py()
        if pa.types.is_floating(present.type) and pc.any(pc.is_nan(present)).as_py():
            yield "a value that is no number"
        elif low < column.bounds[0] or high > column.bounds[1]:
            yield f"{low} to {high} is not within {column.bounds[0]} to {column.bounds[1]}"
