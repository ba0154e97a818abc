"""F. Whatever single thing is wrong with a table: it is noticed, not published, and the last build stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from etl import build as builder
from etl import cache, checks, tables
from etl.__main__ import main
from etl.formats import find_documents
from etl.schema import BY_NAME, NUMBER, TABLES, Column, Table
from tests.reliability import corpus

Tables = dict[str, pa.Table]
Mutation = tuple[str, Tables]


@pytest.fixture(scope="module")
def whole() -> Tables:
    """Tables of real documents in which nothing is wrong, each with enough rows to lose some."""
    folders = [corpus.RECORDS / f"igf-{year}.md" for year in (2016, 2017, 2018, 2019)]
    found = [*find_documents(folders)[0], *find_documents([corpus.SAMPLES / "session-report"])[0]]
    rows = builder.assemble.assemble(builder.read_one(path, relative) for path, relative in found)
    made = {table.name: tables.to_arrow(table, rows[table.name]) for table in TABLES}
    assert all(table.num_rows >= 4 for table in made.values()), {name: table.num_rows for name, table in made.items()}
    return made


def with_value(table: pa.Table, name: str, value: Any, at: int) -> pa.Table:
    """`table` with one value changed, whatever its schema says of it."""
    values = table[name].to_pylist()
    values[at] = value
    index = table.schema.get_field_index(name)
    field = table.schema.field(name)
    return table.set_column(index, field, pa.array(values, field.type))


def of_wrong_type(table: pa.Table, name: str) -> pa.Table:
    index, type_ = table.schema.get_field_index(name), table.schema.field(name).type
    other = pa.string() if type_ != pa.string() else pa.binary()
    values = pa.nulls(table.num_rows, other) if type_ != pa.string() else table[name].cast(other)
    return table.set_column(index, pa.field(name, other), values)


def mutations_of_columns(table: Table, found: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    yield "unknown column", found.append_column("more", pa.array([1] * found.num_rows))
    yield "columns in another order", found.select([*table.names[1:], table.names[0]])
    for column in table.columns:
        yield f"missing column {column.name}", found.drop_columns([column.name])
        yield (
            f"renamed column {column.name}",
            found.rename_columns([f"{name}_" if name == column.name else name for name in found.column_names]),
        )
        yield f"wrong type of {column.name}", of_wrong_type(found, column.name)


def wrong_values(column: Column, found: pa.Table) -> Iterator[tuple[str, Any]]:
    """What a value of the column must not be."""
    if column.required:
        yield "null", None
    if column.allowed or column.vocabulary:
        yield "unknown value", "no such value"
        yield "known value in other case", str(next(filter(None, found[column.name].to_pylist()), "Final")).swapcase()
    if column.refers_to:
        yield "orphan", "nowhere"
    if column.bounds:
        yield "below its bounds", column.bounds[0] - 1
        yield "above its bounds", column.bounds[1] + 1
    if column.bounds and column.type == NUMBER:
        yield "no number", float("nan")


def mutations_of_rows(table: Table, found: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    rows = found.num_rows
    for column in table.columns:
        for what, value in wrong_values(column, found):
            for at in {0, rows - 1}:
                yield f"{what} in {column.name}", with_value(found, column.name, value, at)
    yield "duplicate key", pa.concat_tables([found, found.slice(rows - 1)])
    if table.key:
        changed = found.slice(0, 1)
        for column in table.columns:
            if column.name not in table.key and not column.required:
                changed = with_value(changed, column.name, None, 0)
        yield "duplicate key of another row", pa.concat_tables([found, changed])
    if table.name != "findings":  # one that is gone is good news
        lost = -(-rows // 5)
        yield "a fifth fewer rows, the first", found.slice(lost)
        yield "a fifth fewer rows, the last", found.slice(0, rows - lost)
        yield "no rows", found.slice(0, 0)


def mutations(whole: Tables) -> Iterator[Mutation]:
    """Every way in which one table is wrong, and all tables with it."""
    for table in TABLES:
        found = whole[table.name]
        for make in (mutations_of_columns, mutations_of_rows):
            for what, mutant in make(table, found):
                yield f"{table.name}: {what}", whole | {table.name: mutant}
        yield f"{table.name}: missing", {name: other for name, other in whole.items() if name != table.name}
    yield "an unknown table", whole | {"extras": whole["tracks"]}


def is_caught(before: Tables, now: Tables) -> bool:
    there = before["documents"]["sha256"].to_pylist()
    for check in (lambda: checks.check_contract(now), lambda: checks.check_losses(before, now, there)):
        try:
            check()
        except checks.ContractBroken:
            return True
    return False


def test_nothing_is_found_where_nothing_is_wrong(whole: Tables) -> None:
    assert not is_caught(whole, whole)
    for table in TABLES:
        more = pa.concat_tables([whole[table.name]] * 2)
        nearly = more.slice(0, more.num_rows - more.num_rows // 5 + 1)
        checks.check_losses(whole | {table.name: more}, whole | {table.name: nearly})


def test_every_single_mutation_is_caught(whole: Tables) -> None:
    made = list(mutations(whole))
    kinds = ("unknown column", "wrong type", "null", "duplicate key", "orphan", "unknown value", "fifth fewer")
    assert all(any(kind in what for what, _ in made) for kind in kinds)
    assert [what for what, mutant in made if not is_caught(whole, mutant)] == []


Change = Callable[[Tables], Tables]


def changed(name: str, change: Callable[[pa.Table], pa.Table]) -> Change:
    return lambda made: made | {name: change(made[name])}


PUBLISHED: Mapping[str, tuple[Change, str]] = {
    "unknown column": (
        changed("tracks", lambda t: t.append_column("more", t["track"])), "its columns are not those declared"),
    "wrong type": (changed("sessions", lambda t: of_wrong_type(t, "title")), "its columns are not those declared"),
    "null key": (changed("meetings", lambda t: with_value(t, "meeting_id", None, 0)), "1 nulls"),
    "duplicate key": (changed("sessions", lambda t: pa.concat_tables([t, t.slice(0, 1)])), "occurs 2 times"),
    "orphan": (changed("tracks", lambda t: with_value(t, "document_id", "nowhere", 0)), "is nowhere"),
    "unknown value": (changed("sessions", lambda t: with_value(t, "status", "lost", 0)), "unknown values lost"),
    "fewer rows": (changed("participation", lambda t: t.slice(-(-t.num_rows // 5))), "--accept-losses"),
}  # fmt: skip


@pytest.mark.parametrize("kind", PUBLISHED)
def test_what_is_caught_is_not_published_and_the_last_build_stays(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change, says = PUBLISHED[kind]
    documents, out = corpus.write_small(tmp_path / "in"), tmp_path / "out"
    builder.build([documents], out)
    before = corpus.hashes(out)
    make, count = builder._arrow, len(list(documents.iterdir()))

    def made(rows: Mapping[str, Any]) -> Tables:
        """What no document by itself is to blame for."""
        return change(make(rows)) if len(rows["documents"]) == count else make(rows)

    monkeypatch.setattr(builder, "_arrow", made)
    monkeypatch.setattr(cache, "version_made_of", lambda *_: None)  # the documents are those of the last build
    assert main(["build", str(documents), "--out", str(out)]) == 1
    assert says in capsys.readouterr().err
    assert corpus.hashes(out) == before


@pytest.mark.parametrize("value", [3.5, "many", [1], True, 2**70])
def test_a_value_of_another_type_breaks_the_contract(value: Any, tmp_path: Path,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    documents = corpus.write_small(tmp_path / "in")
    assemble = builder.assemble.assemble

    def wrong(*given: Any) -> dict[str, list[dict[str, Any]]]:
        rows = assemble(*given)
        rows["documents"][0]["word_count"] = value
        return rows

    monkeypatch.setattr(builder.assemble, "assemble", wrong)
    with pytest.raises(checks.ContractBroken, match="documents.word_count: "):
        builder.build([documents], tmp_path / "out")
    assert tables.current(tmp_path / "out") is None


def test_losses_may_be_accepted(tmp_path: Path) -> None:
    documents, out = corpus.write_small(tmp_path / "in"), tmp_path / "out"
    builder.build([documents], out)
    record = documents / "igf-2014.md"
    record.write_text("".join(line for line in record.read_text().splitlines(True) if not line.startswith("| WS #2")))
    assert main(["build", str(documents), "--out", str(out)]) == 1
    assert main(["build", str(documents), "--out", str(out), "--accept-losses"]) == 0


def lost(documents: Sequence[str], whole: Tables) -> Tables:
    """`whole` without what was read from `documents`."""
    kept = {}
    for name, table in whole.items():
        if "document_id" in BY_NAME[name].names:
            table = table.filter(pa.array([value not in documents for value in table["document_id"].to_pylist()]))
        kept[name] = table
    return kept


def test_a_document_that_is_there_and_is_not_read_any_more_is_a_loss(whole: Tables) -> None:
    """A document that was removed takes its rows with it; one that a program cannot read any more must not."""
    ids, hashes = (whole["documents"][name].to_pylist() for name in ("document_id", "sha256"))
    gone = [name for name in ids if name.startswith("igf-")][:2]
    there = [sha256 for name, sha256 in zip(ids, hashes, strict=True) if name not in gone]
    checks.check_losses(whole, lost(gone, whole), there)
    with pytest.raises(checks.ContractBroken, match="from documents that are still there"):
        checks.check_losses(whole, lost(gone, whole), hashes)
