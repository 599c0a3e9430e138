"""The files of a folder of records: which publication each is, and how the database reads it, every cell as text."""

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from careplace.engine import literal, quoted
from careplace.journeys.contract.publication import Publication, publications
from careplace.journeys.errors import RecordsError, discreet

SUFFIXES = (".csv", ".csv.gz", ".txt", ".parquet")
DELIMITERS = ",|\t;"


@dataclass(frozen=True)
class SourceFile:
    """A file: its path, its name within the folder, its publication, and its columns as they are written."""

    path: Path
    name: str
    publication: Publication
    columns: tuple[str, ...]
    delimiter: str = ""

    def column(self, name: str) -> str | None:
        """The column of a field of the publisher, whatever the case of its letters."""
        return next((column for column in self.columns if column.lower() == name.lower()), None)

    def relation(self) -> str:
        """What a query selects from: every column as text, and `source_row`, the row as a spreadsheet numbers it.

        Lines that are no row of the table (too few or too many cells, not UTF-8) go into the table `reject_errors`.
        """
        path = quoted(literal(self.path))
        if not self.delimiter:
            texts = "cast(columns(* exclude (file_row_number)) as varchar)"
            source = f"read_parquet({path}, hive_partitioning = false, file_row_number = true)"
            return f"(select {texts}, file_row_number + 1 as source_row from {source})"
        columns = ", ".join(f"{quoted(column)}: 'varchar'" for column in self.columns)
        source = (
            f"read_csv({path}, auto_detect = false, header = true, delim = {quoted(self.delimiter)}, quote = '\"', "
            f"escape = '\"', columns = {{{columns}}}, null_padding = false, store_rejects = true, "
            "hive_partitioning = false, max_line_size = 10000000)"
        )
        return f"(select *, row_number() over () + 1 as source_row from {source})"


def source_files(folder: Path) -> list[SourceFile]:
    """Every file of records below `folder`, in the order of their names.

    Raises:
        RecordsError: there is none, or one is of no known publication or lacks fields; every such file is named.
    """
    paths = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.name.lower().endswith(SUFFIXES)
    )
    if not paths:
        raise RecordsError(f"{folder} has no file that ends in {', '.join(SUFFIXES)}")
    files, problems = [], []
    for path in paths:
        try:
            files.append(_source_file(path, str(path.relative_to(folder))))
        except RecordsError as error:
            problems.append(str(error))
    if problems:
        raise RecordsError("\n".join(problems))
    return files


def _source_file(path: Path, name: str) -> SourceFile:
    delimiter = ""
    with discreet(f"reading the columns of {name}"):
        if path.suffix.lower() == ".parquet":
            columns = tuple(pq.read_schema(path).names)
        else:
            columns, delimiter = _header(path)
    if len({column.lower() for column in columns}) < len(columns):
        raise RecordsError(f"{name}: two columns have the same name; rename or remove one")
    return SourceFile(path, name, _recognised(name, columns), columns, delimiter)


def _header(path: Path) -> tuple[tuple[str, ...], str]:
    """The names in the first line, and what stands between them."""
    opener = gzip.open if path.suffix == ".gz" else Path.open
    with opener(path, "rt", encoding="utf-8-sig") as file:
        line = file.readline(1_000_000)
    delimiter = max(DELIMITERS, key=line.count)
    return tuple(next(csv.reader([line], delimiter=delimiter), [])), delimiter


def _recognised(name: str, columns: tuple[str, ...]) -> Publication:
    """The publication whose required fields a file has. No column of a file that is not recognised is named: its first line
    may be a record."""
    have = {column.lower() for column in columns}
    lacking = {known.key: _lacking(known, have) for known in publications()}
    fitting = [known for known in publications() if not lacking[known.key]]
    if fitting:
        return max(fitting, key=lambda known: len(known.names.keys() & have))
    nearest = max(publications(), key=lambda known: len(known.names.keys() & have))
    if not nearest.names.keys() & have:
        titles = "; ".join(known.about.title for known in publications())
        raise RecordsError(f"{name}: its first line has no field of a known publication. Known are: {titles}")
    fields = ", ".join(lacking[nearest.key])
    raise RecordsError(f"{name}: as {nearest.about.title} it lacks the columns {fields}")


def _lacking(known: Publication, have: set[str]) -> list[str]:
    fields = [
        " or ".join(f.names) for f in known.fields if f.required and not have & {n.lower() for n in f.names}
    ]
    people = [*known.person.fields, *([known.person.last] if known.person.last else [])]
    return fields if have & {n.lower() for n in people} else [*fields, " or ".join(people)]
