"""Columns of text that no spreadsheet takes for formulae."""

import pyarrow as pa
import pyarrow.compute as pc

from careplace.publish.opendata import FORMULA_STARTS

_ARMED = f"^[{''.join(FORMULA_STARTS).replace('-', chr(92) + '-')}]"


def spreadsheet_safe(columns: pa.Table) -> pa.Table:
    """The columns with an apostrophe before each text that could be a formula, as `spreadsheet_safe_text` writes it."""
    return pa.table([_column(column) for column in columns.columns], schema=columns.schema)


def _column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if not pa.types.is_string(column.type):
        return column
    armed = pc.match_substring_regex(column, _ARMED)
    if not pc.any(armed).as_py():
        return column
    return pc.if_else(armed, pc.binary_join_element_wise("'", column, ""), column)
