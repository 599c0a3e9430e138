"""The data quality table: how many records each check found, where, and what was done."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path

from careplace.engine import Engine
from careplace.entries import content, parse_all
from careplace.journeys.contract.field_sql import Check
from careplace.journeys.contract.publication import DONE, Publication, Rule
from careplace.journeys.contract.staging import MOST_ROWS, Staged, record_checks
from careplace.journeys.errors import discreet

LINE = Check("line", "whole line", "A line with too few or too many cells, or not in UTF-8", "left out", "")
COMBINED = "all"


@dataclass(frozen=True)
class Fault:
    """A kind of fault in a file: columns, how many of its records have it, what was done, and the first rows."""

    publication: str
    file: str
    columns: str
    rule: str
    title: str
    records: int
    faults: int
    done: str
    rows: tuple[int, ...] = ()

    @property
    def percent(self) -> float:
        """Of 100 records of the file."""
        return 100 * self.faults / self.records if self.records else 0.0


@dataclass(frozen=True)
class Quality:
    """What a check found: {file: its records}, {file: key of its publication}, every kind of fault in every file,
    {table of the model: its rows}."""

    records: dict[str, int]
    publications: dict[str, str]
    faults: tuple[Fault, ...]
    rows: dict[str, int]


@cache
def combined_rules() -> tuple[Rule, ...]:
    """The rules about records of all publications together."""
    entries = content(files(f"{__package__}.contract") / "combined.toml", ("rule",))["rule"]
    return parse_all(Rule, [(entry["key"], entry) for entry in entries], "combined.toml")


class Tally:
    """Counts faults as they are found, in files that have numbers."""

    def __init__(self, engine: Engine):
        self.engine = engine
        self.records: dict[str, int] = {}
        self._counts: dict[tuple[str, int, str], int] = defaultdict(int)
        self._rows: dict[tuple[str, int, str], list[int]] = defaultdict(list)
        self._files: dict[int, tuple[Publication, str]] = {}

    def count_records(self, staged: Staged) -> None:
        """Count the records of each file, and the faults that each record has by itself."""
        publication = staged.publication
        self._files |= {number: (publication, name) for number, name in staged.files.items()}
        with discreet("counting faults"):
            for number, name in staged.files.items():
                self.engine.connection.execute(
                    f"create or replace temp view staged as {_all(staged, number)}"
                )
                rejected = staged.rejected[number]
                self.records[name] = (
                    self.engine.rows("select count(*) as n from staged")[0]["n"] + rejected.count
                )
                if rejected.count:
                    self._add(
                        publication.key, number, LINE.key, {"n": rejected.count, "rows": rejected.lines}
                    )
                for row in self.engine.rows(_per_check(len(record_checks(publication)))):
                    self._add(publication.key, number, f"check {row['bit']}", row)
                self._mixed(publication, number)

    def count_set(self, publication: str) -> None:
        """Count what a publication's SQL put into the table `fault`, and empty it."""
        query = (
            f"select file, rule, count(*) as n, min(source_row, {MOST_ROWS}) as rows from fault group by all"
        )
        for row in self.engine.rows(query):
            self._add(publication, row["file"], row["rule"], row)
        self.engine.connection.execute("delete from fault")

    def publications(self) -> dict[str, str]:
        """{file: key of its publication}."""
        return {file: publication.key for publication, file in self._files.values()}

    def faults(self) -> tuple[Fault, ...]:
        """Every kind of fault in every file that has it."""
        return tuple(
            sorted(self._faults(), key=lambda fault: (fault.file, -fault.faults, fault.columns, fault.rule))
        )

    def _faults(self) -> Iterator[Fault]:
        for (key, number, name), count in self._counts.items():
            publication, file = self._files[number]
            rule, columns, title, done = _described(publication, key, name)
            rows = tuple(sorted(self._rows[key, number, name])[:MOST_ROWS])
            yield Fault(
                publication.key, file, columns, rule, title, self.records[file], count, DONE[done], rows
            )

    def _add(self, key: str, number: int, name: str, row: dict) -> None:
        self._counts[key, number, name] += row["n"]
        self._rows[key, number, name] += row["rows"]

    def _mixed(self, publication: Publication, number: int) -> None:
        """Dates that are written in the way that fewer of the file's are: where all are written alike there is no fault."""
        for bit, check in enumerate(record_checks(publication)):
            if check.key != "mixed" or not (
                count := self._counts.pop((publication.key, number, f"check {bit}"), 0)
            ):
                continue
            self._rows.pop((publication.key, number, f"check {bit}"))
            column = next(field.column for field in publication.fields if field.name == check.columns)
            other = f"faults & {1 << bit} <> 0"
            [row] = self.engine.rows(f"select count(*) as n from staged where {column} is not null")
            if count < row["n"]:
                fewer = other if 2 * count <= row["n"] else f"not ({other}) and {column} is not null"
                found = self.engine.rows(
                    f"select count(*) as n, min(source_row, {MOST_ROWS}) as rows from staged where {fewer}"
                )
                self._add(publication.key, number, f"check {bit}", found[0])


def _all(staged: Staged, number: int) -> str:
    return f"select * from read_parquet('{staged.folder}/{number:06}/*/*.parquet', hive_partitioning = false)"


def _per_check(count: int) -> str:
    return (
        f"select bit, count(*) as n, min(source_row, {MOST_ROWS}) as rows "
        f"from (select source_row, faults from staged where faults <> 0), (select unnest(range({count})) as bit) "
        "where (faults >> bit::int) & 1 = 1 group by bit"
    )


def _described(publication: Publication, key: str, name: str) -> tuple[str, str, str, str]:
    """Key, columns, title and what is done of a check or a rule."""
    if name.startswith("check "):
        check = record_checks(publication)[int(name.removeprefix("check "))]
        return check.key, check.columns, check.title, check.done
    if name == LINE.key:
        return LINE.key, LINE.columns, LINE.title, LINE.done
    rules = combined_rules() if key == COMBINED else publication.rules
    rule = next(rule for rule in rules if rule.key == name)
    return rule.key, rule.columns, rule.title, rule.done


def write_quality(quality: Quality, folder: Path) -> None:
    """Write quality.csv, a line for each kind of fault in each file, and faults.csv, with the rows; neither has a value."""
    names = [field.name for field in fields(Fault) if field.name != "rows"]
    _write(folder / "quality.csv", [*names, "percent"], (_line(fault) for fault in quality.faults))
    rows = (
        {"publication": f.publication, "file": f.file, "columns": f.columns, "rule": f.rule, "row": row}
        for f in quality.faults
        for row in f.rows
    )
    _write(folder / "faults.csv", ["publication", "file", "columns", "rule", "row"], rows)


def _line(fault: Fault) -> dict:
    entries = asdict(fault)
    del entries["rows"]
    return {**entries, "percent": f"{fault.percent:.2f}"}


def _write(path: Path, names: list[str], rows: Iterable[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
