"""Runs a method over a table: finds its columns, checks every cell, sorts series, and joins rows with their results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from careplace.cli.calculating.cells import Decimal, Fault, Numbers, numbers_of
from careplace.cli.calculating.gaps import MOST_NAMES, Gaps, gaps_in
from careplace.cli.calculating.methods import Columns, Method, Result, Role, Settings
from careplace.cli.calculating.order import LIKELY, position
from careplace.cli.calculating.tables import Table, refusal
from careplace.statistics.arguments import ArgumentError

PREFIX = "calculated_"


class Faulty(Exception):
    """Cells that cannot be used, all of the table's together."""

    def __init__(self, faults: list[Fault]):
        super().__init__(f"{len(faults)} cells cannot be used")
        self.faults = faults


@dataclass(frozen=True)
class Choices:
    """How the table is to be taken.

    `columns` is {role: the file's name for it}; `by` names the columns that tell series or groups apart; `order` the one
    that a series is sorted by; `rebase` the points (as `order` has them, or row numbers) where a chart starts again.
    """

    columns: Mapping[str, str]
    by: tuple[str, ...] = ()
    order: str | None = None
    missing: tuple[str, ...] = ()
    rebase: tuple[str, ...] = ()
    keep_going: bool = False
    decimal: Decimal | None = None


@dataclass(frozen=True)
class Answer:
    """The table that is printed, the faults that were passed over, and notes for whoever runs the command."""

    names: list[str]
    rows: list[list]
    faults: list[Fault]
    notes: list[str]


def calculate(table: Table, method: Method, choices: Choices, settings: Settings) -> Answer:
    """The table with a method's results beside its rows, or a row for each group.

    Raises:
        Faulty: a cell is no number, or a part is more than its whole, and `choices.keep_going` is not set.
        ClickException: a column or a rebase point is missing, or a series cannot be sorted.
    """
    numbers = {role.name: _numbers(table, role, choices) for role in method.roles}
    faults = [fault for column in numbers.values() for fault in column.faults]
    faults += _parts(table, method, numbers, choices)
    if faults and not choices.keep_going:
        raise Faulty(sorted(faults, key=lambda fault: fault.row))
    job = Job(
        table, method, choices, settings, numbers, {fault.row: str(fault) for fault in reversed(faults)}
    )
    by = [_column_called(table, name, "--by") for name in choices.by]
    order, name = _order(table, method, choices)
    groups = _grouped(table, by, order, name)
    parts = [job.part(key, group, by, order) for key, group in groups]
    rows = [row for _, part in parts for row in part]
    notes = _notes(method, numbers, order)
    if method.spaced and order is not None:
        notes += [note for key, group in groups for note in _gap_notes(key, gaps_in(order[group]))]
    return Answer(parts[0][0], rows, faults, notes)


def _notes(method: Method, numbers: dict[str, Numbers], order: np.ndarray | None) -> list[str]:
    notes = []
    if method.ordered and order is None:
        notes.append("rows are taken in the order of the file; --order names the column that says when")
    if any(column.percent for column in numbers.values()):
        notes.append("numbers with % are taken as percentages, and results are in percent")
    return notes


def _gap_notes(key: tuple[str, ...], gaps: Gaps) -> list[str]:
    """What is said of the gaps of one series."""
    series = f"{', '.join(key)}: " if key else ""
    if not gaps.regular:
        return [f"{series}the points have no regular step; they are taken as consecutive"]
    more = f" and {len(gaps.absent) - MOST_NAMES:,} more" if len(gaps.absent) > MOST_NAMES else ""
    absent = ", ".join(gaps.absent[:MOST_NAMES]) + more
    return [f"{series}no row for {absent}: taken as missing, as a blank value is"] if gaps.absent else []


@dataclass(frozen=True)
class Job:
    """What is calculated of which table; `reasons` says of a row that has a fault what it is."""

    table: Table
    method: Method
    choices: Choices
    settings: Settings
    numbers: dict[str, Numbers]
    reasons: dict[int, str]

    def part(
        self, key, group: list[int], by: list[str], order: np.ndarray | None
    ) -> tuple[list[str], list[list]]:
        """(names, rows) of the answer for one group: its rows of the table, or its key alone, with the results."""
        own = [self.reasons.get(self.table.numbers[place]) for place in group]
        result = _with_reasons(self._result(group, order, own), self.method, own)
        whole = self.method.answers == "group"
        names, cells = (by, [list(key)]) if whole else (self.table.names, [self.table.rows[p] for p in group])
        results = zip(*result.values(), strict=True)
        rows = [[*row, *values] for row, values in zip(cells, results, strict=True)]
        return [*names, *_free(result, names)], rows

    def _result(self, group: list[int], order: np.ndarray | None, own: list[str | None]) -> Result:
        places = None if order is None else order[group]
        rebase = _rebased(self.table, self.choices, places, group)
        at = None
        if self.method.spaced and places is not None:
            at = np.arange(len(group)) + np.cumsum(gaps_in(places).before)
        here: Columns = {role: column.values[group] for role, column in self.numbers.items()}
        if any(own) and self.method.answers == "group":
            here = {role: np.full_like(values, np.nan) for role, values in here.items()}
        try:
            return self.method.run(here, replace(self.settings, order=places, rebase=rebase, places=at))
        except ArgumentError as error:
            row = self.table.numbers[group[0]]
            raise refusal(self.table.file, str(error), "numbers that the method can take", row) from None


