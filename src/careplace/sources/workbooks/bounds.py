"""How large a table of a published file may be. The largest that we know, CQC's ratings, has 10 million cells."""

import os
from typing import NoReturn

from careplace.sources.publication import RawFile
from careplace.sources.unpacking import AGAIN, refuse

CELLS_SETTING = "CAREPLACE_MAX_CELLS"
DEFAULT_CELLS = 50_000_000
# Published tables have up to 130 columns. Every column is looked at by every layout, so that 20,000 take minutes.
COLUMNS = 2_048
# The last row and column that a spreadsheet has.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
# Rows without a value between two that have one: parsers keep them all.
GAP = 100_000
# A spreadsheet's cell holds 32,767 characters; some CSV files have longer ones.
CHARACTERS = 131_072


def cells() -> int:
    """The most cells that a file may have.

    Raises:
        ValueError: when the setting is not a whole number.
    """
    setting = os.environ.get(CELLS_SETTING, "").strip() or str(DEFAULT_CELLS)
    if not (setting.isascii() and setting.isdigit()):
        raise ValueError(f"{CELLS_SETTING} is {setting!r}; set it to a whole number, e.g. {DEFAULT_CELLS}")
    return int(setting)


def check(file: RawFile, rows: int, columns: int, sheet: str = "") -> None:
    """Raise SourceError where a table is larger than it may be."""
    if columns > COLUMNS:
        refuse(file, f"a table of {columns:,} columns", f"at most {COLUMNS:,} columns: {AGAIN}", sheet=sheet)
    if rows * columns > cells():
        expected = f"at most {cells():,} cells; where the file is right, raise {CELLS_SETTING}"
        refuse(file, f"a table of {rows:,} rows and {columns:,} columns", expected, sheet=sheet)


def no_such_place(file: RawFile, sheet: str, found: str) -> NoReturn:
    """Raise the SourceError of a cell that lies where no spreadsheet has cells."""
    refuse(file, found, f"a workbook as a spreadsheet program saves it: {AGAIN}", sheet=sheet)
