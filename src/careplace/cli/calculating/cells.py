"""Cells as numbers, with what publishers write for a number that is missing."""

import re
from dataclasses import dataclass, field

import numpy as np

MISSING = (
    *("", "na", "n/a", "#n/a", "nan", "null", "none", "-", "–", "—", ":", ".", ".."),
    *("[x]", "[z]", "[c]", "*", "[low]"),
)
"""Written for a number that is missing, suppressed or not applicable, in any case."""
_FEW = re.compile(r"[<≤]\s*\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_SHOWN = 60


@dataclass(frozen=True)
class Fault:
    """One cell, or two cells of one row, that cannot be used: `row` is the row that a spreadsheet shows."""

    row: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"row {self.row}, column {self.column}: found {self.found}; expected {self.expected}"


@dataclass
class Numbers:
    """A column as numbers, NaN where it is missing or at fault. `percent`: every cell that is a number has a % sign."""

    values: np.ndarray
    percent: bool = False
    faults: list[Fault] = field(default_factory=list)


def numbers_of(
    cells: list[str],
    rows: list[int],
    column: str,
    missing: tuple[str, ...] = (),
    count: bool = False,
    percent: bool = False,
) -> Numbers:
    """The cells of a column as numbers.

    Args:
        rows: the row of each cell. missing: what is written for a missing number, beside MISSING.
        count: refuse numbers below 0. percent: allow a % sign, on all cells or on none.
    """
    known = {*MISSING, *(text.casefold() for text in missing)}
    result, signs = Numbers(np.full(len(cells), np.nan)), []
    for place, (cell, row) in enumerate(zip(cells, rows, strict=True)):
        if cell.casefold() in known or _FEW.fullmatch(cell):
            continue
        bare = cell.removesuffix("%").rstrip() if percent else cell
        number = _number(bare)
        if number is None or (count and number < 0):
            expected = "a number from 0" if count else "a number"
            result.faults.append(Fault(row, column, _short(cell), expected + ", or an empty cell"))
        else:
            result.values[place] = number
            signs.append((bare != cell, cell, row))
    return _with_percent(result, signs, column)


def _with_percent(result: Numbers, signs: list[tuple[bool, str, int]], column: str) -> Numbers:
    """A column of percentages, or of none: 12 and 12% in one column are no series."""
    result.percent = bool(signs) and all(sign for sign, _, _ in signs)
    if not result.percent and any(sign for sign, _, _ in signs):
        mixed = [
            Fault(row, column, _short(cell), "% in every cell of the column or in none")
            for sign, cell, row in signs
            if sign
        ]
        result.faults += mixed
    return result


def _number(cell: str) -> float | None:
    text = cell.replace(",", "") if _THOUSANDS.fullmatch(cell) else cell
    text = text.replace("\u00a0", "").replace("\u2212", "-")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", text):
        return None
    number = float(text)
    return number if np.isfinite(number) else None


def _short(cell: str) -> str:
    return repr(cell if len(cell) <= _SHOWN else cell[: _SHOWN - 1] + "…")
