"""A CSV file: one table, each cell at its row and column."""

import csv
from collections.abc import Iterator
from io import StringIO

from careplace.claims.texts.passages import Passage, Position, Role, Table


def parts(text: str) -> Iterator[Table]:
    """The one table of the file.

    Raises:
        ValueError: for quotation marks that do not close, and a cell beyond the csv module's bound.
    """
    try:
        rows = list(csv.reader(StringIO(text), strict=True))
    except csv.Error as error:
        raise ValueError(f"not a CSV file that can be read ({error}). Save it again as CSV.") from error
    yield Table(tuple(tuple(_cells(number, row)) for number, row in enumerate(rows, start=1) if row))


def _cells(number: int, row: list[str]) -> Iterator[Passage]:
    for column, cell in enumerate(row, start=1):
        yield Passage(cell.strip(), Role.CELL, ((0, Position(number, column, "row")),))
