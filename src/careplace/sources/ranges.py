"""Values that a column's contract does not let in: beyond its range, of another form, no number, marks of errors."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from careplace.sources.contract import Column

# What spreadsheet programs write into a cell that they cannot work out.
ERROR_MARK = r"^#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)$"
# Control characters but tab and line ends, those that turn the direction of writing, and the mark of a letter lost.
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{202a}-\x{202e}\x{2066}-\x{2069}\x{fffd}]"


def breaches(values: pa.ChunkedArray, column: Column) -> Iterator[tuple[pa.ChunkedArray, str]]:
    """(which values break a rule of the column, what was expected) for each rule. Nulls break none."""
    rules = {"number": _number, "integer": _number, "text": _text}.get(column.type)
    for wrong, expected in rules(values, column) if rules else ():
        yield pc.fill_null(wrong, False), expected


def _number(values: pa.ChunkedArray, column: Column) -> Iterator[tuple[pa.ChunkedArray, str]]:
    if column.type == "number":
        yield pc.invert(pc.is_finite(values)), "a number"
    if column.minimum is not None:
        yield pc.less(values, column.minimum), f"{column.minimum:,} or more"
    if column.maximum is not None:
        yield pc.greater(values, column.maximum), f"{column.maximum:,} or less"
    if column.whole and column.type == "number":
        yield pc.not_equal(values, pc.round(values)), "a whole number"


def _text(values: pa.ChunkedArray, column: Column) -> Iterator[tuple[pa.ChunkedArray, str]]:
    yield pc.match_substring_regex(values, ERROR_MARK), "a value: this is a spreadsheet's mark of an error"
    yield pc.match_substring_regex(values, CONTROL), "text without control characters"
    if column.form:
        form, meaning = column.form
        yield pc.invert(pc.match_substring_regex(values, form)), meaning
