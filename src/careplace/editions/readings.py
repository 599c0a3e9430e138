"""Reads recognised files, and tells where two of them speak of the same councils at the same date."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from itertools import combinations

import pyarrow as pa
import pyarrow.compute as pc

from careplace.editions.intake import Recognised
from careplace.editions.leftaside import LeftAside, attempt
from careplace.places.gazetteer import Gazetteer
from careplace.sources import dates
from careplace.sources.contract import Problem, SourceError, refuse_for
from careplace.sources.publication import Reading
from careplace.sources.unpacking import AGAIN

Take = Callable[[Recognised, Reading], None]


def read_all(
    files: Iterable[Recognised], gazetteer: Gazetteer | None, take: Take, progress
) -> list[LeftAside]:
    """Read each file and hand its reading to `take`; returns those that could not be read."""
    left_aside, files = [], list(files)
    for done, file in enumerate(files):
        progress(f"Reading {file.publication.title}", done, len(files))
        outcome = attempt(file.file, partial(_taken, file, gazetteer, take), file.publication)
        left_aside += [outcome] if outcome else []
        file.forget()
    return left_aside


def _taken(file: Recognised, gazetteer: Gazetteer | None, take: Take) -> None:
    reading = _reading_of(file, gazetteer)
    refuse_for(_out_of_range(reading))
    if not any(table.num_rows for table in reading.tables.values()):
        raise SourceError(Problem(file.file.name, "a header and no row of data", f"rows below it: {AGAIN}"))
    take(file, reading)


def _out_of_range(reading: Reading) -> list[Problem]:
    """Dates that no published file has, of the reading and in any of its tables."""
    expected = f"dates from {dates.EARLIEST.year} to {dates.LATEST.year}"
    columns = {"the date of the data": pa.array([reading.snapshot], pa.date32())}
    for name, table in reading.tables.items():
        days = [field.name for field in table.schema if pa.types.is_date32(field.type)]
        columns |= {f"{name}, {column}": table[column] for column in days}
    wrong = {what: column.filter(dates.out_of_range(column)) for what, column in columns.items()}
    return [
        Problem(reading.file.name, f"{len(values):,} times {values[0]} ({what})", expected)
        for what, values in wrong.items()
        if len(values)
    ]


def _reading_of(file: Recognised, gazetteer: Gazetteer | None) -> Reading:
    return file.read(gazetteer)


class Coverage:
    """Which councils each reading speaks of, so that no council is counted from two files of one date."""

    def __init__(self):
        # {(publication, date): [(file's name, {table: councils})]}: no table is held, they would fill the memory.
        self._seen: dict[tuple, list[tuple[str, dict[str, set | None]]]] = defaultdict(list)

    def add(self, reading: Reading) -> None:
        councils = {name: _councils(table) for name, table in reading.tables.items() if table.num_rows}
        self._seen[reading.publication, reading.snapshot].append((reading.file.name, councils))

    def problems(self) -> list[Problem]:
        """One problem for each two files of one publication and date that cover the same councils."""
        return [
            problem
            for (publication, snapshot), readings in self._seen.items()
            for one, other in combinations(sorted(readings, key=lambda pair: pair[0]), 2)
            if (problem := _overlap(publication, snapshot, one, other))
        ]


def _overlap(publication, snapshot, one, other) -> Problem | None:
    (name, councils), (other_name, others) = one, other
    for table in sorted(councils.keys() & others.keys()):
        here, there = councils[table], others[table]
        if here is None or there is None or here & there:
            dated = f" of {snapshot}" if snapshot else ""
            where = f" for {len(here & there)} of the same councils" if here and there else ""
            message = f"{publication}{dated} in this file and in {other_name}{where}"
            return Problem(name, message, "one file for each council and date: leave one of the two out")
    return None


def _councils(table) -> set | None:
    """The councils that a table speaks of; None where it does not say, so that it may speak of any."""
    if "council" not in table.schema.names:
        return None
    return set(pc.unique(table["council"]).drop_null().to_pylist()) or None
