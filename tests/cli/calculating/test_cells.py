"""Cells become numbers, missing numbers or faults; nothing else."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.cli.calculating.cells import MISSING, SAY_WHICH, Decimal, numbers_of


def read(*cells: str, **options):
    return numbers_of(list(cells), list(range(2, 2 + len(cells))), "n", **options)


@given(st.floats(-1e12, 1e12).filter(lambda number: abs(number) > 1e-6 or number == 0))
def test_a_number_is_read_as_it_is_written(number):
    assert read(repr(number)).values[0] == number
    assert read(f"{number:,.3f}").values[0] == pytest.approx(number, abs=6e-4)


@given(st.sampled_from(MISSING), st.booleans())
def test_what_publishers_write_for_a_missing_number_is_missing(text, upper):
    found = read(text.upper() if upper else text)
    assert np.isnan(found.values[0])
    assert found.faults == []


@pytest.mark.parametrize("text", ["<5", "< 10", "≤3"])
def test_a_suppressed_small_number_is_missing(text):
    assert (math.isnan(read(text).values[0]), read(text).faults) == (True, [])


def test_further_words_for_missing_may_be_named():
    assert read("withheld").faults
    assert read("Withheld", missing=("withheld",)).faults == []


@pytest.mark.parametrize(
    "text",
    ["1,00", "12,34,567", "1.2.3", "1e999", "inf", "0x10", "£5", "1_000", "12%", "--5", "1 2", "abc", "=1+1"],
)
def test_anything_else_is_a_fault_at_its_row(text):
    (fault,) = read("1", text).faults
    assert (fault.row, fault.column, fault.found) == (3, "n", repr(text))
    assert str(fault).startswith(f"row 3, column n: found {text!r}; expected a number, or an empty cell")


def test_a_count_is_not_below_zero():
    (fault,) = read("0", "-1", count=True).faults
    assert (fault.row, fault.expected) == (3, "a number from 0, or an empty cell")


def test_percent_stands_on_every_number_or_on_none():
    found = read("50%", "", "51.5 %", percent=True)
    assert (found.percent, found.faults, list(found.values[[0, 2]])) == (True, [], [50, 51.5])
    mixed = read("50%", "51", percent=True)
    assert (mixed.percent, [fault.row for fault in mixed.faults]) == (False, [2])


def test_a_long_cell_is_shortened_in_the_message():
    (fault,) = read("a" * 10_000).faults
    assert len(str(fault)) < 200


@given(st.text(max_size=40))
def test_no_text_raises_or_becomes_infinite(text):
    found = read(text.strip(), count=True, percent=True)
    assert not np.isinf(found.values).any()
    assert len(found.faults) <= 1


@pytest.mark.parametrize("text", ["12,5", "0,125", "1.234,5"])
def test_a_decimal_comma_is_refused_with_what_to_do(text):
    (fault,) = read(text).faults
    assert fault.expected.endswith("where the comma is the decimal sign, give --decimal comma")


@given(st.floats(-1e9, 1e9))
def test_a_decimal_comma_is_read_where_it_is_the_sign(number):
    written = f"{number:,.3f}".translate(str.maketrans(".,", ",."))
    assert read(written, decimal=Decimal.COMMA).values[0] == pytest.approx(number, abs=6e-4)


def test_a_point_before_decimals_is_a_fault_where_the_comma_is_the_sign():
    assert [fault.found for fault in read("12,5", "12.5", decimal=Decimal.COMMA).faults] == ["'12.5'"]


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.345", "1.234.567", "1.234%"])
def test_a_number_of_either_convention_is_refused_with_the_question(text):
    (fault,) = read(text, "7", decimal=Decimal.UNKNOWN, percent=True).faults
    assert fault.expected == SAY_WHICH


@pytest.mark.parametrize("other", ["12.5", "0.125", "-3.1", "12.5%"])
def test_another_cell_of_the_column_may_answer_the_question(other):
    found = read("1.234", other.removesuffix("%"), decimal=Decimal.UNKNOWN)
    assert (found.faults, found.values[0]) == ([], 1.234)


@given(st.integers(0, 10**9), st.integers(1, 99))
def test_a_whole_count_has_no_fraction(number, part):
    assert read(str(number), f"{number}.0", whole=True, count=True).faults == []
    (fault,) = read(f"{number}.{part:02d}", whole=True, count=True).faults
    assert fault.expected == "a whole number from 0, or an empty cell"
