"""Values beyond what a column may hold: each rule lets in what fits and tells what does not."""

import math

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.sources import PUBLICATIONS
from careplace.sources.checks import checked
from careplace.sources.contract import OFFICIAL_CODE, WITH_LETTERS, Column, SourceError, Table


def told(column: Column, *values) -> list[tuple[int, str]]:
    """(row, expected) of each problem of a table of these values."""
    contract = Table("t", "a table", (column, Column("source_row", "integer", "row")))
    table = pa.table(
        {column.name: pa.array(values, contract.schema[0].type), "source_row": range(len(values))}
    )
    try:
        checked(table, contract, "x.csv")
    except SourceError as refused:
        return [(problem.row, problem.expected) for problem in refused.problems]
    return []


@pytest.mark.parametrize(
    ("column", "fits", "breaks"),
    [
        (Column("n", "number", "n"), (0.0, -1.5, 1e300, None), (math.inf, -math.inf, math.nan)),
        (Column("n", "number", "n", minimum=0, maximum=1), (0.0, 0.5, 1.0, None), (-0.001, 1.001)),
        (Column("n", "integer", "n", minimum=0, maximum=5000), (0, 5000, None), (-1, 5001, 2**62)),
        (Column("n", "number", "n", whole=True), (0.0, 7.0, None), (3.7,)),
        (
            Column("t", "text", "t", form=OFFICIAL_CODE),
            ("E06000001", None),
            ("Zzzz", "#N/A", "E0600001", "E06000001 "),
        ),
        (Column("t", "text", "t", form=WITH_LETTERS), ("Ynys Môn", "3 Rivers", None), ("-5", "3.7", "", "٣")),
        (
            Column("t", "text", "t"),
            ("N/A", "#1 Care", "two\nlines", "a\tb", "Siân", None),
            ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "\x07", "a\u202eb", "\ufffd", "\x00"),
        ),
    ],
)
def test_a_rule_lets_in_what_fits_and_tells_what_does_not(column, fits, breaks):
    assert told(column, *fits) == []
    for value in breaks:
        assert told(column, value), value


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_no_number_that_is_none_reaches_a_table(value):
    assert bool(told(Column("n", "number", "n"), value)) != math.isfinite(value)


# Admissions published with more long waits than waits are read, and the status of the figure tells (see nhs/tables.py).
ABOVE_THE_WHOLE = {
    ("nhs_four_hours", "share_over_4_hours", 10),
    ("nhs_four_hours", "share_admissions_over_4_hours", 10),
}


def test_every_share_that_is_published_has_a_range():
    shares = {
        (table.name, column.name, column.maximum)
        for publication in PUBLICATIONS
        for table in publication.tables
        for column in table.columns
        if column.name.startswith("share") and column.minimum == 0
    }
    published = {
        (t.name, c.name)
        for p in PUBLICATIONS
        for t in p.tables
        for c in t.columns
        if c.name.startswith("share")
    }
    assert {(table, name) for table, name, _ in shares} == published
    assert {share for share in shares if share[2] != 1} == ABOVE_THE_WHOLE