def _with_reasons(result: Result, method: Method, own: list[str | None]) -> Result:
    """The reasons of faulty cells in place of "a number is missing"."""
    if method.answers == "group":
        first = next((reason for reason in own if reason), None)
        return result | {"reason": [first]} if first else result
    return result | {"reason": [fault or reason for fault, reason in zip(own, result["reason"], strict=True)]}


def _numbers(table: Table, role: Role, choices: Choices) -> Numbers:
    name = column_of(table, role, choices.columns)
    decimal = choices.decimal or (Decimal.UNKNOWN if table.separator == ";" else Decimal.POINT)
    kind = (role.count, role.percent, role.whole, decimal)
    return numbers_of(table.column(name), table.numbers, name, choices.missing, *kind)


def column_of(table: Table, role: Role, columns: Mapping[str, str]) -> str:
    """The file's name of the column that a method calls `role`.

    Raises:
        ClickException: no column is called so, or several could be meant.
    """
    if role.name in columns:
        return _column_called(table, columns[role.name], f"--column {role.name}")
    for role_name in (role.name, *role.also):
        matches = [name for name in table.names if _folded(name) == _folded(role_name)]
        if len(matches) == 1:
            return matches[0]
    expected = f"a column {role.name!r} ({role.meaning}); name it with --column {role.name}=NAME"
    raise refusal(table.file, f"the columns {', '.join(table.names)}", expected, row=1)


def _column_called(table: Table, name: str, option: str) -> str:
    matches = [heading for heading in table.names if heading == name] or [
        heading for heading in table.names if _folded(heading) == _folded(name)
    ]
    if len(matches) != 1:
        raise refusal(
            table.file, f"the columns {', '.join(table.names)}", f"a column {name!r}, as {option} says", row=1
        )
    return matches[0]


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _parts(table: Table, method: Method, numbers: dict[str, Numbers], choices: Choices) -> list[Fault]:
    """Rows whose part is more than its whole; the part is then taken as missing."""
    faults = []
    for part, whole in method.parts:
        more = np.flatnonzero(numbers[part].values > numbers[whole].values)
        name = next(column_of(table, role, choices.columns) for role in method.roles if role.name == part)
        for place in more:
            counts = f"{numbers[part].values[place]:,.12g} of {numbers[whole].values[place]:,.12g}"
            faults.append(Fault(table.numbers[place], name, counts, f"at most the {whole.replace('_', ' ')}"))
        numbers[part].values[more] = np.nan
    return faults


def _order(table: Table, method: Method, choices: Choices) -> tuple[np.ndarray | None, str]:
    """(the place in time of each row, the column that says it), or None where a method has no order or no column says it."""
    name = _column_called(table, choices.order, "--order") if choices.order else _likely(table)
    if method.needs_order and not name:
        expected = "a column of ages, dates or numbers that the rows are sorted by; name it with --order"
        raise refusal(table.file, f"the columns {', '.join(table.names)}", expected, row=1)
    if not method.ordered or not name:
        return None, ""
    places = [position(cell) for cell in table.column(name)]
    unread = [place for place, value in enumerate(places) if value is None]
    if unread:
        cell = table.column(name)[unread[0]]
        more = f" ({len(unread):,} such rows)" if len(unread) > 1 else ""
        expected = "a month, date, year or number, to sort the series by; with another column give --order"
        raise refusal(table.file, repr(cell[:60]) + more, expected, row=table.numbers[unread[0]], column=name)
    return np.array(places, dtype=float), name


def _likely(table: Table) -> str:
    return next((name for likely in LIKELY for name in table.names if _folded(name) == likely), "")


def _grouped(
    table: Table, by: list[str], order: np.ndarray | None, name: str
) -> list[tuple[tuple[str, ...], list[int]]]:
    """[(the group's cells, the places of its rows, sorted)], groups in the order of the file."""
    keys = list(zip(*(table.column(column) for column in by), strict=True)) if by else [()] * len(table.rows)
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, key in enumerate(keys):
        groups.setdefault(key, []).append(place)
    if order is None:
        return list(groups.items())
    return [(key, _sorted(table, group, order, name)) for key, group in groups.items()]


def _sorted(table: Table, group: list[int], order: np.ndarray, name: str) -> list[int]:
    ordered = sorted(group, key=lambda place: order[place])
    for before, after in pairwise(ordered):
        if order[before] == order[after]:
            period = f"{table.column(name)[after]!r} again, as in row {table.numbers[before]}"
            raise refusal(
                table.file,
                period,
                "each point once; where there are several series, tell them apart with --by",
                row=table.numbers[after],
                column=name,
            )
    return ordered


def _rebased(table: Table, choices: Choices, order: np.ndarray | None, group: list[int]) -> tuple[int, ...]:
    """Positions in the series of the points at which a chart starts again."""
    points = order if order is not None else np.array([table.numbers[place] for place in group], dtype=float)
    places = []
    for text in choices.rebase:
        match = np.flatnonzero(points == position(text))
        if len(match) != 1 or match[0] == 0:
            expected = "a point of the series after its first" + ("" if order is not None else ", by its row")
            raise refusal(table.file, f"--rebase {text}", expected)
        places.append(int(match[0]))
    return tuple(sorted(set(places)))


def _free(result: Result, taken: Iterable[str]) -> list[str]:
    """Names of the results, none of which the file has: `value` beside the file's own value is calculated_value."""
    folded = {_folded(name) for name in taken}
    return [f"{PREFIX}{name}" if _folded(name) in folded else name for name in result]
