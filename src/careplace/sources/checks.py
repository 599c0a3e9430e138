"""Holds a table against its contract: columns, types, nulls, allowed values, key."""

import pyarrow as pa
import pyarrow.compute as pc

from careplace.engine import Engine
from careplace.sources.contract import Column, Problem, SourceError, Table

SHOWN = 5
ORIGIN = ("sheet", "source_row")


def checked(table: pa.Table, contract: Table, file: str) -> tuple[pa.Table, list[str]]:
    """(the table in its contract's columns and types, notes on rows that were dropped as exact repeats).

    Raises:
        SourceError: for each breach, with up to SHOWN rows of each kind.
    """
    table = _typed(table, contract, file)
    problems = [
        problem for column in contract.columns for problem in _column_problems(table, contract, column, file)
    ]
    kept, clashes = _without_repeats(table, contract, file)
    if problems or clashes:
        raise SourceError(problems + clashes)
    dropped = table.num_rows - kept.num_rows
    note = f"{contract.name}: {dropped:,} rows that repeat another row in every cell were dropped"
    return kept, [note] if dropped else []


def _typed(table: pa.Table, contract: Table, file: str) -> pa.Table:
    missing = [column.name for column in contract.columns if column.name not in table.column_names]
    if missing:
        found = f"a table without {', '.join(missing)}"
        raise SourceError(Problem(file, found, f"the columns of the contract {contract.name}"))
    try:
        return table.select(contract.schema.names).cast(contract.schema).combine_chunks()
    except pa.ArrowInvalid as error:
        raise SourceError(Problem(file, str(error), f"the types of the contract {contract.name}")) from error


def _column_problems(table: pa.Table, contract: Table, column: Column, file: str) -> list[Problem]:
    values, problems = table.column(column.name), []
    if column.required and values.null_count:
        problems += _told(table, contract, column.name, pc.is_null(values), "a value in every row", file)
    if column.allowed:
        strange = pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, pa.array(column.allowed))))
        if pc.any(strange).as_py():
            problems += _told(
                table, contract, column.name, strange, f"one of {', '.join(column.allowed)}", file
            )
    return problems


def _told(table: pa.Table, contract: Table, name: str, wrong, expected: str, file: str) -> list[Problem]:
    rows = table.filter(wrong)
    more = f" ({rows.num_rows:,} such rows)" if rows.num_rows > 1 else ""
    return [
        _problem(
            contract, row, name, ("no value" if row[name] is None else repr(row[name])) + more, expected, file
        )
        for row in rows.slice(0, SHOWN).to_pylist()
    ]


def _problem(contract: Table, row: dict, column: str, found: str, expected: str, file: str) -> Problem:
    # The column is the contract's where the reader has let the cell through: its heading stands in the guide.
    return Problem(
        file, found, expected, row.get("sheet") or "", row.get("source_row"), f"{column} ({contract.name})"
    )


def _without_repeats(table: pa.Table, contract: Table, file: str) -> tuple[pa.Table, list[Problem]]:
    """The table with one of each set of equal rows, and the keys that rows of different values share."""
    values = [name for name in table.column_names if name not in ORIGIN]
    key = list(contract.key) or values
    if not _repeats(table, key):
        return table, []
    with Engine() as engine:
        engine.register("cells", table)
        same = f"partition by {_listed(values)} order by source_row"
        kept = engine.sql(
            f"select * from cells qualify row_number() over ({same}) = 1 order by source_row"
        ).cast(table.schema)
        engine.register("kept", kept)
        clashes = (
            engine.rows(
                f"select * from kept qualify count(*) over (partition by {_listed(key)}) > 1"
                f" order by {_listed(key)}, source_row limit {2 * SHOWN}"
            )
            if contract.key
            else []
        )
    return kept, [_clash(contract, row, file) for row in clashes]


def _repeats(table: pa.Table, key: list[str]) -> bool:
    return table.group_by(key).aggregate([]).num_rows < table.num_rows


def _clash(contract: Table, row: dict, file: str) -> Problem:
    shown = ", ".join(f"{name} {row[name]}" for name in contract.key if name != "snapshot")
    expected = "one row of this key, or rows that are the same in every cell"
    return _problem(contract, row, "/".join(contract.key), f"a second row of {shown}", expected, file)


def _listed(names: list[str]) -> str:
    return ", ".join('"' + name + '"' for name in names)
