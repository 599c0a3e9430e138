"""Holds a table against its contract: columns, types, nulls, allowed values, key."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careplace.engine import Engine
from careplace.sources import ranges, spared
from careplace.sources.contract import (
    ORIGIN,
    ROWS_SHOWN,
    Column,
    Problem,
    SourceError,
    Table,
    misfits,
    refuse_for,
    shortened,
)

SAME_IN_A_FILE = ("snapshot", "source")


def checked(
    table: pa.Table, contract: Table, file: str, headings: dict[str, str] | None = None
) -> tuple[pa.Table, list[str]]:
    """(the table in its contract's columns and types, notes).

    The notes tell cells read as blank, categories not seen before, and rows dropped as repeats.

    `headings` says what the file calls the contract's columns, for messages; so do `sheet` and `source_row`, which
    `table` may hold beside the contract's columns. Rows stay in their order.

    Raises:
        SourceError: for each breach, with up to ROWS_SHOWN rows of each kind.
    """
    check = Check(contract, file, headings or {})
    table, blanked = check.without_misfits(check.typed(table))
    distinct, clashes = check.without_repeats(table)
    unseen = [note for column in contract.columns if column.known for note in check.unseen(table, column)]
    problems = [problem for column in contract.columns for problem in check.column(table, column)] + clashes
    refuse_for(problems)
    dropped = table.num_rows - distinct.num_rows
    but = f" but {', '.join(contract.context)}" if contract.context else ""
    repeats = f"{contract.name}: rows dropped because they repeat another row in every cell{but}: {dropped:,}"
    return distinct.select(contract.schema.names), [*blanked, *unseen, *([repeats] if dropped else [])]


@dataclass(frozen=True)
class Check:
    """One table's contract, the file that the table is from, and what the file calls its columns."""

    contract: Table
    file: str
    headings: dict[str, str] = field(default_factory=dict)

    def typed(self, table: pa.Table) -> pa.Table:
        """The contract's columns in its order and types, then the sheet and row where it has no column for them.

        Raises:
            SourceError: where a column is missing or of another type.
        """
        missing = [column.name for column in self.contract.columns if column.name not in table.column_names]
        if missing:
            actual = f"a table without {', '.join(missing)}"
            raise SourceError(Problem(self.file, actual, f"the columns of {self.contract.name}"))
        problems = [
            name for name in ORIGIN if name in table.column_names and name not in self.contract.schema.names
        ]
        schema = pa.schema([*self.contract.schema, *(table.schema.field(name) for name in problems)])
        try:
            return table.select(schema.names).cast(schema).combine_chunks()
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise SourceError(Problem(self.file, str(error), f"the types of {self.contract.name}")) from error

    def column(self, table: pa.Table, column: Column) -> list[Problem]:
        """Blanks in a required column, and values that are not allowed or break another rule."""
        values, problems = table.column(column.name), []
        if column.required:
            problems += self._problems(table, column.name, pc.is_null(values), "a value in every row")
        if column.allowed:
            unlisted = pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, pa.array(column.allowed))))
            problems += self._problems(table, column.name, unlisted, f"one of {', '.join(column.allowed)}")
        for wrong, expected in ranges.breaches(values, column):
            problems += self._problems(table, column.name, wrong, expected)
        return problems

    def without_misfits(self, table: pa.Table) -> tuple[pa.Table, list[str]]:
        """The table with null for the cells of descriptive columns that break a rule, and notes on them."""
        notes = []
        for column in (column for column in self.contract.columns if column.descriptive):
            values, at = table.column(column.name), table.schema.get_field_index(column.name)
            for wrong, expected in ranges.breaches(values, column):
                notes += spared.notes(self._problems(table, column.name, wrong, expected), table.num_rows)
                values = pc.if_else(wrong, None, values)
            table = table.set_column(at, table.schema.field(at), values)
        return table, notes

    def unseen(self, table: pa.Table, column: Column) -> list[str]:
        """A note on the values that are not among those of a list that grows."""
        parts = pc.list_flatten(pc.split_pattern(table.column(column.name).drop_null(), "|"))
        is_known = pc.is_in(pc.utf8_lower(parts), pa.array(["", *(word.lower() for word in column.known)]))
        counts = pc.value_counts(parts.filter(pc.invert(is_known))).to_pylist()
        counts.sort(key=lambda row: (-row["counts"], row["values"]))
        counts_in_words = [f"{shortened(row['values'], 80)!r} ({row['counts']:,})" for row in counts]
        more = [f"{len(counts_in_words) - ROWS_SHOWN:,} more"] if len(counts_in_words) > ROWS_SHOWN else []
        heading = self.headings.get(column.name, column.name)
        value_list = "; ".join([*counts_in_words[:ROWS_SHOWN], *more])
        return [f"{heading}: values not seen before: {value_list}"] if counts_in_words else []

    def without_repeats(self, table: pa.Table) -> tuple[pa.Table, list[Problem]]:
        """The table with the first of each set of equal rows, and a problem for each row whose key another has."""
        aside = {*ORIGIN, *self.contract.context}
        values = [name for name in table.column_names if name not in aside]
        key = list(self.contract.key) or values
        if table.group_by(key).aggregate([]).num_rows == table.num_rows:
            return table, []
        with Engine() as engine:
            # Not by source_row: one row of a wide file is many rows of a long table.
            engine.register("cells", table.append_column("stood_at", pa.array(np.arange(table.num_rows))))
            distinct = engine.sql(
                "select * from cells qualify row_number() over "
                f"(partition by {_joined(values)} order by stood_at) = 1 order by stood_at"
            )
            engine.register("kept", distinct)
            clashes = engine.rows(
                f"select * from kept qualify count(*) over (partition by {_joined(key)}) > 1 "
                f"order by {_joined(key)}, stood_at limit {2 * ROWS_SHOWN}"
            )
        return distinct.drop_columns("stood_at").cast(table.schema), [self._clash(row) for row in clashes]

    def _problems(self, table: pa.Table, name: str, wrong: pa.ChunkedArray, expected: str) -> list[Problem]:
        return misfits(self.file, table, name, wrong, expected, self.headings.get(name, name))

    def _clash(self, row: dict) -> Problem:
        key = [name for name in self.contract.key if name not in SAME_IN_A_FILE]
        actual = "one of several rows of " + ", ".join(f"{name} {row[name]}" for name in key)
        column = next((name for name in key if name in self.headings), key[0])
        expected = "one row, or rows that are the same in every cell"
        heading = self.headings.get(column, column)
        return Problem(self.file, actual, expected, row.get("sheet") or "", row.get("source_row"), heading)


def _joined(names: list[str]) -> str:
    return ", ".join('"' + name + '"' for name in names)
