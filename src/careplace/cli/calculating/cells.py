"""Cells as numbers, with what publishers write for a number that is missing."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

MISSING = (
    *("", "na", "n/a", "#n/a", "nan", "null", "none", "-", "–", "—", ":", ".", ".."),
    *("[x]", "[z]", "[c]", "*", "[low]"),
)
"""Written for a number that is missing, suppressed or not applicable, in any case."""
_FEW = re.compile(r"[<≤]\s*\d+")
# Not 0,125: there the comma is the decimal sign.
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_LONGEST = 60
_WHICH = re.compile(r"[+-]?[1-9]\d{0,2}([.,]\d{3})+")
"""1.234 or 1,234: thousands by one convention, three decimals by the other."""
USE_COMMA = "where the comma is the decimal sign, give --decimal comma"
SAY_WHICH = "an answer to which it is: --decimal point (1.234 is less than 2) or --decimal comma (1.234 is over a thousand)"
_SWAPPED = str.maketrans(".,", ",.")


class Decimal(StrEnum):
    """The sign before the decimals of a number; the other one separates thousands."""

    POINT = "point"
    COMMA = "comma"
    UNKNOWN = "unknown"


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
    whole: bool = False,
    decimal: Decimal = Decimal.POINT,
) -> Numbers:
    """The cells of a column as numbers.

    Args:
        rows: the row of each cell. missing: what is written for a missing number, beside MISSING.
        count: refuse numbers below 0. percent: allow a % sign, on all cells or on none. whole: refuse fractions.
        decimal: the sign before decimals. UNKNOWN is that of a file whose cells stand between semicolons, as where the
            comma is the sign: there a number that could be either is refused.
    """
    decimal = _settled(cells, decimal)
    missing_words = {*MISSING, *(text.casefold() for text in missing)}
    result, signs = Numbers(np.full(len(cells), np.nan)), []
    for place, (cell, row) in enumerate(zip(cells, rows, strict=True)):
        if cell.casefold() in missing_words or _FEW.fullmatch(cell):
            continue
        bare = cell.removesuffix("%").rstrip() if percent else cell
        number = None if decimal == Decimal.UNKNOWN and _WHICH.fullmatch(bare) else _number(bare, decimal)
        if number is None or (count and number < 0) or (whole and number % 1):
            result.faults.append(Fault(row, column, _short(cell), _expected(bare, count, whole, decimal)))
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


def _settled(cells: list[str], decimal: Decimal) -> Decimal:
    """The sign that a cell of the column can only be read with (12.5, 0.125), where none was given."""
    if decimal == Decimal.UNKNOWN and any("." in cell and _point(cell) for cell in cells):
        return Decimal.POINT
    return decimal


def _point(cell: str) -> bool:
    bare = cell.removesuffix("%").rstrip()
    return not _WHICH.fullmatch(bare) and _number(bare, Decimal.POINT) is not None


def _expected(cell: str, count: bool, whole: bool, decimal: Decimal) -> str:
    """What was expected in place of a cell, and what to do where it is a number by another convention."""
    if decimal == Decimal.UNKNOWN and _WHICH.fullmatch(cell):
        return SAY_WHICH
    expected = ("a whole number" if whole else "a number") + (" from 0" if count else "")
    commas = decimal != Decimal.COMMA and "," in cell and _number(cell, Decimal.COMMA) is not None
    return f"{expected}, or an empty cell" + (f"; {USE_COMMA}" if commas else "")


def _number(cell: str, decimal: Decimal) -> float | None:
    cell = cell.translate(_SWAPPED) if decimal == Decimal.COMMA else cell
    text = cell.replace(",", "") if _THOUSANDS.fullmatch(cell) else cell
    text = text.replace("\u00a0", "").replace("\u2212", "-")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", text):
        return None
    number = float(text)
    return number if np.isfinite(number) else None


def _short(cell: str) -> str:
    return repr(cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…")
